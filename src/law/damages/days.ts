/** Owns amounts paid by the day: multiples of LCS/22 and LTTV/26, with the arithmetic said. */
import { countDays, type Stretch } from '../periods.js';
import type { WageZone } from '../wages.js';
import type { DamageRow, RowNotes } from './row.js';

/** days × multiple × LCS/22. The multiple is the value of the cited entry. */
export const byBaseSalaryDays = (row: RowNotes, entry: string, days: number, more: { readonly advance: boolean }): DamageRow => {
  const times = row.number(entry);
  const divisor = row.number('wage.day_divisor_base');
  if (times === undefined || divisor === undefined) return row.none('law_not_in_force');
  const salary = row.baseSalary();
  if (salary === undefined) return row.none('wage_table_ends');
  row.say('law.reckoning.base_salary_days', { days, times, salary: salary.amount, divisor });
  return row.sum((days * times * salary.amount) / divisor, more);
};

/** months × LCS, the multiple being the value of the cited entry. */
export const byBaseSalaryMonths = (row: RowNotes, entry: string): { readonly exact: number; readonly months: number; readonly salary: number } | 'no_law' | 'no_wage' => {
  const months = row.number(entry);
  if (months === undefined) return 'no_law';
  const salary = row.baseSalary();
  return salary === undefined ? 'no_wage' : { exact: months * salary.amount, months, salary: salary.amount };
};

/** days × LTTV(zone)/26. */
export const byRegionalDays = (row: RowNotes, entry: string, days: number, zone: WageZone): DamageRow => {
  const times = row.number(entry);
  const divisor = row.number('wage.day_divisor_regional');
  if (times === undefined || divisor === undefined) return row.none('law_not_in_force');
  const wage = row.regionalWage(zone);
  if (wage === undefined) return row.none('wage_table_ends');
  row.say('law.reckoning.regional_days', { days, wage: wage.amount, zone, divisor });
  return row.sum((days * times * wage.amount) / divisor);
};

/** Says each stretch and that both its ends are counted, an assumption: the Law does not say. */
export const sayStretches = (row: RowNotes, stretches: readonly Stretch[]): number => {
  for (const stretch of stretches) row.say('law.reckoning.stretch', { from: stretch.from, to: stretch.to, days: countDays([stretch]) });
  if (stretches.length > 0) row.say('law.reckoning.both_ends');
  return countDays(stretches);
};
