/**
 * Owns migration 3: what the officers' desk keeps beside each conversation, and the search index. Triggers write both, so that
 * whoever changes a conversation, a message or an answer changes them in the same transaction, and erasing reaches them. Needs the
 * function `fold` on the writing connection (`database.ts`).
 */
import type { Migration } from './migrations.js';

/** What an officer searches for in a message: words typed, a caption, a file's name. Taps and notices have none. */
export const inboxWords = (body: string): string =>
  `case when json_extract(${body}, '$.kind') in ('text', 'file') then trim(coalesce(json_extract(${body}, '$.text'), '') || ' ' || coalesce(json_extract(${body}, '$.caption'), '') || ' ' || coalesce(json_extract(${body}, '$.file.name'), '')) else '' end`;
const saidIn = (payload: string): string => `coalesce(json_extract(${payload}, '$.text'), '')`;

/** One index for both tables: what came in has even numbers, an officer's words odd ones. */
const index = (table: 'desk_words' | 'desk_names', row: string, words: string): string => `insert into ${table} (rowid, raw, folded) values (${row}, ${words}, fold(${words}));`;
const unindex = (table: 'desk_words' | 'desk_names', row: string, words: string): string =>
  `insert into ${table} (${table}, rowid, raw, folded) values ('delete', ${row}, ${words}, fold(${words}));`;

/** Follows a change of text. What was never indexed must not be taken out of the index, or its counts are wrong. */
const kept = (table: 'desk_words' | 'desk_names', of: string, column: string, row: string, words: (row: string) => string): readonly string[] => {
  const out = unindex(table, `old.${row}`, words('old'));
  const back = index(table, `new.${row}`, words('new'));
  const on = (name: string, when: string, body: string): string =>
    `create trigger ${table}_${name} after update of ${column} on ${of} when new.${column} <> old.${column} and ${when} begin ${body} end`;
  return [
    on('appeared', `${words('old')} = '' and ${words('new')} <> ''`, back),
    on('changed', `${words('old')} <> '' and ${words('new')} <> ''`, `${out} ${back}`),
    on('went', `${words('old')} <> '' and ${words('new')} = ''`, out),
  ];
};

/** For the migrations that follow. */
export const indexedWords = (row: string, words: string): string => index('desk_words', row, words);
export const unindexedWords = (row: string, words: string): string => unindex('desk_words', row, words);

const nextChange = '(select coalesce(max(changed), 0) + 1 from desk_case)';

/** How urgent each reason is, the most urgent first; the same order is shown in the queue. */
const rank = (reason: string): string =>
  `case ${reason} when 'distress' then 0 when 'turn_failed' then 1 when 'asked' then 2 when 'lapsed' then 3 when 'agency_answered' then 4 when 'deadline_near' then 5 when 'given' then 5 when 'approval' then 6 when 'law_unknown' then 6 else 7 end`;
const reason = `case new.kind when 'person_wanted' then coalesce(json_extract(new.data, '$.reason'), 'asked') when 'lease_lapsed' then 'lapsed' when 'agency_answered' then 'agency_answered' when 'deadline_near' then 'deadline_near' when 'case_passed_on' then 'asked' when 'approval_wanted' then 'approval' when 'case_given' then 'given' else 'delivery' end`;

const forgotten = `new.position is null and old.position is not null`;

export const deskTables: Migration = {
  number: 3,
  name: 'the desk',
  statements: [
    `create table desk_case (no integer primary key, conversation_id text not null unique, office_id text, province text, field text, verdict text, phase text not null,
      owner text not null, name text not null, words text not null, wait_reason text, wait_rank integer not null, wait_since text, hour text not null, changed integer not null)`,
    `create index desk_case_waiting on desk_case (wait_rank, wait_since) where wait_reason is not null`,
    `create index desk_case_owner on desk_case (owner, hour)`,
    `create index desk_case_hour on desk_case (hour)`,
    ...['office_id', 'province', 'field', 'verdict', 'phase'].map((column) => `create index desk_case_by_${column} on desk_case (${column}, hour)`),
    `create index desk_case_changed on desk_case (changed)`,
    `create table desk_note (id integer primary key autoincrement, conversation_id text not null, officer_id text not null, text text not null, at text not null)`,
    `create index desk_note_of on desk_note (conversation_id, id)`,
    `create table help_request (id text primary key, office_id text not null, year integer not null, number integer not null, conversation_id text, received_on text not null,
      name text not null, address text not null, kind text not null, activity text not null, content text not null, papers text not null, adviser text, appointed_on text,
      agreed_on text, session_on text, ground_on text, refusal text, answered_on text, answer_number text, answer_by text, note text not null, created_by text not null,
      created_at text not null, unique (office_id, year, number))`,
    `create index help_request_of on help_request (conversation_id) where conversation_id is not null`,
    `create table desk_draft (conversation_id text not null, officer_id text not null, text text not null, at text not null, primary key (conversation_id, officer_id))`,
    `create virtual table desk_words using fts5(raw, folded, content='', tokenize="unicode61 remove_diacritics 0")`,
    `create virtual table desk_names using fts5(raw, folded, content='', tokenize="unicode61 remove_diacritics 0", prefix='2 3')`,
    // What is erased leaves the index itself, not only the answers it gives.
    `insert into desk_words (desk_words, rank) values ('secure-delete', 1)`,
    `insert into desk_names (desk_names, rank) values ('secure-delete', 1)`,

    `insert into desk_case (conversation_id, phase, owner, name, words, wait_reason, wait_rank, wait_since, hour, changed)
      select id, phase, owner, '', '', case owner when 'queue' then 'asked' end, 2, case owner when 'queue' then touched_at end, substr(touched_at, 1, 13), row_number() over (order by created_at) from conversation`,
    `insert into desk_words (rowid, raw, folded) select id * 2, ${inboxWords('body')}, fold(${inboxWords('body')}) from inbox where ${inboxWords('body')} <> ''`,

    `create trigger desk_case_opened after insert on conversation begin
      insert into desk_case (conversation_id, phase, owner, name, words, wait_rank, hour, changed)
        values (new.id, new.phase, new.owner, '', '', 99, substr(new.touched_at, 1, 13), ${nextChange});
    end`,
    `create trigger desk_case_moved after update on conversation
      when new.owner <> old.owner or new.phase <> old.phase or substr(new.touched_at, 1, 13) <> substr(old.touched_at, 1, 13) begin
      update desk_case set phase = new.phase, owner = new.owner, hour = substr(new.touched_at, 1, 13), changed = ${nextChange},
        wait_reason = case when new.owner = old.owner then wait_reason when new.owner = 'queue' then coalesce(wait_reason, 'asked') else null end,
        wait_since = case when new.owner = old.owner then wait_since when new.owner = 'queue' then coalesce(wait_since, new.touched_at) else null end,
        wait_rank = case when new.owner = old.owner then wait_rank when new.owner = 'queue' then min(wait_rank, 7) else 99 end
        where conversation_id = new.id;
    end`,
    `create trigger desk_case_forgotten after update on conversation when ${forgotten} begin
      update desk_case set province = null, field = null, verdict = null, name = '', words = '', wait_reason = null, wait_rank = 99, wait_since = null, changed = ${nextChange}
        where conversation_id = new.id;
      delete from desk_note where conversation_id = new.id;
      delete from desk_draft where conversation_id = new.id;
      update help_request set conversation_id = null where conversation_id = new.id;
    end`,
    `create trigger desk_case_waits after insert on event
      when new.kind in ('person_wanted', 'lease_lapsed', 'case_passed_on', 'agency_answered', 'deadline_near', 'approval_wanted', 'case_given', 'send_refused', 'send_parked', 'chore_failed', 'handover_bounced', 'handover_uncertain') begin
      update desk_case set wait_reason = ${reason}, wait_rank = ${rank(reason)}, wait_since = coalesce(wait_since, new.at), changed = ${nextChange}
        where conversation_id = new.conversation_id and owner not like 'officer:%' and wait_rank > ${rank(reason)};
    end`,
    `create trigger desk_names_in after insert on desk_case when new.words <> '' begin ${index('desk_names', 'new.no', 'new.words')} end`,
    ...kept('desk_names', 'desk_case', 'words', 'no', (row) => `${row}.words`),
    `create trigger desk_words_came after insert on inbox when ${inboxWords('new.body')} <> '' begin ${index('desk_words', 'new.id * 2', inboxWords('new.body'))} end`,
    ...kept('desk_words', 'inbox', 'body', 'id * 2', (row) => inboxWords(`${row}.body`)),
    `create trigger desk_words_said after insert on outbox when new.lane = 'officer' begin ${index('desk_words', 'new.id * 2 + 1', saidIn('new.payload'))} end`,
    `create trigger desk_words_said_as after update of payload on outbox when new.lane = 'officer' and new.payload <> old.payload begin
      ${unindex('desk_words', 'old.id * 2 + 1', saidIn('old.payload'))} ${index('desk_words', 'new.id * 2 + 1', saidIn('new.payload'))}
    end`,
    `create trigger desk_words_unsaid after delete on outbox when old.lane = 'officer' begin ${unindex('desk_words', 'old.id * 2 + 1', saidIn('old.payload'))} end`,
  ],
};
