/**
 * Owns what the fake Telegram holds: people, groups, messages, files, updates, webhooks, faults, and the ledger of accepted calls. Plain data;
 * `methods.ts` and `people.ts` change it. All of it in memory and bounded.
 */
import { createHash } from 'node:crypto';
import type { BotCommand, Chat, InlineKeyboardMarkup, Message, Update, User } from '@grammyjs/types';
import type { Fault } from './faults.js';

export type UpdateKind = Exclude<keyof Update, 'update_id'>;
export type StoredFile = {
  readonly id: string;
  readonly uniqueId: string;
  readonly path: string;
  readonly bytes: Buffer;
  readonly size: number;
  readonly name: string;
  gone: boolean;
};
export type Talk = {
  readonly chat: Chat.PrivateChat | Chat.GroupChat;
  readonly user: User;
  blocked: boolean;
  started: boolean;
  nextMessageId: number;
  readonly messages: Message[];
};
export type Waiting = { readonly update: Update; readonly at: number; attempts: number };
/** One call the fake carried out. `at` is milliseconds of its clock, `seq` the order of acceptance. */
export type Accepted = {
  readonly seq: number;
  readonly at: number;
  readonly method: string;
  readonly chat?: number;
  readonly messageId?: number;
  readonly text?: string;
  readonly file?: { readonly name: string; readonly size: number; readonly sha256: string };
  readonly buttons?: readonly string[];
  readonly offset?: number;
};
/** One call the fake refused or broke, with the answer it gave. */
export type Refused = { readonly at: number; readonly method: string; readonly chat?: number; readonly code: number; readonly description: string };
export type Webhook = { readonly url: string; readonly secret?: string; readonly maxConnections: number; lastError?: { readonly at: number; readonly message: string } };
export type Poller = { readonly finish: (updates: readonly Update[]) => void; readonly conflict: () => void; readonly limit: number };

export type World = {
  readonly token: string;
  readonly me: User & { readonly is_bot: true; readonly username: string };
  /** Milliseconds; passed in or moved by tests. */
  readonly now: () => number;
  readonly random: () => number;
  readonly talks: Map<number, Talk>;
  readonly files: Map<string, StoredFile>;
  readonly taps: Map<string, { readonly at: number; readonly chat: number; answered: boolean }>;
  readonly faults: Fault[];
  readonly ledger: Accepted[];
  readonly refused: Refused[];
  readonly commands: Map<string, readonly BotCommand[]>;
  readonly descriptions: Map<string, string>;
  readonly shortDescriptions: Map<string, string>;
  /** Updates not yet confirmed, oldest first. */
  waiting: Waiting[];
  allowed: readonly UpdateKind[];
  nextUpdateId: number;
  webhook: Webhook | undefined;
  poller: Poller | undefined;
  /** Set while a webhook delivery loop runs. */
  delivering: boolean;
  readonly disorder: { reorder: number; repeat: number };
  unauthorized: boolean;
  closed: boolean;
  seq: number;
  /** Called after anything changed, for those who wait. */
  readonly changed: () => void;
};

export const defaultKinds: readonly UpdateKind[] = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_join_request',
];

/** A long crash test makes many calls; beyond this the oldest entries go. */
const ledgerLimit = 500_000;
const fileBytesLimit = 600 * 1024 * 1024;
export const dayMs = 86_400_000;

export const seconds = (world: World): number => Math.floor(world.now() / 1000);

export const accept = (world: World, entry: Omit<Accepted, 'seq' | 'at'>): void => {
  world.seq += 1;
  world.ledger.push({ seq: world.seq, at: world.now(), ...entry });
  if (world.ledger.length > ledgerLimit) world.ledger.shift();
  world.changed();
};

/** Keeps bytes under a fresh file id. A `size` larger than the bytes claims a big file without the weight of one. */
export const keepFile = (world: World, folder: string, name: string, bytes: Buffer, size = bytes.length): StoredFile => {
  const held = [...world.files.values()].reduce((sum, file) => sum + file.bytes.length, 0);
  if (held + bytes.length > fileBytesLimit) throw new Error('fake telegram: too many bytes kept; close it and open a fresh one');
  const n = world.files.size + 1;
  const uniqueId = createHash('sha256').update(bytes).update(String(size)).digest('base64url').slice(0, 15);
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  const file: StoredFile = { id: `BQAC${n}-${uniqueId}`, uniqueId, path: `${folder}/file_${n}${extension}`, bytes, size, name, gone: false };
  world.files.set(file.id, file);
  return file;
};

export const addMessage = (world: World, talk: Talk, fields: Omit<Partial<Message>, 'chat' | 'date' | 'message_id'>, fromBot: boolean): Message => {
  const message: Message = { message_id: talk.nextMessageId, date: seconds(world), chat: talk.chat, from: fromBot ? world.me : talk.user, ...fields };
  talk.nextMessageId += 1;
  talk.messages.push(message);
  world.changed();
  return message;
};

/** The data of every button under a message, in reading order. */
export const buttonsOf = (markup: InlineKeyboardMarkup | undefined): readonly { readonly text: string; readonly data: string }[] =>
  (markup?.inline_keyboard ?? [])
    .flat()
    .flatMap((button) => ('callback_data' in button && typeof button.callback_data === 'string' ? [{ text: button.text, data: button.callback_data }] : []));
