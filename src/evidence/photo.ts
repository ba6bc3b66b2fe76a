/** Owns a photo becoming an upright page: in the child only. `photo.ts` knows every kind sharp opens; HEIC is `heic.ts`. */
import sharp, { type Sharp } from 'sharp';
import type { Finding } from './finding.js';
import type { Job } from './job.js';
import { doubtOf } from './readable.js';
import type { FileRefusal } from './refusals.js';
import type { Say } from './serve.js';

const longestSide = 1600;

sharp.cache(false);
sharp.concurrency(1);
// Only the readers of what we accept. SVG and PDF could otherwise reach their own parsers under a wrong name.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((kind) => `VipsForeignLoad${kind}`),
});

/** Says one page (a TIFF: each of its pages), and a doubt when it may be unreadable; or a refusal. */
export const photoPages = async (job: Job, say: Say): Promise<void> => {
  const open = (page: number): Sharp => sharp(job.bytes, { page, failOn: 'error', limitInputPixels: job.pixels, sequentialRead: true });
  const seen = await sharp(job.bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  if (seen === undefined) return say(refusal('image_broken'));
  if (seen.width * (seen.pageHeight ?? seen.height) > job.pixels) return say(refusal('image_too_large_pixels'));
  const count = seen.format === 'tiff' ? (seen.pages ?? 1) : 1;
  if (count > job.pages) return say(refusal('pdf_too_many_pages'));
  for (let page = 0; page < count; page += 1) {
    const made = await pageFrom(open(page).autoOrient()).catch(() => undefined);
    if (made === undefined) return say(refusal('image_broken'));
    await say(made);
    if (count > 1) continue;
    const doubt = await doubtOf(made.jpeg, { width: seen.width, height: seen.height });
    if (doubt !== undefined) await say({ found: 'doubt', doubt } satisfies Finding);
  }
};

export type Page = Extract<Finding, { found: 'page' }>;

/** A page heavier than this is grain, not words: written once more, more roughly, so that a case of many photos stays one that can be mailed. */
const HEAVY = 600_000;

/** An upright picture as the page that is printed: at most 1600 px, sRGB, white behind what was transparent, no metadata, so no place of taking. */
export const pageFrom = async (picture: Sharp): Promise<Page> => {
  const { data: pixels, info } = await picture
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  // 4:2:0 without mozjpeg: a quarter of its time for a tenth more bytes.
  const written = (quality: number): Promise<Buffer> =>
    sharp(pixels, { raw: { width: info.width, height: info.height, channels: info.channels } })
      .jpeg({ quality, chromaSubsampling: '4:2:0' })
      .toBuffer();
  const usual = await written(80);
  return { found: 'page', jpeg: usual.length > HEAVY ? await written(60) : usual, width: info.width, height: info.height, blank: false };
};

export const refusal = (code: FileRefusal): Finding => ({ found: 'refusal', code });
