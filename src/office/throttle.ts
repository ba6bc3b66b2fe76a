/** Owns how often somebody may try to enter: counted in rows, so a restart forgives nothing. Counted before the check, so trying many at once gains nothing. */
import { createHash } from 'node:crypto';
import { addSeconds, type Instant } from '../basics/index.js';
import { query, type Row, type Tx } from '../storage/index.js';

/** What is counted: an account by its address, a network address, the second factor of an officer. */
export type Door = { readonly kind: 'account' | 'address' | 'code'; readonly who: string };

/** So many free tries; then 15 seconds, doubling to 15 minutes. Many officers share one office's network address. */
const free: Readonly<Record<Door['kind'], number>> = { account: 5, address: 30, code: 5 };
const FIRST_WAIT = 15;
const LONGEST_WAIT = 15 * 60;
/** Without a try for so long the count begins again, in seconds. */
const FORGET = 2 * 3600;

const byKey = query<{ key: string }>()((db, p) => db.selectFrom('throttle').selectAll().where('key', '=', p('key')));
const save = query<Row<'throttle'>>()((db, p) =>
  db
    .insertInto('throttle')
    .values({ key: p('key'), failures: p('failures'), blocked_until: p('blocked_until'), last_at: p('last_at') })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ failures: p('failures'), blocked_until: p('blocked_until'), last_at: p('last_at') })),
);
const remove = query<{ key: string }>()((db, p) => db.deleteFrom('throttle').where('key', '=', p('key')));
const sweep = query<{ before: string }>()((db, p) => db.deleteFrom('throttle').where('last_at', '<', p('before')));

/** What somebody typed is not kept, only its hash. */
const keyOf = ({ kind, who }: Door): string => `${kind}:${createHash('sha256').update(who).digest('base64url')}`;

const waitAfter = (kind: Door['kind'], failures: number): number => (failures < free[kind] ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(20, failures - free[kind])));

/** 0 and the try is counted at every door, or the seconds to wait and nothing is counted. */
export const tryDoors = (tx: Tx, doors: readonly Door[], now: Instant): number => {
  tx.run(sweep, { before: addSeconds(now, -FORGET) });
  const rows = doors.map((door) => ({ door, row: tx.get(byKey, { key: keyOf(door) }) }));
  const until = rows.reduce((latest, { row }) => (row !== undefined && row.blocked_until > latest ? row.blocked_until : latest), now);
  if (until > now) return Math.ceil((Date.parse(until) - Date.parse(now)) / 1000);
  for (const { door, row } of rows) {
    const failures = (row?.failures ?? 0) + 1;
    tx.run(save, { key: keyOf(door), failures, blocked_until: addSeconds(now, waitAfter(door.kind, failures)), last_at: now });
  }
  return 0;
};

/** The try was right: the account's count ends; a network address only takes this try back, or somebody with one good account could reset it at will. */
export const doorOpened = (tx: Tx, door: Door, now: Instant): void => {
  const row = tx.get(byKey, { key: keyOf(door) });
  if (row === undefined) return;
  if (door.kind === 'address' && row.failures > 1) tx.run(save, { ...row, failures: row.failures - 1, blocked_until: now });
  else tx.run(remove, { key: keyOf(door) });
};
