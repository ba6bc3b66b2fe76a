/** Quick guard over the triage functions; the worked examples are in test/law. */
import { describe, expect, test } from 'vitest';
import { type Facts, factsSchema, inScope, limitationEnds, loadLaw, verdict } from './index.js';

const law = loadLaw();
const facts = (given: Omit<Facts, 'assessed_on'> & { assessed_on?: string }): Facts => factsSchema.parse({ assessed_on: '2026-11-22', ...given });
const detained: Omit<Facts, 'assessed_on'> = {
  field: 'criminal_proceedings',
  criminal_measure: 'detention',
  criminal_outcome: 'not_a_crime',
  grounding_document: 'crp_decision',
  document_received_on: '2025-03-10',
};

describe('verdict', () => {
  test('five questions are enough for a yes in criminal proceedings', () => {
    const found = verdict(facts(detained), law);
    expect(found.value.kind).toBe('covered_ready');
    expect(found.value.honour).toEqual({ entitled: true, form: 'apology_and_press' });
    expect(found.cites.map((cite) => cite.article)).toEqual(expect.arrayContaining(['Đ18.3', 'Đ9.2', 'Đ6.1']));
  });
  test('asks one thing at a time, in order', () => {
    expect(verdict(facts({}), law).value.missing).toEqual(['field']);
    expect(verdict(facts({ field: 'administration' }), law).value.missing).toEqual(['administration_act']);
    expect(verdict(facts({ field: 'administration', administration_act: 'land' }), law).value.missing).toEqual(['land_act']);
    expect(verdict(facts({ field: 'administration', administration_act: 'fine' }), law).value.missing).toEqual(['grounding_document']);
    expect(verdict(facts({ field: 'administration', administration_act: 'fine', grounding_document: 'adm_judgment' }), law).value.missing).toEqual(['document_received_on']);
  });
  test('a fact the person does not know is never asked again: an officer answers', () => {
    const found = verdict(facts({ ...detained, document_received_on: 'unknown' }), law);
    expect(found.value).toMatchObject({ kind: 'cannot_tell', missing: [], elsewhere: ['officer'], because: 'law.unknown.received_day_not_known' });
  });
  test('before saying out of time it asks for time that does not count', () => {
    const late = { ...detained, document_received_on: '2021-01-04' };
    expect(verdict(facts(late), law).value).toMatchObject({ kind: 'cannot_tell', missing: ['has_excluded_time'] });
    expect(verdict(facts({ ...late, has_excluded_time: false }), law).value).toMatchObject({ kind: 'out_of_time', honourOnly: true });
  });
  test('an open case waits for its outcome', () => {
    expect(verdict(facts({ ...detained, criminal_outcome: 'still_open' }), law).value).toMatchObject({ kind: 'covered_no_document', because: 'law.verdict.case_still_open' });
  });
});

test('Đ18.2 wants no violation of law, not only no crime', () => {
  const custody = { field: 'criminal_proceedings', criminal_measure: 'custody', criminal_outcome: 'not_a_crime' } as const;
  expect(inScope(facts(custody), law)).toMatchObject({ kind: 'unknown', missing: ['no_violation_stated'] });
  expect(inScope(facts({ ...custody, no_violation_stated: true }), law)).toMatchObject({ kind: 'known', value: { covered: true, clause: 'scope.crp.2' } });
  expect(inScope(facts({ ...custody, no_violation_stated: false }), law)).toMatchObject({ kind: 'unknown', missing: [] });
});

describe('limitation', () => {
  const on = (assessed_on: string, received: string, more: Partial<Facts> = {}) =>
    limitationEnds(facts({ ...detained, document_received_on: received, assessed_on, ...more }), law);
  test('the last day is open, the next is not', () => {
    expect(on('2026-03-10', '2023-03-10')).toMatchObject({ value: { state: 'open', safeDay: '2026-03-10', daysLeft: 0 } });
    expect(on('2026-03-11', '2023-03-10')).toMatchObject({ value: { state: 'passed', endedOn: '2026-03-10', daysAgo: 1 } });
  });
  test('a last day in Tết 2026 moves behind it', () => {
    // 17/2/2026 is mùng 1; days off to Friday 20/2, so Monday 23/2.
    expect(on('2026-02-23', '2023-02-17')).toMatchObject({ value: { state: 'open', safeDay: '2026-02-17', endsOn: '2026-02-23', daysLeft: 0 } });
    expect(on('2026-02-24', '2023-02-17')).toMatchObject({ value: { state: 'passed', endedOn: '2026-02-23' } });
  });
  test('29 February ends on 28 February, which in 2027 is a Sunday', () => {
    expect(on('2027-02-28', '2024-02-29')).toMatchObject({ value: { state: 'open', safeDay: '2027-02-28', endsOn: '2027-03-01' } });
    expect(on('2027-03-01', '2024-02-29')).toMatchObject({ value: { state: 'open', daysLeft: 0 } });
    expect(on('2027-03-02', '2024-02-29')).toMatchObject({ value: { state: 'passed' } });
  });
  test('a year without a table gives the raw day and a doubt', () => {
    expect(on('2028-12-29', '2025-12-30')).toMatchObject({ value: { state: 'open', safeDay: '2028-12-30', endsOn: undefined }, mark: 'unsure' });
    expect(on('2028-12-31', '2025-12-30')).toMatchObject({ kind: 'unknown', why: 'law.unknown.calendar_ends' });
    expect(on('2029-02-01', '2025-12-30')).toMatchObject({ value: { state: 'passed' } });
  });
  test('excluded time adds its days once, however it is told', () => {
    const one = on('2024-06-01', '2022-01-10', { excluded_time: [{ from: '2023-01-01', to: '2023-01-31', why: 'force_majeure' }] });
    const two = on('2024-06-01', '2022-01-10', {
      excluded_time: [
        { from: '2023-01-20', to: '2023-01-31' },
        { from: '2023-01-01', to: '2023-01-25' },
      ],
    });
    expect(one).toMatchObject({ value: { state: 'open', safeDay: '2025-02-10', needsProof: true } });
    expect(two).toMatchObject({ value: { state: 'open', safeDay: '2025-02-10' } });
  });
});
