/** Owns an iPhone's HEIC becoming a page: in the child only. libheif turns it upright itself, so EXIF must not turn it again. */
import decodeHeic from 'heic-decode';
import sharp from 'sharp';
import type { Finding } from './finding.js';
import type { Job } from './job.js';
import { isWhole } from './mp4.js';
import { pageFrom, refusal } from './photo.js';
import { doubtOf } from './readable.js';
import type { FileRefusal } from './refusals.js';
import type { Say } from './serve.js';

/** Says nothing when the picture can be tried, or a refusal. Does not decode: twelve megapixels take seconds, so `prepare` does. */
export const lookAtHeic = async (job: Job, say: Say): Promise<void> => {
  const opened = await openHeic(job);
  if ('code' in opened) await say(refusal(opened.code));
};

/** Says the page, and a doubt when it may be unreadable; or a refusal. */
export const heicPage = async (job: Job, say: Say): Promise<void> => {
  const opened = await openHeic(job);
  if ('code' in opened) return say(refusal(opened.code));
  const decoded = await opened.picture.decode().catch(() => undefined);
  if (decoded === undefined) return say(refusal('heic_broken'));
  const raw = { width: decoded.width, height: decoded.height, channels: 4 } as const;
  const page = await pageFrom(sharp(decoded.data, { raw, limitInputPixels: job.pixels }));
  await say(page);
  const doubt = await doubtOf(page.jpeg, decoded);
  if (doubt !== undefined) await say({ found: 'doubt', doubt } satisfies Finding);
};

type Picture = Awaited<ReturnType<typeof decodeHeic.all>>[number];

/** The size is known before anything is decoded, and a bomb is refused there. */
const openHeic = async (job: Job): Promise<{ readonly picture: Picture } | { readonly code: FileRefusal }> => {
  if (!isWhole(job.bytes)) return { code: 'heic_broken' };
  const picture = await decodeHeic.all({ buffer: job.bytes }).then(
    (pictures) => pictures[0],
    () => undefined,
  );
  if (picture === undefined) return { code: 'heic_broken' };
  const size = sizeOf(picture);
  if (size === undefined) throw new Error('heic-decode no longer gives the size before decoding: read its release notes');
  return size.width * size.height > job.pixels ? { code: 'image_too_large_pixels' } : { picture };
};

/** The library gives width and height before decoding; its types do not say so. */
const sizeOf = (picture: object): { readonly width: number; readonly height: number } | undefined =>
  'width' in picture && 'height' in picture && typeof picture.width === 'number' && typeof picture.height === 'number'
    ? { width: picture.width, height: picture.height }
    : undefined;
