/**
 * Every page of both sample dossiers compared with the picture a person looked at: text alone once extracted perfectly from
 * blank pages. `GOLDEN=write npx vitest run test/dossiers/golden.test.ts` redraws them; look at each before keeping it.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { madeOnce } from './made.js';
import { darkShare, type PagePicture, render } from './read-pdf.js';

const folder = fileURLToPath(new URL('./golden/', import.meta.url));
const fileFor = (kind: string, page: number): string => `${folder}${kind}-${String(page).padStart(2, '0')}.png`;
const DPI = 60;

/** Mean difference in grey (0–255), and the share of dots that differ plainly; renderers differ a little at edges. */
const difference = (a: Buffer, b: Buffer): { readonly mean: number; readonly plain: number } => {
  let sum = 0;
  let plain = 0;
  for (let i = 0; i < a.length; i++) {
    const gap = Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    sum += gap;
    if (gap > 100) plain += 1;
  }
  return { mean: sum / a.length, plain: plain / a.length };
};

const write = async (kind: string, pages: readonly PagePicture[]): Promise<void> => {
  for (const old of readdirSync(folder).filter((name) => name.startsWith(kind))) rmSync(folder + old);
  for (const [i, { width, height, grey }] of pages.entries())
    await sharp(grey, { raw: { width, height, channels: 1 } })
      .png({ palette: true, colours: 16, effort: 10 })
      .toFile(fileFor(kind, i + 1));
};

test.each(['criminal', 'administration'] as const)('the %s dossier looks as it did when somebody looked', async (kind) => {
  const pages = render((await madeOnce(kind)).pdf, DPI);
  if (process.env.GOLDEN === 'write') await write(kind, pages);
  expect(existsSync(fileFor(kind, pages.length + 1))).toBe(false);
  for (const [i, page] of pages.entries()) {
    expect(darkShare(page), `page ${i + 1} is nearly blank`).toBeGreaterThan(0.004);
    const { data, info } = await sharp(fileFor(kind, i + 1))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([page.width, page.height]);
    const { mean, plain } = difference(data, page.grey);
    expect(mean, `page ${i + 1}`).toBeLessThan(3);
    expect(plain, `page ${i + 1}`).toBeLessThan(0.004);
  }
});
