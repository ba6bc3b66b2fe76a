import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ExhibitPage, planVolumes } from './volumes.js';

const pagesFor = (counts: readonly number[]): readonly ExhibitPage[] =>
  counts.flatMap((pages, i) => Array.from({ length: pages }, (_, n) => ({ exhibit: i + 1, page: n + 1, pages, sha256: String(i), filePage: n, filePages: pages })));

test('breaks between exhibits when that wastes little', () => {
  expect(planVolumes(pagesFor([3, 3]), [10, 10, 10, 10, 10, 10], 55)).toEqual([
    { from: 0, to: 3 },
    { from: 3, to: 6 },
  ]);
});

test('breaks inside an exhibit rather than leave a volume mostly empty', () => {
  expect(planVolumes(pagesFor([1, 5]), [10, 10, 10, 10, 10, 10], 40)).toEqual([
    { from: 0, to: 4 },
    { from: 4, to: 6 },
  ]);
});

test('a page over the limit cannot be mailed', () => {
  expect(planVolumes(pagesFor([1]), [100], 99)).toBeUndefined();
});

test('every page is in exactly one volume, in order, and no volume is over the limit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 }),
      fc.integer({ min: 40, max: 300 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
      (counts, limit, stream) => {
        const pages = pagesFor(counts);
        const sizes = pages.map(() => stream.next().value);
        const volumes = planVolumes(pages, sizes, limit) ?? [];
        expect(volumes.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))).toEqual(pages.map((_, i) => i));
        for (const { from, to } of volumes) expect(sizes.slice(from, to).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(limit);
      },
    ),
  );
});
