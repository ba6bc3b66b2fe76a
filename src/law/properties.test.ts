/** Properties of the law that hold for any facts: nothing throws, nothing is counted twice, order and splitting mean nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addDays, daysBetween } from '../basics/index.js';
import {
  advanceFor,
  claimEventSchema,
  competentAgency,
  damagesFor,
  deadlinesFor,
  type Facts,
  factsSchema,
  fields,
  groundingDocument,
  honourFor,
  inScope,
  limitationEnds,
  loadLaw,
  papersFor,
  refusalGroundsFor,
  verdict,
  whoHelps,
} from './index.js';

const law = loadLaw();
const day = fc.integer({ min: 0, max: 14_000 }).map((n) => addDays('2010-01-01', n));
const amount = fc.integer({ min: 0, max: 2_000_000_000 });

/** An arbitrary from a zod schema, for exactly the shapes that facts use. Unknown shapes throw, so a new kind of fact is noticed. */
const arbitraryOf = (schema: z.ZodType, name: string): fc.Arbitrary<unknown> => {
  if (schema instanceof z.ZodOptional) return fc.option(arbitraryOf(schema.unwrap() as z.ZodType, name), { nil: undefined });
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map((option) => arbitraryOf(option as z.ZodType, name)));
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber)
    return name.endsWith('years') ? fc.double({ min: 0, max: 60, noNaN: true }) : /days|months|count/.test(name) ? fc.integer({ min: 1, max: 200 }) : amount;
  if (schema instanceof z.ZodArray) return fc.array(arbitraryOf(schema.element as z.ZodType, name), { maxLength: 3 });
  if (schema instanceof z.ZodObject) return objectOf(schema);
  if (schema instanceof z.ZodString) return schema.safeParse('không phải ngày').success ? fc.constantFrom('01', '40', '00004', 'Nghệ An', 'nơi khác') : day;
  throw new Error(`properties.test.ts does not know the shape of fact ${name}`);
};
const objectOf = (schema: z.ZodObject): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record(Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, arbitraryOf(field as z.ZodType, name)])))
    .map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)));
const anyFacts: fc.Arbitrary<Facts> = objectOf(factsSchema).map((made) => factsSchema.parse(made));

const questions = { inScope, groundingDocument, limitationEnds, honourFor, verdict, competentAgency, papersFor, advanceFor, damagesFor, refusalGroundsFor, whoHelps };

describe('for any facts', () => {
  test('no question throws, and each names only facts that exist', () => {
    const names = new Set(Object.keys(factsSchema.shape));
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const ask of Object.values(questions)) {
          const finding = ask(facts, law);
          expect(finding.read.every((name) => names.has(name))).toBe(true);
          if (finding.kind === 'unknown') expect(finding.missing.every((name) => names.has(name))).toBe(true);
          for (const line of finding.lines) expect(Object.values(line.values).every((value) => value !== undefined && !Number.isNaN(value))).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });
  test('the same facts give the same answer', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => void expect(verdict(facts, law)).toEqual(verdict(structuredClone(facts), law))),
      { numRuns: 100 },
    );
  });
  test('amounts are whole, never negative, and the total is their sum', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const found = damagesFor(facts, law);
        if (found.kind === 'unknown') return;
        for (const row of found.value.rows) {
          expect(row.amount === null || (Number.isSafeInteger(row.amount) && row.amount >= 0)).toBe(true);
          expect(row.amount === null).toBe(row.why !== undefined);
          if (row.cap !== undefined && row.amount !== null) expect(row.amount).toBeLessThanOrEqual(row.cap);
        }
        expect(found.value.total).toBe(found.value.rows.reduce((sum, row) => sum + (row.amount ?? 0), 0));
      }),
      { numRuns: 300 },
    );
  });
  test('a verdict that asks for more names facts not asked yet; one that does not is final or goes to an officer', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { value } = verdict(facts, law);
        expect(value.missing.every((name) => facts[name] === undefined)).toBe(true);
        if (value.kind === 'cannot_tell' && value.missing.length === 0) expect(value.elsewhere).toContain('officer');
        if (value.kind === 'covered_ready') expect(value.missing).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

const held = (custody: Facts['custody'], more: Partial<Facts> = {}): Facts => ({
  assessed_on: '2026-11-22',
  field: 'criminal_proceedings',
  criminal_measure: 'detention',
  criminal_outcome: 'not_a_crime',
  accused_on: '2018-01-01',
  cleared_on: '2026-01-01',
  custody,
  ...more,
});
const totalOf = (facts: Facts): number => {
  const found = damagesFor(facts, law);
  if (found.kind === 'unknown') throw new Error(found.why);
  return found.value.total;
};
const stay = fc
  .record({ from: fc.integer({ min: 0, max: 2500 }), length: fc.integer({ min: 0, max: 400 }) })
  .map(({ from, length }) => ({ from: addDays('2018-01-01', from), to: addDays('2018-01-01', from + length) }));

describe('detention', () => {
  test('longer detention never lowers the sum', () => {
    fc.assert(
      fc.property(
        stay,
        fc.integer({ min: 1, max: 900 }),
        (one, more) => void expect(totalOf(held([{ from: one.from, to: addDays(one.to, more) }]))).toBeGreaterThanOrEqual(totalOf(held([one]))),
      ),
    );
  });
  test('a second stay never lowers the sum', () => {
    fc.assert(fc.property(stay, stay, (one, two) => void expect(totalOf(held([one, two]))).toBeGreaterThanOrEqual(totalOf(held([one])))));
  });
  test('splitting a stay changes nothing', () => {
    fc.assert(
      fc.property(stay, fc.integer({ min: 0, max: 399 }), (one, at) => {
        const cut = addDays(one.from, at);
        fc.pre(cut < one.to);
        expect(
          totalOf(
            held([
              { from: one.from, to: cut },
              { from: addDays(cut, 1), to: one.to },
            ]),
          ),
        ).toBe(totalOf(held([one])));
      }),
    );
  });
  test('the order of stays changes nothing', () => {
    fc.assert(fc.property(fc.array(stay, { minLength: 2, maxLength: 5 }), (stays) => void expect(totalOf(held([...stays].reverse()))).toBe(totalOf(held(stays)))));
  });
  test('every day is paid under one point only: the kinds never come to more days than there are', () => {
    fc.assert(
      fc.property(fc.array(stay, { minLength: 1, maxLength: 3 }), fc.array(stay, { minLength: 1, maxLength: 3 }), (custody, noncustodial) => {
        const found = damagesFor(held(custody, { noncustodial, sentence_finished_on: '2024-06-01' }), law);
        if (found.kind === 'unknown') throw new Error(found.why);
        const counted = found.value.rows.flatMap((row) => row.lines.filter((line) => line.key === 'law.reckoning.base_salary_days').map((line) => Number(line.values.days)));
        expect(counted.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(daysBetween('2018-01-01', '2026-01-01') + 1);
      }),
    );
  });
});

describe('limitation', () => {
  const claim = (received: string, assessed_on: string, more: Partial<Facts> = {}): Facts => ({
    assessed_on,
    grounding_document: 'crp_decision',
    document_received_on: received,
    ...more,
  });
  const receipt = fc.integer({ min: 0, max: 3500 }).map((n) => addDays('2018-07-01', n));
  test('never opens again once it has passed', () => {
    fc.assert(
      fc.property(receipt, fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 300 }), (received, after, later) => {
        const first = limitationEnds(claim(received, addDays(received, after)), law);
        const second = limitationEnds(claim(received, addDays(received, after + later)), law);
        if (first.kind === 'known' && first.value.state === 'passed') expect(second).toMatchObject({ kind: 'known', value: { state: 'passed' } });
      }),
    );
  });
  test('excluded time never shortens it, and its order means nothing', () => {
    const span = fc.record({ at: fc.integer({ min: -200, max: 1400 }), length: fc.integer({ min: 0, max: 200 }) });
    fc.assert(
      fc.property(receipt, fc.array(span, { minLength: 1, maxLength: 4 }), (received, spans) => {
        const excluded_time = spans.map(({ at, length }) => ({ from: addDays(received, at), to: addDays(received, at + length) }));
        const plain = limitationEnds(claim(received, received), law);
        const longer = limitationEnds(claim(received, received, { excluded_time }), law);
        expect(limitationEnds(claim(received, received, { excluded_time: [...excluded_time].reverse() }), law)).toEqual(longer);
        if (plain.kind === 'known' && longer.kind === 'known' && plain.value.state === 'open' && longer.value.state === 'open')
          expect(longer.value.safeDay >= plain.value.safeDay).toBe(true);
      }),
    );
  });
});

test('the clock never throws, no day comes before its start, and the order in which things are told means nothing', () => {
  const events = z.array(claimEventSchema);
  const anyEvents = fc.array(arbitraryOf(claimEventSchema, 'event'), { maxLength: 12 }).map((made) => events.parse(made));
  fc.assert(
    fc.property(anyEvents, day, fc.constantFrom(...fields, undefined), fc.boolean(), (told, on, field, honour) => {
      const clock = deadlinesFor(told, law, { on, field, honour });
      for (const step of clock.steps) if (step.dueDay !== undefined && step.id !== 'postponement_ends') expect(step.dueDay >= step.from).toBe(true);
      expect(deadlinesFor([...told].reverse(), law, { on, field, honour })).toEqual({ ...clock, notYet: [...clock.notYet].reverse() });
    }),
    { numRuns: 500 },
  );
});
