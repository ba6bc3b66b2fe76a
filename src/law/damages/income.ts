/** Owns lost income (Đ24, NĐ 68 Đ5–8): the person's own wage, an average, or the regional minimum, for the days lost. */
import { entryOn } from '../entries.js';
import { completeStretches, mergeStretches, type Stretch, upTo } from '../periods.js';
import { byRegionalDays, sayStretches } from './days.js';
import { monthsIn } from './months.js';
import { type Case, type DamageRow, type RowNotes, startRow } from './row.js';

export const incomeRows = (of: Case): readonly DamageRow[] => {
  const { facts } = of;
  if (facts.losses?.includes('income') !== true && facts.income_lost === undefined) return [];
  const start = (head: DamageRow['head']): RowNotes => {
    const row = startRow(of, { head, group: 'income' });
    row.read('income_kind');
    row.cite('income.period');
    row.cite(periodEntry(of));
    if (facts.incapacity === true) {
      row.cite('income.period_incapacity');
      row.say('law.income.incapacity_goes_on');
    }
    return row;
  };
  switch (facts.income_kind) {
    case 'stable':
      return [monthly(of, start('income_stable'), 'income.stable')];
    case 'unstable':
      return [monthly(of, start('income_unstable'), 'income.unstable')];
    case 'organisation':
      return [monthly(of, start('income_organisation'), 'income.organisation')];
    case 'seasonal':
      return [seasonal(of, start('income_seasonal'))];
    case 'none':
      // The Law knows stable, unstable and seasonal income only; for no wage at all it says nothing.
      return [start('income_unclear').none('income_without_rule')];
    default:
      return [start('income_unclear').none('income_kind_not_known', ['income_kind'])];
  }
};

/** Which clause of NĐ 68 says from when to when: Đ6 for confinement, Đ7 for dismissal, Đ8 for criminal proceedings, Đ5 otherwise. */
const periodEntry = ({ facts }: Case): string => {
  if (facts.field === 'criminal_proceedings') return 'income.period_criminal';
  if (facts.field !== 'administration') return 'income.period';
  if (facts.administration_act === 'dismissal') return 'income.period_dismissal';
  const confined = ['preventive_measure', 'reform_school', 'compulsory_education', 'compulsory_rehab'];
  return confined.includes(facts.administration_act ?? '') && (facts.administrative_measure?.length ?? 0) > 0 ? 'income.period_administration' : 'income.period';
};

/** The month's income as a fraction: told as an average, or as the months themselves, so that it is divided once. */
const monthOf = (of: Case, row: RowNotes): { readonly sum: number; readonly over: number } | undefined => {
  const told = row.read('income_monthly');
  if (told !== undefined) return { sum: told, over: 1 };
  const months = row.read('income_by_month') ?? [];
  const needed = of.facts.income_kind === 'unstable' ? entryOn(of.law, 'income.unstable_months', of.facts.assessed_on)?.value : undefined;
  if (months.length === 0 || of.facts.income_kind === 'stable' || (needed !== undefined && needed !== months.length)) return undefined;
  if (needed !== undefined) row.cite('income.unstable_months');
  const sum = months.reduce((all, month) => all + month, 0);
  row.say('law.income.average', { sum, months: months.length, average: Math.floor(sum / months.length + 0.5) });
  return { sum, over: months.length };
};

const monthly = (of: Case, row: RowNotes, entry: string): DamageRow => {
  if (row.cite(entry) === undefined) return row.none('law_not_in_force');
  const wage = monthOf(of, row);
  const lost = lostStretches(of, row);
  if (wage === undefined || lost === undefined)
    return row.none('income_not_known', [...(wage === undefined ? (['income_monthly'] as const) : []), ...(lost === undefined ? (['income_lost'] as const) : [])]);
  sayStretches(row, lost);
  const parts = lost.map(monthsIn);
  const months = parts.reduce((sum, part) => sum + part.months, 0);
  const days = parts.reduce((sum, part) => sum + part.days, 0);
  row.say('law.reckoning.monthly', { wage: Math.floor(wage.sum / wage.over + 0.5), months, days });
  row.say('law.reckoning.part_month');
  return row.sum((wage.sum * parts.reduce((sum, part) => sum + part.thirtieths, 0)) / (30 * wage.over));
};

const seasonal = (of: Case, row: RowNotes): DamageRow => {
  if (row.cite('income.seasonal') === undefined) return row.none('law_not_in_force');
  const lost = lostStretches(of, row);
  if (lost === undefined) return row.none('income_not_known', ['income_lost']);
  const days = sayStretches(row, lost);
  const daily = row.read('income_seasonal_daily');
  if (daily !== undefined) {
    row.say('law.reckoning.daily', { daily, days });
    return row.sum(daily * days);
  }
  const zone = row.read('wage_zone');
  if (zone === undefined) return row.none('wage_zone_not_known', ['wage_zone']);
  row.say('law.income.seasonal_fallback');
  return byRegionalDays(row, 'income.seasonal', days, zone);
};

const lostStretches = (of: Case, row: RowNotes): readonly Stretch[] | undefined => {
  const told = row.read('income_lost');
  if (told === undefined || told.length === 0) return undefined;
  const { stretches, incomplete } = completeStretches(told);
  return incomplete ? undefined : mergeStretches(upTo(stretches, of.valued.day));
};
