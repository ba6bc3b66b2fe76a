/**
 * Keeps the fake honest: two client libraries written by different people (grammY, node-telegram-bot-api) are led through the same script
 * against it, and must see the same things. What only one of them understood would be our own dialect.
 */
import { Api as GrammyApi, GrammyError, InputFile as GrammyFile } from 'grammy';
import { InputFile as OtherFile, longPoll, Api as OtherApi, TelegramApiError } from 'node-telegram-bot-api';
import { afterEach, describe, expect, test } from 'vitest';
import { type FakeTelegram, openFakeTelegram } from './index.js';

let telegram: FakeTelegram;
afterEach(() => telegram.close());

type Button = { text: string; callback_data: string };
type Seen = {
  readonly id: number;
  readonly text?: string | undefined;
  readonly data?: string | undefined;
  readonly query?: string | undefined;
  readonly document?: string | undefined;
};
type Client = {
  readonly me: () => Promise<string | undefined>;
  /** Updates from an offset on, taken as the library takes them. */
  readonly poll: (offset: number | undefined, count: number) => Promise<readonly Seen[]>;
  readonly say: (chat: number, text: string, options?: { html?: boolean; buttons?: Button[][] }) => Promise<number>;
  readonly document: (
    chat: number,
    bytes: Buffer,
    name: string,
    caption: string,
  ) => Promise<{ readonly name?: string | undefined; readonly size?: number | undefined; readonly fileId: string }>;
  readonly album: (chat: number, photos: readonly Buffer[]) => Promise<readonly string[]>;
  readonly answer: (query: string) => Promise<boolean>;
  readonly edit: (chat: number, message: number, text: string) => Promise<unknown>;
  readonly buttonsOff: (chat: number, message: number) => Promise<unknown>;
  readonly remove: (chat: number, message: number) => Promise<boolean>;
  readonly commands: (list: { command: string; description: string }[]) => Promise<readonly { command: string; description: string }[]>;
  readonly file: (fileId: string) => Promise<{ readonly path: string | undefined; readonly size: number | undefined }>;
  readonly webhook: (url: string) => Promise<unknown>;
};

type Refusal = { readonly code: number; readonly description: string; readonly retryAfter: number | undefined };
const refusal = async (call: Promise<unknown>): Promise<Refusal> => {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof GrammyError) return { code: thrown.error_code, description: thrown.description, retryAfter: thrown.parameters.retry_after };
  if (thrown instanceof TelegramApiError) return { code: thrown.errorCode, description: thrown.description, retryAfter: thrown.retryAfter };
  throw new Error(`not a refusal: ${String(thrown)}`);
};

const grammy = (fake: FakeTelegram): Client => {
  const api = new GrammyApi(fake.token, { apiRoot: fake.url });
  return {
    me: async () => (await api.getMe()).username,
    poll: async (offset, count) => {
      const seen: Seen[] = [];
      let next = offset;
      while (seen.length < count) {
        const updates = await api.getUpdates({ limit: 2, timeout: 2, ...(next === undefined ? {} : { offset: next }) });
        for (const { update_id, message, callback_query } of updates) {
          seen.push({ id: update_id, text: message?.text, data: callback_query?.data, query: callback_query?.id, document: message?.document?.file_id });
          next = update_id + 1;
        }
      }
      return seen;
    },
    say: async (chat, text, { html, buttons } = {}) =>
      (await api.sendMessage(chat, text, { ...(html ? { parse_mode: 'HTML' } : {}), ...(buttons ? { reply_markup: { inline_keyboard: buttons } } : {}) })).message_id,
    document: async (chat, bytes, name, caption) => {
      const { document } = await api.sendDocument(chat, new GrammyFile(bytes, name), { caption });
      return { name: document.file_name, size: document.file_size, fileId: document.file_id };
    },
    album: async (chat, photos) =>
      (
        await api.sendMediaGroup(
          chat,
          photos.map((bytes) => ({ type: 'photo', media: new GrammyFile(bytes, 'a.jpg') })),
        )
      ).flatMap((message) => ('photo' in message ? (message.photo.at(-1)?.file_id ?? []) : [])),
    answer: (query) => api.answerCallbackQuery(query),
    edit: (chat, message, text) => api.editMessageText(chat, message, text),
    buttonsOff: (chat, message) => api.editMessageReplyMarkup(chat, message),
    remove: (chat, message) => api.deleteMessage(chat, message),
    commands: async (list) => {
      await api.setMyCommands(list, { language_code: 'vi' });
      return api.getMyCommands({ language_code: 'vi' });
    },
    file: async (fileId) => {
      const { file_path, file_size } = await api.getFile(fileId);
      return { path: file_path, size: file_size };
    },
    webhook: (url) => api.setWebhook(url),
  };
};

const other = (fake: FakeTelegram): Client => {
  const api = new OtherApi(fake.token, { apiRoot: fake.url, maxRetries: 0 });
  return {
    me: async () => (await api.getMe()).username,
    poll: async (offset, count) => {
      const seen: Seen[] = [];
      const done = new AbortController();
      for await (const update of longPoll(api, { limit: 2, timeout: 2, retry: false, ...(offset === undefined ? {} : { offset }) }, done.signal)) {
        const message = 'message' in update ? update.message : undefined;
        const tap = 'callback_query' in update ? update.callback_query : undefined;
        seen.push({ id: update.update_id, text: message?.text, data: tap?.data, query: tap?.id, document: message?.document?.file_id });
        if (seen.length >= count) break;
      }
      done.abort();
      return seen;
    },
    say: async (chat, text, { html, buttons } = {}) =>
      (await api.sendMessage({ chat_id: chat, text, ...(html ? { parse_mode: 'HTML' } : {}), ...(buttons ? { reply_markup: { inline_keyboard: buttons } } : {}) })).message_id,
    document: async (chat, bytes, name, caption) => {
      const { document } = await api.sendDocument({ chat_id: chat, document: new OtherFile(bytes, { filename: name }), caption });
      return { name: document?.file_name, size: document?.file_size, fileId: document?.file_id ?? '' };
    },
    album: async (chat, photos) =>
      (await api.sendMediaGroup({ chat_id: chat, media: photos.map((bytes) => ({ type: 'photo', media: new OtherFile(bytes, { filename: 'a.jpg' }) })) })).map(
        ({ photo }) => photo?.at(-1)?.file_id ?? '',
      ),
    answer: (query) => api.answerCallbackQuery({ callback_query_id: query }),
    edit: (chat, message, text) => api.editMessageText({ chat_id: chat, message_id: message, text }),
    buttonsOff: (chat, message) => api.editMessageReplyMarkup({ chat_id: chat, message_id: message }),
    remove: (chat, message) => api.deleteMessage({ chat_id: chat, message_id: message }),
    commands: async (list) => {
      await api.setMyCommands({ commands: list, language_code: 'vi' });
      return api.getMyCommands({ language_code: 'vi' });
    },
    file: async (fileId) => {
      const { file_path, file_size } = await api.getFile({ file_id: fileId });
      return { path: file_path, size: file_size };
    },
    webhook: (url) => api.setWebhook({ url }),
  };
};

const clients = [
  ['grammY', grammy],
  ['node-telegram-bot-api', other],
] as const;

describe.each(clients)('%s', (_, make) => {
  test('a whole talk: poll, keyboard, tap, edit, files both ways', async () => {
    telegram = await openFakeTelegram();
    const client = make(telegram);
    const lan = await telegram.person(7, { firstName: 'Lan' });
    expect(await client.me()).toBe('donghanh_thu_bot');

    await lan.says('/start');
    await lan.says('một');
    await lan.says('hai');
    const seen = await client.poll(undefined, 3);
    expect(seen.map(({ id, text }) => [id, text])).toEqual([
      [900_000_001, '/start'],
      [900_000_002, 'một'],
      [900_000_003, 'hai'],
    ]);
    expect((await client.poll(900_000_003, 1))[0]?.text).toBe('hai');

    const asked = await client.say(7, '<b>Chọn</b> &lt;một&gt;', { html: true, buttons: [[{ text: 'Có', callback_data: 'a:có' }], [{ text: 'Không', callback_data: 'a:không' }]] });
    expect((await lan.transcript()).at(-1)).toMatchObject({
      from: 'bot',
      messageId: asked,
      text: 'Chọn <một>',
      buttons: [
        { text: 'Có', data: 'a:có' },
        { text: 'Không', data: 'a:không' },
      ],
    });
    await lan.taps('Không');
    const [tap] = await client.poll(900_000_004, 1);
    expect(tap).toMatchObject({ data: 'a:không' });
    expect(await client.answer(tap?.query ?? '')).toBe(true);
    await client.buttonsOff(7, asked);
    expect((await lan.transcript()).at(-1)?.buttons).toEqual([]);
    await client.edit(7, asked, 'Đã chọn');
    expect((await lan.transcript()).at(-1)?.text).toBe('Đã chọn');
    expect(await client.remove(7, asked)).toBe(true);
    expect((await lan.transcript()).filter(({ from }) => from === 'bot')).toEqual([]);

    const bytes = Buffer.from('%PDF-1.7\r\n--ranh giới giả\r\n đủ chữ Việt \u0000\u00ff', 'utf8');
    const sent = await client.document(7, bytes, 'Hồ sơ.pdf', 'Đây ạ');
    expect(sent).toMatchObject({ name: 'Hồ sơ.pdf', size: bytes.length });
    expect((await lan.transcript()).at(-1)).toMatchObject({ file: 'Hồ sơ.pdf', text: 'Đây ạ' });
    const { path, size } = await client.file(sent.fileId);
    expect(size).toBe(bytes.length);
    const link = `${telegram.url}/file/bot${telegram.token}/${path}`;
    expect(Buffer.from(await (await fetch(link)).arrayBuffer()).equals(bytes)).toBe(true);

    const photos = [Buffer.from('ảnh 1'), Buffer.from('ảnh 2'), Buffer.from('ảnh 3')];
    const ids = await client.album(7, photos);
    expect(ids.map((id) => telegram.world.files.get(id)?.bytes.toString())).toEqual(['ảnh 1', 'ảnh 2', 'ảnh 3']);

    await lan.sendsDocument({ bytes, name: 'giấy.pdf' });
    const [arrived] = await client.poll(900_000_005, 1);
    expect((await client.file(arrived?.document ?? '')).size).toBe(bytes.length);
    expect(await client.commands([{ command: 'xemlai', description: 'Xem lại' }])).toEqual([{ command: 'xemlai', description: 'Xem lại' }]);
  });

  test('the same refusals in the same words', async () => {
    telegram = await openFakeTelegram();
    const client = make(telegram);
    const lan = await telegram.person(7);
    await telegram.person(8, { started: false });
    const asked = await client.say(7, 'Chọn', { buttons: [[{ text: 'Có', callback_data: 'a' }]] });
    const tap = await lan.taps('Có');
    const of = (call: Promise<unknown>) => refusal(call);
    const plain = (code: number, description: string) => ({ code, description, retryAfter: undefined });

    expect(await of(client.say(7, '<x>', { html: true }))).toEqual(plain(400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0'));
    expect(await of(client.say(7, 'ạ'.repeat(4097)))).toEqual(plain(400, 'Bad Request: message is too long'));
    expect(await client.say(7, `<b>${'ạ'.repeat(4096)}</b>`, { html: true })).toBeGreaterThan(0);
    expect(await of(client.say(7, ' \n'))).toEqual(plain(400, 'Bad Request: message text is empty'));
    expect(await of(client.document(7, Buffer.from('x'), 'a.pdf', 'ạ'.repeat(1025)))).toEqual(plain(400, 'Bad Request: message caption is too long'));
    expect(await of(client.say(7, 'x', { buttons: [[{ text: 'Có', callback_data: 'ạ'.repeat(22) }]] }))).toEqual(plain(400, 'Bad Request: BUTTON_DATA_INVALID'));
    expect(await client.say(7, 'x', { buttons: [[{ text: 'Có', callback_data: `${'ạ'.repeat(21)}a` }]] })).toBeGreaterThan(0);
    expect(await of(client.say(99, 'x'))).toEqual(plain(400, 'Bad Request: chat not found'));
    expect(await of(client.say(8, 'x'))).toEqual(plain(403, "Forbidden: bot can't initiate conversation with a user"));
    expect(await of(client.edit(7, 5_555, 'x'))).toEqual(plain(400, 'Bad Request: message to edit not found'));
    await client.edit(7, asked, 'Mới');
    expect((await of(client.edit(7, asked, 'Mới'))).description).toContain('message is not modified');
    expect(await of(client.file('không có'))).toEqual(plain(400, 'Bad Request: invalid file_id'));
    await lan.sendsDocument({ bytes: Buffer.from('x'), size: 21 * 1024 * 1024 });
    expect(await of(client.file([...telegram.world.files.keys()].at(-1) ?? ''))).toEqual(plain(400, 'Bad Request: file is too big'));
    telegram.advance(90_000);
    expect(await of(client.answer(tap))).toEqual(plain(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid'));

    await telegram.fault({ kind: 'status', code: 429, retryAfter: 7, method: 'sendMessage' });
    expect(await of(client.say(7, 'x'))).toEqual({ code: 429, description: 'Too Many Requests: retry after 7', retryAfter: 7 });
    await lan.blocks();
    expect(await of(client.say(7, 'x'))).toEqual(plain(403, 'Forbidden: bot was blocked by the user'));
    expect(await of(client.webhook('http://vi.du/x'))).toEqual(plain(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook'));
    await client.webhook('https://khong-co.invalid/x');
    expect((await of(client.poll(1, 1))).code).toBe(409);
    await telegram.authorized(false);
    expect(await of(client.me())).toEqual(plain(401, 'Unauthorized'));
  });
});
