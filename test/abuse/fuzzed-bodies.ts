/**
 * Owns feeding the webhook doors of Zalo with bodies nobody signed, and with signed ones of any shape. The forged must all be refused and none may reach
 * the inbox; of the signed, whatever gets in must be a message as we define it. One seed gives one sequence.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hookRoutes } from '../../src/web/hooks.js';
import { openZaloBot } from '../../src/channels/zalo-bot/index.js';
import { macOf, openZaloOa } from '../../src/channels/zalo-oa/index.js';
import { messageSchema } from '../../src/messages/index.js';
import { memorySettings } from '../channels/memory.js';
import { randomFrom } from '../kit/random.js';

export type Fuzzed = {
  readonly bodies: number;
  readonly forged: number;
  /** Forged bodies answered otherwise than 401 or 413. Must be 0. */
  readonly admitted: number;
  /** Messages that reached the inbox from forged bodies. Must be 0. */
  readonly leaked: number;
  /** Signed bodies that were answered otherwise than 200, 400 (not JSON) or 401 (the damage made them another app's). Must be 0. */
  readonly failed: number;
  /** Signed bodies that became messages, and those set aside. */
  readonly taken: number;
  readonly aside: number;
  readonly statuses: Readonly<Record<string, number>>;
};

const APP = '1234567890123456789';
const KEY = 'OA-secret-for-tests-01';
const BOT_SECRET = 'bi-mat_du-dai-01';
const log = { info: () => {}, warn: () => {}, error: () => {} };
const recorded = (name: string): readonly unknown[] => Object.values(JSON.parse(readFileSync(new URL(`../channels/${name}/updates.json`, import.meta.url), 'utf8')));

export const fuzz = async (bodies: number, seed: number): Promise<Fuzzed> => {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let forging = false;
  let [leaked, taken, aside] = [0, 0, 0];
  const receive = async (messages: readonly unknown[]): Promise<void> => {
    for (const message of messages) messageSchema.parse(message);
    if (forging) leaked += 1;
    else taken += 1;
  };
  const quarantine = async (): Promise<void> => {
    if (forging) leaked += 1;
    else aside += 1;
  };
  const shared = { receive, quarantine, log, settings: memorySettings() };
  const oa = openZaloOa({
    ...shared,
    // The day of the recorded events: older ones are set aside whoever signed them.
    now: () => 1_790_000_100_000,
    appId: APP,
    appSecret: 'x',
    secretKey: KEY,
    refreshToken: undefined,
    publicUrl: 'https://vi.du',
    heard: () => ({ heardAt: 0, saidSince: 0 }),
    writeForMore: '',
  });
  const bot = openZaloBot({ ...shared, token: '1:x', webhook: { url: 'https://vi.du/webhooks/zalo-bot', secret: BOT_SECRET } });
  const webhooks = { 'zalo-oa': oa.webhook, ...(bot.webhook === undefined ? {} : { 'zalo-bot': bot.webhook }) };
  const app = hookRoutes({ webhooks });
  const samples = { 'zalo-oa': recorded('zalo-oa'), 'zalo-bot': recorded('zalo-bot') };

  const junk = (): unknown =>
    pick<unknown>([null, true, -1, 1e308, 2 ** 60, '', ' ', '\u0000', '\ud800', 'x'.repeat(300), [], {}, [[[]]], { $ne: 1 }, '#a|b|c', "' or 1=1 --", '__proto__', Number.NaN]);
  /** A recorded update with one value somewhere inside replaced, taken out, or given twice. */
  const damaged = (whole: unknown): unknown => {
    let left = Math.floor(random() * 25);
    const walk = (node: unknown): unknown => {
      if (left-- === 0) return junk();
      if (Array.isArray(node)) return node.map(walk);
      if (typeof node !== 'object' || node === null) return node;
      return Object.fromEntries(Object.entries(node).flatMap(([key, inner]) => (random() < 0.03 ? [] : [[key, walk(inner)]])));
    };
    return walk(whole);
  };
  const bodyFor = (name: keyof typeof samples): Buffer => {
    const text = JSON.stringify(random() < 0.4 ? pick(samples[name]) : damaged(pick(samples[name]))) ?? 'null';
    const kind = random();
    if (kind < 0.7) return Buffer.from(text);
    if (kind < 0.8) return Buffer.from(text.slice(0, Math.floor(random() * text.length)));
    if (kind < 0.9) return Buffer.from(Buffer.from(text).map((byte) => (random() < 0.02 ? Math.floor(random() * 256) : byte)));
    if (kind < 0.95) return Buffer.from(JSON.stringify(JSON.parse(text), null, 1));
    return Buffer.from(Array.from({ length: Math.floor(random() * 400) }, () => Math.floor(random() * 256)));
  };
  const stampOf = (body: Buffer): string => /"timestamp":\s*"?(\d+)/.exec(body.toString('latin1'))?.[1] ?? '1790000000123';
  const hmac = (body: Buffer): string => createHash('sha256').update(KEY).update(body).digest('hex');

  /** Headers of somebody who does not know the secret, or knows it and signed something else. */
  const forgedHeaders = (name: keyof typeof samples, body: Buffer): readonly (readonly [string, string])[] => {
    if (name === 'zalo-bot') {
      const header = 'x-bot-api-secret-token';
      return pick<readonly (readonly [string, string])[]>([
        [],
        [[header, '']],
        [[header, 'sai']],
        [[header, `${BOT_SECRET}x`]],
        [
          [header, BOT_SECRET],
          [header, BOT_SECRET],
        ],
        [['authorization', BOT_SECRET]],
      ]);
    }
    const right = macOf(APP, body, stampOf(body), KEY);
    const header = 'x-zevent-signature';
    return pick<readonly (readonly [string, string])[]>([
      [],
      [[header, '']],
      [[header, 'mac=']],
      [[header, `mac=${'0'.repeat(64)}`]],
      [[header, `mac=${right.slice(1)}`]],
      [[header, `mac=${right}00`]],
      [
        [header, `mac=${right}`],
        [header, `mac=${right}`],
      ],
      [[header, `mac=${macOf(APP, body, stampOf(body), 'another key')}`]],
      [[header, `mac=${macOf('another app', body, stampOf(body), KEY)}`]],
      // Signed over the same words written anew, over other words, or with another kind of hash.
      [[header, `mac=${macOf(APP, Buffer.concat([body, Buffer.from(' ')]), stampOf(body), KEY)}`]],
      [[header, `mac=${macOf(APP, Buffer.from('{}'), stampOf(body), KEY)}`]],
      [[header, `mac=${hmac(body)}`]],
      [['x-hub-signature', `mac=${right}`]],
    ]);
  };
  const signedHeaders = (name: keyof typeof samples, body: Buffer): readonly (readonly [string, string])[] =>
    name === 'zalo-bot'
      ? [['x-bot-api-secret-token', BOT_SECRET]]
      : [
          ['x-zevent-signature', `mac=${macOf(APP, body, stampOf(body), KEY)}`],
          ['x-zevent-timestamp', stampOf(body)],
        ];

  const statuses: Record<string, number> = {};
  let [forged, admitted, failed] = [0, 0, 0];
  for (let n = 0; n < bodies; n++) {
    const name = random() < 0.5 ? 'zalo-oa' : 'zalo-bot';
    const body = bodyFor(name);
    forging = random() < 0.5;
    const headers = new Headers({ 'content-length': String(body.length) });
    for (const [key, value] of forging ? forgedHeaders(name, body) : signedHeaders(name, body)) headers.append(key, value);
    const { status } = await app.fetch(new Request(`http://vi.du/webhooks/${name}`, { method: 'POST', headers, body: new Uint8Array(body) }));
    const key = `${name} ${forging ? 'forged' : 'signed'} ${status}`;
    statuses[key] = (statuses[key] ?? 0) + 1;
    if (forging) {
      forged += 1;
      // The console's check of the address, `{}` or nothing at all, is answered to anybody and does nothing.
      const ping = status === 200 && body.length <= 16 && /^\s*(\{\s*\})?\s*$/.test(body.toString('latin1'));
      if (status !== 401 && status !== 413 && !ping) admitted += 1;
    } else if (![200, 400, 401].includes(status)) failed += 1;
  }
  await Promise.all([oa.stop(), bot.stop()]);
  return { bodies, forged, admitted, leaked, failed, taken, aside, statuses };
};
