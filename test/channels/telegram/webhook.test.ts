/** Fears at the webhook: forged, malformed, too long, out of order, repeated, a database that is locked, a secret forgotten. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { toMessages, webhookBodyLimit, type WebhookRoute, webhookRoute } from '../../../src/channels/telegram/index.js';
import { messageSchema } from '../../../src/messages/index.js';
import { type Desk, openDesk } from './kit.js';

const secret = 'bi-mat_du-dai-01';
const name = 'x-telegram-bot-api-secret-token';
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const right = () => new Headers({ [name]: secret });
const update = JSON.stringify({ update_id: 5, message: { message_id: 1, date: 1, chat: { id: 7, type: 'private' }, from: { id: 7, is_bot: false }, text: 'chào' } });

describe('who may enter', () => {
  const taken: unknown[] = [];
  const route = webhookRoute({ secret, arrive: async (updates) => void taken.push(...updates), log: quiet });
  const doubled = right();
  doubled.append(name, secret);
  const rows: readonly (readonly [string, Headers])[] = [
    ['no header', new Headers()],
    ['an empty one', new Headers({ [name]: '' })],
    ['a wrong one', new Headers({ [name]: 'sai' })],
    ['right length, wrong bytes', new Headers({ [name]: secret.replace('0', '1') })],
    ['the secret and more', new Headers({ [name]: `${secret}x` })],
    ['the right one twice', doubled],
    ['the right one under another name', new Headers({ authorization: secret })],
  ];
  test.each(rows)('%s is 401 and nothing is read', async (_, headers) => {
    expect(await route.handle(headers, Buffer.from(update))).toEqual({ status: 401 });
    expect(await route.handle(headers, Buffer.from('{'))).toEqual({ status: 401 });
    expect(await route.handle(headers, Buffer.alloc(webhookBodyLimit + 1))).toEqual({ status: 401 });
    expect(taken).toEqual([]);
  });

  test('the right one enters; the name of the header is not case-sensitive', async () => {
    expect(await route.handle(new Headers({ 'X-Telegram-Bot-Api-Secret-Token': secret }), Buffer.from(update))).toEqual({ status: 200 });
    expect(taken).toHaveLength(1);
  });

  test.each(['', ' ', 'có dấu', 'a'.repeat(257), 'a b'])('a secret Telegram would not accept (%j) refuses to start', async (unfit) => {
    expect(() => webhookRoute({ secret: unfit, arrive: async () => {}, log: quiet })).toThrow('TELEGRAM_WEBHOOK_SECRET');
    await expect(openDesk({ webhook: { secret: unfit, url: 'https://vi.du/webhooks/telegram' } })).rejects.toThrow('TELEGRAM_WEBHOOK_SECRET');
  });
});

describe('what may enter', () => {
  test('too long is 413, not JSON is 400, a database that fails is 500', async () => {
    const route = webhookRoute({
      secret,
      arrive: async () => {
        throw new Error('database is locked');
      },
      log: quiet,
    });
    expect(await route.handle(right(), Buffer.alloc(webhookBodyLimit + 1, ' '))).toEqual({ status: 413 });
    expect(await route.handle(right(), Buffer.from(update.slice(0, -1)))).toEqual({ status: 400 });
    expect(await route.handle(right(), Buffer.from([0xff, 0xfe]))).toEqual({ status: 400 });
    expect(await route.handle(right(), Buffer.alloc(0))).toEqual({ status: 400 });
    expect(await route.handle(right(), Buffer.from(update))).toEqual({ status: 500 });
  });

  test('a body nested a hundred thousand deep neither kills nor enters', async () => {
    const desk = await openDesk({ webhook: { secret, url: 'http://127.0.0.1:9/' } });
    const deep = `{"update_id":1,"message":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`;
    expect(await routeOf(desk).handle(right(), Buffer.from(deep))).toEqual({ status: 200 });
    expect(desk.received).toEqual([]);
    expect(desk.quarantined).toHaveLength(1);
    await desk.close();
  });

  test('20,000 bodies of every shape: nothing thrown, nothing enters without the secret, everything that enters is a Message', async () => {
    const folder = new URL('./updates/', import.meta.url);
    const recorded: unknown[] = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    let entered = 0;
    let accepted = 0;
    let read = 0;
    const route = webhookRoute({
      secret,
      log: quiet,
      arrive: async (updates) => {
        entered += 1;
        for (const one of updates) {
          const translated = toMessages(one);
          if (translated.kind !== 'messages') continue;
          for (const message of translated.messages) messageSchema.parse(message);
          read += 1;
        }
      },
    });
    /** A recorded update with one value somewhere inside replaced by anything. */
    const damaged = fc
      .tuple(fc.constantFrom(...recorded), fc.nat(), fc.anything({ maxDepth: 1, maxKeys: 3 }))
      .map(([whole, at, value]) => JSON.stringify(replaceAt(whole, at, value)) ?? 'null');
    const body = fc.oneof(
      { weight: 6, arbitrary: damaged.map((text) => Buffer.from(text)) },
      { weight: 2, arbitrary: fc.json({ maxDepth: 3 }).map((text) => Buffer.from(text)) },
      { weight: 1, arbitrary: damaged.chain((text) => fc.nat(text.length).map((cut) => Buffer.from(text.slice(0, cut)))) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
    );
    const header = fc.oneof(
      { weight: 3, arbitrary: fc.constant(secret) },
      { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9_-]{0,20}$/) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    );
    await fc.assert(
      fc.asyncProperty(header, body, async (given, bytes) => {
        const before = entered;
        const { status } = await route.handle(new Headers(given === undefined ? {} : { [name]: given }), bytes);
        if (given !== secret) {
          expect(status).toBe(401);
          expect(entered).toBe(before);
        } else {
          expect([200, 400]).toContain(status);
          accepted += 1;
        }
      }),
      { numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(8_000);
    expect(read).toBeGreaterThan(2_000);
  }, 120_000);
});

const replaceAt = (value: unknown, at: number, by: unknown): unknown => {
  let left = at % 40;
  const walk = (node: unknown): unknown => {
    if (left-- === 0) return by;
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node === 'object' && node !== null) return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, walk(inner)]));
    return node;
  };
  return walk(value);
};

const routeOf = (desk: Desk): WebhookRoute => {
  if (!desk.port.webhook) throw new Error('not in webhook mode');
  return desk.port.webhook;
};

describe('delivered by Telegram', () => {
  let desk: Desk;
  let server: Server;
  afterEach(async () => {
    await desk.close();
    await new Promise((resolve) => server.close(resolve));
  });

  /** A plain HTTP server before the route, as `src/web` has one. */
  const open = async (options: { maxConnections?: number } = {}) => {
    let route: WebhookRoute | undefined;
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', async () => {
        const headers = new Headers();
        for (let i = 0; i < request.rawHeaders.length; i += 2) headers.append(request.rawHeaders[i] ?? '', request.rawHeaders[i + 1] ?? '');
        response.writeHead((await route?.handle(headers, Buffer.concat(parts)))?.status ?? 500).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/webhooks/telegram`;
    desk = await openDesk({ webhook: { secret, url, ...options } });
    route = desk.port.webhook;
    await desk.port.start();
    await desk.telegram.waitFor(async () => (await desk.telegram.state()).webhook === url);
  };

  test('starts by telling Telegram where, with what secret and which kinds; messages come in order', async () => {
    await open();
    const lan = await desk.telegram.person(7);
    for (let n = 0; n < 50; n++) await lan.says(`câu ${n}`);
    await desk.telegram.waitFor(() => desk.received.length === 50);
    expect(desk.received.map(({ body }) => (body.kind === 'text' ? body.text : ''))).toEqual(Array.from({ length: 50 }, (_, n) => `câu ${n}`));
    expect((await desk.telegram.state()).allowed).toEqual(['message', 'edited_message', 'callback_query', 'my_chat_member']);
    expect(desk.port.state()).toBe('webhook');
  });

  test('a commit that fails is answered 500, and Telegram brings it again', async () => {
    await open();
    desk.inbox.failures = 3;
    const lan = await desk.telegram.person(7);
    await lan.says('một');
    await lan.says('hai');
    await desk.telegram.waitFor(() => desk.received.length === 2);
    expect(desk.received.map(({ body }) => (body.kind === 'text' ? body.text : ''))).toEqual(['một', 'hai']);
    expect((await desk.telegram.state()).lastError).toContain('500');
  });

  test('a malformed update is set aside once, not asked for again for ever', async () => {
    await open();
    const lan = await desk.telegram.person(7);
    await lan.sendsContent({ photo: [] });
    await lan.says('sau đó');
    await desk.telegram.waitFor(() => desk.received.length === 1);
    await desk.telegram.waitFor(async () => (await desk.telegram.state()).waiting === 0);
    expect(desk.quarantined).toEqual([expect.objectContaining({ reason: 'message.photo: too_small', updateId: '900000001' })]);
  });

  test('shuffled and repeated deliveries: none missing, every repeat under its own id', async () => {
    await open({ maxConnections: 10 });
    await desk.telegram.disorder({ reorder: 1, repeat: 0.5 });
    const lan = await desk.telegram.person(7);
    for (let n = 0; n < 60; n++) await lan.says(`câu ${n}`);
    await desk.telegram.waitFor(() => new Set(desk.received.map(({ externalId }) => externalId)).size === 60);
    expect(desk.received.length).toBeGreaterThan(60);
  });

  test('a tap is answered by webhook too', async () => {
    await open();
    const lan = await desk.telegram.person(7);
    await desk.port.send({ chat: '7', text: 'Chọn', choices: [{ label: 'Có', payload: 'a:1' }] });
    await lan.taps('Có');
    await desk.telegram.waitFor(async () => (await desk.telegram.ledger()).some(({ method }) => method === 'answerCallbackQuery'));
    expect(desk.received.at(-1)?.body).toEqual({ kind: 'tap', payload: 'a:1' });
  });
});
