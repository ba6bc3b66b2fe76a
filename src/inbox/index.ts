/** Owns each message stored once, in order per person. Does not read what it says. */
import type { Instant } from '../basics/index.js';
import { conversationFor, stopContact } from '../cases/index.js';
import { type Body, bodySchema, type Message, messageSchema, type Receive } from '../messages/index.js';
import { type Database, query, type Tx } from '../storage/index.js';

export type InboxRow = {
  readonly id: number;
  readonly channel: string;
  readonly external_id: string;
  readonly conversation_id: string;
  readonly received_at: string;
  readonly body: Body;
};

const insert = query<{ channel: string; external: string; conversation: string; now: string; body: string }>()((db, p) =>
  db
    .insertInto('inbox')
    .values({ channel: p('channel'), external_id: p('external'), conversation_id: p('conversation'), received_at: p('now'), body: p('body'), state: 'new', note: null })
    .onConflict((conflict) => conflict.columns(['channel', 'external_id']).doNothing()),
);
const known = query<{ channel: string; external: string }>()((db, p) =>
  db.selectFrom('inbox').select('id').where('channel', '=', p('channel')).where('external_id', '=', p('external')),
);
const oldest = query<{ conversation: string }>()((db, p) =>
  db
    .selectFrom('inbox')
    .select(['id', 'channel', 'external_id', 'conversation_id', 'received_at', 'body'])
    .where('conversation_id', '=', p('conversation'))
    .where('state', '=', 'new')
    .orderBy('id')
    .limit(2),
);
const waiting = query()((db) => db.selectFrom('inbox').select('conversation_id').distinct().where('state', '=', 'new'));
const finish = query<{ id: number; state: string; note: string | null }>()((db, p) =>
  db
    .updateTable('inbox')
    .set({ state: p('state'), note: p('note') })
    .where('id', '=', p('id')),
);

/**
 * Messages in, each once. Resolves after the commit. `stored` names the conversation of each new one while the transaction is still open, so that
 * a turn asked for there is taken in the same commit.
 */
export const openInbox =
  (db: Database, now: () => Instant, stored: (conversations: readonly string[]) => void): Receive =>
  async (messages) => {
    const store = (message: Message): Promise<void> =>
      db.transaction((tx) => {
        const conversation = storeMessage(tx, messageSchema.parse(message), now());
        if (conversation !== undefined) stored([conversation]);
        // The platform waits for this commit, and repeats what it waits for too long: it does not stand behind the turns of others.
      }, 'ahead');
    await Promise.all(messages.map(store));
  };

/** Stores one message inside a transaction; undefined when it was already there. A `system` message's chat is the conversation itself. */
export const storeMessage = (tx: Tx, message: Message, now: Instant): string | undefined => {
  if (tx.get(known, { channel: message.channel, external: message.externalId })) return undefined;
  const conversation = message.channel === 'system' ? message.chat : conversationFor(tx, message.channel, message.chat, message.languageHint, now);
  // Whoever writes can be written to again.
  if (message.channel !== 'system' && message.body.kind !== 'blocked' && message.body.kind !== 'withdrawn') stopContact(tx, message.channel, message.chat, false);
  tx.run(insert, { channel: message.channel, external: message.externalId, conversation, now, body: JSON.stringify(message.body) });
  return conversation;
};

const sameMessage = query<{ channel: string; external: string; parts: string; conversation: string }>()((db, p) =>
  db
    .selectFrom('inbox')
    .select('id')
    .where('channel', '=', p('channel'))
    .where('conversation_id', '=', p('conversation'))
    .where((eb) => eb.or([eb('external_id', '=', p('external')), eb('external_id', 'like', p('parts'))])),
);
/** The inbox numbers of a message by its external id, those of its further files («id:1») included; of this conversation only. */
export const inboxIdsOf = (tx: Pick<Tx, 'all'>, conversation: string, channel: string, external: string): readonly number[] =>
  tx.all(sameMessage, { channel, external, parts: `${external.replace(/[%_]/g, '')}:%`, conversation }).map(({ id }) => id);

/** `more`: another one waits behind it. */
export const oldestNew = (tx: Pick<Tx, 'all'>, conversation: string): (InboxRow & { readonly more: boolean }) | undefined => {
  const [row, next] = tx.all(oldest, { conversation });
  return row === undefined ? undefined : { ...row, body: bodySchema.parse(JSON.parse(row.body)), more: next !== undefined };
};
/** Its number only: also of a message that can no longer be read. */
export const oldestNewId = (tx: Pick<Tx, 'get'>, conversation: string): number | undefined => tx.get(oldest, { conversation })?.id;
export const conversationsWaiting = (tx: Pick<Tx, 'all'>): readonly string[] => tx.all(waiting, {}).map(({ conversation_id }) => conversation_id);
/** `kept`: free words that belong to the case. */
export const messageDone = (tx: Tx, id: number, note: 'kept' | null = null): void => void tx.run(finish, { id, state: 'done', note });
export const messageParked = (tx: Tx, id: number): void => void tx.run(finish, { id, state: 'parked', note: null });
const release = query<{ conversation: string }>()((db, p) =>
  db.updateTable('inbox').set({ state: 'new' }).where('conversation_id', '=', p('conversation')).where('state', '=', 'held'),
);
/** A report of a chore that must wait until the bot speaks again. */
export const messageHeld = (tx: Tx, id: number): void => void tx.run(finish, { id, state: 'held', note: null });
/** What was held is new again; the turn takes it in its order. */
export const heldReleased = (tx: Tx, conversation: string): number => tx.run(release, { conversation }).changes;
