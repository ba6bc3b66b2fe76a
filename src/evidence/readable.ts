/** Owns the guess whether a clerk could read a photo. A doubt never refuses: the photo is kept and the person is asked for a better one. */
import sharp from 'sharp';
import type { PhotoDoubt } from './refusals.js';

/** Measured on printed lines and on noise (`readable.test.ts`): sharp print is far above, print too soft to read is below. */
const smallestLongSide = 600;
const darkestBright = 80;
const blankSpread = 3;
const softest = 0.04;
const sampleSide = 1000;

/** `original`: the size before it became a page. Undefined: nothing to doubt. */
export const doubtOf = async (page: Uint8Array, original: { readonly width: number; readonly height: number }): Promise<PhotoDoubt | undefined> => {
  if (Math.max(original.width, original.height) < smallestLongSide) return 'photo_too_small';
  const { data, info } = await sharp(page)
    .resize({ width: sampleSide, height: sampleSide, fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { bright, spread } = tones(data);
  if (bright < darkestBright) return 'photo_too_dark';
  if (spread < blankSpread) return 'photo_blank';
  if (sharpness(data, info.width, info.height) < softest) return 'photo_blurred';
  return undefined;
};

/** `bright`: the grey that 95 % of the picture stays under. `spread`: standard deviation. */
export const tones = (grey: Uint8Array): { readonly bright: number; readonly spread: number } => {
  const counts = new Uint32Array(256);
  let sum = 0;
  let squares = 0;
  for (const value of grey) {
    counts[value] = (counts[value] ?? 0) + 1;
    sum += value;
    squares += value * value;
  }
  let bright = 255;
  for (let above = grey.length * 0.05; bright > 0; bright -= 1) {
    above -= counts[bright] ?? 0;
    if (above < 0) break;
  }
  const mean = sum / grey.length;
  return { bright, spread: Math.sqrt(Math.max(0, squares / grey.length - mean * mean)) };
};

/** Variance of the Laplacian over the variance of the picture: edges, whatever the light. */
export const sharpness = (grey: Uint8Array, width: number, height: number): number => {
  const at = (i: number): number => grey[i] ?? 0;
  let n = 0;
  let edges = 0;
  let edgesSquared = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i += 1) {
      const edge = at(i - 1) + at(i + 1) + at(i - width) + at(i + width) - 4 * at(i);
      n += 1;
      edges += edge;
      edgesSquared += edge * edge;
    }
  }
  const spread = tones(grey).spread;
  return n === 0 || spread === 0 ? 0 : (edgesSquared / n - (edges / n) ** 2) / (spread * spread);
};
