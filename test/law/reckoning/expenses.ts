/** Owns Đ28 for the second reckoning: what was paid with a receipt, or the most the Law allows for a year; the lawyer; the visits. */
import type { Facts } from '../../../src/law/facts.js';
import { daysIn, type N, read, runsOf, type Span, wholeMonths } from './days.js';
import { times } from './money.js';
import { type Row, row, silent, spansOf, told } from './rows.js';
import { lcs } from './tables.js';

/** The last day of the visiting rules that are known (Luật 94/2015, Luật THAHS 2019). */
const VISITS_KNOWN_UNTIL = '2026-06-30';
const VISITS_KNOWN_FROM = '2018-01-01';

export const expenses = (facts: Facts, valued: N): readonly Row[] => {
  if (facts.losses?.includes('expenses') !== true) return [];
  const wage = lcs(valued);
  const yearly = (head: string, paid: N | undefined, months: N): Row => {
    if (paid !== undefined && paid > 0) return row(head, times(paid));
    if (wage === undefined) return silent(head);
    const started = told(facts.expenses_started_on);
    // Told in years: quarters of a year, so that the fraction stays exact.
    return row(head, started === undefined ? times(months, wage, Math.round((told(facts.travel_years) ?? 0) * 4)).over(4) : times(months, wage, valued - read(started)).over(365));
  };
  const paidLawyer = told(facts.lawyer_paid) ?? 0;
  const stays = spansOf(facts.custody);
  return [
    yearly('travel', told(facts.travel_with_receipts), 6),
    yearly('mail', told(facts.mail_with_receipts), 1),
    ...(paidLawyer === 0 ? [] : [lawyer(paidLawyer, told(facts.lawyer_days) ?? 0, wage)]),
    ...(facts.field === 'criminal_proceedings' && stays.length > 0 ? [visits(facts, stays, valued)] : []),
  ];
};

/** Once a month, three people (Đ28.3): what was paid, or without proof the most; a part of a month adds no visit. */
const visits = (facts: Facts, stays: readonly Span[], valued: N): Row => {
  const runs = runsOf(daysIn(stays, valued));
  if (runs.length === 0 || runs.some(({ from, to }) => from < read(VISITS_KNOWN_FROM) || to > read(VISITS_KNOWN_UNTIL))) return silent('visits');
  const paid = told(facts.visits_cost);
  if (paid !== undefined) return row('visits', times(paid));
  const journey = told(facts.visit_journey);
  if (journey === undefined) return silent('visits');
  return row(
    'visits',
    times(
      3,
      journey,
      runs.reduce((all, run) => all + Math.max(1, wholeMonths(run)), 0),
    ),
  );
};

/** At most 0,4 × LCS for a working day (NĐ 123/2013 Đ19.1); half days are halves. */
const lawyer = (paid: N, days: N, wage: N | undefined): Row => {
  if (wage === undefined) return silent('lawyer');
  const cap = row('lawyer', times(2, wage, Math.round(days * 2)).over(5, 2));
  return paid < (cap.amount ?? 0) ? row('lawyer', times(paid)) : cap;
};
