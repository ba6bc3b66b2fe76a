/**
 * Owns how long somebody has waited, in working time of an office: national days off with their swap days (`src/law/calendar.ts`), the
 * office's own days and its hours. Where the national table ends nothing is guessed: the time is then told in plain hours.
 */
import { addDays, clockAt, type Day, dayAt, type Instant, instantAt } from '../basics/index.js';
import { dayKind, type Law } from '../law/index.js';

/** `from`, `to`: local time, `'07:30'`. `days`: beyond the national table, `true` for a worked day. */
export type OfficeHours = { readonly from: string; readonly to: string; readonly days: ReadonlyMap<Day, boolean> };
export const usualHours: OfficeHours = { from: '07:30', to: '17:00', days: new Map() };

export type Waited = { readonly kind: 'working'; readonly days: number; readonly minutes: number } | { readonly kind: 'plain'; readonly minutes: number };

/** Working time between two instants: whole working days and the minutes over. */
export const waited = (since: Instant, now: Instant, law: Law, hours: OfficeHours = usualHours): Waited => {
  const last = dayAt(now);
  let minutes = 0;
  for (let day = dayAt(since), n = 0; day <= last; day = addDays(day, 1), n++) {
    const works = worksOn(day, law, hours);
    if (works === undefined || n > 400) return { kind: 'plain', minutes: Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 60_000)) };
    if (!works) continue;
    const opens = Date.parse(instantAt(day, hours.from));
    const closes = Date.parse(instantAt(day, hours.to));
    minutes += Math.max(0, Math.min(closes, Date.parse(now)) - Math.max(opens, Date.parse(since))) / 60_000;
  }
  const aDay = minutesOf(hours.to) - minutesOf(hours.from);
  return { kind: 'working', days: Math.floor(minutes / aDay), minutes: Math.floor(minutes % aDay) };
};

/** True while the office is open. Undefined where no table says whether the day is worked. */
export const isOpen = (now: Instant, law: Law, hours: OfficeHours = usualHours): boolean | undefined => {
  const works = worksOn(dayAt(now), law, hours);
  return works === undefined ? undefined : works && hours.from <= clockAt(now) && clockAt(now) < hours.to;
};

/** The n-th working day of the office after a day; undefined when a table ends before. The day itself is not counted (BLDS Đ147). */
export const workingDayAfter = (from: Day, count: number, law: Law, hours: OfficeHours = usualHours): Day | undefined => {
  let day = from;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    const works = worksOn(day, law, hours);
    if (works === undefined) return undefined;
    if (works) left -= 1;
  }
  return day;
};

const worksOn = (day: Day, law: Law, hours: OfficeHours): boolean | undefined => {
  const own = hours.days.get(day);
  if (own !== undefined) return own;
  const kind = dayKind(law, day);
  return kind === 'open' ? undefined : kind === 'working';
};

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
