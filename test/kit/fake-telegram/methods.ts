/**
 * Owns what each Bot API method does, typed against the Bot API's own types (`@grammyjs/types`), with its checks and its refusals in
 * Telegram's words. Does not listen (`server.ts`) and does not queue updates (`updates.ts`).
 */
import { createHash } from 'node:crypto';
import type { ApiMethods, Message, MessageEntity } from '@grammyjs/types';
import { z } from 'zod';
import { type Fields, structured, type Upload } from './body.js';
import { parseHtml } from './entities.js';
import { wake } from './updates.js';
import { accept, addMessage, buttonsOf, defaultKinds, keepFile, type Talk, type UpdateKind, type World } from './world.js';

type Api = ApiMethods<Upload>;
export type Refusal = { readonly refused: true; readonly code: number; readonly description: string; readonly retryAfter?: number };
export const refuse = (code: number, description: string): Refusal => ({ refused: true, code, description });
const bad = (description: string): Refusal => refuse(400, `Bad Request: ${description}`);
export const isRefusal = (value: unknown): value is Refusal => typeof value === 'object' && value !== null && 'refused' in value;

type Handled = Exclude<
  | 'getMe'
  | 'setWebhook'
  | 'deleteWebhook'
  | 'getWebhookInfo'
  | 'sendMessage'
  | 'sendDocument'
  | 'sendPhoto'
  | 'sendMediaGroup'
  | 'editMessageText'
  | 'editMessageReplyMarkup'
  | 'deleteMessage'
  | 'answerCallbackQuery'
  | 'sendChatAction'
  | 'setMyCommands'
  | 'getMyCommands'
  | 'deleteMyCommands'
  | 'getFile'
  | 'setMyDescription'
  | 'getMyDescription'
  | 'setMyShortDescription'
  | 'getMyShortDescription',
  never
>;
type Handlers = { readonly [M in Handled]: (world: World, fields: Fields) => ReturnType<Api[M]> | Refusal };

/** A field as text: forms carry nothing else, JSON may carry numbers and booleans. */
const worded = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');

const number = z.coerce.number().int();
const chatId = z.union([z.number().int(), z.string().min(1)]);
const markupSchema = structured(
  z.object({ inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string().optional(), url: z.string().optional() }))) }).optional(),
);
const kindsSchema = structured(z.array(z.string()).optional());

const read = <T extends z.ZodType>(schema: T, fields: Fields): z.output<T> | undefined => {
  const parsed = schema.safeParse(fields.values);
  return parsed.success ? parsed.data : undefined;
};

/** The chat a call is for, or why it cannot be. */
const talkFor = (world: World, fields: Fields): Talk | Refusal => {
  const id = chatId.safeParse(fields.values.chat_id);
  if (!id.success) return bad('chat_id is empty');
  const talk = world.talks.get(Number(id.data));
  if (!talk) return bad('chat not found');
  if (talk.blocked) return refuse(403, 'Forbidden: bot was blocked by the user');
  if (!talk.started) return refuse(403, "Forbidden: bot can't initiate conversation with a user");
  return talk;
};

type Words = { readonly text: string; readonly entities: MessageEntity[] };

const wordsOf = (text: string, parseMode: unknown): Words | Refusal => {
  if (parseMode === undefined || parseMode === '') return { text: text.trim(), entities: [] };
  if (worded(parseMode).toLowerCase() !== 'html') return bad('unsupported parse_mode');
  const parsed = parseHtml(text);
  return parsed.ok ? parsed : bad(`can't parse entities: ${parsed.error}`);
};

const messageWords = (fields: Fields): Words | Refusal => {
  const words = wordsOf(worded(fields.values.text), fields.values.parse_mode);
  if (isRefusal(words)) return words;
  if (words.text === '') return bad('message text is empty');
  return words.text.length > 4096 ? bad('message is too long') : words;
};

const captionWords = (caption: unknown, parseMode: unknown): Words | Refusal => {
  const words = wordsOf(worded(caption), parseMode);
  if (isRefusal(words)) return words;
  return words.text.length > 1024 ? bad('message caption is too long') : words;
};

type Markup = z.output<typeof markupSchema>;

const markupOf = (fields: Fields): { readonly markup: Message['reply_markup'] | undefined } | Refusal => {
  const parsed = markupSchema.safeParse(fields.values.reply_markup);
  if (!parsed.success) return bad("can't parse reply keyboard markup JSON object");
  const rows: NonNullable<Markup>['inline_keyboard'] = parsed.data?.inline_keyboard ?? [];
  for (const button of rows.flat()) {
    if (button.text.trim() === '') return bad('inline keyboard button text is empty');
    if (button.callback_data === undefined && button.url === undefined) return bad('text buttons are unallowed in the inline keyboard');
    const bytes = Buffer.byteLength(button.callback_data ?? 'x');
    if (bytes < 1 || bytes > 64) return bad('BUTTON_DATA_INVALID');
  }
  if (rows.flat().length > 100) return bad('reply markup is too long');
  const keyboard = rows
    .filter((row) => row.length > 0)
    .map((row) => row.map(({ text, callback_data, url }) => (url === undefined ? { text, callback_data: callback_data ?? '' } : { text, url })));
  return { markup: keyboard.length > 0 ? { inline_keyboard: keyboard } : undefined };
};

const withEntities = (name: 'entities' | 'caption_entities', { entities }: Words) => (entities.length > 0 ? { [name]: entities } : {});
const note = (world: World, method: string, talk: Talk, message: Message, upload?: Upload) =>
  accept(world, {
    method,
    chat: talk.chat.id,
    messageId: message.message_id,
    ...((message.text ?? message.caption) === undefined ? {} : { text: message.text ?? message.caption ?? '' }),
    ...(upload ? { file: { name: upload.name, size: upload.bytes.length, sha256: createHash('sha256').update(upload.bytes).digest('hex') } } : {}),
    ...(message.reply_markup ? { buttons: buttonsOf(message.reply_markup).map(({ text }) => text) } : {}),
  });

/** A file as it may be given: uploaded under its own name, by `attach://`, or one we already hold by its id. */
const uploadFor = (world: World, given: unknown, fields: Fields, field: string): Upload | undefined => {
  const direct = fields.files.get(field);
  if (direct) return direct;
  if (typeof given !== 'string') return undefined;
  if (given.startsWith('attach://')) return fields.files.get(given.slice('attach://'.length));
  const held = world.files.get(given);
  return held ? { name: held.name, bytes: held.bytes } : undefined;
};

const documentMessage = (world: World, upload: Upload): Pick<Message, 'document'> => {
  const file = keepFile(world, 'documents', upload.name, upload.bytes);
  return {
    document: {
      file_id: file.id,
      file_unique_id: file.uniqueId,
      file_name: upload.name,
      mime_type: upload.name.endsWith('.pdf') ? 'application/pdf' : 'application/octet-stream',
      file_size: file.size,
    },
  };
};
const photoMessage = (world: World, upload: Upload): Pick<Message, 'photo'> => {
  const file = keepFile(world, 'photos', 'photo.jpg', upload.bytes);
  return { photo: [{ file_id: file.id, file_unique_id: file.uniqueId, width: 800, height: 600, file_size: file.size }] };
};

const sendFile = (world: World, fields: Fields, method: string, field: 'document' | 'photo', limit: number): Message | Refusal => {
  const talk = talkFor(world, fields);
  if (isRefusal(talk)) return talk;
  const upload = uploadFor(world, fields.values[field], fields, field);
  if (!upload) return bad(typeof fields.values[field] === 'string' ? 'wrong remote file identifier specified: Wrong string length' : `there is no ${field} in the request`);
  if (upload.bytes.length === 0) return bad('file must be non-empty');
  if (upload.bytes.length > limit) return refuse(413, 'Request Entity Too Large');
  const words = captionWords(fields.values.caption, fields.values.parse_mode);
  if (isRefusal(words)) return words;
  const markup = markupOf(fields);
  if (isRefusal(markup)) return markup;
  const media = field === 'document' ? documentMessage(world, upload) : photoMessage(world, upload);
  const message = addMessage(
    world,
    talk,
    { ...media, ...(words.text === '' ? {} : { caption: words.text }), ...withEntities('caption_entities', words), ...(markup.markup ? { reply_markup: markup.markup } : {}) },
    true,
  );
  note(world, method, talk, message, upload);
  return message;
};

const megabyte = 1024 * 1024;
const groupSchema = structured(
  z
    .array(z.object({ type: z.enum(['photo', 'document']), media: z.string(), caption: z.string().optional(), parse_mode: z.string().optional() }))
    .min(2)
    .max(10),
);

/** A message of the bot's own, to be changed. */
const ownMessage = (world: World, fields: Fields, what: string): { readonly talk: Talk; readonly index: number; readonly message: Message } | Refusal => {
  const talk = talkFor(world, fields);
  if (isRefusal(talk)) return talk;
  const id = number.safeParse(fields.values.message_id);
  if (!id.success) return bad('message identifier is not specified');
  const index = talk.messages.findIndex(({ message_id }) => message_id === id.data);
  const message = talk.messages[index];
  if (!message) return bad(`message to ${what} not found`);
  return what === 'edit' && message.from?.id !== world.me.id ? bad("message can't be edited") : { talk, index, message };
};

const notModified = 'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

const scopeKey = (fields: Fields): string => {
  const scope = structured(z.object({ type: z.string() }).optional()).safeParse(fields.values.scope);
  return `${(scope.success && scope.data?.type) || 'default'}|${worded(fields.values.language_code)}`;
};
const language = (fields: Fields): string => worded(fields.values.language_code);
const commandsSchema = z.object({ commands: structured(z.array(z.object({ command: z.string().regex(/^[a-z0-9_]{1,32}$/), description: z.string().min(1).max(256) })).max(100)) });

export const setAllowed = (world: World, value: unknown): void => {
  const kinds = kindsSchema.safeParse(value);
  if (!kinds.success || kinds.data === undefined) return;
  const known = new Set<string>([...defaultKinds, 'chat_member', 'message_reaction', 'message_reaction_count']);
  const asked = kinds.data.filter((kind): kind is UpdateKind => known.has(kind));
  world.allowed = kinds.data.length === 0 ? defaultKinds : asked;
};

export const handlers: Handlers = {
  getMe: ({ me }) => ({
    ...me,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  }),

  setWebhook: (world, fields) => {
    const url = worded(fields.values.url);
    const secret = fields.values.secret_token === undefined ? undefined : worded(fields.values.secret_token);
    if (url !== '' && !url.startsWith('https://') && !/^http:\/\/127\.0\.0\.1[:/]/.test(url)) return bad('bad webhook: An HTTPS URL must be provided for webhook');
    if (secret !== undefined && secret !== '' && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) return bad('secret token contains unallowed characters');
    const connections = number
      .min(1)
      .max(100)
      .safeParse(fields.values.max_connections ?? 40);
    if (!connections.success) return bad('max_connections must be between 1 and 100');
    setAllowed(world, fields.values.allowed_updates);
    if (worded(fields.values.drop_pending_updates) === 'true') world.waiting = [];
    world.webhook = url === '' ? undefined : { url, maxConnections: connections.data, ...(secret ? { secret } : {}) };
    accept(world, { method: 'setWebhook', text: url });
    if (world.webhook) world.poller?.conflict();
    wake(world);
    return true;
  },
  deleteWebhook: (world, fields) => {
    if (worded(fields.values.drop_pending_updates) === 'true') world.waiting = [];
    world.webhook = undefined;
    accept(world, { method: 'deleteWebhook' });
    return true;
  },
  getWebhookInfo: (world) => ({
    url: world.webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: world.waiting.length,
    ...(world.webhook ? { max_connections: world.webhook.maxConnections } : {}),
    ...(world.webhook?.lastError ? { last_error_date: world.webhook.lastError.at, last_error_message: world.webhook.lastError.message } : {}),
    allowed_updates: [...world.allowed],
  }),

  sendMessage: (world, fields) => {
    const talk = talkFor(world, fields);
    if (isRefusal(talk)) return talk;
    const words = messageWords(fields);
    if (isRefusal(words)) return words;
    const markup = markupOf(fields);
    if (isRefusal(markup)) return markup;
    const message = addMessage(world, talk, { text: words.text, ...withEntities('entities', words), ...(markup.markup ? { reply_markup: markup.markup } : {}) }, true);
    note(world, 'sendMessage', talk, message);
    return { ...message, text: words.text };
  },
  sendDocument: (world, fields) => {
    const sent = sendFile(world, fields, 'sendDocument', 'document', 50 * megabyte);
    return isRefusal(sent) ? sent : sent.document ? { ...sent, document: sent.document } : bad('there is no document in the request');
  },
  sendPhoto: (world, fields) => {
    const sent = sendFile(world, fields, 'sendPhoto', 'photo', 10 * megabyte);
    return isRefusal(sent) ? sent : sent.photo ? { ...sent, photo: sent.photo } : bad('there is no photo in the request');
  },
  sendMediaGroup: (world, fields) => {
    const talk = talkFor(world, fields);
    if (isRefusal(talk)) return talk;
    const media = groupSchema.safeParse(fields.values.media);
    if (!media.success) return bad("can't parse media: strings must be an array of 2 to 10 items");
    if (new Set(media.data.map(({ type }) => type)).size > 1) return bad("document can't be mixed with other media types");
    const group = String(10_000_000_000 + world.seq);
    const ready: { readonly upload: Upload; readonly words: Words; readonly type: 'photo' | 'document' }[] = [];
    for (const item of media.data) {
      const upload = uploadFor(world, item.media, fields, '');
      const words = captionWords(item.caption, item.parse_mode);
      if (!upload) return bad('wrong file identifier/HTTP URL specified');
      if (isRefusal(words)) return words;
      ready.push({ upload, words, type: item.type });
    }
    return ready.map(({ upload, words, type }) => {
      const file = type === 'document' ? documentMessage(world, upload) : photoMessage(world, upload);
      const message = addMessage(world, talk, { ...file, media_group_id: group, ...(words.text === '' ? {} : { caption: words.text }) }, true);
      note(world, 'sendMediaGroup', talk, message, upload);
      if (message.document) return { ...message, document: message.document };
      return { ...message, photo: message.photo ?? [] };
    });
  },

  editMessageText: (world, fields) => {
    const own = ownMessage(world, fields, 'edit');
    if (isRefusal(own)) return own;
    const words = messageWords(fields);
    if (isRefusal(words)) return words;
    const markup = markupOf(fields);
    if (isRefusal(markup)) return markup;
    const { reply_markup: before, entities: _, ...rest } = own.message;
    if (own.message.text === words.text && JSON.stringify(before) === JSON.stringify(markup.markup)) return bad(notModified);
    const message = { ...rest, text: words.text, ...withEntities('entities', words), ...(markup.markup ? { reply_markup: markup.markup } : {}) };
    own.talk.messages[own.index] = message;
    note(world, 'editMessageText', own.talk, message);
    return { ...message, edit_date: Math.floor(world.now() / 1000) };
  },
  editMessageReplyMarkup: (world, fields) => {
    const own = ownMessage(world, fields, 'edit');
    if (isRefusal(own)) return own;
    const markup = markupOf(fields);
    if (isRefusal(markup)) return markup;
    const { reply_markup: before, ...rest } = own.message;
    if (JSON.stringify(before) === JSON.stringify(markup.markup)) return bad(notModified);
    const message = { ...rest, ...(markup.markup ? { reply_markup: markup.markup } : {}) };
    own.talk.messages[own.index] = message;
    note(world, 'editMessageReplyMarkup', own.talk, message);
    return { ...message, edit_date: Math.floor(world.now() / 1000) };
  },
  deleteMessage: (world, fields) => {
    const own = ownMessage(world, fields, 'delete');
    if (isRefusal(own)) return own;
    if (world.now() / 1000 - own.message.date > 48 * 3600) return bad("message can't be deleted for everyone");
    own.talk.messages.splice(own.index, 1);
    accept(world, { method: 'deleteMessage', chat: own.talk.chat.id, messageId: own.message.message_id });
    return true;
  },
  answerCallbackQuery: (world, fields) => {
    const tap = world.taps.get(worded(fields.values.callback_query_id));
    if (!tap || world.now() - tap.at > 60_000) return bad('query is too old and response timeout expired or query ID is invalid');
    if (worded(fields.values.text).length > 200) return bad('MESSAGE_TOO_LONG');
    tap.answered = true;
    accept(world, { method: 'answerCallbackQuery', chat: tap.chat });
    return true;
  },
  sendChatAction: (world, fields) => {
    const talk = talkFor(world, fields);
    if (isRefusal(talk)) return talk;
    accept(world, { method: 'sendChatAction', chat: talk.chat.id });
    return true;
  },

  setMyCommands: (world, fields) => {
    const asked = read(commandsSchema, fields);
    if (!asked) return bad('BOT_COMMAND_INVALID');
    world.commands.set(scopeKey(fields), asked.commands);
    accept(world, { method: 'setMyCommands', text: scopeKey(fields) });
    return true;
  },
  getMyCommands: (world, fields) => [...(world.commands.get(scopeKey(fields)) ?? [])],
  deleteMyCommands: (world, fields) => {
    world.commands.delete(scopeKey(fields));
    accept(world, { method: 'deleteMyCommands' });
    return true;
  },
  setMyDescription: (world, fields) => {
    const description = worded(fields.values.description);
    if (description.length > 512) return bad('BOT_DESCRIPTION_INVALID');
    world.descriptions.set(language(fields), description);
    accept(world, { method: 'setMyDescription' });
    return true;
  },
  getMyDescription: (world, fields) => ({ description: world.descriptions.get(language(fields)) ?? '' }),
  setMyShortDescription: (world, fields) => {
    const description = worded(fields.values.short_description);
    if (description.length > 120) return bad('BOT_SHORT_DESCRIPTION_INVALID');
    world.shortDescriptions.set(language(fields), description);
    accept(world, { method: 'setMyShortDescription' });
    return true;
  },
  getMyShortDescription: (world, fields) => ({ short_description: world.shortDescriptions.get(language(fields)) ?? '' }),

  getFile: (world, fields) => {
    const file = world.files.get(worded(fields.values.file_id));
    if (!file) return bad('invalid file_id');
    if (file.size > 20 * megabyte) return bad('file is too big');
    if (file.gone) return bad('wrong file_id or the file is temporarily unavailable');
    return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path };
  },
};
