/**
 * Owns the trail: who did what to what, when and why. Each row carries the hash of the row before, and the newest row's place and hash
 * are kept apart (`setting`), so that a changed, missing, added or cut-off row is found (`verify.ts`). Never holds names or message text.
 */
import { createHash } from 'node:crypto';
import type { Instant } from '../basics/index.js';
import { query, type Row, type Tx } from '../storage/index.js';

export type AuditRow = Row<'audit'>;

/**
 * `who`: an officer's id, or `system`, or `unknown` before sign-in. `what`: one of `acts`. `target`: kind and id, `case:x1`, `officer:k3`.
 * `why`: the officer's reason, where one is asked for.
 */
export type Entry = { readonly who: string; readonly what: string; readonly target?: string; readonly why?: string; readonly at: Instant };

/** Where the trail ends: also kept apart from the rows. */
export type Head = { readonly seq: number; readonly hash: string };

export const firstHead: Head = { seq: 0, hash: 'begin' };
const HEAD_KEY = 'audit_head';

const last = query()((db) => db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1));
const insert = query<AuditRow>()((db, p) =>
  db.insertInto('audit').values({ seq: p('seq'), at: p('at'), who: p('who'), what: p('what'), target: p('target'), why: p('why'), previous: p('previous'), hash: p('hash') }),
);
const setHead = query<{ key: string; value: string }>()((db, p) =>
  db
    .insertInto('setting')
    .values({ key: p('key'), value: p('value') })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: p('value') })),
);
const head = query<{ key: string }>()((db, p) => db.selectFrom('setting').select('value').where('key', '=', p('key')));

/** What a row's hash is made of: every other column, in a fixed order, unambiguous. */
export const hashOf = (row: Omit<AuditRow, 'hash'>): string =>
  createHash('sha256')
    .update(JSON.stringify([row.previous, row.seq, row.at, row.who, row.what, row.target, row.why]))
    .digest('base64url');

/** `812:Jq3…`: what is printed, kept and compared. */
export const showHead = ({ seq, hash }: Head): string => `${seq}:${hash}`;
export const readHead = (text: string): Head | undefined => {
  const match = /^(\d{1,15}):([\w-]{5,64})$/.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { seq: Number(match[1]), hash: match[2] };
};

/** Writes one row; call it in the transaction of the act itself, so that neither is there without the other. */
export const audit = (tx: Tx, entry: Entry): void => {
  const before = tx.get(last, {}) ?? firstHead;
  const row = {
    seq: before.seq + 1,
    at: entry.at,
    who: entry.who,
    what: entry.what,
    target: entry.target ?? '',
    why: entry.why ?? '',
    previous: before.hash,
  };
  const hash = hashOf(row);
  tx.run(insert, { ...row, hash });
  tx.run(setHead, { key: HEAD_KEY, value: showHead({ seq: row.seq, hash }) });
};

/** The kept head, or undefined before the first row. */
export const keptHead = (tx: Pick<Tx, 'get'>): Head | undefined => readHead(tx.get(head, { key: HEAD_KEY })?.value ?? '');
