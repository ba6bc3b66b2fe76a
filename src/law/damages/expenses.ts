/** Owns other expenses (Đ28, NĐ 68 Đ12): travel, lodging, printing, mail, lawyer, family visits; with receipts or up to a cap. */
import { daysBetween } from '../../basics/index.js';
import { entryOn } from '../entries.js';
import { completeStretches, mergeStretches, upTo } from '../periods.js';
import { byBaseSalaryMonths } from './days.js';
import { monthsIn } from './months.js';
import { type Case, type DamageRow, type RowNotes, startRow } from './row.js';

export const expenseRows = (of: Case): readonly DamageRow[] => {
  const { facts } = of;
  if (facts.losses?.includes('expenses') !== true) return [];
  return [
    withOrWithoutReceipts(of, 'travel', 'travel_with_receipts', 'expense.travel', 'expense.travel_no_receipts'),
    withOrWithoutReceipts(of, 'mail', 'mail_with_receipts', 'expense.mail', 'expense.mail'),
    ...(facts.lawyer_paid === undefined || facts.lawyer_paid === 0 ? [] : [lawyer(of)]),
    ...(facts.field === 'criminal_proceedings' && ((facts.custody?.length ?? 0) > 0 || facts.visits_cost !== undefined) ? [visits(of)] : []),
  ];
};

const withOrWithoutReceipts = (of: Case, head: 'travel' | 'mail', fact: 'travel_with_receipts' | 'mail_with_receipts', byReceipts: string, byCap: string): DamageRow => {
  const row = startRow(of, { head, group: 'other' });
  row.cite('expense.where');
  const paid = row.read(fact);
  if (paid !== undefined && paid > 0) {
    if (row.cite(byReceipts) === undefined) return row.none('law_not_in_force');
    row.say('law.expense.by_receipts', { paid });
    if (head === 'travel') {
      // The ceiling of Đ28.1.a is a Ministry of Finance rate that is not in our tables.
      row.doubt('unsure');
      row.say('law.expense.ceiling_unchecked');
    }
    return row.sum(paid);
  }
  return upToCap(of, row, byCap);
};

/** Without receipts the Law sets only the most that may be paid for a year; parts of a year by days over 365, said as an assumption. */
const upToCap = (of: Case, row: RowNotes, entry: string): DamageRow => {
  row.cite('expense.years');
  const started = row.read('expenses_started_on');
  const told = row.read('travel_years');
  if (started === undefined && told === undefined) return row.none('expense_years_not_known', ['expenses_started_on']);
  if (started !== undefined && started > of.valued.day) return row.none('days_do_not_fit', ['expenses_started_on']);
  const yearly = byBaseSalaryMonths(row, entry);
  if (yearly === 'no_law') return row.none('law_not_in_force');
  if (yearly === 'no_wage') return row.none('wage_table_ends');
  const days = started === undefined ? (told ?? 0) * 365 : daysBetween(started, of.valued.day);
  row.say('law.expense.cap', { months: yearly.months, salary: yearly.salary, days: Math.round(days) });
  row.say('law.expense.at_cap');
  const most = Math.floor((yearly.exact * days) / 365 + 0.5);
  return row.sum(most, { cap: most, atCap: true });
};

const lawyer = (of: Case): DamageRow => {
  const row = startRow(of, { head: 'lawyer', group: 'other' });
  row.cite('expense.lawyer');
  const paid = row.read('lawyer_paid');
  const days = row.read('lawyer_days');
  if (paid === undefined || days === undefined)
    return row.none('lawyer_not_known', [...(paid === undefined ? (['lawyer_paid'] as const) : []), ...(days === undefined ? (['lawyer_days'] as const) : [])]);
  const daily = byBaseSalaryMonths(row, 'expense.lawyer_cap');
  if (daily === 'no_law') return row.none('law_not_in_force');
  if (daily === 'no_wage') return row.none('wage_table_ends');
  const cap = Math.floor(daily.exact * days + 0.5);
  row.say('law.expense.lawyer', { paid, days, times: daily.months, salary: daily.salary, cap });
  return row.sum(Math.min(paid, cap), { cap, atCap: paid > cap });
};

/**
 * Visits (Đ28.3): what was paid, or without proof the most that the detention laws allow. Their limits are in our tables from 2018 to
 * 30/06/2026 only; a stay that reaches out of them has no amount.
 */
const visits = (of: Case): DamageRow => {
  const row = startRow(of, { head: 'visits', group: 'other' });
  row.cite('expense.visits');
  const cost = row.read('visits_cost');
  const journey = row.read('visit_journey');
  const { stretches, incomplete } = completeStretches(row.read('custody') ?? []);
  if (incomplete || stretches.length === 0) return row.none('visits_not_known', ['custody']);
  const merged = mergeStretches(upTo(stretches, of.valued.day));
  const limits = merged.flatMap(({ from, to }) => [entryOn(of.law, 'expense.visits_old', from), entryOn(of.law, 'expense.visits_old', to)]);
  const [old] = limits;
  if (old === undefined || limits.includes(undefined)) return row.none(merged.some(({ from }) => from < (tableOf(of)?.from ?? from)) ? 'visits_before_table' : 'visits_table_ends');
  row.doubt(old.mark);
  const people = entryOn(of.law, 'expense.visits_people', old.from);
  if (people === undefined) return row.none('law_not_in_force');
  if (cost !== undefined) {
    row.say('law.expense.visits', { cost, perMonth: old.value ?? 0, people: people.value ?? 0 });
    return row.sum(cost);
  }
  if (journey === undefined) return row.none('visits_not_known', ['visits_cost', 'visit_journey']);
  // Once a month (the first visit falls in the first month); how a part of a month counts is not said, so it adds none.
  const times = merged.reduce((sum, stay) => sum + Math.max(1, monthsIn(stay).months) * (old.value ?? 0), 0);
  const most = times * (people.value ?? 0) * journey;
  row.say('law.expense.visits_most', { times, people: people.value ?? 0, journey });
  row.say('law.expense.at_cap');
  return row.sum(most, { cap: most, atCap: true });
};

const tableOf = (of: Case) => of.law.entries.get('expense.visits_old')?.[0];
