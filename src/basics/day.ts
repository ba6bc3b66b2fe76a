/**
 * Owns legal days (`'2026-03-01'`, no time, no zone) and instants (ISO UTC). Does not own working days: those are law
 * (`src/law/calendar.ts`). Local time is Asia/Ho_Chi_Minh, UTC+7 with no daylight saving since 1975.
 */
export type Day = string;
export type Instant = string;

const DAY_MS = 86_400_000;
const OFFSET_MS = 7 * 3_600_000;

const epochDay = (day: Day): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
const fromEpochDay = (n: number): Day => new Date(n * DAY_MS).toISOString().slice(0, 10);

/** The days that cases are about, 1900 to 2199, reckoned once each: counting deadlines asks for the same few thousand over and over. */
const FIRST = -25_567;
const LAST = 84_005;
const numberOf = new Map<Day, number>();
// oxlint-disable-next-line unicorn/no-new-array -- room for all of them at once, none written at start
const textOf = new Array<Day | undefined>(LAST - FIRST + 1);
const numberOfDay = (day: Day): number => {
  const known = numberOf.get(day);
  if (known !== undefined) return known;
  const n = epochDay(day);
  // Only what is a day: a date that rolls over into the next month is none.
  if (n >= FIRST && n <= LAST && fromEpochDay(n) === day) numberOf.set(day, n);
  return n;
};
const dayOfNumber = (n: number): Day => {
  if (!Number.isInteger(n) || n < FIRST || n > LAST) return fromEpochDay(n);
  const known = textOf[n - FIRST] ?? fromEpochDay(n);
  textOf[n - FIRST] = known;
  return known;
};

/** True for an existing calendar day written `YYYY-MM-DD`: `'2025-02-29'` is not one. */
export const isDay = (text: string): boolean =>
  numberOf.has(text) || (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && fromEpochDay(epochDay(text)) === text);

/** Builds a day from its parts, or undefined when no such day exists. Month is 1–12. */
export const makeDay = (year: number, month: number, date: number): Day | undefined => {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return isDay(text) ? text : undefined;
};

export const addDays = (day: Day, days: number): Day => dayOfNumber(numberOfDay(day) + days);

/** Whole days from `from` to `to`; the first day is not counted (BLDS Đ147.2). Negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => numberOfDay(to) - numberOfDay(from);

/** The same date n months on; a date the month does not have becomes its last day (BLDS Đ148.3). */
export const addMonths = (day: Day, months: number): Day => {
  const [year, month, date] = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const y = Math.floor(index / 12);
  const m = (index % 12) + 1;
  return makeDay(y, m, Math.min(date, daysInMonth(y, m))) as Day;
};

export const addYears = (day: Day, years: number): Day => addMonths(day, years * 12);

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Year, month (1–12) and date. */
export const partsOf = (day: Day): readonly [number, number, number] => [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: Day): number => (((numberOfDay(day) + 4) % 7) + 7) % 7;

/** The civil day in Việt Nam at an instant. */
export const dayAt = (instant: Instant): Day => new Date(Date.parse(instant) + OFFSET_MS).toISOString().slice(0, 10);

/** Hour and minute in Việt Nam at an instant, `'09:05'`. */
export const clockAt = (instant: Instant): string => new Date(Date.parse(instant) + OFFSET_MS).toISOString().slice(11, 16);

/** The instant of a local time on a day: `instantAt('2026-03-01', '08:00')`. */
export const instantAt = (day: Day, clock: string): Instant => new Date(Date.parse(`${day}T${clock}:00Z`) - OFFSET_MS).toISOString();

export const addSeconds = (instant: Instant, seconds: number): Instant => new Date(Date.parse(instant) + seconds * 1000).toISOString();

/** A day as people write it in Việt Nam: `1/3/2026`. */
export const showDay = (day: Day): string => {
  const [year, month, date] = partsOf(day);
  return `${date}/${month}/${year}`;
};
