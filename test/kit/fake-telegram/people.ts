/**
 * Owns what people do in the fake Telegram: say, tap, send, edit, block; each is an `Act`, so that a test in this process and one over HTTP
 * do exactly the same. Owns what can be read back: transcripts, the ledger, the state of the bot.
 */
import type { Chat, Message, User } from '@grammyjs/types';
import { z } from 'zod';
import { faultSchema } from './faults.js';
import { enqueue, wake } from './updates.js';
import { addMessage, buttonsOf, keepFile, seconds, type Talk, type World } from './world.js';

const fileItem = z.object({
  type: z.enum(['photo', 'document']),
  name: z.string().default('tep.pdf'),
  mime: z.string().default('application/octet-stream'),
  base64: z.string(),
  size: z.number().optional(),
  caption: z.string().optional(),
});
const who = { who: z.number().int() };

export const actSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('join'), ...who, firstName: z.string().default('Người thử'), language: z.string().default('vi'), started: z.boolean().default(true) }),
  z.object({ act: z.literal('says'), ...who, text: z.string() }),
  z.object({ act: z.literal('taps'), ...who, button: z.string() }),
  z.object({ act: z.literal('tapsRaw'), ...who, data: z.string(), messageId: z.number().int().optional() }),
  z.object({ act: z.literal('sends'), ...who, item: fileItem, group: z.string().optional() }),
  /** `order`: which item comes when, by index; an index named twice is delivered twice. `delays`: milliseconds before each. */
  z.object({ act: z.literal('album'), ...who, items: z.array(fileItem).min(2).max(10), order: z.array(z.number().int()).optional(), delays: z.array(z.number()).optional() }),
  /** Any other content, as the Bot API would put it into the message: `{"voice":{…}}`. */
  z.object({ act: z.literal('content'), ...who, fields: z.record(z.string(), z.unknown()) }),
  z.object({ act: z.literal('edits'), ...who, messageId: z.number().int(), text: z.string() }),
  z.object({ act: z.literal('blocks'), ...who }),
  z.object({ act: z.literal('unblocks'), ...who }),
  z.object({ act: z.literal('saysInGroup'), ...who, group: z.number().int().negative(), text: z.string() }),
  /** The same update once more, as Telegram does when an answer was lost. */
  z.object({ act: z.literal('repeat'), updateId: z.number().int() }),
  z.object({ act: z.literal('transcript'), ...who }),
  z.object({ act: z.literal('ledger'), after: z.number().int().default(0) }),
  z.object({ act: z.literal('refusals') }),
  z.object({ act: z.literal('state') }),
  z.object({ act: z.literal('fault'), fault: faultSchema }),
  z.object({ act: z.literal('clearFaults') }),
  z.object({ act: z.literal('disorder'), reorder: z.number().min(0).max(1).default(0), repeat: z.number().min(0).max(1).default(0) }),
  z.object({ act: z.literal('nextUpdateId'), id: z.number().int().nonnegative() }),
  z.object({ act: z.literal('authorized'), yes: z.boolean() }),
  z.object({ act: z.literal('expireFile'), fileId: z.string().optional() }),
]);
export type Act = z.input<typeof actSchema>;

/** A line of a chat: who spoke, what was read, which buttons stood under it. */
export type Line = {
  readonly from: 'person' | 'bot';
  readonly messageId: number;
  readonly text: string;
  readonly buttons: readonly { readonly text: string; readonly data: string }[];
  readonly file?: string;
};

export const perform = async (world: World, asked: Act): Promise<unknown> => {
  const act = actSchema.parse(asked);
  switch (act.act) {
    case 'join':
      join(world, act);
      return true;
    case 'says':
      return sayText(world, talkOf(world, act.who), act.text);
    case 'taps':
      return tapButton(world, act.who, act.button);
    case 'tapsRaw':
      return tapData(world, act.who, act.data, act.messageId);
    case 'sends':
      return deliverFile(world, act.who, act.item, act.group);
    case 'album':
      return album(world, act);
    case 'content':
      return incoming(world, talkOf(world, act.who), act.fields);
    case 'edits':
      return editText(world, talkOf(world, act.who), act.messageId, act.text);
    case 'blocks':
      return membership(world, act.who, true);
    case 'unblocks':
      return membership(world, act.who, false);
    case 'saysInGroup':
      return sayInGroup(world, act.who, act.group, act.text);
    case 'repeat':
      return again(world, act.updateId);
    case 'transcript':
      return transcript(world, act.who);
    case 'ledger':
      return world.ledger.filter(({ seq }) => seq > act.after);
    case 'refusals':
      return world.refused;
    case 'state':
      return {
        waiting: world.waiting.length,
        polling: world.poller !== undefined,
        webhook: world.webhook?.url ?? '',
        lastError: world.webhook?.lastError?.message,
        allowed: world.allowed,
        nextUpdateId: world.nextUpdateId,
        commands: Object.fromEntries(world.commands),
        descriptions: Object.fromEntries(world.descriptions),
      };
    case 'fault':
      world.faults.push({ ...act.fault, struck: 0 });
      return true;
    case 'clearFaults':
      world.faults.length = 0;
      return true;
    case 'disorder':
      Object.assign(world.disorder, { reorder: act.reorder, repeat: act.repeat });
      return true;
    case 'nextUpdateId':
      world.nextUpdateId = act.id;
      return true;
    case 'authorized':
      world.unauthorized = !act.yes;
      return true;
    case 'expireFile':
      for (const file of world.files.values()) if (act.fileId === undefined || file.id === act.fileId) file.gone = true;
      return true;
  }
};

const join = (world: World, { who: id, firstName, language, started }: { who: number; firstName: string; language: string; started: boolean }): void => {
  if (world.talks.has(id)) return;
  const user: User = { id, is_bot: false, first_name: firstName, language_code: language };
  const chat: Chat.PrivateChat = { id, type: 'private', first_name: firstName };
  world.talks.set(id, { chat, user, blocked: false, started, nextMessageId: 1, messages: [] });
};

const talkOf = (world: World, id: number): Talk => {
  const talk = world.talks.get(id);
  if (!talk) throw new Error(`fake telegram: nobody has id ${id}; join first`);
  return talk;
};

const incoming = (world: World, talk: Talk, fields: Partial<Message>): number => {
  if (talk.blocked) throw new Error('fake telegram: this person blocked the bot; unblock first');
  talk.started = true;
  const message = addMessage(world, talk, fields, false);
  enqueue(world, { message: { ...message, chat: talk.chat, from: talk.user } });
  wake(world);
  return message.message_id;
};

const sayText = (world: World, talk: Talk, text: string): number => {
  const command = /^\/\w+/.exec(text)?.[0];
  return incoming(world, talk, { text, ...(command ? { entities: [{ type: 'bot_command', offset: 0, length: command.length }] } : {}) });
};

/** A person can only tap what is on the screen: the newest button with this label, or this data. */
const tapButton = (world: World, id: number, button: string): string => {
  const talk = talkOf(world, id);
  for (const message of talk.messages.toReversed()) {
    const found = buttonsOf(message.reply_markup).find(({ text, data }) => text === button || data === button);
    if (found) return tap(world, talk, found.data, message);
  }
  throw new Error(`fake telegram: no button “${button}” in the chat`);
};

const tapData = (world: World, id: number, data: string, messageId: number | undefined): string => {
  const talk = talkOf(world, id);
  return tap(
    world,
    talk,
    data,
    talk.messages.find(({ message_id }) => message_id === messageId),
  );
};

const tap = (world: World, talk: Talk, data: string, message: Message | undefined): string => {
  const id = String(4_000_000_000_000 + world.taps.size + 1);
  world.taps.set(id, { at: world.now(), chat: talk.chat.id, answered: false });
  enqueue(world, { callback_query: { id, from: talk.user, chat_instance: String(talk.chat.id * 7919), data, ...(message ? { message } : {}) } });
  wake(world);
  return id;
};

type Item = z.output<typeof fileItem>;

const fieldsOf = (world: World, { type, name, mime, base64, size, caption }: Item, group: string | undefined): Partial<Message> => {
  const bytes = Buffer.from(base64, 'base64');
  const extra = { ...(caption === undefined ? {} : { caption }), ...(group === undefined ? {} : { media_group_id: group }) };
  const file = keepFile(world, type === 'photo' ? 'photos' : 'documents', type === 'photo' ? 'photo.jpg' : name, bytes, size ?? bytes.length);
  const largest = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size };
  if (type === 'document') return { ...extra, document: { ...largest, file_name: name, mime_type: mime } };
  const small = keepFile(world, 'thumbnails', 'photo.jpg', bytes.subarray(0, Math.max(1, Math.floor(bytes.length / 10))));
  return {
    ...extra,
    photo: [
      { file_id: small.id, file_unique_id: small.uniqueId, file_size: small.size, width: 90, height: 67 },
      { ...largest, width: 1280, height: 960 },
    ],
  };
};

const deliverFile = (world: World, id: number, item: Item, group: string | undefined): number => incoming(world, talkOf(world, id), fieldsOf(world, item, group));

/** Each item is its own update; message ids follow the album, the updates may not. */
const album = async (
  world: World,
  { who: id, items, order, delays }: { who: number; items: Item[]; order?: number[] | undefined; delays?: number[] | undefined },
): Promise<readonly number[]> => {
  const talk = talkOf(world, id);
  talk.started = true;
  const group = String(13_000_000_000_000 + world.nextUpdateId);
  const messages = items.map((item) => addMessage(world, talk, fieldsOf(world, item, group), false));
  for (const [turn, index] of (order ?? items.map((_, i) => i)).entries()) {
    const delay = delays?.[turn] ?? 0;
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const message = messages[index];
    if (message) enqueue(world, { message: { ...message, chat: talk.chat, from: talk.user } });
    wake(world);
  }
  return messages.map(({ message_id }) => message_id);
};

const editText = (world: World, talk: Talk, messageId: number, text: string): boolean => {
  const index = talk.messages.findIndex(({ message_id, from }) => message_id === messageId && from?.id === talk.user.id);
  const before = talk.messages[index];
  if (!before) throw new Error(`fake telegram: ${messageId} is not a message of this person`);
  const message = { ...before, text };
  talk.messages[index] = message;
  enqueue(world, { edited_message: { ...message, chat: talk.chat, from: talk.user, edit_date: seconds(world) } });
  wake(world);
  return true;
};

const membership = (world: World, id: number, blocks: boolean): boolean => {
  const talk = talkOf(world, id);
  talk.blocked = blocks;
  const inside = { status: 'member', user: world.me } as const;
  const out = { status: 'kicked', user: world.me, until_date: 0 } as const;
  enqueue(world, { my_chat_member: { chat: talk.chat, from: talk.user, date: seconds(world), old_chat_member: blocks ? inside : out, new_chat_member: blocks ? out : inside } });
  wake(world);
  return true;
};

const sayInGroup = (world: World, id: number, group: number, text: string): number => {
  const { user } = talkOf(world, id);
  const chat: Chat.GroupChat = { id: group, type: 'group', title: 'Nhóm thử' };
  const talk = world.talks.get(group) ?? { chat, user, blocked: false, started: true, nextMessageId: 1, messages: [] };
  world.talks.set(group, talk);
  const message = addMessage(world, talk, { text }, false);
  enqueue(world, { message: { ...message, chat, from: user } });
  wake(world);
  return message.message_id;
};

const again = (world: World, updateId: number): boolean => {
  const known = world.waiting.find(({ update }) => update.update_id === updateId);
  if (!known) return false;
  world.waiting.push({ ...known, attempts: 0 });
  wake(world);
  return true;
};

const transcript = (world: World, id: number): readonly Line[] =>
  talkOf(world, id).messages.map((message) => {
    const file = message.document?.file_name ?? (message.photo ? 'photo' : undefined);
    return {
      from: message.from?.id === world.me.id ? 'bot' : 'person',
      messageId: message.message_id,
      text: message.text ?? message.caption ?? '',
      buttons: buttonsOf(message.reply_markup),
      ...(file === undefined ? {} : { file }),
    };
  });
