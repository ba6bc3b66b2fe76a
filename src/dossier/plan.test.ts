import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRecord, aRecordWithPhotos } from '../../test/kit/a-record.js';
import { planFor } from './plan.js';
import type { DossierRecord } from './record.js';
import type { Block } from './sheets/sheet.js';

const svg = '<svg/>';
const isEmpty = (block: Block): boolean => {
  if (block.kind === 'items') return block.items.length === 0;
  if (block.kind === 'table') return block.rows.length === 0;
  if (block.kind === 'contents') return block.entries.length === 0;
  if (block.kind === 'paragraph' || block.kind === 'topic' || block.kind === 'field' || block.kind === 'part') return block.text.trim() === '';
  return false;
};

/** Any part of a record may be missing, many times there, or odd. */
const anyRecord: fc.Arbitrary<DossierRecord> = fc
  .record({
    kind: fc.constantFrom('criminal' as const, 'administration' as const),
    seed: fc.infiniteStream(fc.nat({ max: 3 })),
    text: fc.string({ unit: 'grapheme', maxLength: 40 }),
  })
  .map(({ kind, seed, text }) => {
    const next = (): number => seed.next().value;
    const base = aRecord(kind);
    const some = <T>(list: readonly T[]): T[] =>
      Array.from({ length: list.length === 0 ? 0 : next() }, (_, i) => list[i % list.length]).flatMap((one) => (one === undefined ? [] : [one]));
    const photos = aRecordWithPhotos(next()).exhibits;
    return {
      ...base,
      act: next() === 0 ? '' : text,
      place: next() === 0 ? '' : base.place,
      groundingDocuments: some(base.groundingDocuments),
      damages: some(base.damages),
      advance: { ...base.advance, asked: next() > 1 },
      papers: some(base.papers),
      missingPapers: some(base.missingPapers),
      exhibits: next() === 0 ? [] : photos,
      leftOut: some(base.leftOut),
      statements: some(base.statements),
      interview: some(base.interview),
      nextSteps: some(base.nextSteps),
    };
  });

test('no record makes an empty block, a gap or a lost exhibit page', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const { plan, source } = planFor(record, { kind: 'whole' }, svg);
      for (const sheet of plan.sheets) {
        expect(sheet.title).not.toBe('');
        expect(sheet.blocks.filter(isEmpty)).toEqual([]);
      }
      expect(JSON.stringify(plan)).not.toMatch(/undefined|\[object|NaN/);
      expect(plan.pictures).toHaveLength(record.exhibits.flatMap(({ files }) => files).reduce((sum, { pages }) => sum + pages, 0));
      expect(source).toHaveLength(plan.pictures.length);
      const ids = [...plan.sheets.map(({ id }) => id), ...plan.pictures.flatMap((one) => one.ids)];
      expect(new Set(ids).size).toBe(ids.length);
      expect(plan.sheets[0]?.continues).toBeUndefined();
    }),
    { numRuns: 150 },
  );
});

test('sheets follow the order an agency reads', () => {
  const order = (record: DossierRecord) => planFor(record, { kind: 'whole' }, svg).plan.sheets.map(({ id }) => id);
  expect(order(aRecord('criminal'))).toEqual(['cover', 'contents', 'form', 'annex', 'papers', 'missing', 'interview', 'left_out', 'next']);
  expect(order(aRecord('administration'))).toEqual(['cover', 'contents', 'form', 'annex', 'papers', 'interview']);
});

test('a volume that does not exist is our mistake', () => {
  expect(() => planFor(aRecord(), { kind: 'volume', volumes: [], number: 1 }, svg)).toThrow('volume 1 of 0');
});
