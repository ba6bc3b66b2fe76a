/**
 * Owns finding a case by a name without diacritics, a case or document number, a phone, or words somebody wrote. The index is written by
 * triggers (`src/storage/desk-tables.ts`); here it is asked. What was typed with diacritics finds exactly that first.
 */
import { sql } from 'kysely';
import { fold } from '../basics/index.js';
import type { Sight } from '../office/index.js';
import { query } from '../storage/index.js';
import { type QueueRow, seen } from './queue.js';
import type { Reading } from './tools.js';

export type Hit = {
  readonly case: QueueRow /** What was found: the case's own words, or a message. */;
  readonly by: 'case' | 'message';
  readonly excerpt: string;
  readonly at: string | null;
};

const MOST = 40;
/** Newest matches looked at before those the officer may not see are taken out; a common word has many more. */
const LOOKED_AT = 400;

const caseColumns = ['conversation.epoch', 'conversation.touched_at', 'conversation.case_id', 'case_record.number', 'case_record.opened_at'] as const;
type SightParams = { everything: number; office: string; province: string | null };

const byNames = query<SightParams & { match: string }>()((db, p) =>
  db
    .selectFrom('desk_names')
    .innerJoin('desk_case', 'desk_case.no', 'desk_names.rowid')
    .innerJoin('conversation', 'conversation.id', 'desk_case.conversation_id')
    .leftJoin('case_record', 'case_record.id', 'conversation.case_id')
    .selectAll('desk_case')
    .select(caseColumns)
    .where(sql<boolean>`desk_names match ${p('match')}`)
    .where(seen(p('everything'), p('office'), p('province')))
    .orderBy(sql`desk_names.rowid`, 'desc')
    .limit(MOST),
);
const byWords = query<{ match: string }>()((db, p) =>
  db
    .selectFrom('desk_words')
    .select('rowid')
    .where(sql<boolean>`desk_words match ${p('match')}`)
    .orderBy('rowid', 'desc')
    .limit(LOOKED_AT),
);
const messageIn = query<{ id: number }>()((db, p) => db.selectFrom('inbox').select(['conversation_id', 'received_at as at', 'body as text']).where('id', '=', p('id')));
const messageOut = query<{ id: number }>()((db, p) => db.selectFrom('outbox').select(['conversation_id', 'created_at as at', 'payload as text']).where('id', '=', p('id')));
const one = query<SightParams & { id: string }>()((db, p) =>
  db
    .selectFrom('desk_case')
    .innerJoin('conversation', 'conversation.id', 'desk_case.conversation_id')
    .leftJoin('case_record', 'case_record.id', 'conversation.case_id')
    .selectAll('desk_case')
    .select(caseColumns)
    .where('desk_case.conversation_id', '=', p('id'))
    .where(seen(p('everything'), p('office'), p('province'))),
);

/** Cases found, those by name or number first, then by messages, the newest first; each case once. */
export const search = (tx: Reading, typed: string, sight: Sight): readonly Hit[] => {
  const match = matchOf(typed);
  if (match === undefined) return [];
  const sightParams = { everything: sight.everything, office: sight.office, province: sight.province };
  const found = new Map<string, Hit>();
  for (const exact of match.exact === undefined ? [match.folded] : [match.exact, match.folded])
    for (const row of tx.all(byNames, { ...sightParams, match: exact.prefixed }))
      if (!found.has(row.conversation_id) && found.size < MOST) found.set(row.conversation_id, { case: row, by: 'case', excerpt: row.words, at: null });
  for (const exact of match.exact === undefined ? [match.folded] : [match.exact, match.folded]) {
    for (const { rowid } of tx.all(byWords, { match: exact.whole })) {
      if (found.size >= MOST) break;
      const message = rowid % 2 === 0 ? tx.get(messageIn, { id: rowid / 2 }) : tx.get(messageOut, { id: (rowid - 1) / 2 });
      if (message === undefined || found.has(message.conversation_id)) continue;
      const row = tx.get(one, { ...sightParams, id: message.conversation_id });
      if (row !== undefined) found.set(message.conversation_id, { case: row, by: 'message', excerpt: excerptOf(message.text, match.terms), at: message.at });
    }
  }
  return [...found.values()];
};

type Match = { readonly prefixed: string; readonly whole: string };

/** What is typed, as the index is asked: every word, the last one perhaps unfinished. Undefined for nothing to look for. */
const matchOf = (typed: string): { readonly folded: Match; readonly exact: Match | undefined; readonly terms: readonly string[] } | undefined => {
  // «0912 345 678» and «0912.345.678» are one number.
  const joined = typed.normalize('NFC').replace(/(?<=\d)[ .](?=\d{3})/g, '');
  const terms = tokens(fold(joined));
  if (terms.length === 0) return undefined;
  const raw = tokens(joined.toLowerCase());
  return { folded: matching('folded', terms), exact: raw.join() === terms.join() ? undefined : matching('raw', raw), terms };
};

const tokens = (text: string): readonly string[] =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '')
    .slice(0, 12);

const matching = (column: 'raw' | 'folded', terms: readonly string[]): Match => {
  const quoted = terms.map((term) => `"${term}"`);
  const last = terms.at(-1) ?? '';
  return { whole: `${column} : (${quoted.join(' AND ')})`, prefixed: `${column} : (${[...quoted.slice(0, -1), last.length > 1 ? `"${last}"*` : `"${last}"`].join(' AND ')})` };
};

/** The words around the first match, of a stored body or payload. */
const excerptOf = (stored: string, terms: readonly string[]): string => {
  const read = JSON.parse(stored) as { readonly text?: string; readonly caption?: string; readonly file?: { readonly name?: string } };
  const text = [read.text, read.caption, read.file?.name].filter((part) => part !== undefined).join(' ');
  const at = Math.max(0, ...terms.map((term) => fold(text).indexOf(term)));
  const from = Math.max(0, at - 60);
  return `${from > 0 ? '…' : ''}${text.slice(from, from + 160)}${text.length > from + 160 ? '…' : ''}`;
};
