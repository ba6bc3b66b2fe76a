/**
 * Owns the numbers of the second reckoning, typed by hand from the decrees and notices (not read from `data/`): wages and days off.
 */
import { isSaturday, isSunday, type N, parts, read, write } from './days.js';

/** Lương cơ sở, đồng a month, from a day. NĐ 66/2013, 47/2016, 47/2017, 72/2018, 38/2019, 24/2023, 73/2024, 161/2026. */
const base: readonly (readonly [string, N])[] = [
  ['2013-07-01', 1_150_000],
  ['2016-05-01', 1_210_000],
  ['2017-07-01', 1_300_000],
  ['2018-07-01', 1_390_000],
  ['2019-07-01', 1_490_000],
  ['2023-07-01', 1_800_000],
  ['2024-07-01', 2_340_000],
  ['2026-07-01', 2_530_000],
];
/** Lương tối thiểu vùng I, II, III, IV, đồng a month. NĐ 38/2022, 74/2024, 293/2025. */
const regional: readonly (readonly [string, readonly [N, N, N, N]])[] = [
  ['2022-07-01', [4_680_000, 4_160_000, 3_640_000, 3_250_000]],
  ['2024-07-01', [4_960_000, 4_410_000, 3_860_000, 3_450_000]],
  ['2026-01-01', [5_310_000, 4_730_000, 4_140_000, 3_700_000]],
];
/** Nobody knows the wages of 2028 yet. */
const LAST_KNOWN = '2027-12-31';

const inForce = <T>(rows: readonly (readonly [string, T])[], day: N): T | undefined => (day > read(LAST_KNOWN) ? undefined : rows.findLast(([from]) => read(from) <= day)?.[1]);
export const lcs = (day: N): N | undefined => inForce(base, day);
export type Zone = 'I' | 'II' | 'III' | 'IV';
export const lttv = (zone: Zone, day: N): N | undefined => inForce(regional, day)?.[['I', 'II', 'III', 'IV'].indexOf(zone)];

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
const off = list(`
  2024-01-01 2024-02-08 2024-02-09 2024-02-10 2024-02-11 2024-02-12 2024-02-13 2024-02-14 2024-04-18 2024-04-29 2024-04-30 2024-05-01 2024-09-02 2024-09-03
  2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07 2025-04-30 2025-05-01 2025-05-02 2025-09-01 2025-09-02
  2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-04-26 2026-04-27 2026-04-30 2026-05-01 2026-08-31 2026-09-01 2026-09-02 2026-11-24
  2027-01-01 2027-02-06 2027-04-16 2027-04-30 2027-05-01 2027-05-03 2027-09-02 2027-11-24`);
const worked = list('2024-05-04 2025-04-26 2026-01-10 2026-08-22');
/** Not decided: the swap around 24/11/2026; in 2027 the swaps, Tết and the second day of Quốc khánh. */
const undecided: readonly (readonly [string, string])[] = [
  ['2026-11-23', '2026-11-23'],
  ['2026-11-28', '2026-11-28'],
  ['2027-01-02', '2027-01-02'],
  ['2027-01-30', '2027-02-21'],
  ['2027-04-24', '2027-04-24'],
  ['2027-08-28', '2027-09-11'],
  ['2027-11-20', '2027-11-28'],
];

export type Kind = 'working' | 'off' | 'undecided' | 'no calendar';
export const kindOf = (day: N): Kind => {
  const { year } = parts(day);
  if (year < 2024 || year > 2027) return 'no calendar';
  const text = write(day);
  if (worked.has(text)) return 'working';
  // A Sunday inside an undecided stretch is off whatever is decided; so is a day of the Labour Code's own list.
  if (off.has(text) || isSunday(day)) return 'off';
  if (undecided.some(([from, to]) => from <= text && text <= to)) return 'undecided';
  return isSaturday(day) ? 'off' : 'working';
};
