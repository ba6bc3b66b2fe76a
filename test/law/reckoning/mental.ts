/**
 * Owns Đ27 for the second reckoning. Each day of the case is looked at by itself and painted with the one point that pays it: held
 * (27.3.b) before reform without custody or a suspended sentence (d) before "sentence served, not yet cleared" (đ) before at large (c).
 */
import type { Facts } from '../../../src/law/facts.js';
import { daysIn, type N, read, type Span } from './days.js';
import { times } from './money.js';
import { type Row, row, silent, spansOf, told } from './rows.js';
import { lcs } from './tables.js';

/** đ/ngày = số lần × LCS ÷ 22 (Đ27.7). Half a multiple is written in halves. */
const daily = (head: string, halves: N, days: N, valued: N): Row => {
  const wage = lcs(valued);
  return wage === undefined ? silent(head) : row(head, times(halves, days, wage).over(2, 22), { advance: true });
};

export const mental = (facts: Facts, valued: N): readonly Row[] => {
  if (facts.claimant_is_organisation === true) return [];
  const wage = lcs(valued);
  const lump = (months: N): N | undefined => (wage === undefined ? undefined : months * wage);
  const losses = facts.losses ?? [];
  if (losses.includes('death')) {
    const amount = lump(360);
    return [amount === undefined ? silent('mental_death') : row('mental_death', times(amount), { advance: true }), ...dismissed(facts, valued)];
  }
  return [...byField(facts, valued), ...dismissed(facts, valued), ...(losses.includes('health') ? [health(facts, lump(50))] : [])];
};

/** Đ27.1–3 and 6 have nothing for civil and administrative trials and civil enforcement; for criminal enforcement nobody knows. */
const byField = (facts: Facts, valued: N): readonly Row[] => {
  if (facts.field === 'criminal_proceedings') return proceedings(facts, valued);
  if (facts.field === 'administration') return measures(facts, valued);
  return facts.field === 'criminal_enforcement' ? [silent('mental_custody')] : [];
};

/** Đ27.5: the Law has a cap of fifty months and no formula. */
const health = (facts: Facts, cap: N | undefined): Row => {
  const claimed = told(facts.health_harm_claimed);
  return claimed === undefined || cap === undefined ? silent('mental_health') : row('mental_health', times(Math.min(claimed, cap)));
};

const measures = (facts: Facts, valued: N): readonly Row[] => {
  const days = daysIn(spansOf(facts.administrative_measure), valued).size;
  switch (facts.administration_act) {
    case 'commune_education':
      return [daily('mental_commune_education', 1, days, valued)];
    case 'reform_school':
    case 'compulsory_education':
    case 'compulsory_rehab':
      return [daily('mental_confined', 4, days, valued)];
    case 'preventive_measure':
      return facts.administrative_measure === undefined || facts.administrative_measure.length === 0 ? [] : [daily('mental_confined', 4, days, valued)];
    default:
      return [];
  }
};

/** Đ27.6, from the day the decision took effect to the day of return, of death, or of acceptance. */
const dismissed = (facts: Facts, valued: N): readonly Row[] => {
  const from = told(facts.dismissed_from);
  if (facts.field !== 'administration' || facts.administration_act !== 'dismissal' || from === undefined) return [];
  const ends = [told(facts.reinstated_on), told(facts.injured_died_on)].filter((day) => day !== undefined).map(read);
  return [daily('mental_dismissal', 2, Math.min(valued, ...ends) - read(from) + 1, valued)];
};

const excess = ['excess_after_partial_acquittal', 'excess_death_sentence', 'excess_combined_sentences'];

const proceedings = (facts: Facts, valued: N): readonly Row[] => {
  const measure = String(facts.criminal_measure);
  // Đ18.9 is about companies and Đ18.10 about property: Đ27.3 has nothing for either.
  if (measure === 'legal_entity' || measure === 'property') return [];
  if (excess.includes(measure)) return [daily('mental_custody', 10, told(facts.excess_days) ?? 0, valued)];
  // Custody told beside an urgent hold is what followed it: point b pays its days, and whether a is added nobody knows.
  const held = spansOf(facts.custody).length > 0;
  const lump: readonly Row[] = measure === 'urgent_hold' || facts.urgent_hold === true ? [held ? silent('mental_urgent_hold') : daily('mental_urgent_hold', 4, 1, valued)] : [];
  const cleared = told(facts.cleared_on) ?? told(facts.document_issued_on);
  const until = cleared === undefined ? undefined : Math.min(read(cleared), valued);
  const finished = told(facts.sentence_finished_on);
  const accused = told(facts.accused_on);
  const painted = new Map<N, 'b' | 'c' | 'd' | 'đ'>();
  const paint = (point: 'b' | 'c' | 'd' | 'đ', spans: readonly Span[]): void => {
    for (const { from, to } of spans) for (let day = from; day <= to && day <= valued; day++) if (!painted.has(day)) painted.set(day, point);
  };
  paint('b', spansOf(facts.custody));
  paint('d', spansOf(facts.noncustodial));
  if (finished !== undefined && until !== undefined) paint('đ', [{ from: read(finished) + 1, to: until }]);
  if (accused !== undefined && until !== undefined) paint('c', [{ from: read(accused), to: until }]);
  const count = { b: 0, c: 0, d: 0, đ: 0 };
  for (const point of painted.values()) count[point] += 1;
  return [
    ...lump,
    daily('mental_custody', 10, count.b, valued),
    daily('mental_noncustodial', 6, count.d, valued),
    daily('mental_after_sentence', 4, count.đ, valued),
    daily('mental_at_large', 4, count.c, valued),
  ];
};
