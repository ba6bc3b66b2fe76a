/**
 * Owns counting one step and showing how: working days, calendar days, years, at once, before an event (BLDS Đ147–148). A day on which
 * the law itself acts does not move off a day off; a day by which somebody must act does.
 */
import { addDays, addYears, type Day } from '../../basics/index.js';
import { addCalendarDays, addWorkingDays, type CountedDay, dayKind, onOrNextWorkingDay } from '../calendar.js';
import type { Law } from '../entries.js';
import type { Line } from '../finding.js';
import type { Deadline, Due } from './types.js';

export type Count = { readonly count: number; readonly unit: Deadline['unit']; readonly moves: boolean };
/** `plain`: the last day before it moves off a day off; undefined when the calendar cannot say. */
export type Counted = { readonly due: Due; readonly plain: Day | undefined; readonly lines: readonly Line[] };

export const countFrom = (law: Law, from: Day, { count, unit, moves }: Count): Counted => {
  switch (unit) {
    case 'working_day': {
      const due = addWorkingDays(law, from, count);
      const end = due.kind === 'sure' ? due.day : due.kind === 'between' ? due.earliest : undefined;
      const off = end === undefined ? [] : daysOff(law, from, end);
      const lines =
        end === undefined ? [] : [off.length === 0 ? line('working_days', { from, count, due: end }) : line('working_days_but', { from, count, off: off.join(','), due: end })];
      return { due, plain: end, lines: [...lines, ...doubts(due)] };
    }
    case 'day':
      return moved(law, addDays(from, count), moves ? addCalendarDays(law, from, count) : undefined, line('days', { from, count, due: addDays(from, count) }));
    case 'year': {
      const end = addYears(from, count);
      return moved(law, end, onOrNextWorkingDay(law, end), line('years', { from, count, due: end }));
    }
    case 'at_once':
      return { due: sure(from), plain: from, lines: [line('at_once', { due: from })] };
    case 'before':
      return { due: sure(from), plain: addDays(from, -count), lines: [line('before', { due: from })] };
  }
};

const moved = (law: Law, plain: Day, due: CountedDay | undefined, first: Line): Counted => {
  if (due === undefined) return { due: sure(plain), plain, lines: [first] };
  const end = due.kind === 'sure' ? due.day : due.kind === 'between' ? due.earliest : plain;
  const off = end === plain ? [] : daysOff(law, addDays(plain, -1), addDays(end, -1));
  const move = off.length === 0 ? [] : [line('moved', { off: off.join(','), due: end })];
  return { due, plain, lines: [first, ...move, ...doubts(due)] };
};

const doubts = (due: CountedDay): readonly Line[] => {
  if (due.kind === 'no_table') return [line('no_table', { from: due.from })];
  return [...(due.kind === 'between' ? [line('between', { earliest: due.earliest, latest: due.latest })] : []), ...(due.provisional ? [line('provisional')] : [])];
};

/** Days off after `from`, up to and with `to`. */
const daysOff = (law: Law, from: Day, to: Day): readonly Day[] => {
  const off: Day[] = [];
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (dayKind(law, day) === 'off') off.push(day);
  return off;
};

const sure = (day: Day): CountedDay => ({ kind: 'sure', day, provisional: false });
export const line = (name: string, values: Line['values'] = {}): Line => ({ key: `law.clock.${name}`, values });

/** The latest day it can be; undefined when nobody can say. */
export const latestOf = (due: Due): Day | undefined => (due.kind === 'sure' ? due.day : due.kind === 'between' ? due.latest : undefined);
export const earliestOf = (due: Due): Day | undefined => (due.kind === 'sure' ? due.day : due.kind === 'between' ? due.earliest : undefined);
