/** The fear: whoever finds the webhook's address feeds it rubbish, forgeries and repeats. It refuses or sets aside, and goes on talking to people. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversationOfChat } from '../../src/cases/index.js';
import { query } from '../../src/storage/index.js';
import { type Bot, type BotHome, freePort, openBotHome, slowness } from '../kit/bot-process.js';
import { type FakeTelegram, openFakeTelegram } from '../kit/fake-telegram/index.js';
import { knock, SECRET, textUpdate } from './knocking.js';

let telegram: FakeTelegram;
let home: BotHome;
let bot: Bot;
let url: string;
let quietMb: number | undefined;
const NOBODY = 40_404;
const DEEP = 2 ** 53;

beforeAll(async () => {
  telegram = await openFakeTelegram({ seed: 3 });
  const port = await freePort();
  home = openBotHome({
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    PUBLIC_URL: 'https://donghanh.example',
    PORT: String(port),
  });
  bot = await home.start();
  url = `http://127.0.0.1:${port}`;
  await telegram.waitFor(async () => (await telegram.state()).webhook !== '', 20_000, 'setting the webhook');
  quietMb = bot.peakMb();
}, 180_000);
afterAll(async () => {
  await home.close();
  await telegram.close();
});

const give = (update: unknown, how?: Parameters<typeof knock>[2]) => knock(url, JSON.stringify(update), how);
const heardBy = async (chat: number): Promise<readonly string[]> =>
  (await telegram.ledger()).filter((entry) => entry.chat === chat && entry.method === 'sendMessage').map(({ text = '' }) => text);
const hears = async (chat: number, count: number, ms = 20_000): Promise<void> =>
  telegram.waitFor(async () => (await heardBy(chat)).length >= count, ms, `${count} words to ${chat}`);
const settled = async (): Promise<void> => {
  for (let before = -1; ; ) {
    const now = (await telegram.ledger()).length + (await telegram.refusals()).length;
    if (now === before) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
};

describe('the door', () => {
  it.each<readonly [string, readonly string[]]>([
    ['no header', []],
    ['another secret', ['sai']],
    ['the right length, wrong bytes', [SECRET.replace(/.$/, 'x')]],
    ['the right one twice', [SECRET, SECRET]],
    ['a wrong and the right one', ['sai', SECRET]],
    ['spaces inside', [`${SECRET} ${SECRET}`]],
    ['empty', ['']],
  ])('%s: 401', async (_, secret) => {
    expect(await give(textUpdate(1, NOBODY, 'chào'), { secret })).toBe(401);
  });

  it.each<readonly [string, Buffer | string, readonly number[]]>([
    ['nothing', '', [400]],
    ['truncated', JSON.stringify(textUpdate(2, NOBODY, 'chào')).slice(0, -9), [400]],
    ['not UTF-8', Buffer.from('7b22757064617465ff5f6964223a317d', 'hex'), [400]],
    ['a NUL byte', '{"update_id":3}\u0000', [400]],
    ['not an object', '"chào"', [200]],
    ['null', 'null', [200]],
    ['nested 200,000 deep', `{"update_id":4,"message":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, [200, 400]],
    ['objects nested 100,000 deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, [200, 400]],
    ['a key that poisons prototypes', '{"update_id":5,"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}', [200]],
    ['a kind nobody knows', '{"update_id":6,"teleportation":{"from":{"id":1}}}', [200]],
    ['an update id over 2^53', JSON.stringify(textUpdate(7, NOBODY, 'chào')).replace('"update_id":7', '"update_id":9007199254740993'), [200]],
    ['a chat id over 2^53', JSON.stringify(textUpdate(8, NOBODY, 'chào')).replaceAll(`"id":${NOBODY}`, `"id":${DEEP}1`), [200]],
    ['a chat id that is text', JSON.stringify(textUpdate(9, NOBODY, 'chào')).replaceAll(`"id":${NOBODY}`, `"id":"${NOBODY}"`), [200]],
    ['a fraction for an id', JSON.stringify(textUpdate(10, NOBODY, 'chào')).replace('"update_id":10', '"update_id":10.5'), [200]],
  ])('%s', async (_, body, statuses) => {
    expect(statuses).toContain(await knock(url, body));
  });

  it.each([
    ['said to be so', false],
    ['in chunks', true],
  ])('10 MB %s: refused, not held in memory', async (_, chunked) => {
    expect([413, 0]).toContain(await knock(url, JSON.stringify(textUpdate(11, NOBODY, 'x'.repeat(10_000_000))), { chunked }));
  });

  it('10 MB without the secret costs nothing either', async () => {
    expect([401, 413, 0]).toContain(await knock(url, Buffer.alloc(10_000_000, 0x20), { secret: [], chunked: true }));
  });
});

it('one update many times, one after the other and at once: one turn', async () => {
  await telegram.person(501);
  expect(await give(textUpdate(100_001, 501, '/start'))).toBe(200);
  await hears(501, 1);
  const same = textUpdate(100_002, 501, 'đồng ý');
  expect(await Promise.all(Array.from({ length: 12 }, () => give(same)))).toEqual(Array.from({ length: 12 }, () => 200));
  expect(await give(same)).toBe(200);
  await hears(501, 2);
  await settled();
  expect(await heardBy(501)).toHaveLength(2);
});

it('ids that begin again from a lower number are heard', async () => {
  await telegram.person(502);
  for (const id of [900_000_000, 900_000_001, 17, 16]) await give(textUpdate(id, 502, id === 900_000_000 ? '/start' : 'vì sao'));
  await hears(502, 4);
});

it('halves of characters, NUL, direction marks, a very long word: answered, never silent', async () => {
  await telegram.person(503);
  await give(textUpdate(200_000, 503, '/start'));
  const texts = ['\\ud800', '\\udfff\\ud83d', 'a\\u0000b', '\\u202e\\u202d\\u200f', '\\u0000', `${'\\ud83d\\ude4f'.repeat(2_000)}`, 'x'.repeat(4_096), 'e\\u0301'.repeat(1_000)];
  for (const [i, text] of texts.entries()) expect(await knock(url, JSON.stringify(textUpdate(200_001 + i, 503, 'CHỮ')).replace('CHỮ', text))).toBe(200);
  await hears(503, 1 + texts.length);
});

it('a group gets a way to the private chat and not a word of a case', async () => {
  const group = -1_001;
  await telegram.person(504);
  await telegram.person(group);
  await give(textUpdate(300_000, 504, '/start'));
  await give(textUpdate(300_001, 504, 'đồng ý'));
  await hears(504, 2);
  const said = { message_id: 5, date: 1_795_316_400, from: { id: 504, is_bot: false, first_name: 'Người thử' }, chat: { id: group, type: 'supergroup', title: 'Nhóm' } };
  for (const [i, text] of ['tôi bị tạm giam oan', '/start', 'xem lại', 'cán bộ'].entries()) await give({ update_id: 300_010 + i, message: { ...said, text } });
  await hears(group, 1);
  await settled();
  const told = await heardBy(group);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('https://t.me/');
  expect((await heardBy(504)).length).toBe(2);
});

it('5,000 broken bodies: no status but 200, 400, 413, and a person is still answered', { timeout: 180_000 }, async () => {
  const random = telegram.world.random;
  const folder = new URL('../channels/telegram/updates/', import.meta.url);
  const samples = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const counts = new Map<number, number>();
  const count = 5_000;
  const began = performance.now();
  for (let i = 0; i < count; i += 50) {
    const statuses = await Promise.all(Array.from({ length: 50 }, (_, k) => knock(url, broken(samples[(i + k) % samples.length] ?? '{}', random, 1_000_000 + i + k))));
    for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const ms = performance.now() - began;
  await telegram.person(505);
  const asked = performance.now();
  expect(await give(textUpdate(9_000_000, 505, '/start'))).toBe(200);
  await hears(505, 1, 60_000);
  console.info(
    `${count} broken bodies in ${Math.round(ms)} ms: ${[...counts].map(([status, n]) => `${status} × ${n}`).join(', ')}; a person answered ${Math.round(performance.now() - asked)} ms later; peak ${Math.round(bot.peakMb() ?? 0)} MB (quiet ${Math.round(quietMb ?? 0)} MB); slowness ${slowness().toFixed(1)}`,
  );
  expect([...counts.keys()].filter((status) => ![200, 400, 413].includes(status))).toEqual([]);
  expect(bot.alive()).toBe(true);
});

it('after all of it: alive, within bounds, and the forged and the unreadable left no conversation', { timeout: 60_000 }, async () => {
  await settled();
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const peak = bot.peakMb();
  if (peak !== undefined) expect(peak).toBeLessThan(500);
  expect(await bot.term()).toMatchObject({ code: 0 });
  await home.read((db) => {
    for (const chat of [NOBODY, -1_001]) expect(conversationOfChat(db.read, 'telegram', String(chat)), String(chat)).toBeUndefined();
    expect(conversationOfChat(db.read, 'telegram', `${DEEP}1`)).toBeUndefined();
    const twice = db.read.all(repeated, {});
    expect(twice).toEqual([]);
    // What is set aside for an operator has an end: an attacker must not fill the disk with it.
    expect(db.read.all(quarantined, {}).length).toBeLessThanOrEqual(1_000);
  });
  expect(home.output()).not.toMatch(/UnhandledPromise|turns stopped/);
});

const repeated = query()((db) =>
  db
    .selectFrom('inbox')
    .select(['external_id'])
    .groupBy(['channel', 'external_id'])
    .having((eb) => eb.fn.countAll(), '>', 1),
);
const quarantined = query()((db) => db.selectFrom('setting').select('key').where('key', 'like', 'telegram.quarantine.%'));

/** A recorded update with something wrong in it: bytes, a value, a piece missing. */
const broken = (sample: string, random: () => number, id: number): Buffer => {
  const dice = random();
  const text = sample.replace(/"update_id":\s*\d+/, `"update_id":${id}`);
  if (dice < 0.15) return Buffer.from(text.slice(0, Math.floor(random() * text.length)));
  if (dice < 0.3) {
    const bytes = Buffer.from(text);
    for (let n = 0; n < 3; n += 1) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    return bytes;
  }
  const value: unknown = JSON.parse(text);
  for (let n = 0; n < 1 + random() * 3; n += 1) twist(value, random);
  return Buffer.from(JSON.stringify(value));
};

const odd: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  1e308,
  -0.5,
  true,
  [],
  {},
  [[]],
  '\ud800',
  '\u0000',
  'x'.repeat(5_000),
  2 ** 53,
  -(2 ** 60),
  '__proto__',
  [null, {}],
  { id: {} },
  '9'.repeat(400),
];

const twist = (value: unknown, random: () => number): void => {
  if (typeof value !== 'object' || value === null) return;
  const keys = Object.keys(value);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return;
  const inner: unknown = Reflect.get(value, key);
  if (typeof inner === 'object' && inner !== null && random() < 0.75) twist(inner, random);
  else if (random() < 0.2) Reflect.deleteProperty(value, key);
  else Reflect.set(value, key, odd[Math.floor(random() * odd.length)]);
};
