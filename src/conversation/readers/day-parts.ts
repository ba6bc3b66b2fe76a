/** Owns turning the parts of a day — date, month, year as typed — into a day, several days, or the reason there is none. */
import { type Day, addDays, daysBetween, daysInMonth, makeDay, partsOf, showDay } from '../../basics/index.js';
import type { Answer, RefusalCode } from './codes.js';
import { refuse, several, value } from './reading.js';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2099;
/** A date without a year this near to today is taken as the nearest one. */
const NEAR = 31;

export const offerDays = (days: readonly Day[]): Answer<Day> => several([...new Set(days)].map((day) => ({ value: day, label: showDay(day) })));

/** The years two digits can mean on a day: `21` → 2021, `85` → 1985, `30` in 2026 → 2030 or 1930. */
export const yearsOf = (written: string, today: Day): readonly number[] => {
  const year = Number(written);
  if (written.length !== 2) return [year];
  const now = partsOf(today)[0];
  if (2000 + year <= now) return [2000 + year];
  return 2000 + year <= now + 10 ? [2000 + year, 1900 + year] : [1900 + year];
};

const whyNot = (date: number, month: number, years: readonly number[]): RefusalCode => {
  if (month > 12) return date >= 1 && date <= 12 && month <= 31 ? 'day_month_over_12' : 'day_not_exist';
  if (month < 1 || date < 1) return 'day_not_exist';
  if (month === 2 && date === 29 && years.length > 0) return 'day_not_leap_year';
  return 'day_not_exist';
};

/** A day with its year. `12/3/2021` is 12 March: in Việt Nam the date comes first. */
export const fullDay = (date: number, month: number, years: readonly number[]): Answer<Day> => {
  const made = years.flatMap((year) => makeDay(year, month, date) ?? []);
  if (made.length === 0) return refuse(whyNot(date, month, years));
  const known = made.filter((day) => partsOf(day)[0] >= FIRST_YEAR && partsOf(day)[0] <= LAST_YEAR);
  return known.length === 0 ? refuse('day_year_out_of_range') : offerDays(known);
};

/**
 * A day without its year. Within a month back, it is that one; otherwise this year's and last year's are both offered, and
 * next year's when it is near. 29/2 offers the last two leap years.
 */
export const yearlessDay = (date: number, month: number, today: Day): Answer<Day> => {
  const year = partsOf(today)[0];
  if (month < 1 || month > 12 || date < 1 || date > daysInMonth(2024, month)) return refuse(whyNot(date, month, []));
  const all = Array.from({ length: 14 }, (_, i) => makeDay(year + 1 - i, month, date)).filter((day) => day !== undefined);
  const past = all.filter((day) => day <= today);
  const [latest, before] = past;
  if (latest === undefined) return refuse('day_not_exist');
  if (daysBetween(latest, today) <= NEAR) return value(latest);
  const next = all.filter((day) => day > today && (partsOf(day)[0] === year || daysBetween(today, day) <= NEAR));
  const offered = [...next, latest, ...(next.length > 0 && partsOf(latest)[0] < year ? [] : [before])].filter((day) => day !== undefined);
  return offerDays(offered);
};

/** The day of a weekday (0 Sunday … 6) in the week of `today` plus `weeks`; weeks begin on Monday. */
export const weekdayIn = (weekday: number, weeks: number, today: Day): Day => {
  const now = new Date(`${today}T00:00:00Z`).getUTCDay();
  const fromMonday = (n: number): number => (n + 6) % 7;
  return addDays(today, fromMonday(weekday) - fromMonday(now) + weeks * 7);
};
