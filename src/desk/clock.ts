/**
 * Owns how long somebody has waited, in working time of an office: the calendar with the office's own days (`officeCalendar`) and its hours.
 * Where no table says which days are worked nothing is guessed: the time is then told in plain hours, a due day is the earliest it can be.
 */
import { addDays, type Day, dayAt, daysBetween, type Instant, instantAt, weekdayOf } from '../basics/index.js';
import { addWorkingDays, dayKind, type Law } from '../law/index.js';
import type { Hours } from '../office/index.js';

/** `days`: whole working days of the office; `minutes`: over them. `plain`: by the clock on the wall. */
export type Waited =
  | { readonly kind: 'working'; readonly days: number; readonly minutes: number }
  | { readonly kind: 'plain'; readonly minutes: number }
  /** So long that nobody counts hours: days of the calendar. */
  | { readonly kind: 'long'; readonly days: number };

/** Beyond this, days of the calendar say enough; counting two years for each row of a list would cost more than the list. */
const LONGEST_DAYS = 60;

/** Working time between two instants. */
export const waited = (since: Instant, now: Instant, calendar: Law, hours: Hours): Waited => {
  const first = dayAt(since);
  const last = dayAt(now);
  const length = daysBetween(first, last);
  if (length > LONGEST_DAYS) return { kind: 'long', days: length };
  const aDay = hours.spans.reduce((sum, [from, to]) => sum + minutesOf(to) - minutesOf(from), 0);
  let minutes = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const works = worksOn(day, calendar, hours);
    if (works === undefined) return { kind: 'plain', minutes: Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 60_000)) };
    if (!works) continue;
    if (day !== first && day !== last) minutes += aDay;
    else for (const [from, to] of hours.spans) minutes += overlap(instantAt(day, from), instantAt(day, to), since, now);
  }
  return { kind: 'working', days: Math.floor(minutes / aDay), minutes: Math.floor(minutes % aDay) };
};

/** The n-th working day after a day, which is not counted itself (BLDS Đ147); where a stretch is undecided the earliest; undefined beyond the table. */
export const workingDayAfter = (from: Day, count: number, calendar: Law): Day | undefined => {
  const found = addWorkingDays(calendar, from, count);
  return found.kind === 'sure' ? found.day : found.kind === 'between' ? found.earliest : undefined;
};

const worksOn = (day: Day, calendar: Law, hours: Hours): boolean | undefined => {
  const kind = dayKind(calendar, day);
  if (kind === 'open') return undefined;
  const weekday = weekdayOf(day);
  // A weekend day that is worked is worked though the office's week has none.
  return kind === 'working' && (weekday === 0 || weekday === 6 || hours.weekdays.includes(weekday));
};

const overlap = (from: Instant, to: Instant, since: Instant, now: Instant): number =>
  Math.max(0, Math.min(Date.parse(to), Date.parse(now)) - Math.max(Date.parse(from), Date.parse(since))) / 60_000;
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
