/** The fear: a person's words lie about in clear, or outlive their wish to be forgotten. A whole talk is held with canaries, then every byte is searched. */
import { copyFileSync, existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyFor } from '../../src/keys.js';
import { agenciesYaml, restOfScript, scriptOf } from '../crash/script.js';
import { type Bot, type BotHome, openBotHome } from '../kit/bot-process.js';
import { type FakeTelegram, openFakeTelegram, type Person } from '../kit/fake-telegram/index.js';
import { pdfOf, printedPage } from '../kit/pdfs.js';
import { printedPaper } from '../kit/pictures.js';
import { newCanaries, searchFor } from './canaries.js';
import { openRecorder, type Recorder } from './recorder.js';

const canaries = newCanaries();
const search = searchFor(canaries);
const long = 90_000;
const began = Date.now();

let telegram: FakeTelegram;
let recorder: Recorder;
let home: BotHome;
let bot: Bot;
let person: Person;
/** Contents of files seen outside the state folder while the program ran, by path. */
const outside = new Map<string, Buffer>();
const watching = setInterval(() => seeOutside(), 40).unref();

beforeAll(async () => {
  telegram = await openFakeTelegram();
  recorder = await openRecorder(telegram.url);
  home = openBotHome({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: recorder.url, MAIL_FROM: 'Đồng Hành <donghanh@example.com>', LOG_LEVEL: 'trace' });
  writeFileSync(join(home.stateDir, 'agencies.yaml'), agenciesYaml('tiepnhan@vks.example'));
  bot = await home.start();
  person = await telegram.person(3_001);
}, 180_000);
afterAll(async () => {
  clearInterval(watching);
  await home.close();
  await recorder.close();
  await telegram.close();
});

const seeOutside = (): void => {
  if (home === undefined) return;
  for (const path of filesUnder(home.tempDir)) remember(path);
};
const remember = (path: string): void => {
  try {
    outside.set(path, readFileSync(path));
  } catch {
    // It was there for a moment only; the next look comes in 40 ms.
  }
};
const filesUnder = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
/** Of the state folder without the mails kept as files, the one thing there in clear. */
const stateFiles = (): readonly string[] => filesUnder(home.stateDir).filter((path) => !path.startsWith(join(home.stateDir, 'mail')));
const found = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => [...search(basename(path)), ...search(readFileSync(path))].map((what) => `${what} in ${basename(path)}`));

const told = async (what: RegExp, after = 0): Promise<number> => {
  let at = 0;
  await telegram.waitFor(
    async () => {
      const line = (await person.transcript()).find(({ from, messageId, text }) => from === 'bot' && messageId > after && what.test(text));
      at = line?.messageId ?? 0;
      return line !== undefined;
    },
    long,
    `a word like ${what}`,
  );
  return at;
};

const answers: Readonly<Record<string, string>> = {
  claimant_name: canaries.name,
  claimant_identity: canaries.id,
  residence_line: canaries.street,
  phone: canaries.phone,
  email: canaries.email,
  act_story: `Hôm đó ${canaries.story}, tôi không làm gì sai.`,
  bank_account: canaries.account,
  bank_holder: canaries.holder,
};

it('a whole talk with files, a dossier, a mail and an export is held', { timeout: 240_000 }, async () => {
  for (const line of ['/start', ...[...scriptOf(0), ...restOfScript()].map(({ question, says }) => answers[question] ?? says)]) await person.says(line);
  await told(/Mọi câu trả lời đã đúng chưa/);
  const photo = await printedPaper(800, 1_000)
    .withExif({ IFD0: { ImageDescription: canaries.fileWords } })
    .jpeg()
    .toBuffer();
  for (const file of [
    { name: canaries.fileName, bytes: pdfOf([printedPage(canaries.fileWords)]) },
    { name: 'anh.jpg', bytes: photo },
  ])
    await told(/^Đã nhận/, await person.sendsDocument({ ...file, caption: canaries.story }));
  // Things that go wrong are logged more readily than those that go well.
  await told(/./, await person.sendsDocument({ name: `${canaries.name}.zip`, bytes: Buffer.from(`PK\u0003\u0004${canaries.fileWords}`) }));
  await told(/./, await person.sendsContent({ contact: { phone_number: canaries.phone, first_name: canaries.name } }));
  await told(/./, await person.tapsRaw(`a|${canaries.phone}|x|y|z`).then(() => 0));
  await person.sendsContent({ photo: [], caption: canaries.story });
  // What the last file is, is asked first; then the review stands again.
  await told(/Mọi câu trả lời đã đúng chưa/, await person.says('Để sau'));
  const confirmed = await person.says('1');
  await told(/đã xong, \d+ trang/, confirmed);
  await told(/đã gửi tới/, await person.says('1'));
  await told(/./, await person.says('/xuat'));
  await person.says('1');
  await telegram.waitFor(async () => (await person.transcript()).some(({ file }) => file?.endsWith('.json')), long, 'the export');
});

it('the search itself finds what it is to find', async () => {
  const mails = filesUnder(join(home.stateDir, 'mail'));
  expect(mails).toHaveLength(1);
  expect(search(readFileSync(mails[0] ?? '')).length).toBeGreaterThan(0);
  for (const encode of [(text: string) => Buffer.from(`xy${text}`).toString('base64'), (text: string) => Buffer.from(text.normalize('NFD'), 'utf16le').toString('latin1')])
    expect(search(Buffer.from(encode(`z${Object.values(canaries).join('|')}z`), 'latin1'))).toEqual(Object.keys(canaries));
});

it('after a power cut nothing lies in clear: database, its log, files, output, addresses, temporary files', { timeout: 200_000 }, async () => {
  const live = home.output();
  await bot.kill9();
  const state = stateFiles();
  const size = state.reduce((sum, path) => sum + lstatSync(path).size, 0);
  console.info(
    `searched ${state.length} files of the state folder (${Math.round(size / 1024)} kB), ${outside.size} temporary files, ${recorder.called().length} addresses, ${live.length} characters of output for ${Object.keys(canaries).length} canaries`,
  );
  expect(found(state)).toEqual([]);
  expect(search(live)).toEqual([]);
  expect(recorder.called().flatMap((url) => search(url))).toEqual([]);
  const links = (await telegram.ledger()).flatMap(({ text = '' }) => text.match(/https?:\/\/\S+/g) ?? []);
  expect(links.length).toBeGreaterThan(0);
  expect(links.flatMap((link) => search(link))).toEqual([]);
  seeOutside();
  expect([...outside].flatMap(([path, bytes]) => [...search(path), ...search(bytes)].map((what) => `${what} in ${path}`))).toEqual([]);
  expect(found(newInTmp())).toEqual([]);
  expect(lstatSync(home.stateDir).mode & 0o077).toBe(0);
  for (const path of filesUnder(home.stateDir).filter((one) => /\.(eml|key)$/.test(one))) expect(lstatSync(path).mode & 0o077, basename(path)).toBe(0);
});

/** Files others may have put into the common temporary folder meanwhile are searched too: only ours hold these canaries. */
const newInTmp = (): readonly string[] =>
  readdirSync(tmpdir(), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(tmpdir(), entry.name))
    .filter((path) => {
      const about = lstatSync(path, { throwIfNoEntry: false });
      return about !== undefined && about.mtimeMs >= began && about.size < 20_000_000;
    });

describe('with the wrong key or none', () => {
  const snapshot = (): Readonly<Record<string, string>> =>
    Object.fromEntries(filesUnder(home.stateDir).map((path) => [path.slice(home.stateDir.length + 1), readFileSync(path).toString('base64')]));
  const wrong: readonly (readonly [string, string | undefined])[] = [
    ['another key', 'another-key-of-the-same-kind-0123456789'],
    ['no key', undefined],
    ['a key too short', 'ngan'],
  ];
  const refused = async (key: string | undefined): Promise<{ readonly before: ReturnType<typeof snapshot>; readonly after: ReturnType<typeof snapshot> }> => {
    const before = snapshot();
    const { code, said } = await home.refuses({ SECRET_KEY: key });
    expect(code).toBe(1);
    expect(said).toMatch(/SECRET_KEY/);
    expect(said.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(said).not.toMatch(/at .*\.js/);
    return { before, after: snapshot() };
  };

  /** Who holds the folder and SQLite's index of its log are not data: both are made anew at every start. */
  const notData = new Set(['lock', 'dong-hanh.db-shm']);
  it.each(wrong)('%s after a power cut: it refuses to start, says why, and touches no data', { timeout: 200_000 }, async (_, key) => {
    const { before, after } = await refused(key);
    const differ = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((path) => before[path] !== after[path] && !notData.has(path));
    expect(differ).toEqual([]);
  });

  it('the right key opens it again, and it ends well', { timeout: 200_000 }, async () => {
    bot = await home.start();
    expect(await bot.term()).toMatchObject({ code: 0 });
  });

  it.each(wrong)('%s after a good end: every file is as it was, none more, none less', { timeout: 200_000 }, async (_, key) => {
    const { before, after } = await refused(key);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual([]);
  });
});

it('after /xoa nothing is left, not in the decrypted database either, and the files are gone', { timeout: 240_000 }, async () => {
  bot = await home.start();
  const kept = filesUnder(join(home.stateDir, 'files')).length;
  expect(kept).toBeGreaterThan(4);
  const asked = await person.says('/xoa');
  await person.hears(asked, 30_000);
  const sure = await person.says('1');
  await told(/xóa/i, sure);
  await telegram.waitFor(() => filesUnder(join(home.stateDir, 'files')).length === 1, 20_000, 'removing the files').catch(() => undefined);
  await bot.term();
  // One is the store's own check of its key.
  expect(filesUnder(join(home.stateDir, 'files'))).toHaveLength(1);
  expect(found(stateFiles())).toEqual([]);
  const clear = decrypted();
  console.info(`erased: ${kept} files → 1; ${clear.length} bytes of the decrypted database searched, free pages included`);
  expect(search(clear)).toEqual([]);
  expect(search(home.output())).toEqual([]);
});

it('erased while the dossier is made and a photo fetched: nothing comes after, nothing stays', { timeout: 240_000 }, async () => {
  const home2 = openBotHome({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url });
  const other = await telegram.person(3_002);
  const friend = await telegram.person(3_003);
  const hasty = await home2.start();
  try {
    const shared = { name: 'chung.jpg', bytes: await printedPaper(700, 900).jpeg().toBuffer() };
    for (const line of ['/start', 'đồng ý']) await friend.hears(await friend.says(line), 30_000);
    await friend.hears(await friend.sendsDocument(shared), 30_000);
    for (const line of ['/start', ...[...scriptOf(1), ...restOfScript()].map(({ says }) => says)]) await other.says(line);
    await telegram.waitFor(async () => (await other.transcript()).some(({ text }) => /Mọi câu trả lời đã đúng chưa/.test(text)), long, 'the review');
    await other.hears(await other.sendsDocument(shared), 30_000);
    await telegram.fault({ kind: 'delay', method: 'file', ms: 400, times: 1 });
    await other.says('1');
    await other.sendsDocument({ name: 'sau.jpg', bytes: await printedPaper(720, 900).jpeg().toBuffer() });
    await other.says('/xoa');
    const sure = await other.says('1');
    await telegram.waitFor(
      async () => (await other.transcript()).some(({ messageId, text }) => messageId > sure && text.startsWith('Đã xóa')),
      long,
      'the word that all is erased',
    );
    const after = ((await other.transcript()).at(-1)?.messageId ?? 0) + 1;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await hasty.term();
    const late = (await other.transcript()).filter(({ from, messageId, file }) => from === 'bot' && messageId > after && file !== undefined);
    expect(late).toEqual([]);
    // The key check, and the friend's paper with its page, which the erased person had sent as well.
    expect(filesUnder(join(home2.stateDir, 'files'))).toHaveLength(3);
  } finally {
    await home2.close();
  }
});

/** The whole database file without its encryption, freed pages too. Made beside the state folder and gone with it. */
const decrypted = (): Buffer => {
  const copy = join(home.tempDir, 'clear.db');
  copyFileSync(join(home.stateDir, 'dong-hanh.db'), copy);
  const db = new Sqlite(copy);
  db.pragma(`cipher='aegis'`);
  db.pragma(`key="x'${keyFor(home.secretKey, 'database').toString('hex')}'"`);
  expect(db.prepare('select count(*) as n from conversation').get()).toEqual({ n: 1 });
  db.pragma('journal_mode=DELETE');
  db.pragma(`rekey=''`);
  db.close();
  const bytes = readFileSync(copy);
  expect(bytes.subarray(0, 15).toString()).toBe('SQLite format 3');
  return bytes;
};

it('the pictures of these tests carry the canary to begin with', async () => {
  const photo = await printedPaper(80, 100)
    .withExif({ IFD0: { ImageDescription: canaries.fileWords } })
    .jpeg()
    .toBuffer();
  expect(search(photo)).toEqual(['fileWords']);
  expect(search(await sharp(photo).jpeg().toBuffer())).toEqual([]);
});
