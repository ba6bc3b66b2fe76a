/** The fear: a person on a weak line loses a paper half-way, sends it twice, or sends it to somebody else's case. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addSeconds } from '../../src/basics/index.js';
import { evidenceOf } from '../../src/cases/index.js';
import { hostileFiles } from '../kit/hostile-files.js';
import { printedPaper } from '../kit/pictures.js';
import { type Talking, talkIn } from '../kit/talk-in.js';
import { openTus } from '../kit/tus.js';
import { openWhole, type Whole } from '../kit/whole-program.js';

let whole: Whole;
let clock = '2026-11-20T02:00:00.000Z';
let person: Talking;
let chats = 0;
const photo = async (seed = 0): Promise<Buffer> =>
  printedPaper(900 + seed, 1200)
    .jpeg()
    .toBuffer();

beforeAll(async () => {
  whole = await openWhole(() => clock);
  whole.app.start();
});
afterAll(() => whole.close());
beforeEach(async () => {
  clock = '2026-11-20T02:00:00.000Z';
  chats += 1;
  person = talkIn(whole.app, 'terminal', `p${chats}`);
  await person.say('chào');
  await person.say('đồng ý');
});

const pathIn = (text: string): string => /\/u\/[\w-]+/.exec(text)?.[0] ?? '';
const pageOf = async (): Promise<string> => `${whole.url}${pathIn((await person.say('gửi giấy tờ')).map(({ text }) => text).join('\n'))}`;
const heardAfter = async (): Promise<string> => (await person.hear()).map(({ text }) => text).join('\n');
const files = () => evidenceOf(whole.app.db.read, person.id());

describe('the upload page', () => {
  it('takes a photo in pieces and the talk says so, with its number', async () => {
    const page = await pageOf();
    const bytes = await photo();
    const tus = openTus(page);
    const url = await tus.begin('giấy ra trại.jpg', bytes.length);
    for (let at = 0; at < bytes.length; at += 10_000) expect(await tus.send(url, at, bytes.subarray(at, at + 10_000))).toMatchObject({ status: 204 });
    expect(await heardAfter()).toContain('Đã nhận giấy ra trại.jpg, xếp vào Phụ lục 1.');
    expect(await whole.app.file(files()[0]?.sha256 ?? '')).toEqual(bytes);
    expect(await (await fetch(page)).text()).toContain('Đã nhận, xếp vào Phụ lục 1.');
    expect(readdirSync(join(whole.stateDir, 'uploads'))).toEqual([]);
  });

  it('goes on where the line broke, and keeps nothing in clear on the way', async () => {
    const page = await pageOf();
    const bytes = await photo(1);
    const tus = openTus(page);
    const url = await tus.begin('a.jpg', bytes.length);
    await tus.cutAfter(url, 0, bytes, 70_000);
    const stands = await tus.where(url);
    expect(stands.offset).toBeGreaterThan(0);
    expect(stands.offset).toBeLessThan(bytes.length);
    for (const name of readdirSync(join(whole.stateDir, 'uploads'))) {
      const onDisk = readFileSync(join(whole.stateDir, 'uploads', name));
      expect(onDisk.includes(bytes.subarray(1_000, 1_064))).toBe(false);
      expect(onDisk.includes('a.jpg')).toBe(false);
    }
    expect(await tus.send(url, stands.offset - 1, bytes.subarray(stands.offset - 1))).toMatchObject({ status: 409 });
    expect(await tus.send(url, stands.offset, bytes.subarray(stands.offset))).toMatchObject({ status: 204 });
    await heardAfter();
    expect(await whole.app.file(files()[0]?.sha256 ?? '')).toEqual(bytes);
    // The answer was lost: whoever asks again hears that all of it is here, and nothing is sent twice.
    expect(await tus.where(url)).toEqual({ status: 200, offset: bytes.length, length: bytes.length });
    expect(files()).toHaveLength(1);
  });

  it('works as a plain form, twice pressed is once sent', async () => {
    const page = await pageOf();
    const html = await (await fetch(page)).text();
    const id = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const send = async (): Promise<Response> => {
      const form = new FormData();
      form.set('id', id);
      form.append('file', new File([await photo(2)], 'trang 1.jpg'));
      form.append('file', new File([await photo(3)], 'trang 2.jpg'));
      return fetch(`${page}/form`, { method: 'POST', body: form, redirect: 'manual' });
    };
    expect((await send()).headers.get('location')).toMatch(/#came$/);
    await send();
    await heardAfter();
    expect(files().map(({ name, state }) => [name, state])).toEqual([
      ['trang 1.jpg', 'received'],
      ['trang 2.jpg', 'received'],
    ]);
  });

  it.each(hostileFiles.filter(({ expect: code }) => code.includes('_')))('refuses $name as the chat does, in words', async ({ name, expect: code, make }) => {
    const page = await pageOf();
    const bytes = Buffer.from(await make());
    const tus = openTus(page);
    const answer = await tus.whole(name, bytes);
    const message = whole.app.web.wording.vi.say(`files.${code}`, { photoMb: 20, pdfMb: 50, pdfPages: 200, name });
    if (answer.status === 204) {
      // Only drawing its pages shows what is wrong: the page and the talk say so a moment later.
      expect(await heardAfter()).toBe(message);
      expect(await (await fetch(`${page}/state`)).json()).toMatchObject({ files: [{ state: 'refused', text: message }] });
    } else expect({ status: answer.status, body: JSON.parse(answer.body) as unknown }).toEqual({ status: 422, body: { code, message } });
    expect(readdirSync(join(whole.stateDir, 'uploads'))).toEqual([]);
  });

  it('refuses what is too big before a byte is sent', async () => {
    const tus = openTus(await pageOf());
    const answer = await tus.beginRaw('to.pdf', 60_000_000);
    expect(answer.status).toBe(413);
    expect(JSON.parse(await answer.text())).toMatchObject({ code: 'file_too_big' });
  });
});

describe('the same file again', () => {
  const sends = async (bytes: Buffer, name: string, more: { readonly group?: string; readonly paper?: string } = {}): Promise<string> => {
    const taken = await whole.app.takeFile(name, Readable.from([bytes]));
    if (!taken.ok) throw new Error(taken.code);
    const heard = await person.say({ kind: 'file', file: taken.value, ...more });
    clock = addSeconds(clock, 5);
    return [...heard, ...(await person.hear())].map(({ text }) => text).join('\n');
  };
  const state = () => files().map((row) => [row.name, row.state, row.exhibit]);

  it('by the page, then in the chat under another name: one paper, and both places say so', async () => {
    const page = await pageOf();
    const bytes = await photo(10);
    await openTus(page).whole('a.jpg', bytes);
    await heardAfter();
    await person.say('để sau');
    expect(await sends(bytes, 'IMG_0001.jpg')).toContain('IMG_0001.jpg giống hệt tệp đã có ở Phụ lục 1');
    expect(state()).toEqual([
      ['a.jpg', 'received', 1],
      ['IMG_0001.jpg', 'repeated', 1],
    ]);
    await openTus(page).whole('b.jpg', bytes);
    await heardAfter();
    expect(await (await fetch(page)).text()).toContain('Tệp này đã có ở Phụ lục 1');
    expect((await person.say('giấy tờ')).map(({ text }) => text).join()).toContain('Phụ lục 1: a.jpg (1 tệp, 1 trang)');
  });

  it('twice in one album: the others are counted, the copy is named', async () => {
    const [one, two] = [await photo(11), await photo(12)];
    let heard = '';
    for (const bytes of [one, two, one]) heard = await sends(bytes, '', { group: 'g' });
    expect(files().map(({ state: is }) => is)).toEqual(['received', 'received', 'repeated']);
    expect(heard).toContain('Ngoài ra có 1 tệp giống hệt');
  });

  it('for a paper that is asked for: the nameless one gets its name; for a second paper it is a paper of its own', async () => {
    const bytes = await photo(13);
    await sends(bytes, 'a.jpg');
    await sends(bytes, 'b.jpg', { paper: 'release' });
    expect(files().map((row) => [row.state, row.paper, row.exhibit])).toEqual([
      ['received', 'release', 1],
      ['repeated', 'release', 1],
    ]);
    await sends(bytes, 'c.jpg', { paper: 'judgment' });
    expect(files().map((row) => [row.state, row.paper, row.exhibit])[2]).toEqual(['received', 'judgment', 2]);
  });

  it('the first taken back on the platform: the second stands for it, its bytes stay', async () => {
    const bytes = await photo(14);
    await sends(bytes, 'a.jpg');
    await sends(bytes, 'b.jpg');
    await person.say({ kind: 'withdrawn', message: `p${chats} 3` });
    await heardAfter();
    expect(state()).toEqual([['b.jpg', 'received', 1]]);
    expect(await whole.app.file(files()[0]?.sha256 ?? '')).toEqual(bytes);
  });

  it('taken out of the dossier and sent again: it is there again', async () => {
    const bytes = await photo(15);
    await sends(bytes, 'a.jpg');
    await person.say('bỏ phụ lục 1');
    await sends(bytes, 'a.jpg');
    expect(state()).toEqual([
      ['a.jpg', 'refused', 1],
      ['a.jpg', 'received', 2],
    ]);
  });
});

describe('its address', () => {
  it('ends after two days, when closed, when a new one is made, and when all is erased', async () => {
    const first = await pageOf();
    expect((await fetch(first)).status).toBe(200);
    const second = await pageOf();
    expect((await fetch(first)).status).toBe(404);
    expect((await fetch(second)).status).toBe(200);
    clock = '2026-11-22T02:00:01.000Z';
    expect((await fetch(second)).status).toBe(404);
    const third = await pageOf();
    expect((await fetch(third)).status).toBe(200);
    expect((await person.say('đóng trang gửi')).map(({ tag }) => tag)).toEqual(['upload.closed']);
    expect((await fetch(third)).status).toBe(404);
    expect((await openTus(third).beginRaw('a.jpg', 10)).status).toBe(410);
    const fourth = await pageOf();
    const tus = openTus(fourth);
    const url = await tus.begin('a.jpg', 100_000);
    await tus.send(url, 0, Buffer.alloc(50_000, 1));
    expect(readdirSync(join(whole.stateDir, 'uploads'))).toHaveLength(2);
    await person.say('/xoa');
    await person.say('có');
    expect((await fetch(fourth)).status).toBe(404);
    expect(readdirSync(join(whole.stateDir, 'uploads'))).toEqual([]);
  });

  it('is not opened by a look, tells nothing, and is given to nobody who has not agreed', async () => {
    const page = await pageOf();
    expect((await fetch(page, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${whole.url}/u/${'x'.repeat(43)}`)).status).toBe(404);
    const stranger = talkIn(whole.app, 'terminal', `s${chats}`);
    await stranger.say('chào');
    expect((await stranger.say('gửi giấy tờ')).map(({ tag }) => tag)).toEqual(['upload.consent_first']);
  });

  it('takes nothing from another page, and no upload of another address', async () => {
    const page = await pageOf();
    const bytes = await photo(4);
    const url = await openTus(page).begin('a.jpg', bytes.length);
    const other = talkIn(whole.app, 'terminal', `o${chats}`);
    await other.say('chào');
    await other.say('đồng ý');
    const theirs = `${whole.url}${pathIn((await other.say('gửi giấy tờ')).map(({ text }) => text).join('\n'))}`;
    const id = url.split('/').at(-1) ?? '';
    expect(await openTus(theirs).where(`${new URL(theirs).pathname}/files/${id}`)).toMatchObject({ status: 404 });
    expect((await openTus(page, { 'sec-fetch-site': 'cross-site' }).beginRaw('a.jpg', 10)).status).toBe(410);
  });
});
