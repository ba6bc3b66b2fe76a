/**
 * Owns finding a QR code in a photo: in the child only. A ladder of looks, the cheap ones first: a phone photo is turned, soft, shining
 * or taken from afar, and each rung mends one of these. Knows nothing of what the code says.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp, { type Sharp } from 'sharp';
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import type { Finding } from './finding.js';
import type { Job } from './job.js';
import type { Say } from './serve.js';

const options: ReaderOptions = { formats: ['QRCode'], tryHarder: true, tryRotate: true, tryInvert: false, maxNumberOfSymbols: 1 };
/** Longest side of the first look; a photo from afar is looked at again as large as it is, up to the second. */
const firstSide = 1_600;
const largestSide = 4_000;

type Look = (photo: Size) => Sharp;
type Size = { readonly bytes: Uint8Array; readonly pixels: number; readonly width: number; readonly height: number };

const upright = ({ bytes, pixels }: Size): Sharp => sharp(bytes, { failOn: 'error', limitInputPixels: pixels }).autoOrient().flatten({ background: '#ffffff' }).greyscale();
const within = (photo: Size, side: number): Sharp => upright(photo).resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
/** Longest side after growing `times`, kept small enough to decode. */
const grown = (photo: Size, times: number): Sharp => {
  const side = Math.min(largestSide, Math.round(Math.max(photo.width, photo.height) * times));
  return upright(photo).resize({ width: side, height: side, fit: 'inside', kernel: 'cubic' });
};

/**
 * Measured rung by rung on the hard ones of the 60 photos of `test/cards`: as large as it is reads 48; grown reads three from afar; sharpened
 * one blurred; grown and sharpened one more from afar. Sharpening costs most, so it stands last.
 */
const rungs: readonly Look[] = [
  (photo) => within(photo, largestSide),
  (photo) => within(photo, firstSide),
  (photo) => grown(photo, 2),
  (photo) => within(photo, largestSide).sharpen({ sigma: 2, m1: 2, m2: 8 }),
  (photo) => grown(photo, 2).sharpen({ sigma: 3, m1: 2, m2: 8 }),
];

/**
 * Says the code's text when there is one that is whole; says nothing when no rung finds any. Gives whether this process is fit for another
 * job: after a fault inside the reader nobody knows what is left in it.
 */
export const codeIn = async (job: Job, say: Say): Promise<boolean> => {
  await prepareReader();
  const seen = await sharp(job.bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  if (seen === undefined || seen.width * seen.height > job.pixels) return true;
  const photo: Size = { bytes: job.bytes, pixels: job.pixels, width: seen.width, height: seen.height };
  for (const look of rungs) {
    const read = await textIn(look(photo)).catch(() => 'fault' as const);
    if (read === 'fault') return false;
    if (read === undefined) continue;
    await say({ found: 'code', text: read.text } satisfies Finding);
    return true;
  }
  return true;
};

const textIn = async (picture: Sharp): Promise<{ readonly text: string } | undefined> => {
  const { data, info } = await picture.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
  const found = await readBarcodes({ data: pixels, width: info.width, height: info.height, colorSpace: 'srgb' }, options);
  const [code] = found.filter(({ isValid }) => isValid);
  const text = code === undefined ? undefined : utf8(code.bytes);
  return text === undefined ? undefined : { text };
};

/** The library guesses a character set; cards are written in UTF-8, and bytes that are not are no card of ours. */
const utf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

let prepared = false;
/** The library would fetch its program from the network; it is given the one in the package. */
const prepareReader = async (): Promise<void> => {
  if (prepared) return;
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const program = await readFile(path);
  prepareZXingModule({ overrides: { wasmBinary: program.buffer.slice(program.byteOffset, program.byteOffset + program.byteLength) as ArrayBuffer } });
  prepared = true;
};
