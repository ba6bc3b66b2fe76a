/**
 * Owns wages on a day: lương cơ sở (LCS) and lương tối thiểu vùng (LTTV). A day outside the rows has no wage; an open row past its
 * check is answered with a doubt, past `known_until` not at all.
 */
import type { Day } from '../basics/index.js';
import type { Law } from './entries.js';
import type { wageZones } from './options.js';
import type { Citation } from './finding.js';

export type WageZone = (typeof wageZones)[number];
/** `doubtful`: the open row is used after the day its table was to be checked again. */
export type Wage = { readonly amount: number; readonly from: Day; readonly cite: Citation; readonly doubtful: boolean; readonly checkedOn: Day };

type Row = { readonly from: Day; readonly to: Day | null };
type Table<R extends Row> = { readonly id: string; readonly checked_on: Day; readonly recheck_on: Day; readonly known_until: Day; readonly rows: readonly R[] };

const rowOn = <R extends Row>(table: Table<R>, day: Day): R | undefined =>
  table.rows.find((row) => row.from <= day && (row.to === null ? day <= table.known_until : day <= row.to));

const wage = <R extends Row & { document: string; article: string; mark: Citation['mark'] }>(table: Table<R>, row: R, amount: number, day: Day): Wage => {
  const doubtful = row.to === null && day >= table.recheck_on;
  return {
    amount,
    from: row.from,
    checkedOn: table.checked_on,
    doubtful,
    cite: { entry: table.id, article: row.article, document: row.document, mark: doubtful ? 'unsure' : row.mark },
  };
};

/** LCS in đồng a month on a day. */
export const baseSalaryOn = (law: Law, day: Day): Wage | undefined => {
  const row = rowOn(law.baseSalary, day);
  return row && wage(law.baseSalary, row, row.amount, day);
};

/** LTTV in đồng a month in a zone on a day. */
export const regionalWageOn = (law: Law, zone: WageZone, day: Day): Wage | undefined => {
  const row = rowOn(law.regionalWage, day);
  return row && wage(law.regionalWage, row, row[zone], day);
};
