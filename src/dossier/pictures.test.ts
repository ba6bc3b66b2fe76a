import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { boxFor, pictureSize } from './pictures.js';

const drawn = (width: number, height: number): Sharp => sharp({ create: { width, height, channels: 3, background: '#ddd' } });

test('reads JPEG (baseline and progressive) and PNG sizes', async () => {
  expect(pictureSize(await drawn(120, 80).jpeg().toBuffer(), 'here')).toEqual({ kind: 'jpeg', width: 120, height: 80 });
  expect(pictureSize(await drawn(80, 120).jpeg({ progressive: true }).toBuffer(), 'here')).toEqual({ kind: 'jpeg', width: 80, height: 120 });
  expect(pictureSize(await drawn(33, 44).png().toBuffer(), 'here')).toEqual({ kind: 'png', width: 33, height: 44 });
});

test('refuses what would spoil the document, saying where', async () => {
  const jpeg = await drawn(400, 300).jpeg().toBuffer();
  const cmyk = await drawn(40, 30).toColourspace('cmyk').jpeg().toBuffer();
  expect(() => pictureSize(jpeg.subarray(0, jpeg.length - 100), 'exhibit 2 page 1')).toThrow('exhibit 2 page 1: JPEG cut short');
  expect(() => pictureSize(cmyk, 'exhibit 1')).toThrow('CMYK');
  expect(() => pictureSize(Buffer.from('%PDF-1.7 this is no picture but long enough to look at'), 'exhibit 1')).toThrow('not a JPEG or PNG');
  expect(() => pictureSize(Buffer.alloc(0), 'exhibit 1')).toThrow('not a JPEG or PNG');
});

test('a picture fills its sheet, a wide one turns the sheet, a small one is not blown up', () => {
  const size = (width: number, height: number) => boxFor({ kind: 'jpeg', width, height });
  expect(size(1131, 1600)).toEqual({ width: 165, height: 233.42, wide: false });
  expect(size(1600, 1000).wide).toBe(true);
  expect(size(1600, 1000).height).toBeLessThanOrEqual(149);
  expect(size(144, 144)).toEqual({ width: 50.8, height: 50.8, wide: false });
  expect(size(10, 60_000).height).toBeLessThanOrEqual(236);
});
