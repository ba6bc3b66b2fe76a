/** Owns the guess whether a clerk could read a photo. A doubt never refuses: the photo is kept and the person is asked for a better one. */
import sharp from 'sharp';
import type { PhotoDoubt } from './refusals.js';

/** Measured on photos of papers, good and bad (README); the fewest and the most that were seen stand beside each. */
const smallestLongSide = 600;
/** Dim rooms 117 and more, night 39 and less. */
const darkestBright = 80;
const blankSpread = 3;
/** Good ones 0.364 and more (a little soft), bad ones 0.273 and less (shaken). */
const softest = 0.31;
const sampleSide = 1000;
/** Against a sensor's grain, which is steep and says nothing. */
const grainSigma = 0.8;
const tilesAlong = 20;
/** Tiles with less between dark and light have nothing to be sharp. */
const leastContrast = 24;

/** `original`: the size before it became a page. Undefined: nothing to doubt. */
export const doubtOf = async (page: Uint8Array, original: { readonly width: number; readonly height: number }): Promise<PhotoDoubt | undefined> => {
  if (Math.max(original.width, original.height) < smallestLongSide) return 'photo_too_small';
  const { data, info } = await sharp(page)
    .resize({ width: sampleSide, height: sampleSide, fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .blur(grainSigma)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { bright, spread } = tones(data);
  if (bright < darkestBright) return 'photo_too_dark';
  if (spread < blankSpread) return 'photo_blank';
  if (steepness(data, info.width, info.height) < softest) return 'photo_blurred';
  return undefined;
};

/** `bright`: the grey that 95 % of the picture stays under. `spread`: standard deviation. */
const tones = (grey: Uint8Array): { readonly bright: number; readonly spread: number } => {
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

/**
 * How steep the edges are beside what they separate, between 0 and 1: the steepest of each tile by its contrast, and of all tiles the one that
 * three quarters stay under. Print, a table's edge, a seal: whatever there is, whatever the light. 0 when nothing has an edge.
 */
const steepness = (grey: Uint8Array, width: number, height: number): number => {
  const side = Math.max(8, Math.round(Math.max(width, height) / tilesAlong));
  const steep: number[] = [];
  for (let top = 1; top + side < height; top += side)
    for (let left = 1; left + side < width; left += side) {
      const { contrast, steepest } = tileAt(grey, width, left, top, side);
      if (contrast >= leastContrast) steep.push(steepest / contrast);
    }
  steep.sort((a, b) => a - b);
  return steep[Math.floor((steep.length - 1) * 0.75)] ?? 0;
};

const tileAt = (grey: Uint8Array, width: number, left: number, top: number, side: number): { readonly contrast: number; readonly steepest: number } => {
  const at = (i: number): number => grey[i] ?? 0;
  const tonesSeen = new Uint32Array(256);
  const slopes = new Uint32Array(512);
  for (let y = top; y < top + side; y += 1)
    for (let i = y * width + left; i < y * width + left + side; i += 1) {
      const [tone, slope] = [at(i), Math.min(511, Math.round(Math.hypot(at(i + 1) - at(i - 1), at(i + width) - at(i - width))))];
      tonesSeen[tone] = (tonesSeen[tone] ?? 0) + 1;
      slopes[slope] = (slopes[slope] ?? 0) + 1;
    }
  const all = side * side;
  // Over two pixels, hence halved; the outermost are left to dust and noise.
  return { contrast: reaching(tonesSeen, all * 0.98) - reaching(tonesSeen, all * 0.02), steepest: reaching(slopes, all * 0.97) / 2 };
};

/** The smallest value that so many stay at or under. */
const reaching = (counts: Uint32Array, many: number): number => {
  let left = many;
  for (let value = 0; value < counts.length; value += 1) {
    left -= counts[value] ?? 0;
    if (left < 0) return value;
  }
  return counts.length - 1;
};
