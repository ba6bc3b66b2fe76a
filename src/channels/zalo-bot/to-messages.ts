/** Owns the meaning of a Bot Platform update in our words. Pure; calls nothing and never throws. Does not fetch files or answer anyone. */
import { clean } from '../../basics/index.js';
import type { Body, Message } from '../../messages/index.js';
import { type Incoming, updateSchema } from './update.js';

/**
 * What one update came to. `ignored`: nothing to do; `what` is counted. `quarantined`: not what Zalo promises; `reason` names the field, never its value.
 *
 * `{"kind":"messages","messages":[{"channel":"zalo-bot","externalId":"2d758cb5e222177a4e35","chat":"a1b2c3d4e5f60718293a","body":{"kind":"text","text":"Xin chào"}}]}`
 */
export type Translated =
  | { readonly kind: 'messages'; readonly messages: readonly Message[] }
  | { readonly kind: 'ignored'; readonly what: string }
  | { readonly kind: 'quarantined'; readonly reason: string };

/** `me`: the bot's own id, whose messages may come back to it. */
export const toMessages = (update: unknown, me?: string): Translated => {
  const read = updateSchema.safeParse(update);
  if (!read.success) {
    const issue = read.error.issues[0];
    return { kind: 'quarantined', reason: `${issue?.path.join('.') ?? ''}: ${issue?.code ?? 'unreadable'}` };
  }
  const { event_name = '', message } = read.data;
  if (message === undefined) return { kind: 'ignored', what: event_name === 'message.unsupported.received' ? 'unsupported_without_message' : 'other_event' };
  if (message.from?.is_bot === true || (me !== undefined && message.from?.id === me)) return { kind: 'ignored', what: 'echo' };
  const { chat, message_id } = message;
  if (chat === undefined) return { kind: 'quarantined', reason: 'message.chat: missing' };
  if (message_id === undefined) return { kind: 'quarantined', reason: 'message.message_id: missing' };
  // What is told here is nobody else's business: a group gets no answer.
  if (chat.chat_type !== undefined && chat.chat_type.toUpperCase() !== 'PRIVATE') return { kind: 'ignored', what: 'group' };
  const at = instantOf(message.date);
  return {
    kind: 'messages',
    messages: [{ channel: 'zalo-bot', externalId: message_id, chat: chat.id, ...(at === undefined ? {} : { sentAt: at }), body: bodyOf(event_name, message) }],
  };
};

/** What is in the message decides; the event's name is missing in some updates. */
const bodyOf = (event: string, message: Incoming): Body => {
  const photo = message.photo_url ?? message.photo;
  if (photo !== undefined && photo !== '') return fileBody(photo, message.caption ?? message.text ?? '');
  if (message.voice_url !== undefined) return { kind: 'unreadable', what: 'voice' };
  if (message.sticker !== undefined || event.includes('sticker')) return { kind: 'unreadable', what: 'sticker' };
  const text = clean(message.text ?? '');
  // A document arrives without its name or its bytes: the platform does not hand documents to bots.
  if (text === '') return { kind: 'unreadable', what: event === 'message.unsupported.received' ? 'document' : 'other' };
  return /^\/?(?:start|batdau)$/i.test(text) ? { kind: 'start' } : { kind: 'text', text };
};

const fileBody = (url: string, said: string): Body => {
  const caption = clean(said);
  return { kind: 'file', file: { handle: url }, ...(caption === '' ? {} : { caption }) };
};

const instantOf = (date: number | undefined): string | undefined => {
  if (date === undefined) return undefined;
  const at = new Date(date < 1e12 ? date * 1000 : date);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};
