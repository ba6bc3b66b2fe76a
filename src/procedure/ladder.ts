/**
 * Owns when a person is reminded of what: a ladder that fits the length of the period, at a decent hour. Pure: a clock's answer in, moments
 * out. Neither waits nor speaks.
 */
import { addDays, type Day, type Instant, instantAt } from '../basics/index.js';
import { bySending, byLaw, dayOf, POST_DAYS, type ToldStep } from '../conversation/index.js';
import { type Clock, type Deadline, dayKind, type Law } from '../law/index.js';

/** One moment at which something is said. `key` is unique in a case: the step, its day and the rung, so that a moved day is said anew. */
export type Rung = {
  readonly key: string;
  readonly at: Instant;
  readonly what: 'own' | 'late' | 'law' | 'meeting';
  readonly step: string;
  readonly due: Day;
  /** Days before (`own`, `meeting`) or after (`late`) the day. */
  readonly days: number;
};

/** Vietnam time. Nothing is said before or after. */
const FIRST_HOUR = '08:00';
const LAST_HOUR = '20:00';
const MORNING = '08:30';

const YEARS = [180, 90, 30, 7, 1, 0];
const WEEKS = [7, 3, 1, 0];
/** Counted in working days. */
const FEW = [3, 1, 0];
const TWO = [1, 0];
const LATE = [1, 15];
const LATE_AFTER_POST = [POST_DAYS + 1, POST_DAYS + 15];

/** All moments of what runs, past ones too. */
export const rungsOf = (clock: Clock, invitations: readonly ToldStep[], law: Law): readonly Rung[] => [
  ...clock.steps.flatMap((step) => rungsFor(step, clock, law)),
  ...invitations.flatMap(meetingRungs),
];

const rungsFor = (step: Deadline, clock: Clock, law: Law): readonly Rung[] => {
  const due = dayOf(step);
  if (due === undefined) return [];
  if (step.actor === 'claimant') return isOpen(step) && !saidByTheFirstLimit(step, due, clock) ? ownRungs(step, due, law) : [];
  // What the Law itself does on a day is said when the day has come.
  if (step.actor === 'law') return isOpen(step) ? [rung('law', step.id, due, 0, step.id === 'effective' ? addDays(due, 1) : due)] : [];
  if (step.state === 'expected' && bySending(step)) return LATE_AFTER_POST.map((days) => rung('late', step.id, due, days, addDays(due, days)));
  const runs = isOpen(step) || step.state === 'passed' || (step.state === 'expected' && byLaw(step) && takesEffect(clock));
  return runs ? LATE.map((days) => rung('late', step.id, due, days, addDays(due, days))) : [];
};

/** The decision was handed over, so its taking effect is certain and nobody will tell that day. */
const takesEffect = (clock: Clock): boolean => clock.steps.some((step) => step.id === 'effective' && step.basis === 'happened');

/** Claiming and suing directly have the same three years (Đ6.1, Đ52.1): one reminder for both. */
const saidByTheFirstLimit = (step: Deadline, due: Day, clock: Clock): boolean =>
  step.id === 'sue_directly' && clock.steps.some((one) => one.id === 'claim_in_time' && isOpen(one) && dayOf(one) === due);

const isOpen = (step: Deadline): boolean => step.state === 'waiting' || step.state === 'unsure';

const ownRungs = (step: Deadline, due: Day, law: Law): readonly Rung[] => {
  const days = ladderOf(step).map((before) => ({ before, day: step.unit === 'working_day' ? workingDaysBefore(law, due, before) : addDays(due, -before) }));
  // The day it began says itself; a suspension's end is such a beginning that nobody tells.
  const first = step.trigger === 'suspension_ends' ? step.from : addDays(step.from, 1);
  return days.filter(({ day, before }) => day >= first || before === 0).map(({ before, day }) => rung('own', step.id, due, before, day));
};

/** `before` an event of the court: no day of its own to wait for, so it is said well ahead. */
const ladderOf = (step: Deadline): readonly number[] => {
  if (step.unit === 'year') return YEARS;
  if (step.unit === 'working_day') return step.count > 2 ? FEW : TWO;
  return WEEKS;
};

const workingDaysBefore = (law: Law, day: Day, count: number): Day => {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, -1);
    if (dayKind(law, at) !== 'off') left -= 1;
  }
  return at;
};

const meetingRungs = (step: ToldStep): readonly Rung[] => [3, 1].map((days) => rung('meeting', step.id, step.on, days, addDays(step.on, -days)));

const rung = (what: Rung['what'], step: string, due: Day, days: number, day: Day): Rung => ({
  key: `${what}:${step}:${due}:${days}`,
  at: instantAt(day, MORNING),
  what,
  step,
  due,
  days,
});

/** Seconds to wait until something may be said: 0 between 08:00 and 20:00 in Việt Nam. */
export const secondsToMorning = (now: Instant, day: Day, clock: string): number => {
  if (clock >= FIRST_HOUR && clock < LAST_HOUR) return 0;
  const next = instantAt(clock < FIRST_HOUR ? day : addDays(day, 1), FIRST_HOUR);
  return Math.max(1, Math.ceil((Date.parse(next) - Date.parse(now)) / 1000));
};
