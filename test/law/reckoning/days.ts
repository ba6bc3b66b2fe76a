/**
 * Owns counting days for the second reckoning: a day is a whole number, days since 1/1/1970, by the rule of the Gregorian calendar
 * written out. Shares nothing with the program: no Date, no library.
 */
export type N = number;

const leap = (year: N): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
export const monthLength = (year: N, month: N): N => (month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

const leapsBefore = (year: N): N => Math.floor((year - 1) / 4) - Math.floor((year - 1) / 100) + Math.floor((year - 1) / 400);
const newYear = (year: N): N => (year - 1970) * 365 + leapsBefore(year) - leapsBefore(1970);

/** Days of the year before the first of each month, in a common year. */
const before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
export const dayOf = (year: N, month: N, date: N): N => newYear(year) + (before[month - 1] ?? 0) + (month > 2 && leap(year) ? 1 : 0) + date - 1;
export const read = (text: string): N => dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)));

export const parts = (day: N): { readonly year: N; readonly month: N; readonly date: N } => {
  let year = 1970 + Math.floor(day / 365.2425);
  while (newYear(year + 1) <= day) year++;
  while (newYear(year) > day) year--;
  let rest = day - newYear(year);
  let month = 1;
  for (; rest >= monthLength(year, month); month++) rest -= monthLength(year, month);
  return { year, month, date: rest + 1 };
};
export const write = (day: N): string => {
  const { year, month, date } = parts(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
};

/** The same date some months on; the last day of the month where it has no such date (BLDS Đ148.3). */
export const monthsOn = (day: N, months: N): N => {
  const { year, month, date } = parts(day);
  const index = year * 12 + month - 1 + months;
  const y = Math.floor(index / 12);
  const m = index - y * 12 + 1;
  return dayOf(y, m, Math.min(date, monthLength(y, m)));
};

/** Saturday or Sunday: 1/1/1970 was a Thursday. */
export const isSunday = (day: N): boolean => (((day + 4) % 7) + 7) % 7 === 0;
export const isSaturday = (day: N): boolean => isSunday(day + 1);

export type Span = { readonly from: N; readonly to: N };
/** Every day in some spans, each once, up to and with `last`. */
export const daysIn = (spans: readonly Span[], last: N): Set<N> => {
  const days = new Set<N>();
  for (const { from, to } of spans) for (let day = from; day <= to && day <= last; day++) days.add(day);
  return days;
};

/** The unbroken runs in a set of days. */
export const runsOf = (days: ReadonlySet<N>): Span[] => {
  const runs: { from: N; to: N }[] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last.to === day - 1) last.to = day;
    else runs.push({ from: day, to: day });
  }
  return runs;
};

/** Whole months in a run, both ends counted. */
export const wholeMonths = ({ from, to }: Span): N => {
  let months = 0;
  while (monthsOn(from, months + 1) <= to + 1) months += 1;
  return months;
};

/** Thirtieths of a month in a run, both ends counted: whole months of thirty, then days, at most thirty. */
export const thirtieths = ({ from, to }: Span): N => {
  const end = to + 1;
  const a = parts(from);
  const b = parts(end);
  let months = b.year * 12 + b.month - (a.year * 12 + a.month);
  if (monthsOn(from, months) > end) months -= 1;
  return months * 30 + Math.min(end - monthsOn(from, months), 30);
};
