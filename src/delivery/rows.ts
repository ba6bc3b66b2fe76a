/** Owns the statements on the outbox. `rows.test.ts` holds them to the partial index `outbox_open`. */
import { sql } from 'kysely';
import { query, type Row } from '../storage/index.js';

/** Most rows learnt of in one go. */
export const LOAD = 2000;

export type OutboxRow = Row<'outbox'>;
/** A row at the head of its chat, with what may forbid sending it. `owner_epoch` is null when the conversation was erased. */
export type HeadRow = OutboxRow & { readonly owner_epoch: number | null; readonly stopped: number | null };

const open = sql<boolean>`outbox.state in ('pending', 'sending')`;
const waiting = sql<boolean>`outbox.state = 'pending'`;
const sending = sql<boolean>`outbox.state = 'sending'`;

export const insert = query<{
  conversation: string;
  channel: string;
  chat: string;
  turn_key: string;
  part: number;
  lane: string;
  class: string;
  epoch: number;
  tag: string;
  payload: string;
  not_before: string;
  now: string;
}>()((db, p) =>
  db
    .insertInto('outbox')
    .values({
      conversation_id: p('conversation'),
      channel: p('channel'),
      chat: p('chat'),
      turn_key: p('turn_key'),
      part: p('part'),
      lane: p('lane'),
      class: p('class'),
      epoch: p('epoch'),
      tag: p('tag'),
      payload: p('payload'),
      state: 'pending',
      attempts: 0,
      not_before: p('not_before'),
      provider_id: null,
      error: null,
      created_at: p('now'),
      done_at: null,
    })
    .onConflict((conflict) => conflict.columns(['turn_key', 'part']).doNothing()),
);

export const byId = query<{ id: number }>()((db, p) => db.selectFrom('outbox').selectAll().where('id', '=', p('id')));

/** The lowest unsent row of a chat; broadcasts only when nothing else waits. */
export const head = query<{ channel: string; chat: string }>()((db, p) =>
  db
    .selectFrom('outbox')
    .leftJoin('conversation', 'conversation.id', 'outbox.conversation_id')
    .leftJoin('contact', (join) => join.onRef('contact.channel', '=', 'outbox.channel').onRef('contact.chat', '=', 'outbox.chat'))
    .selectAll('outbox')
    .select(['conversation.epoch as owner_epoch', 'contact.stopped as stopped'])
    .where('outbox.channel', '=', p('channel'))
    .where('outbox.chat', '=', p('chat'))
    .where(open)
    .where(waiting)
    .orderBy(sql`outbox.lane = 'broadcast'`)
    .orderBy('outbox.id')
    .limit(1),
);

/** Rows that came after `after`, in order. */
export const openAfter = query<{ after: number }>()((db, p) =>
  db.selectFrom('outbox').select(['id', 'channel', 'chat', 'lane', 'attempts', 'not_before']).where('id', '>', p('after')).where(open).where(waiting).orderBy('id').limit(LOAD),
);
/** All that waits, at the start: by the partial index, which `+` makes SQLite take; by id it would read everything ever sent. */
export const openNow = query()((db) =>
  db.selectFrom('outbox').select(['id', 'channel', 'chat', 'lane', 'attempts', 'not_before']).where(open).where(waiting).orderBy(sql`+outbox.id`),
);
export const newestId = query()((db) => db.selectFrom('outbox').select((eb) => eb.fn.max('id').as('last')));
/** In the order of the partial index, or all that was ever sent would be read at each start. */
export const leftSending = query()((db) => db.selectFrom('outbox').selectAll().where(open).where(sending).orderBy('channel').orderBy('chat').orderBy('id'));
export const waitingOf = query<{ channel: string; chat: string }>()((db, p) =>
  db
    .selectFrom('outbox')
    .select(['id', 'turn_key', 'class', 'lane', 'payload', 'created_at'])
    .where('channel', '=', p('channel'))
    .where('chat', '=', p('chat'))
    .where(open)
    .where(waiting)
    .orderBy('id'),
);
export const isStopped = query<{ channel: string; chat: string }>()((db, p) =>
  db.selectFrom('contact').select('stopped').where('channel', '=', p('channel')).where('chat', '=', p('chat')),
);

export const markSending = query<{ id: number }>()((db, p) =>
  db
    .updateTable('outbox')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1) }))
    .where('id', '=', p('id'))
    .where(waiting),
);
/** What became of a row on its way; nothing when it was erased meanwhile. */
export const settle = query<{
  id: number;
  state: string;
  attempts: number;
  not_before: string;
  payload: string;
  provider_id: string | null;
  error: string | null;
  done_at: string | null;
}>()((db, p) =>
  db
    .updateTable('outbox')
    .set({
      state: p('state'),
      attempts: p('attempts'),
      not_before: p('not_before'),
      payload: p('payload'),
      provider_id: p('provider_id'),
      error: p('error'),
      done_at: p('done_at'),
    })
    .where('id', '=', p('id'))
    .where(sending),
);
/** Ends a row that was never on its way. */
export const endWaiting = query<{ id: number; state: string; error: string; now: string }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ state: p('state'), error: p('error'), done_at: p('now') })
    .where('id', '=', p('id'))
    .where(waiting),
);
export const cancelOlder = query<{ conversation: string; epoch: number; now: string }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ state: 'cancelled', error: 'older_epoch', done_at: p('now') })
    .where('conversation_id', '=', p('conversation'))
    .where('epoch', '<', p('epoch'))
    .where('lane', '!=', 'officer')
    .where(waiting),
);

export const turnOf = query<{ conversation: string; turn_key: string }>()((db, p) =>
  db.selectFrom('outbox').select(['id', 'state']).where('conversation_id', '=', p('conversation')).where('turn_key', '=', p('turn_key')),
);
export const cancelTurn = query<{ conversation: string; turn_key: string; now: string }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ state: 'cancelled', error: 'taken_back', done_at: p('now') })
    .where('conversation_id', '=', p('conversation'))
    .where('turn_key', '=', p('turn_key'))
    .where(waiting),
);
export const sendingOf = query<{ conversation: string }>()((db, p) =>
  db.selectFrom('outbox').select('id').where('conversation_id', '=', p('conversation')).where(open).where(sending),
);

/** A channel's pause outlives a restart: trying earlier makes some platforms wait longer still. */
export const savePause = query<{ key: string; value: string }>()((db, p) =>
  db
    .insertInto('setting')
    .values({ key: p('key'), value: p('value') })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: p('value') })),
);
export const loadPause = query<{ key: string }>()((db, p) => db.selectFrom('setting').select('value').where('key', '=', p('key')));
