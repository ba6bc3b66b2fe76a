/** Owns everything that waits: one row with a due time each, unique by kind and key, so that asking twice waits once. */
import type { Instant } from '../basics/index.js';
import { query, type Row, type Tx } from '../storage/index.js';

export type Timer = Row<'timer'>;
/** The chores there are. Each is safe to run again after a crash. */
const timerKinds = [
  'fetch_file',
  'settle_album',
  'make_dossier',
  'send_mail',
  'make_export',
  'erase_files',
  'forget_guest',
  'lease_ends',
  'sweep_uploads',
  'read_card',
  'erase_message',
  'remind',
  'reckon',
  'make_letter',
  'window_ends',
  'mail_news',
] as const;
export type TimerKind = (typeof timerKinds)[number];

const insert = query<{ kind: string; key: string; conversation: string | null; due: string; data: string }>()((db, p) =>
  db
    .insertInto('timer')
    .values({ kind: p('kind'), key: p('key'), conversation_id: p('conversation'), due_at: p('due'), data: p('data'), state: 'due', attempts: 0, error: null })
    .onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet({ due_at: p('due'), state: 'due', data: p('data'), attempts: 0, error: null })),
);
/** Most timers looked at in one go. */
const TIMERS_AT_ONCE = 100;
const dueNow = query<{ now: string }>()((db, p) =>
  db.selectFrom('timer').selectAll().where('state', '=', 'due').where('due_at', '<=', p('now')).orderBy('due_at').orderBy('id').limit(TIMERS_AT_ONCE),
);
const nextDue = query()((db) => db.selectFrom('timer').select('due_at').where('state', '=', 'due').orderBy('due_at').limit(1));
const finish = query<{ id: number; due: string }>()((db, p) => db.updateTable('timer').set({ state: 'done' }).where('id', '=', p('id')).where('due_at', '=', p('due')));
const postpone = query<{ id: number; due: string; error: string; state: string }>()((db, p) =>
  db
    .updateTable('timer')
    .set((eb) => ({ due_at: p('due'), error: p('error'), state: p('state'), attempts: eb('attempts', '+', 1) }))
    .where('id', '=', p('id')),
);
const putOff = query<{ id: number; due: string }>()((db, p) =>
  db
    .updateTable('timer')
    .set({ due_at: p('due') })
    .where('id', '=', p('id'))
    .where('state', '=', 'due'),
);
const removeOf = query<{ conversation: string }>()((db, p) => db.deleteFrom('timer').where('conversation_id', '=', p('conversation')));

/** Starts waiting, or moves the waiting to a new time. */
export const waitUntil = (tx: Tx, kind: TimerKind, key: string, due: Instant, data: Readonly<Record<string, unknown>> = {}, conversation: string | null = null): void =>
  void tx.run(insert, { kind, key, conversation, due, data: JSON.stringify(data) });
export const timersDue = (tx: Pick<Tx, 'all'>, now: Instant): readonly Timer[] => tx.all(dueNow, { now });
export const nextTimerAt = (tx: Pick<Tx, 'get'>): Instant | undefined => tx.get(nextDue, {})?.due_at;
/** Done, unless it was asked for again meanwhile (then its time differs and it stays due). */
export const timerDone = (tx: Tx, id: number, due: Instant): void => void tx.run(finish, { id, due });
/** Looks again later; not a failure. */
export const timerPutOff = (tx: Tx, id: number, due: Instant): void => void tx.run(putOff, { id, due });
/** Tries again later, or gives up (`failed`), keeping the operator's sentence. */
export const timerFailed = (tx: Tx, id: number, error: string, due: Instant, giveUp: boolean): void => void tx.run(postpone, { id, due, error, state: giveUp ? 'failed' : 'due' });
export const timersForgotten = (tx: Tx, conversation: string): void => void tx.run(removeOf, { conversation });
const endOf = query<{ kind: string; key: string }>()((db, p) => db.deleteFrom('timer').where('kind', '=', p('kind')).where('key', '=', p('key')));
const dueAt = query<{ kind: string; key: string }>()((db, p) =>
  db.selectFrom('timer').select('due_at').where('kind', '=', p('kind')).where('key', '=', p('key')).where('state', '=', 'due'),
);
/** Nothing is waited for any more. */
export const waitNoMore = (tx: Tx, kind: TimerKind, key: string): void => void tx.run(endOf, { kind, key });
/** When it falls due, if it waits. */
export const waitsUntil = (tx: Pick<Tx, 'get'>, kind: TimerKind, key: string): Instant | undefined => tx.get(dueAt, { kind, key })?.due_at;

const insertOnce = query<{ kind: string; key: string; conversation: string; due: string; data: string }>()((db, p) =>
  db
    .insertInto('timer')
    .values({ kind: p('kind'), key: p('key'), conversation_id: p('conversation'), due_at: p('due'), data: p('data'), state: 'due', attempts: 0, error: null })
    .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing()),
);
/** Starts waiting, unless it waited for this before: done once is done for good. */
export const waitOnce = (tx: Tx, kind: TimerKind, key: string, due: Instant, data: Readonly<Record<string, unknown>>, conversation: string): void =>
  void tx.run(insertOnce, { kind, key, conversation, due, data: JSON.stringify(data) });

const waitingOf = query<{ conversation: string; kind: string }>()((db, p) =>
  db.selectFrom('timer').selectAll().where('conversation_id', '=', p('conversation')).where('kind', '=', p('kind')).where('state', '=', 'due').orderBy('due_at').orderBy('id'),
);
const allOf = query<{ conversation: string; kind: string }>()((db, p) =>
  db.selectFrom('timer').selectAll().where('conversation_id', '=', p('conversation')).where('kind', '=', p('kind')).orderBy('due_at').orderBy('id'),
);
const byKey = query<{ kind: string; key: string }>()((db, p) => db.selectFrom('timer').selectAll().where('kind', '=', p('kind')).where('key', '=', p('key')));
/** One row, whether it still waits or is done. */
export const timerOf = (tx: Pick<Tx, 'get'>, kind: TimerKind, key: string): Timer | undefined => tx.get(byKey, { kind, key });
/** What waits or waited for one conversation, in order. */
export const timersOf = (tx: Pick<Tx, 'all'>, conversation: string, kind: TimerKind): readonly Timer[] => tx.all(allOf, { conversation, kind });
/** What still waits for one conversation, the next first. */
export const timersWaiting = (tx: Pick<Tx, 'all'>, conversation: string, kind: TimerKind): readonly Timer[] => tx.all(waitingOf, { conversation, kind });
