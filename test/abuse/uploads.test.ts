/** The fear: a file kills the program, fills its memory, or vanishes without a word. Each gets its own words, soon, on Telegram and on the web. */
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitFacts } from '../../src/evidence/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { loadWording } from '../../src/wording/index.js';
import { type Bot, type BotHome, openBotHome, slowness } from '../kit/bot-process.js';
import { type FakeTelegram, openFakeTelegram } from '../kit/fake-telegram/index.js';
import { type HostileFile, hostileFiles } from '../kit/hostile-files.js';
import { printedPaper } from '../kit/pictures.js';

const words = loadWording(join(repositoryFolder(), 'locales')).vi;
const kinds = new Set(['photo', 'pdf', 'audio']);
/** One of each refusal, and what is accepted of the odder kinds; the rest are tested where files are judged. */
const chosen: readonly HostileFile[] = [
  ...hostileFiles.filter(({ expect: code }, i) => !kinds.has(code) && hostileFiles.findIndex((other) => other.expect === code) === i),
  ...hostileFiles.filter(({ name }) => ['IMG_0001.HEIC', 'print-forbidden.pdf', 'huge-sheet.pdf', 'voice.ogg', 'print.jpg'].includes(name)),
  { name: 'cut.pdf', expect: 'pdf_broken', make: hostileFiles.find(({ name }) => name === 'cut.pdf')?.make ?? (async () => Buffer.alloc(0)) },
  { name: '48-megapixels.jpg', expect: 'photo', make: async () => await printedPaper(1_500, 2_000).resize(6_000, 8_000).jpeg({ quality: 70 }).toBuffer() },
];

let telegram: FakeTelegram;
let home: BotHome;
let bot: Bot;
let heaviest = 0;
const watch = setInterval(() => {
  heaviest = Math.max(heaviest, bot?.treeMb() ?? 0);
}, 150).unref();

beforeAll(async () => {
  telegram = await openFakeTelegram({ seed: 5 });
  home = openBotHome({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url });
  bot = await home.start();
}, 180_000);
afterAll(async () => {
  clearInterval(watch);
  await home.close();
  await telegram.close();
});

const within = (): number => 2_000 * slowness();
const timings: { readonly name: string; readonly ms: number }[] = [];

it('on Telegram every file gets its own words within two seconds', { timeout: 240_000 }, async () => {
  const heard = new Map<string, string>();
  const late: string[] = [];
  for (const [i, file] of chosen.entries()) {
    const person = await telegram.person(2_000 + i);
    for (const line of ['/start', 'đồng ý']) await person.hears(await person.says(line), 30_000);
    const bytes = Buffer.from(await file.make());
    const began = performance.now();
    const sent = await person.sendsDocument({ name: file.name, bytes });
    const { text } = await person.hears(sent, 60_000);
    const ms = performance.now() - began;
    timings.push({ name: file.name, ms });
    const refused = !kinds.has(file.expect);
    if (ms > within() * (refused ? 1 : 3)) late.push(`${file.name}: ${Math.round(ms)} ms`);
    if (refused) {
      expect(text, file.name).toBe(words.say(`files.${file.expect}`, limitFacts()));
      heard.set(file.expect, text);
    } else expect(text, file.name).toMatch(/^Đã nhận/);
  }
  const slowest = [...timings].sort((a, b) => b.ms - a.ms).slice(0, 5);
  const median = timings.map(({ ms }) => ms).sort((a, b) => a - b)[timings.length >> 1] ?? 0;
  console.info(
    `${timings.length} files: median ${Math.round(median)} ms, slowest ${slowest.map(({ name, ms }) => `${name} ${Math.round(ms)} ms`).join(', ')}; slowness ${slowness().toFixed(1)}`,
  );
  expect(new Set(heard.values()).size).toBe(heard.size);
  expect(late).toEqual([]);
});

it('on Telegram 200 MB are refused without being fetched', async () => {
  const person = await telegram.person(2_500);
  for (const line of ['/start', 'đồng ý']) await person.hears(await person.says(line), 30_000);
  const { text } = await person.hears(await person.sendsDocument({ name: 'phim.pdf', bytes: Buffer.from('%PDF-'), size: 200 * 1024 * 1024 }), 30_000);
  expect(text).toContain(words.say('common.unreadable.too_big'));
});

describe('on the web', () => {
  let cookie = '';
  let token = '';
  beforeAll(async () => {
    const page = await fetch(bot.url);
    cookie = (page.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    token = /name="token" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    for (const said of [{ start: '1' }, { text: 'đồng ý' }]) {
      const answer = await fetch(`${bot.url}/chat/send`, {
        method: 'POST',
        headers: { cookie, accept: 'application/json' },
        body: new URLSearchParams({ token, id: crypto.randomUUID(), lang: 'vi', ...said }),
      });
      expect(answer.status).toBe(200);
      await sleep(300);
    }
  });

  /** Streams `total` bytes made of `piece`; the answer, even when it comes before the end. */
  const put = (name: string, piece: Buffer, total = piece.length): Promise<{ readonly status: number; readonly message: string; readonly ms: number; readonly sent: number }> =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      let sent = 0;
      let answered = false;
      const asked = request(`${bot.url}/chat/upload`, {
        method: 'PUT',
        headers: {
          cookie,
          accept: 'application/json',
          'x-form-token': token,
          'x-message-id': crypto.randomUUID(),
          'x-file-name': encodeURIComponent(name),
          'content-type': 'application/octet-stream',
          'transfer-encoding': 'chunked',
        },
      });
      asked.once('response', (answer) => {
        answered = true;
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('close', () =>
          resolve({ status: answer.statusCode ?? 0, message: String(safely(Buffer.concat(parts).toString('utf8'))), ms: performance.now() - began, sent }),
        );
      });
      asked.on('error', (error) => {
        if (!answered) reject(error);
      });
      const more = (): void => {
        while (!answered && sent < total) {
          const part = piece.subarray(0, Math.min(piece.length, total - sent));
          sent += part.length;
          if (!asked.write(part)) return void asked.once('drain', more);
        }
        if (!answered) asked.end();
      };
      more();
    });
  const safely = (text: string): unknown => {
    try {
      const read: unknown = JSON.parse(text);
      return typeof read === 'object' && read !== null && 'message' in read ? read.message : text;
    } catch {
      return text;
    }
  };

  it('0 bytes, HTML, a bomb, a password, office papers: each its own words', { timeout: 60_000 }, async () => {
    for (const code of ['file_empty', 'file_is_html', 'image_too_large_pixels', 'pdf_password', 'office_not_supported', 'heic_broken']) {
      const file = hostileFiles.find((one) => one.expect === code);
      const bytes = Buffer.from((await file?.make()) ?? []);
      const { status, message, ms } = await put(file?.name ?? '', bytes);
      expect([422, 413], code).toContain(status);
      expect(message, code).toBe(words.say(`files.${code}`, limitFacts()));
      expect(ms, code).toBeLessThan(within());
    }
  });

  it('200 MB: refused while they stream in, with words', { timeout: 60_000 }, async () => {
    const before = bot.treeMb() ?? 0;
    const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#123456' } })
      .jpeg()
      .toBuffer();
    const { status, message, sent, ms } = await put('to.jpg', Buffer.concat([photo, Buffer.alloc(1_048_576 - photo.length, 7)]), 200 * 1_048_576);
    console.info(`200 MB: refused after ${Math.round(sent / 1_048_576)} MB and ${Math.round(ms)} ms; program ${Math.round(before)} → ${Math.round(bot.treeMb() ?? 0)} MB`);
    expect(status).toBe(413);
    expect(message).toBe(words.say('files.file_too_big', limitFacts()));
  });
});

it('the program is alive, its memory bounded, and nothing lies about outside its state', async () => {
  console.info(`peak: the program ${Math.round(bot.peakMb() ?? 0)} MB, with its children ${Math.round(heaviest)} MB`);
  expect(bot.alive()).toBe(true);
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  const peak = bot.peakMb();
  if (peak !== undefined) {
    expect(peak).toBeLessThan(600);
    expect(heaviest).toBeLessThan(2_500);
  }
  expect(home.output()).not.toMatch(/"level":50|UnhandledPromise/);
});
