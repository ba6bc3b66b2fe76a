/** What could go wrong: letters no font has, words like markup, endless words, pictures that lie, limits, mail that is too small. */
import { beforeAll, describe, expect, test } from 'vitest';
import { splitForMail } from '../../src/dossier/mail.js';
import { type MadePdf, makePdf } from '../../src/dossier/make-pdf.js';
import { aPicture, aRecord, aRecordWithPhotos, picturesOf } from '../kit/a-record.js';
import { bookmarks, check, flat, pageTexts, wordsOnPage } from './read-pdf.js';

const said = (text: string) => aRecord('criminal', { exhibits: [], statements: [{ at: '2026-11-18T02:30:00.000Z', text }] });
const none = async (): Promise<readonly Buffer[]> => [];

describe('people write what they like', () => {
  test('letters no font has become a box, markup is printed as typed, an endless word stays on the page, a long story is whole', async () => {
    const wild = '#panic("x") *đậm* _nghiêng_ $x^2$ \\ [a] <b> @c = d - e // f `g` #let x = 1';
    const endless = 'Ặ'.repeat(400);
    const story = Array.from({ length: 800 }, (_, i) => `Câu số ${i} kể lại việc đã xảy ra.`).join(' ');
    const made = await makePdf(said(`Cháu buồn 😢 lắm, ông nội tên 阮文安.\n${wild}\n${endless}\n${story}`), none);
    const text = pageTexts(made.pdf).join(' ');
    expect(made.replaced).toBe(4);
    expect(text).toContain('Cháu buồn □ lắm, ông nội tên □□□.');
    expect(text).toContain('Có 4 ký tự phông chữ không in được');
    expect(text).toContain(flat(wild));
    expect(text.replaceAll(' ', '')).toContain(endless);
    const at = pageTexts(made.pdf).findIndex((page) => page.includes('ẶẶẶẶ')) + 1;
    /** Right margin at 544 points; closing marks may hang out by three. */
    for (const word of wordsOnPage(made.pdf, at)) expect(word.right).toBeLessThan(548);
    expect(text).toContain(story);
    expect(check(made.pdf)).toContain('No syntax');
  });

  test('long answers, agencies and titles do not break the table or the exhibit pages', async () => {
    const long = 'Quyết định về việc áp dụng biện pháp ngăn chặn và bảo đảm xử lý vi phạm hành chính '.repeat(6).trim();
    const base = aRecord('criminal');
    const record = {
      ...base,
      agency: { ...base.agency, name: long },
      exhibits: base.exhibits.map((exhibit) => ({ ...exhibit, title: long })),
      interview: Array.from({ length: 60 }, () => ({ question: 'act', asked: long, answered: long })),
    };
    const made = await makePdf(record, picturesOf(record));
    expect(made.exhibits.at(-1)?.to).toBe(made.pages);
    expect(made.exhibits.reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBe(6);
    expect(pageTexts(made.pdf).join(' ').split(long).length).toBeGreaterThan(60);
  });
});

describe('received = printed, or a clear error', () => {
  const one = aRecordWithPhotos(1);
  test.each([
    ['a stored file lost pages', none, 'the stored file has 0 pages, the record says 1'],
    ['a stored file grew', async () => [await aPicture('a'), await aPicture('b')], 'the stored file has 2 pages, the record says 1'],
    ['a file is no picture', async () => [Buffer.from('not a picture at all, only forty letters of text')], 'exhibit 1 page 1: not a JPEG or PNG'],
    ['the store refuses', () => Promise.reject(new Error('store: key missing')), 'store: key missing'],
  ])('%s', async (_, bytes, message) => {
    await expect(makePdf(one, bytes)).rejects.toThrow(message);
  });

  test('a picture with a broken inside gives a clear error', async () => {
    const whole = await aPicture('broken');
    const broken = Buffer.concat([whole.subarray(0, 200), Buffer.alloc(2000, 7), Buffer.from([0xff, 0xd9])]);
    await expect(makePdf(one, async () => [broken])).rejects.toThrow(/exhibit 1|typesetting failed/);
  });
});

describe('limits', () => {
  test('too slow: stopped, and said so', async () => {
    await expect(makePdf(said('x'), none, { timeoutMs: 5 })).rejects.toThrow('dossier DH-2026-000123: typesetting failed, took longer than 5 ms');
  });
  test('too hungry: stopped, and said so', async () => {
    await expect(makePdf(said('x'), none, { memoryMb: 20 })).rejects.toThrow('needed more than 20 MB');
  });
  test('templates missing: the message names the trouble, not the person', async () => {
    const failure = await makePdf(said('bí mật'), none, { templates: '/nowhere' }).catch((error: unknown) => String(error));
    expect(failure).toContain('typesetting failed');
    expect(failure).not.toMatch(/bí mật|Lượng/);
  });
  test('many at once all come out', async () => {
    const made = await Promise.all(Array.from({ length: 3 }, (_, i) => makePdf(said(`lời thứ ${i}`), none)));
    expect(made.map(({ pdf }, i) => pageTexts(pdf).join(' ').includes(`lời thứ ${i}`))).toEqual([true, true, true]);
  });
});

describe('mail', () => {
  const record = aRecordWithPhotos(6);
  const bytes = async (sha256: string): Promise<readonly Buffer[]> => [await aPicture(sha256, { width: 1000, height: 1400 })];
  let whole: MadePdf;
  beforeAll(async () => {
    whole = await makePdf(record, bytes);
  });

  test('a small dossier goes in one mail with its JSON', async () => {
    const parts = await splitForMail(record, whole, bytes);
    expect(parts.way).toBe('one');
    expect(parts.messages.map((message) => message.map(({ name }) => name))).toEqual([['DH-2026-000123-v1.pdf', 'DH-2026-000123-v1.json']]);
  });

  test('a large one goes as main part and volumes, every exhibit page once, the index naming volume and page', async () => {
    const limitBytes = 480_000;
    const parts = await splitForMail(record, whole, bytes, { limitBytes });
    expect(parts.way).toBe('several');
    const [main = [], ...volumes] = parts.messages;
    expect(main.map(({ name }) => name)).toEqual(['DH-2026-000123-v1-phan-chinh.pdf', 'DH-2026-000123-v1.json']);
    for (const message of parts.messages) expect(message.reduce((sum, one) => sum + one.bytes.length, 0) * 1.37 + 60_000).toBeLessThan(limitBytes);
    const index = pageTexts(main[0]?.bytes ?? Buffer.alloc(0))[1] ?? '';
    const stamps = volumes.flatMap(([volume], n) =>
      pageTexts(volume?.bytes ?? Buffer.alloc(0)).flatMap((text, i) => {
        const stamp = /Phụ lục (\d+) – trang 1\/1/.exec(text);
        if (stamp !== null) expect(index).toContain(`1 Tập ${n + 1}, trang ${i + 1}`);
        return stamp === null ? [] : [Number(stamp[1])];
      }),
    );
    expect(stamps).toEqual([1, 2, 3, 4, 5, 6]);
    expect(bookmarks(volumes[0]?.[0]?.bytes ?? Buffer.alloc(0))[0]?.title).toBe('Hồ sơ yêu cầu bồi thường – tập 1');
  });

  test('too many volumes: main part and link; nothing fits: the link alone', async () => {
    const few = await splitForMail(record, whole, bytes, { limitBytes: 480_000, mostMessages: 2 });
    expect([few.way, few.messages.length]).toEqual(['link', 1]);
    const [cover = '', index = ''] = pageTexts(few.messages[0]?.[0]?.bytes ?? Buffer.alloc(0));
    expect(cover).toContain('phụ lục tải theo mã QR');
    expect(index).toContain('1 theo mã QR ở bìa');
    expect(await splitForMail(record, whole, bytes, { limitBytes: 100_000 })).toEqual({ way: 'link', messages: [] });
  });
});
