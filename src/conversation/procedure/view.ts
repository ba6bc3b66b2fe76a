/** Owns what the talk may look at once a claim is on its way: what was told, by whom, and what the clock needs. Loaded by `src/procedure`. */
import { addDays, type Day } from '../../basics/index.js';
import { type ClaimEvent, type Clock, type ClockAsked, type Deadline, deadlinesFor, type Law } from '../../law/index.js';
import type { StepDetail, StepKind } from './kinds.js';

/** One thing told: `{"id":"…","kind":"accepted","on":"2026-11-27","event":{…},"number":"12/TB","toldBy":"agency"}` */
export type ToldStep = {
  readonly id: string;
  readonly kind: StepKind;
  readonly on: Day;
  readonly event: ClaimEvent | undefined;
  readonly detail: StepDetail;
  readonly number: string;
  readonly signer: string;
  readonly toldBy: 'agency' | 'person' | 'officer';
  readonly recordedAt: string;
};

export type ProcedureView = {
  readonly steps: readonly ToldStep[];
  /** What the clock reads: the day the paper was received, from the answers, and every step that still stands. */
  readonly events: readonly ClaimEvent[];
  readonly field: ClockAsked['field'];
  readonly honour: boolean;
  /** The agency of the newest dossier. */
  readonly agency: string | undefined;
  readonly muted: boolean;
  /** Heirs claim: they must name one of them (Đ41.2). */
  readonly heirs?: boolean;
};

export const clockOn = (view: Pick<ProcedureView, 'events' | 'field' | 'honour'>, law: Law, on: Day): Clock =>
  deadlinesFor(view.events, law, { on, ...(view.field === undefined ? {} : { field: view.field }), honour: view.honour });

/** The day a step is told with: the claimant's safe day, or the latest day of whoever else must act. */
export const dayOf = (step: Deadline): Day | undefined => step.safeDay ?? step.dueDay;
const open = (step: Deadline): boolean => step.state === 'waiting' || step.state === 'unsure';
const byDay = (a: Deadline, b: Deadline): number => (dayOf(a) ?? '9999').localeCompare(dayOf(b) ?? '9999');

/** The claimant's own deadlines that run, the nearest first. */
export const ownDeadlines = (clock: Clock): readonly Deadline[] => clock.steps.filter((step) => step.actor === 'claimant' && open(step) && dayOf(step) !== undefined).sort(byDay);
/** What others must do next, what runs before what is only expected; a day that was expected and has gone by is nobody's next. */
export const othersNext = (clock: Clock): readonly Deadline[] => {
  const others = clock.steps.filter((step) => step.actor !== 'claimant' && dayOf(step) !== undefined);
  const running = others.filter(open).sort(byDay);
  return running.length > 0 ? running : others.filter((step) => step.state === 'expected' && (dayOf(step) ?? '') >= clock.on).sort(byDay);
};
/** Days of others that have passed and nothing happened. A step that only follows from a day on which the Law itself acted counts too. */
export const overdue = (clock: Clock): readonly Deadline[] => clock.steps.filter((step) => step.actor !== 'claimant' && step.actor !== 'law' && isLate(step, clock));
const isLate = (step: Deadline, clock: Clock): boolean =>
  step.state === 'passed' ||
  (step.state === 'expected' && bySending(step) && step.dueDay !== undefined && clock.on > addDays(step.dueDay, POST_DAYS)) ||
  (step.state === 'expected' && byLaw(step) && step.dueDay !== undefined && clock.on > step.dueDay && clock.steps.some((one) => one.id === 'effective' && one.state === 'done'));
/** Counted from what the person sent or handed in: on which day it was complete in the agency's hands nobody tells, and its silence must not hide behind that. */
export const bySending = (step: Deadline): boolean => step.basis === 'assumed' && (step.trigger === 'lodged' || step.trigger === 'supplement_sent');
/** Days left to the post before such a silence is called late. Ours, not the Law's. */
export const POST_DAYS = 7;
/** Counted from the day the decision took effect by itself: nobody tells that day. */
export const byLaw = (step: Deadline): boolean => step.trigger === 'effective';
