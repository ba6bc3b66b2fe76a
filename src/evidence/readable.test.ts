import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { badKinds, goodKinds, paperPhoto } from '../../test/kit/paper-photos.js';
import { printedPaper } from '../../test/kit/pictures.js';
import { doubtOf } from './readable.js';

const size = { width: 1200, height: 1600 };
const asPage = async (picture: Sharp): Promise<Buffer> =>
  sharp(await picture.png().toBuffer())
    .jpeg({ quality: 80 })
    .toBuffer();

describe('a photo of a paper', () => {
  it.each<[string, Sharp, string | undefined]>([
    ['sharp', printedPaper(), undefined],
    ['a little soft', printedPaper().blur(1.5), undefined],
    ['pale print', printedPaper().linear(0.25, 150), undefined],
    ['in a dim room', printedPaper().linear(0.5, 0), undefined],
    ['out of focus', printedPaper().blur(5), 'photo_blurred'],
    ['shaken', printedPaper().blur(10), 'photo_blurred'],
    ['taken at night', printedPaper().linear(0.2, 0), 'photo_too_dark'],
    ['of nothing', sharp({ create: { ...size, channels: 3, background: '#f8f8f8' } }), 'photo_blank'],
  ])('%s', async (_, picture, doubt) => expect(await doubtOf(await asPage(picture), size)).toBe(doubt));

  it('too small to read', async () => {
    expect(await doubtOf(await asPage(printedPaper(240, 320)), { width: 240, height: 320 })).toBe('photo_too_small');
  });
});

/** Those that once were judged wrongly; `PHOTOS=12` takes so many of every kind and tells the rates (README). */
const HARD = ['few lines, dark table', 'a little soft', 'in a dim room', 'out of focus, grainy', 'out of focus, white table', 'shaken'];
const many = Number(process.env.PHOTOS ?? 1);
const kinds = [
  ...Object.entries(goodKinds).map(([name, kind]) => ({ name, kind, doubt: undefined })),
  ...Object.entries(badKinds).map(([name, kind]) => ({ name, kind, doubt: kind.doubt })),
];

it.each(kinds.filter(({ name }) => process.env.PHOTOS !== undefined || HARD.includes(name)))('a paper photographed: $name', { timeout: 600_000 }, async ({ name, kind, doubt }) => {
  const found: (string | undefined)[] = [];
  for (let n = 0; n < many; n += 1) found.push(await doubtOf(await paperPhoto(kind, n), { width: 1600, height: 1200 }));
  const right = found.filter((one) => one === doubt).length;
  if (process.env.PHOTOS !== undefined) console.info(`${name}: ${right} of ${many} ${doubt ?? 'taken without a doubt'}`);
  expect(right).toBe(many);
});
