import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
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
