/** The fear: one case is given the answer of another. */
import { expect, test } from 'vitest';
import type { Facts } from '../facts.js';
import { tablesDay } from '../notes.js';
import { remembered } from './remembered.js';

/** Every day its own. */
const each = (day: string): string => day;

test('asks once for cases that agree on what is read, and again when they do not', () => {
  let asked = 0;
  const ask = remembered((facts: Facts) => {
    asked += 1;
    return facts.field === 'administration' ? `act ${facts.administration_act} ${JSON.stringify(facts.losses)}` : `measure ${facts.criminal_measure}`;
  }, each);
  const one: Facts = { assessed_on: '2026-11-22', field: 'administration', administration_act: 'fine', losses: ['income'] };
  expect([ask(one), ask({ ...one, wage_zone: 'I' }), asked]).toEqual(['act fine ["income"]', 'act fine ["income"]', 1]);
  expect([ask({ ...one, administration_act: 'tax' }), asked]).toEqual(['act tax ["income"]', 2]);
  expect([ask({ ...one, losses: ['health'] }), asked]).toEqual(['act fine ["health"]', 3]);
  expect([ask({ assessed_on: '2026-11-22', field: 'criminal_proceedings', criminal_measure: 'prison' }), asked]).toEqual(['measure prison', 4]);
  expect([ask({ assessed_on: '2026-11-22', field: 'criminal_proceedings', administration_act: 'tax', criminal_measure: 'prison' }), asked]).toEqual(['measure prison', 4]);
  expect([ask({ assessed_on: '2026-11-22', field: 'criminal_proceedings' }), asked]).toEqual(['measure undefined', 5]);
});

test('a question that reads nothing has one answer', () => {
  let asked = 0;
  const ask = remembered(() => ++asked, each);
  expect([ask({ assessed_on: '2026-11-22' }), ask({ assessed_on: '2026-11-23' })]).toEqual([1, 1]);
});

test('looking at all facts at once is our mistake', () => {
  expect(() => remembered((facts: Facts) => Object.keys(facts).length, each)({ assessed_on: '2026-11-22' })).toThrow(/by name/);
});

test('a full memory begins again, a useless one is left alone; both stay right', () => {
  const full = remembered((facts: Facts) => facts.lawyer_paid, each);
  const useless = remembered((facts: Facts) => facts.lawyer_paid, each);
  const told = (n: number): Facts => ({ assessed_on: '2026-11-22', lawyer_paid: n });
  for (let n = 0; n < 5_100; n++) expect([full(told(n)), full(told(n)), useless(told(n))]).toEqual([n, n, n]);
  expect([full(told(5)), useless(told(5))]).toEqual([5, 5]);
});

test('days with the same entries in force share an answer, unless the day itself was read', () => {
  let asked = 0;
  const yearOf = (day: string): string => `${day.slice(0, 4)}-01-01`;
  const byTables = remembered((facts: Facts) => `${tablesDay(facts)} ${++asked}`, yearOf);
  expect(['2026-11-22', '2026-03-01', '2027-03-01', '2026-12-31'].map((assessed_on) => byTables({ assessed_on }))).toEqual([
    '2026-01-01 1',
    '2026-01-01 1',
    '2027-01-01 2',
    '2026-01-01 1',
  ]);
  const byDay = remembered((facts: Facts) => `${tablesDay(facts)} ${facts.assessed_on}`, yearOf);
  expect(['2026-11-22', '2026-03-01'].map((assessed_on) => byDay({ assessed_on }))).toEqual(['2026-01-01 2026-11-22', '2026-01-01 2026-03-01']);
  expect(tablesDay({ assessed_on: '2026-11-22' })).toBe('2026-11-22');
});
