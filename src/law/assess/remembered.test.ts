/** The fear: one case is given the answer of another. */
import { expect, test } from 'vitest';
import type { Facts } from '../facts.js';
import { remembered } from './remembered.js';

test('asks once for cases that agree on what is read, and again when they do not', () => {
  let asked = 0;
  const ask = remembered((facts: Facts) => {
    asked += 1;
    return facts.field === 'administration' ? `act ${facts.administration_act} ${JSON.stringify(facts.losses)}` : `measure ${facts.criminal_measure}`;
  });
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
  const ask = remembered(() => ++asked);
  expect([ask({ assessed_on: '2026-11-22' }), ask({ assessed_on: '2026-11-23' })]).toEqual([1, 1]);
});

test('looking at all facts at once is our mistake', () => {
  expect(() => remembered((facts: Facts) => Object.keys(facts).length)({ assessed_on: '2026-11-22' })).toThrow(/by name/);
});

test('a full memory begins again and stays right', () => {
  const ask = remembered((facts: Facts) => facts.lawyer_paid);
  for (let n = 0; n < 5_100; n++) expect(ask({ assessed_on: '2026-11-22', lawyer_paid: n })).toBe(n);
  expect(ask({ assessed_on: '2026-11-22', lawyer_paid: 5 })).toBe(5);
});
