/**
 * The fear: photos of one paper arrive in any order, twice, with the power failing in between. Every file is there once, byte by byte, and
 * one word is said. The disk as a kill leaves it is a copy of the state folder made in one breath; a few kills are real ones.
 * `PERMUTATIONS=500` for all of them.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, openApp } from '../../src/app.js';
import { conversationOfChat, evidenceOf, feed } from '../../src/cases/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { loadWording } from '../../src/wording/index.js';
import { openBotHome } from '../kit/bot-process.js';
import { claimant } from '../kit/claimant.js';
import { sound } from '../kit/sounds.js';
import { talkIn } from '../kit/talk-in.js';
import { openTus } from '../kit/tus.js';

const runs = Number(process.env.PERMUTATIONS ?? 40);
const secretKey = 'a secret that only tests know, long enough';
const quiet = () => undefined;
const wording = loadWording(join(repositoryFolder(), 'locales'));
let clock = Date.parse('2026-11-20T02:00:00.000Z');
const folders: string[] = [];
let template = '';
let token = '';
let conversation = '';

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'dong-hanh-perm-'));
  folders.push(made);
  return made;
};
const openAt = async (stateDir: string): Promise<App> => {
  const app = await openApp({
    stateDir,
    secretKey,
    now: () => new Date(clock).toISOString(),
    publicUrl: 'http://127.0.0.1',
    wording,
    log: { info: quiet, warn: quiet, error: quiet },
    mailFrom: 'Đồng Hành <donghanh@example.com>',
  });
  app.start();
  return app;
};

beforeAll(async () => {
  template = folder();
  const app = await openAt(template);
  const person = talkIn(app, 'web', 'somebody', () => {
    clock += 1_000;
  });
  let asked = (await person.say('chào')).at(-1)?.tag ?? '';
  while (!asked.startsWith('paper_')) asked = (await person.say(claimant[asked] ?? 'không biết')).at(-1)?.tag ?? '';
  token = /\/u\/([\w-]+)/.exec((await person.say('gửi giấy tờ')).map(({ text }) => text).join())?.[1] ?? '';
  conversation = conversationOfChat(app.db.read, 'web', 'somebody') ?? '';
  await app.stop();
});
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

const random = (seed: number): (() => number) => {
  let state = (seed * 2654435761 + 1) % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
};
const shuffled = <T>(list: readonly T[], next: () => number): readonly T[] =>
  list
    .map((one) => [next(), one] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, one]) => one);
const shaOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

it(`${runs} permutations with kills: every file once, byte-identical, one acknowledgement`, { timeout: 1_200_000 }, async () => {
  const faults: string[] = [];
  let kills = 0;
  for (let run = 0; run < runs; run += 1) {
    const next = random(run + 1);
    let stateDir = folder();
    cpSync(template, stateDir, { recursive: true });
    let app = await openAt(stateDir);
    const kill = async (): Promise<void> => {
      kills += 1;
      const copy = folder();
      // One breath: no other line of this process runs while the disk is copied, just as none runs after a kill.
      cpSync(stateDir, copy, { recursive: true });
      await app.stop();
      rmSync(stateDir, { recursive: true, force: true });
      stateDir = copy;
      app = await openAt(stateDir);
    };
    const maybeKill = async (): Promise<void> => {
      if (next() < 0.22) await kill();
    };
    const files = Array.from({ length: 2 + Math.floor(next() * 4) }, (_, i) => sound(run * 10 + i, 16_000 * (1 + (i % 2))));
    const byPage = run % 2 === 0;
    const seenBefore = feed(app.db.read, conversation, { in: 0, out: 0 }).cursor;
    for (const [i, bytes] of shuffled(byPage ? files.map((one, n) => [n, one] as const) : [...files, files[0] as Buffer].map((one, n) => [n % files.length, one] as const), next)) {
      if (byPage) {
        const { prefix } = app.web.uploadPages.place(token) ?? { prefix: '' };
        const id = `${prefix}run${run}file${i}padding`;
        if ((await app.web.uploadPages.partials.state(id)) === undefined)
          await app.web.uploadPages.partials.begin({ id, size: bytes.length, begunAt: new Date(clock).toISOString(), metadata: { filename: `${i}.wav`, group: `group${run}x` } });
        for (;;) {
          const stands = await app.web.uploadPages.partials.state(id);
          if (stands === undefined || stands.offset >= bytes.length) break;
          const piece = bytes.subarray(stands.offset, stands.offset + 5_000 + Math.floor(next() * 9_000));
          await app.web.uploadPages.partials.append(id, stands.offset, Readable.from([piece]));
          await maybeKill();
        }
        // The sender's last request may be repeated, or lost after it was done.
        for (let again = next() < 0.3 ? 2 : 1; again > 0; again -= 1) {
          if ((await app.web.uploadPages.partials.state(id)) === undefined) break;
          await app.web.uploadPages.take(id, `${i}.wav`, `group${run}x`, app.web.uploadPages.partials.read(id));
          await maybeKill();
        }
      } else {
        const taken = await app.takeFile(`${i}.wav`, Readable.from([bytes]));
        if (!taken.ok) throw new Error(taken.code);
        const message = { channel: 'web', externalId: `album ${run} ${i}`, chat: 'somebody', body: { kind: 'file', file: taken.value, group: `album${run}` } } as const;
        await app.receive([message]);
        await maybeKill();
        // A platform that heard no answer sends again.
        if (next() < 0.3) await app.receive([message]);
      }
      if (next() < 0.3) await app.idle();
    }
    await app.idle();
    clock += 4_000;
    await app.idle();
    const rows = evidenceOf(app.db.read, conversation);
    const kept = await Promise.all(rows.map(async (row) => shaOf(await app.file(row.sha256 ?? ''))));
    const said = feed(app.db.read, conversation, seenBefore).lines.filter(
      (line) => line.side === 'out' && /Đã nhận \d+ tệp|Đã nhận bản ghi|Đã nhận .*wav/.test(line.payload),
    ).length;
    const right =
      JSON.stringify([...kept].sort()) === JSON.stringify(files.map(shaOf).sort()) &&
      rows.every(({ state }) => state === 'received') &&
      new Set(rows.map(({ exhibit }) => exhibit)).size === 1;
    if (!right || said !== 1) faults.push(`run ${run} (${byPage ? 'page' : 'album'}): ${rows.length} rows for ${files.length} files, ${said} acknowledgements`);
    await app.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
  console.info(`${runs} permutations, ${kills} kills, ${faults.length} faults`);
  expect(faults).toEqual([]);
});

it('five real kills while three files come by the page: each is there once, and nothing is left on the way', { timeout: 300_000 }, async () => {
  clock = Date.now();
  const stateDir = folder();
  const app = await openAt(stateDir);
  const person = talkIn(app, 'web', 'killed');
  await person.say('chào');
  await person.say('đồng ý');
  const path = /\/u\/[\w-]+/.exec((await person.say('gửi giấy tờ')).map(({ text }) => text).join())?.[0] ?? '';
  const id = person.id();
  await app.stop();
  const home = openBotHome({}, { stateDir, secretKey });
  try {
    let bot = await home.start();
    const files = [1, 2, 3].map((seed) => sound(seed, 320_000));
    let kills = 0;
    for (const [i, bytes] of files.entries()) {
      const url = await openTus(`${bot.url}${path}`).begin(`${i}.wav`, bytes.length);
      for (let offset = 0; offset < bytes.length; ) {
        const tus = openTus(`${bot.url}${path}`);
        const piece = bytes.subarray(offset, offset + 110_000);
        const sending = tus.send(url, offset, piece).catch(() => undefined);
        if (kills < 5 && (offset > 0 || i > 0)) {
          kills += 1;
          await sleep(kills * 3);
          await bot.kill9();
          await sending;
          bot = await home.start();
        } else await sending;
        const stands = await openTus(`${bot.url}${path}`).where(url);
        expect([200, 404]).toContain(stands.status);
        if (stands.status === 404) break;
        offset = stands.offset;
      }
    }
    const state = async (): Promise<readonly { readonly state: string }[]> => ((await (await fetch(`${bot.url}${path}/state`)).json()) as { files: { state: string }[] }).files;
    for (let tries = 0; tries < 100 && (await state()).some((file) => file.state !== 'received'); tries += 1) await sleep(200);
    await bot.term();
    const rows = await home.read((db) => evidenceOf(db.read, id).map(({ sha256, state: is }) => [sha256, is]));
    console.info(`${kills} real kills`);
    expect([...rows].sort()).toEqual(files.map((bytes) => [shaOf(bytes), 'received']).sort());
  } finally {
    await home.close();
  }
});
