/** Owns conversations and the chats that lead to them. One person may have several chats; one chat has one conversation. */
import { type Instant, sha256 } from '../basics/index.js';
import { query, type Row, type Tx } from '../storage/index.js';

export type Conversation = Row<'conversation'>;

const byId = query<{ id: string }>()((db, p) => db.selectFrom('conversation').selectAll().where('id', '=', p('id')));
const byChat = query<{ channel: string; chat: string }>()((db, p) =>
  db.selectFrom('contact').select('conversation_id').where('channel', '=', p('channel')).where('chat', '=', p('chat')),
);
const insertConversation = query<{ id: string; language: string; now: string }>()((db, p) =>
  db.insertInto('conversation').values({
    id: p('id'),
    language: p('language'),
    phase: 'consent',
    owner: 'bot',
    epoch: 1,
    case_id: null,
    position: null,
    pending: null,
    created_at: p('now'),
    touched_at: p('now'),
  }),
);
const insertContact = query<{ channel: string; chat: string; id: string; now: string }>()((db, p) =>
  db.insertInto('contact').values({ channel: p('channel'), chat: p('chat'), conversation_id: p('id'), stopped: 0, last_at: p('now') }),
);
const touchContact = query<{ channel: string; chat: string; now: string }>()((db, p) =>
  db
    .updateTable('contact')
    .set({ last_at: p('now') })
    .where('channel', '=', p('channel'))
    .where('chat', '=', p('chat')),
);
const lastContact = query<{ id: string }>()((db, p) =>
  db.selectFrom('contact').select(['channel', 'chat', 'stopped']).where('conversation_id', '=', p('id')).orderBy('last_at', 'desc').limit(1),
);
const contactByChannel = query<{ id: string; channel: string }>()((db, p) =>
  db.selectFrom('contact').select(['channel', 'chat', 'stopped']).where('conversation_id', '=', p('id')).where('channel', '=', p('channel')).orderBy('last_at', 'desc').limit(1),
);
const setStopped = query<{ channel: string; chat: string; stopped: number }>()((db, p) =>
  db
    .updateTable('contact')
    .set({ stopped: p('stopped') })
    .where('channel', '=', p('channel'))
    .where('chat', '=', p('chat')),
);
const save = query<{ id: string; language: string; phase: string; owner: string; position: string | null; pending: string | null; now: string }>()((db, p) =>
  db
    .updateTable('conversation')
    .set({ language: p('language'), phase: p('phase'), owner: p('owner'), position: p('position'), pending: p('pending'), touched_at: p('now') })
    .where('id', '=', p('id')),
);

const moveOwner = query<{ id: string; epoch: number; owner: string; now: string }>()((db, p) =>
  db
    .updateTable('conversation')
    .set((eb) => ({ owner: p('owner'), epoch: eb('epoch', '+', 1), touched_at: p('now') }))
    .where('id', '=', p('id'))
    .where('epoch', '=', p('epoch')),
);

/** The chat's conversation, made when this is its first message. The id follows from the chat, so that a repeated first message makes no second one. */
export const conversationFor = (tx: Tx, channel: string, chat: string, languageHint: string | undefined, now: Instant): string => {
  const known = tx.get(byChat, { channel, chat });
  if (known) {
    tx.run(touchContact, { channel, chat, now });
    return known.conversation_id;
  }
  const id = sha256(`${channel}\n${chat}\n${now}`).slice(0, 20);
  tx.run(insertConversation, { id, language: languageHint?.toLowerCase().startsWith('en') ? 'en' : 'vi', now });
  tx.run(insertContact, { channel, chat, id, now });
  return id;
};

export const conversation = (tx: Pick<Tx, 'get'>, id: string): Conversation | undefined => tx.get(byId, { id });
export const conversationOfChat = (tx: Pick<Tx, 'get'>, channel: string, chat: string): string | undefined => tx.get(byChat, { channel, chat })?.conversation_id;
/** The chat used last: where answers go. */
export const contactOf = (tx: Pick<Tx, 'get'>, id: string): { readonly channel: string; readonly chat: string; readonly stopped: number } | undefined =>
  tx.get(lastContact, { id });
/** The person's chat on one channel. */
export const contactOn = (tx: Pick<Tx, 'get'>, id: string, channel: string): { readonly channel: string; readonly chat: string } | undefined =>
  tx.get(contactByChannel, { id, channel });
export const stopContact = (tx: Tx, channel: string, chat: string, stopped: boolean): void => void tx.run(setStopped, { channel, chat, stopped: stopped ? 1 : 0 });
export const saveConversation = (tx: Tx, row: Conversation, now: Instant): void =>
  void tx.run(save, { id: row.id, language: row.language, phase: row.phase, owner: row.owner, position: row.position, pending: row.pending, now });
/** Gives the conversation to someone else, only from the epoch known: of two at once one wins. The epoch grows by one. */
export const ownerMoved = (tx: Tx, id: string, epoch: number, owner: string, now: Instant): boolean => tx.run(moveOwner, { id, epoch, owner, now }).changes === 1;
