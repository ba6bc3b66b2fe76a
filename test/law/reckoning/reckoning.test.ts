/** The fear: the program reckons wrongly and every test was written by the same hand. A second reckoning from the text must agree. */
import { expect, test } from 'vitest';
import { factsSchema, loadLaw } from '../../../src/law/index.js';
import { differences } from './compare.js';
import { isSaturday, isSunday, read, thirtieths, write } from './days.js';
import { randomFacts, randomFrom } from './random-facts.js';
import { reckon } from './reckon.js';
import { kindOf } from './tables.js';

const CASES = 3_000;
const law = loadLaw();

test(`${CASES} invented cases come to the same money and the same days`, () => {
  const random = randomFrom(20_261_122);
  const found: string[] = [];
  for (let n = 0; n < CASES && found.length < 10; n++) {
    const facts = randomFacts(random);
    for (const difference of differences(facts, law)) found.push(`${difference}\n${JSON.stringify(facts)}`);
  }
  expect(found).toEqual([]);
});

test('the invented cases are facts, and of every kind', () => {
  const random = randomFrom(7);
  const cases = Array.from({ length: 200 }, () => factsSchema.parse(randomFacts(random)));
  const heads = new Set(
    cases.flatMap((facts) =>
      reckon(facts)
        .rows.filter(({ amount }) => amount !== 0)
        .map(({ head }) => head.replace(/#.*/, '')),
    ),
  );
  expect(heads.size).toBeGreaterThanOrEqual(28);
  expect(new Set(cases.map((facts) => reckon(facts).limitation.state))).toEqual(new Set(['open', 'passed', 'not_started', 'cannot say']));
});

test('its own calendar is right by known days', () => {
  expect(write(read('2024-02-29') + 1)).toBe('2024-03-01');
  expect(write(read('1999-12-31') + 1)).toBe('2000-01-01');
  expect([isSunday(read('2026-11-22')), isSaturday(read('2026-11-21')), isSunday(read('1969-12-28'))]).toEqual([true, true, true]);
  for (let day = read('1968-01-01'); day < read('2032-01-01'); day++) if (read(write(day)) !== day) throw new Error(write(day));
  expect([kindOf(read('2026-01-10')), kindOf(read('2026-02-17')), kindOf(read('2027-02-21')), kindOf(read('2028-01-03'))]).toEqual(['working', 'off', 'off', 'no calendar']);
});

test('its own months: one month is thirty thirtieths, whatever its length', () => {
  const months = (from: string, to: string): number => thirtieths({ from: read(from), to: read(to) });
  expect([months('2026-02-01', '2026-02-28'), months('2026-01-01', '2026-01-31'), months('2026-01-01', '2026-03-15'), months('2026-01-15', '2026-01-15')]).toEqual([30, 30, 75, 1]);
});

test('a difference would be seen', () => {
  const facts = factsSchema.parse({
    assessed_on: '2026-11-22',
    field: 'administration',
    administration_act: 'commune_education',
    grounding_document: 'none',
    administrative_measure: [{ from: '2026-01-01', to: '2026-01-20' }],
  });
  expect(reckon(facts).total).toBe(1_150_000);
  const half = new Map(law.entries).set(
    'mental.commune_education',
    (law.entries.get('mental.commune_education') ?? []).map((entry) => ({ ...entry, value: 0.6 })),
  );
  expect(differences(facts, { ...law, entries: half }).length).toBeGreaterThan(0);
});
