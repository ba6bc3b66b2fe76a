/**
 * Owns migration 7: what people write is put into the search index after the turn, in a commit of its own (`src/desk/filing.ts`), and so are name,
 * place and verdict of a case. A full-text index written in every turn cost a third of it.
 */
import { inboxWords, indexedWords, unindexedWords } from './desk-tables.js';
import type { Migration } from './migrations.js';

/** What stands behind the mark is not in the index yet: it will be put there as it then reads. */
const filed = 'old.id <= (select inbox_to from desk_filed)';
const followed = (name: string, when: string, body: string): readonly string[] => [
  `drop trigger desk_words_${name}`,
  `create trigger desk_words_${name} after update of body on inbox when new.body <> old.body and ${filed} and ${when} begin ${body} end`,
];
const [was, is] = [inboxWords('old.body'), inboxWords('new.body')];

export const filingTables: Migration = {
  number: 7,
  name: 'the desk files after the turn',
  statements: [
    `create table desk_filed (inbox_to integer not null)`,
    `insert into desk_filed select coalesce(max(id), 0) from inbox`,
    `alter table desk_case add column stale integer not null default 0`,
    `create index desk_case_stale on desk_case (no) where stale = 1`,
    `drop trigger desk_words_came`,
    ...followed('appeared', `${was} = '' and ${is} <> ''`, indexedWords('new.id * 2', is)),
    ...followed('changed', `${was} <> '' and ${is} <> ''`, `${unindexedWords('old.id * 2', was)} ${indexedWords('new.id * 2', is)}`),
    ...followed('went', `${was} <> '' and ${is} = ''`, unindexedWords('old.id * 2', was)),
  ],
};
