/** Owns other expenses (Đ28, NĐ 68 Đ12): travel, lodging, printing, mail, lawyer, family visits; with receipts or up to a cap. */
import { daysBetween } from '../../basics/index.js';
import { entryOn } from '../entries.js';
import { completeStretches } from '../periods.js';
import { byBaseSalaryMonths } from './days.js';
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

/** The number of visits allowed from 01/07/2026 is not in our tables, so a stay reaching past it has no amount. */
const visits = (of: Case): DamageRow => {
  const row = startRow(of, { head: 'visits', group: 'other' });
  row.cite('expense.visits');
  const cost = row.read('visits_cost');
  const stays = row.read('custody') ?? [];
  const { stretches, incomplete } = completeStretches(stays);
  const ends = of.law.entries.get('expense.visits_old')?.[0]?.to ?? '';
  if (incomplete || stretches.length === 0 || stretches.some(({ to }) => to > ends)) return row.none('visits_table_ends', incomplete || stretches.length === 0 ? ['custody'] : []);
  if (cost === undefined) return row.none('visits_not_known', ['visits_cost']);
  const old = entryOn(of.law, 'expense.visits_old', stretches[0]?.to ?? ends);
  if (old === undefined) return row.none('visits_table_ends');
  row.doubt(old.mark);
  row.say('law.expense.visits', { cost, perMonth: old.value ?? 0 });
  return row.sum(cost);
};
