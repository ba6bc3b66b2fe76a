// A photo becomes an upright page that says nothing about where it was taken.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileStore, openStore, prepare, type StoredPage, type TakenIn, takeIn } from '../../src/evidence/index.js';
import { printedPaper } from '../kit/pictures.js';

let dir: string;
let store: FileStore;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'photo-'));
  store = await openStore(dir, Buffer.alloc(32, 1));
});
afterAll(() => rm(dir, { recursive: true }));

const settled = async (bytes: Uint8Array): Promise<TakenIn> => {
  const taken = await takeIn(bytes, {}, { store });
  const ready = taken.ok ? await prepare(taken.value, { store }) : taken;
  if (!ready.ok) throw new Error(ready.code);
  return ready.value;
};
const only = (taken: TakenIn): StoredPage => {
  const [page, ...more] = taken.pages;
  if (page === undefined || more.length > 0) throw new Error(`${taken.pages.length} pages`);
  return page;
};
const pixel = async (jpeg: Buffer, x: number, y: number): Promise<readonly number[]> => [...(await sharp(jpeg).extract({ left: x, top: y, width: 1, height: 1 }).raw().toBuffer())];

describe('a photo', () => {
  it('is turned upright, and loses its metadata', async () => {
    // Lying on its side: red on the left; orientation 6 says the left is the bottom… so red ends at the top.
    const red = await sharp({ create: { width: 300, height: 900, channels: 3, background: '#ff0000' } })
      .png()
      .toBuffer();
    const phone = await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#ffffff' } })
      .composite([{ input: red, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD0: { Make: 'PhoneOfAn' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 1/1 30/1', GPSLongitudeRef: 'E', GPSLongitude: '105/1 50/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect((await sharp(phone).metadata()).exif?.includes('PhoneOfAn')).toBe(true);
    const page = only(await settled(phone));
    expect([page.width, page.height]).toEqual([900, 1200]);
    const jpeg = await store.get(page.sha256);
    const [r = 0, g = 255] = await pixel(jpeg, 450, 60);
    expect(r > 200 && g < 60).toBe(true);
    const [, white = 0] = await pixel(jpeg, 450, 1100);
    expect(white).toBeGreaterThan(240);
    const seen = await sharp(jpeg).metadata();
    expect([seen.exif, seen.xmp, seen.iptc, seen.icc, seen.orientation]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(jpeg.includes('PhoneOfAn')).toBe(false);
  });

  it('of 48 megapixels is taken, and is 1600 pixels on its longest side', async () => {
    const small = await printedPaper(800, 600).png().toBuffer();
    const large = await sharp(small).resize(8064, 6048).jpeg({ quality: 85 }).toBuffer();
    const page = only(await settled(large));
    expect([page.width, page.height]).toEqual([1600, 1200]);
  });

  it('that is small stays as small as it is, with a doubt', async () => {
    const taken = await settled(await printedPaper(240, 320).jpeg().toBuffer());
    expect([only(taken).width, only(taken).height]).toEqual([240, 320]);
    expect(taken.readable).toEqual({ ok: false, why: 'photo_too_small' });
  });

  it('that is transparent gets white behind it', async () => {
    const clear = await sharp({ create: { width: 800, height: 800, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    expect(await pixel(await store.get(only(await settled(clear)).sha256), 400, 400)).toEqual([255, 255, 255]);
  });

  it('out of focus is kept with a doubt; a sharp one has none', async () => {
    expect((await settled(await printedPaper().blur(6).jpeg().toBuffer())).readable).toEqual({ ok: false, why: 'photo_blurred' });
    expect((await settled(await printedPaper().jpeg().toBuffer())).readable).toEqual({ ok: true });
  });

  it('of an iPhone shows what it shows', async () => {
    const { readFile } = await import('node:fs/promises');
    const page = only(await settled(await readFile(new URL('./fixtures/document.heic', import.meta.url))));
    expect([page.width, page.height]).toEqual([600, 800]);
    const grey = await sharp(await store.get(page.sha256)).stats();
    // Paper, print and a red seal: bright, uneven, more red than blue.
    expect(grey.channels[0]?.mean).toBeGreaterThan(180);
    expect(grey.channels[1]?.stdev).toBeGreaterThan(20);
    expect((grey.channels[0]?.mean ?? 0) - (grey.channels[2]?.mean ?? 0)).toBeGreaterThan(3);
  });

  it('that takes longer than a verdict may is taken, and settled afterwards', async () => {
    const taken = await takeIn(await printedPaper().jpeg().toBuffer(), {}, { store, limits: { verdictMs: 1 } });
    expect(taken).toMatchObject({ ok: true, value: { prepared: false, pages: [] } });
    if (taken.ok) expect(await prepare(taken.value, { store })).toMatchObject({ ok: true, value: { prepared: true, pages: [{ width: 1200 }] } });
  });

  it('sent twice is one original and one page', async () => {
    const bytes = await printedPaper(700, 900).jpeg().toBuffer();
    const [first, second] = await Promise.all([settled(bytes), settled(bytes)]);
    expect(second).toEqual(first);
  });

  it('sheet by sheet from a scanner gives every sheet', async () => {
    // Two sheets in one TIFF, as a fax or a scanner writes them.
    const sheets = await Promise.all([printedPaper(600, 800).png().toBuffer(), printedPaper(600, 800).negate().png().toBuffer()]);
    const tiff = await sharp(sheets, { join: { across: 1, animated: true } })
      .tiff()
      .toBuffer();
    expect((await sharp(tiff).metadata()).pages).toBe(2);
    const taken = await settled(tiff);
    expect(taken.pages.map(({ width, height }) => [width, height])).toEqual([
      [600, 800],
      [600, 800],
    ]);
    expect(taken.pages[0]?.sha256).not.toBe(taken.pages[1]?.sha256);
  });
});
