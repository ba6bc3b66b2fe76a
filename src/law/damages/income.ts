/** Owns lost income (Đ24, NĐ 68 Đ5–8): the person's own wage, an average, or the regional minimum, for the days lost. */
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

const monthly = (of: Case, row: RowNotes, entry: string): DamageRow => {
  if (row.cite(entry) === undefined) return row.none('law_not_in_force');
  const wage = row.read('income_monthly');
  const lost = lostStretches(of, row);
  if (wage === undefined || lost === undefined)
    return row.none('income_not_known', [...(wage === undefined ? (['income_monthly'] as const) : []), ...(lost === undefined ? (['income_lost'] as const) : [])]);
  sayStretches(row, lost);
  const parts = lost.map(monthsIn);
  const months = parts.reduce((sum, part) => sum + part.months, 0);
  const days = parts.reduce((sum, part) => sum + part.days, 0);
  row.say('law.reckoning.monthly', { wage, months, days });
  row.say('law.reckoning.part_month');
  return row.sum((wage * parts.reduce((sum, part) => sum + part.thirtieths, 0)) / 30);
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
