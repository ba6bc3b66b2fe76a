/**
 * Owns working days: weekends, holidays, days in lieu, swaps, worked Saturdays (tables in `data/calendar`). Where a table ends or a
 * stretch is undecided the answer is a range, or nothing: never a silently wrong working day.
 */
import { addDays, type Day, weekdayOf } from '../basics/index.js';
import type { CalendarYear, Law } from './entries.js';

/** `open`: the table does not say (no table for the year, or a stretch nobody has decided). */
export type DayKind = 'working' | 'off' | 'open';

export const dayKind = (law: Law, day: Day): DayKind => {
  const table = law.calendar.get(Number(day.slice(0, 4)));
  if (table === undefined) return 'open';
  const judged = judgedDays.get(table) ?? new Map<Day, DayKind>();
  const known = judged.get(day);
  if (known !== undefined) return known;
  const kind = judge(table, day);
  judgedDays.set(table, judged.set(day, kind));
  return kind;
};

/** A table never changes once loaded, and counting working days asks for the same days over and over. */
const judgedDays = new WeakMap<CalendarYear, Map<Day, DayKind>>();

const judge = (table: CalendarYear, day: Day): DayKind => {
  if (table.worked_weekend_days.includes(day)) return 'working';
  if (table.days_off.some((off) => off.date === day)) return 'off';
  if (weekdayOf(day) === 0) return 'off';
  if (table.open.some((open) => open.from <= day && day <= open.to)) return 'open';
  return isWeekend(day) ? 'off' : 'working';
};

const isWeekend = (day: Day): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6;

/**
 * A day found by counting. `sure`: one answer. `between`: open days leave a range, both ends included. `no_table`: the count runs into
 * a year without a table; `from` is the first day it could not judge. `provisional`: it touched a year whose table is not official yet.
 */
export type CountedDay =
  | { readonly kind: 'sure'; readonly day: Day; readonly provisional: boolean }
  | { readonly kind: 'between'; readonly earliest: Day; readonly latest: Day; readonly provisional: boolean }
  | { readonly kind: 'no_table'; readonly from: Day };

/** The n-th working day after `from`; `from` itself is not counted (BLDS Đ147). */
export const addWorkingDays = (law: Law, from: Day, count: number): CountedDay => {
  const walk = (openCounts: boolean): Day | { readonly untabled: Day } => {
    let day = from;
    for (let left = count; left > 0; ) {
      day = addDays(day, 1);
      if (!law.calendar.has(Number(day.slice(0, 4)))) return { untabled: day };
      const kind = dayKind(law, day);
      if (kind === 'working' || (kind === 'open' && openCounts)) left -= 1;
    }
    return day;
  };
  return ranged(law, from, walk(true), walk(false));
};

/** `day` itself when it is worked, otherwise the next working day (BLDS Đ148.5). */
export const onOrNextWorkingDay = (law: Law, day: Day): CountedDay => {
  const walk = (openCounts: boolean): Day | { readonly untabled: Day } => {
    for (let next = day; ; next = addDays(next, 1)) {
      if (!law.calendar.has(Number(next.slice(0, 4)))) return { untabled: next };
      const kind = dayKind(law, next);
      if (kind === 'working' || (kind === 'open' && openCounts)) return next;
    }
  };
  return ranged(law, day, walk(true), walk(false));
};

/** Calendar days after `from`, the last one moved off a day off (BLDS Đ147–148). */
export const addCalendarDays = (law: Law, from: Day, count: number): CountedDay => onOrNextWorkingDay(law, addDays(from, count));

const ranged = (law: Law, from: Day, early: Day | { readonly untabled: Day }, late: Day | { readonly untabled: Day }): CountedDay => {
  if (typeof early !== 'string') return { kind: 'no_table', from: early.untabled };
  if (typeof late !== 'string') return { kind: 'no_table', from: late.untabled };
  const provisional = [from, early, late].some((day) => law.calendar.get(Number(day.slice(0, 4)))?.status === 'provisional');
  return early === late ? { kind: 'sure', day: early, provisional } : { kind: 'between', earliest: early, latest: late, provisional };
};
