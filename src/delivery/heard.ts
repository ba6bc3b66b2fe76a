/** Owns what a channel with a window must know of a chat: when the person last wrote, and how much went out since. */
import { sql } from 'kysely';
import { query, type Reader } from '../storage/index.js';

const lastAt = query<{ channel: string; chat: string }>()((db, p) =>
  db.selectFrom('contact').select(['last_at', 'conversation_id']).where('channel', '=', p('channel')).where('chat', '=', p('chat')),
);
const sentSince = query<{ conversation: string; channel: string; chat: string; since: string }>()((db, p) =>
  db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('conversation_id', '=', p('conversation'))
    .where('channel', '=', p('channel'))
    .where('chat', '=', p('chat'))
    .where(sql<boolean>`state = 'sent'`)
    .where('done_at', '>=', p('since')),
);

/** `heardAt`: milliseconds since 1970; undefined for a chat that never wrote. */
export const heardOf = (read: Reader, channel: string, chat: string): { readonly heardAt: number | undefined; readonly saidSince: number } => {
  const contact = read.get(lastAt, { channel, chat });
  if (contact === undefined) return { heardAt: undefined, saidSince: 0 };
  const said = read.get(sentSince, { conversation: contact.conversation_id, channel, chat, since: contact.last_at });
  return { heardAt: Date.parse(contact.last_at), saidSince: Number(said?.count ?? 0) };
};
