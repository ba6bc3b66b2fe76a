// A PDF's pages are drawn, and looked at: text alone extracts perfectly from blank pages.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileStore, openStore, prepare, takeIn } from '../../src/evidence/index.js';
import { encryptedPdf, pdfOf, printedPage } from '../kit/pdfs.js';

let dir: string;
let store: FileStore;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'pdf-'));
  store = await openStore(dir, Buffer.alloc(32, 1));
});
afterAll(() => rm(dir, { recursive: true }));

const prepared = async (pdf: Buffer, limits = {}) => {
  const taken = await takeIn(pdf, { name: 'a.pdf' }, { store, limits: { verdictMs: 20_000, lookMs: 20_000, ...limits } });
  return taken.ok ? prepare(taken.value, { store, limits }) : taken;
};
const part = async (sha256: string, left: number, top: number, width: number, height: number) =>
  (
    await sharp(
      await sharp(await store.get(sha256))
        .extract({ left, top, width, height })
        .toBuffer(),
    ).stats()
  ).channels.map((channel) => channel.mean);

describe('a PDF', () => {
  it('is drawn upright at 150 dpi, in colour, the print where it was', async () => {
    const ready = await prepared(pdfOf([printedPage('Quyet dinh'), printedPage('Trang 2')]));
    if (!ready.ok) throw new Error(ready.code);
    expect(ready.value.pages.map(({ width, height }) => [width, height])).toEqual([
      [1240, 1754],
      [1240, 1754],
    ]);
    const [page] = ready.value.pages;
    if (page === undefined) throw new Error('no page');
    const [red = 0, green = 255, blue = 255] = await part(page.sha256, 100, 100, 80, 80);
    expect(red > 230 && green < 40 && blue < 40).toBe(true);
    const [print = 255] = await part(page.sha256, 150, 470, 260, 50);
    expect(print).toBeLessThan(235);
    const [empty = 0] = await part(page.sha256, 600, 1000, 500, 500);
    expect(empty).toBe(255);
  });

  it('that opens without a password shows the same pages as before it was locked', async () => {
    const plain = pdfOf([printedPage('Quyet dinh')]);
    const [open, locked] = [await prepared(plain), await prepared(await encryptedPdf(plain, ''))];
    if (!open.ok || !locked.ok) throw new Error('refused');
    expect(locked.value.pages).toEqual(open.value.pages);
    expect(locked.value.sha256).not.toBe(open.value.sha256);
  });

  it('with one empty page keeps it and marks it', async () => {
    const ready = await prepared(pdfOf([printedPage('1'), '', printedPage('3')]));
    expect(ready.ok && ready.value.pages.map((page) => page.blank ?? false)).toEqual([false, true, false]);
  });

  it('is counted before it is drawn', async () => {
    const taken = await takeIn(pdfOf(Array.from({ length: 7 }, () => printedPage('x'))), {}, { store, limits: { verdictMs: 20_000, lookMs: 20_000 } });
    expect(taken).toMatchObject({ ok: true, value: { kind: 'pdf', prepared: false, pageCount: 7, pages: [] } });
  });

  it('that cannot be opened in the time is refused for that', async () => {
    expect(await prepared(pdfOf([printedPage('1')]), { lookMs: 1 })).toEqual({ ok: false, code: 'file_took_too_long' });
  });

  it('that needs more memory than it may is refused for that', async () => {
    expect(await prepared(pdfOf([printedPage('1')]), { memoryMb: 40 })).toEqual({ ok: false, code: 'file_too_heavy' });
  });

  it('over the limit of pages is refused, and one at the limit is not', async () => {
    const pages = Array.from({ length: 4 }, () => printedPage('x'));
    expect(await prepared(pdfOf(pages), { pdfPages: 3 })).toEqual({ ok: false, code: 'pdf_too_many_pages' });
    expect((await prepared(pdfOf(pages), { pdfPages: 4 })).ok).toBe(true);
  });
});
