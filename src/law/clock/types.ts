/** Owns the shape of the clock's answer: the steps with their days, and which roads are still open. Reckons nothing. */
import type { Day } from '../../basics/index.js';
import type { CountedDay } from '../calendar.js';
import type { Citation, Line, Mark } from '../finding.js';
import type { ClaimEvent, ClaimEventKind } from './events.js';

/** Who must act. `law`: nobody, the law itself does something on that day. */
export const stepActors = ['claimant', 'agency', 'justice_department', 'paper_holder', 'finance', 'commune', 'help_body', 'law'] as const;
export type StepActor = (typeof stepActors)[number];

export const stepGroups = ['limitation', 'acceptance', 'advance', 'verification', 'negotiation', 'decision', 'pause', 'court', 'payment', 'honour', 'help'] as const;
export type StepGroup = (typeof stepGroups)[number];

/** Title `law.step.<id>`. In the order of a claim. */
export const stepIds = [
  'claim_in_time',
  'sue_directly',
  'justice_forwards',
  'receipt',
  'supplement_asked',
  'supplement_given',
  'holder_answers',
  'accepted',
  'appointed',
  'advance_proposed',
  'advance_paid',
  'advance_funds_asked',
  'advance_granted',
  'verified',
  'reported',
  'negotiation_started',
  'negotiation_ended',
  'decided',
  'decision_sent',
  'decision_taken',
  'effective',
  'sue',
  'postponement_decided',
  'postponement_ends',
  'suspended',
  'suspension_ends',
  'resume_asked',
  'terminated',
  'annulled',
  'raise_in_criminal_case',
  'raise_in_administrative_case',
  'funds_asked',
  'funds_granted',
  'funds_granted_after_fault',
  'pay_notice',
  'paid',
  'unclaimed',
  'honour_notice',
  'honour_reply',
  'honour_done',
  'honour_published',
  'honour_posted',
  'adviser_appointed',
  'help_done',
  'help_answer_agreed',
  'help_answer_session',
  'help_refused',
] as const;
export type StepId = (typeof stepIds)[number];

/** What follows when the day passes, and what the claimant can do then. Words `law.after.<id>`. */
export const afterPassing = [
  'limitation_over',
  'direct_suit_over',
  'ask_and_urge',
  'complain_and_urge',
  'returned_incomplete',
  'settle_or_fail',
  'sue_without_decision',
  'terminated_not_taken',
  'court_closed',
  'in_force',
  'ask_to_resume',
  'terminated_not_resumed',
  'claim_after_judgment',
  'money_to_treasury',
  'honour_on_request',
  'help_reminder',
] as const;
export type AfterPassing = (typeof afterPassing)[number];

/** When a step is due. `unknown`: the Law does not say, or it was interrupted; `why` is a locale key `law.unknown.*`. */
export type Due = CountedDay | { readonly kind: 'unknown'; readonly why: string };

/**
 * `done`/`done_late`: it happened. `waiting`: the day has not passed. `unsure`: an undecided calendar leaves open whether it has.
 * `passed`: it has, and nothing happened. `expected`: its start has not happened yet, so its day is the latest it could become.
 * `paused`: the claim is postponed or suspended. `over`: its road has ended, it does not matter any more.
 */
export type StepState = 'done' | 'done_late' | 'waiting' | 'unsure' | 'passed' | 'expected' | 'paused' | 'over';

/** One step. `{"id":"accepted","actor":"agency","from":"2026-11-20","basis":"happened","count":2,"unit":"working_day","state":"waiting",…}` */
export type Deadline = {
  readonly id: StepId;
  readonly group: StepGroup;
  readonly actor: StepActor;
  /** What it is counted from, and its day. */
  readonly trigger: ClaimEventKind | StepId;
  readonly from: Day;
  /** `assumed`: `from` is the last day of the step before, which has not happened yet. */
  readonly basis: 'happened' | 'assumed';
  readonly count: number;
  /** `at_once`: the same day. `before`: before the event that it names begins. */
  readonly unit: 'working_day' | 'day' | 'year' | 'at_once' | 'before';
  readonly due: Due;
  /** The latest day it can be, for a reminder; undefined when the calendar ends before it or the Law does not say. */
  readonly dueDay: Day | undefined;
  /** The claimant's safe day: counted without moving off a day off. Only on steps of the claimant. */
  readonly safeDay: Day | undefined;
  readonly state: StepState;
  readonly doneOn: Day | undefined;
  /** What follows when it passes: words `law.after.<id>`. */
  readonly after: AfterPassing | undefined;
  readonly cite: Citation;
  readonly mark: Mark;
  /** The arithmetic: «thứ Sáu 20/11/2026 + 5 ngày làm việc, trừ …». */
  readonly lines: readonly Line[];
};

/** One road: the agency's procedure, the court, the restoration of honour. `until`: the last safe day to take it. */
export type Road = {
  readonly state: 'not_begun' | 'open' | 'closed_for_now' | 'paused' | 'under_way' | 'ended' | 'unknown';
  readonly until: Day | undefined;
  /** Why, as a locale key `law.road.<because>`. */
  readonly because: string;
  readonly cites: readonly Citation[];
};

/** Everything the clock says on a day. */
export type Clock = {
  readonly on: Day;
  readonly steps: readonly Deadline[];
  readonly agency: Road;
  readonly court: Road;
  readonly honour: Road;
  /** Happenings told for a day after `on`: left out. */
  readonly notYet: readonly ClaimEvent[];
};
