/**
 * Owns the meaning of a Telegram update in our words: one update in, our messages out. Pure; calls nothing and never throws.
 * Does not fetch files or answer anyone: `arrival.ts` does.
 */
import { clean } from '../../basics/index.js';
import type { Body, Message } from '../../messages/index.js';
import { type Incoming, type ReadUpdate, updateSchema } from './update.js';

/** Telegram hands a bot files of at most 20 MB (Bot API, getFile). */
const downloadLimit = 20 * 1024 * 1024;

/**
 * What one update came to.
 * `messages`: for the inbox; `tap` is the callback query to answer so that the person's button stops spinning.
 * `group`: written in a group or channel, where no case may be spoken of; answered with a link to the private chat.
 * `ignored`: nothing to do; `what` is counted. `quarantined`: not what Telegram promises; `reason` names the field, never its value.
 *
 * `{"kind":"messages","messages":[{"channel":"telegram","externalId":"904512.5501.17","chat":"5501","messageId":"msg:17","body":{"kind":"text","text":"chào"}}]}`
 */
export type Translated =
  | { readonly kind: 'messages'; readonly messages: readonly Message[]; readonly tap?: string }
  | { readonly kind: 'group'; readonly chat: string; readonly languageHint?: string; readonly tap?: string }
  | { readonly kind: 'ignored'; readonly what: string; readonly tap?: string }
  | { readonly kind: 'quarantined'; readonly reason: string; readonly updateId?: string };

export const toMessages = (update: unknown): Translated => {
  const read = updateSchema.safeParse(update);
  if (!read.success) {
    const updateId = idOf(update);
    const issue = read.error.issues[0];
    return { kind: 'quarantined', reason: `${issue?.path.join('.') ?? ''}: ${issue?.code ?? 'unreadable'}`, ...(updateId === undefined ? {} : { updateId }) };
  }
  const { message, edited_message, channel_post, callback_query, my_chat_member } = read.data;
  if (message) return fromMessage(read.data.update_id, message, false);
  if (edited_message) return fromMessage(read.data.update_id, edited_message, true);
  if (callback_query) return fromTap(read.data.update_id, callback_query);
  if (my_chat_member) return fromMembership(read.data.update_id, my_chat_member);
  if (channel_post) return { kind: 'group', chat: String(channel_post.chat.id) };
  return { kind: 'ignored', what: 'other_update' };
};

const fromMessage = (updateId: number, incoming: Incoming, edited: boolean): Translated => {
  if (incoming.from?.is_bot) return { kind: 'ignored', what: 'from_a_bot' };
  const hint = hintOf(incoming.from?.language_code);
  if (incoming.chat.type !== 'private') return edited ? { kind: 'ignored', what: 'edited_in_group' } : { kind: 'group', chat: String(incoming.chat.id), ...hint };
  if (isService(incoming)) return { kind: 'ignored', what: 'service_message' };
  const body = bodyOf(incoming, edited);
  if (body === undefined) return { kind: 'ignored', what: 'edited_unreadable' };
  return {
    kind: 'messages',
    messages: [
      {
        channel: 'telegram',
        externalId: externalId(updateId, incoming.chat.id, incoming.message_id),
        chat: String(incoming.chat.id),
        messageId: `msg:${incoming.message_id}`,
        ...hint,
        sentAt: new Date(incoming.date * 1000).toISOString(),
        body,
      },
    ],
  };
};

/**
 * Names an update for good. The number alone does not: Telegram restarts its count after a quiet week, so that a new message may come under
 * the number of one we have.
 */
const externalId = (updateId: number, ...what: readonly (number | string)[]): string => [updateId, ...what].join('.');

/** Undefined for an edit that says nothing new: a live location moves every few seconds. */
const bodyOf = (incoming: Incoming, edited: boolean): Body | undefined => {
  if (incoming.text !== undefined) return textBody(incoming.text, edited ? incoming.message_id : undefined);
  const what = unreadableIn(incoming);
  if (what !== undefined) return edited ? undefined : { kind: 'unreadable', what };
  if (incoming.photo) return fileBody(incoming, largest(incoming.photo));
  if (incoming.document) return fileBody(incoming, incoming.document);
  if (incoming.contact) return contactBody(incoming);
  return edited ? undefined : { kind: 'unreadable', what: 'other' };
};

const textBody = (raw: string, editedId: number | undefined): Body => {
  const text = clean(raw);
  if (text === '') return { kind: 'unreadable', what: 'other' };
  if (editedId !== undefined) return { kind: 'text', text, replaces: `msg:${editedId}` };
  const command = /^\/([a-z0-9_]{1,32})(?:@\w+)?(?=\s|$)\s*([\s\S]*)$/i.exec(text);
  if (!command) return { kind: 'text', text };
  const [, name = '', rest = ''] = command;
  if (startCommands.has(name.toLowerCase())) return rest === '' ? { kind: 'start' } : { kind: 'start', parameter: rest.slice(0, 64) };
  return { kind: 'text', text: rest === '' ? `/${name.toLowerCase()}` : `/${name.toLowerCase()} ${rest}` };
};

/** `/start` is what Telegram's own button sends; `/batdau` is its Vietnamese name in the menu. */
const startCommands = new Set(['start', 'batdau']);

/** A GIF comes with a `document` beside its `animation`, so animations are looked for before documents. */
const unreadableIn = (incoming: Incoming): (Body & { kind: 'unreadable' })['what'] | undefined => {
  if (incoming.voice !== undefined || incoming.audio !== undefined) return 'voice';
  if (incoming.video !== undefined || incoming.video_note !== undefined || incoming.animation !== undefined) return 'video';
  if (incoming.sticker !== undefined) return 'sticker';
  if (incoming.location !== undefined || incoming.venue !== undefined) return 'location';
  if (incoming.poll !== undefined) return 'poll';
  return undefined;
};

type FileOf = NonNullable<Incoming['document']>;

const fileBody = (incoming: Incoming, file: FileOf): Body => {
  if ((file.file_size ?? 0) > downloadLimit) return { kind: 'unreadable', what: 'too_big' };
  const name = clean(file.file_name ?? '').slice(0, 255);
  const caption = clean(incoming.caption ?? '');
  return {
    kind: 'file',
    file: { handle: file.file_id, ...(name === '' ? {} : { name }), ...(file.file_size === undefined ? {} : { size: file.file_size }) },
    ...(caption === '' ? {} : { caption }),
    ...(incoming.media_group_id === undefined ? {} : { group: incoming.media_group_id }),
  };
};

/** Telegram makes several sizes of a photo; the largest is the nearest to what was sent. */
const largest = (sizes: NonNullable<Incoming['photo']>): FileOf => sizes.reduce((best, size) => (size.width * size.height >= best.width * best.height ? size : best));

/** Only a person's own contact card is their phone number; a forwarded card is somebody else's. */
const contactBody = ({ contact, from }: Incoming): Body => {
  const phone = clean(contact?.phone_number ?? '');
  if (contact?.user_id === undefined || contact.user_id !== from?.id || !/^\+?[\d ().-]{6,30}$/.test(phone)) return { kind: 'unreadable', what: 'contact' };
  return { kind: 'text', text: /^84\d{9}$/.test(phone) ? `+${phone}` : phone };
};

/** Notes Telegram writes into a chat by itself; answering them would be talking to the furniture. */
const isService = (incoming: Incoming): boolean =>
  [
    incoming.boost_added,
    incoming.chat_background_set,
    incoming.forum_topic_closed,
    incoming.forum_topic_created,
    incoming.forum_topic_edited,
    incoming.forum_topic_reopened,
    incoming.gift,
    incoming.message_auto_delete_timer_changed,
    incoming.pinned_message,
    incoming.proximity_alert_triggered,
    incoming.unique_gift,
    incoming.write_access_allowed,
  ].some((note) => note !== undefined);

/** A payload is anybody's word: it travels as it came and is checked where it is used. */
const fromTap = (updateId: number, tap: NonNullable<ReadUpdate['callback_query']>): Translated => {
  const hint = hintOf(tap.from.language_code);
  if (tap.message && tap.message.chat.type !== 'private') return { kind: 'group', chat: String(tap.message.chat.id), ...hint, tap: tap.id };
  if (tap.data === undefined || tap.data === '') return { kind: 'ignored', what: 'tap_without_data', tap: tap.id };
  return {
    kind: 'messages',
    tap: tap.id,
    messages: [
      {
        channel: 'telegram',
        externalId: externalId(updateId, tap.id.slice(0, 100)),
        chat: String(tap.message?.chat.id ?? tap.from.id),
        ...hint,
        body: { kind: 'tap', payload: tap.data.toWellFormed() },
      },
    ],
  };
};

const fromMembership = (updateId: number, change: NonNullable<ReadUpdate['my_chat_member']>): Translated => {
  const { status } = change.new_chat_member;
  const inside = status === 'member' || status === 'administrator';
  if (change.chat.type !== 'private')
    return inside ? { kind: 'group', chat: String(change.chat.id), ...hintOf(change.from?.language_code) } : { kind: 'ignored', what: 'left_group' };
  if (!inside && status !== 'kicked') return { kind: 'ignored', what: 'membership' };
  return {
    kind: 'messages',
    messages: [
      {
        channel: 'telegram',
        externalId: externalId(updateId, change.chat.id, change.date ?? 0),
        chat: String(change.chat.id),
        ...hintOf(change.from?.language_code),
        ...(change.date === undefined ? {} : { sentAt: new Date(change.date * 1000).toISOString() }),
        body: { kind: inside ? 'unblocked' : 'blocked' },
      },
    ],
  };
};

const hintOf = (code: string | undefined): { readonly languageHint?: string } => (code === undefined || code === '' ? {} : { languageHint: code.toWellFormed().slice(0, 20) });

const idOf = (update: unknown): string | undefined =>
  typeof update === 'object' && update !== null && 'update_id' in update && typeof update.update_id === 'number' ? String(update.update_id) : undefined;
