/**
 * Owns what happens next and by when (Đ42–52, Đ57–58, Đ62): each step counted from what happened, or from the step before when that has
 * not happened yet. Does not own limitation (thời hiệu) nor the timers of a case.
 */
import { addDays, type Day } from '../basics/index.js';
import { addCalendarDays, addWorkingDays, type CountedDay } from './calendar.js';
import { entryOn, type Law } from './entries.js';
import type { Citation } from './finding.js';
import { citation } from './notes.js';

/** What has happened so far; a day absent has not happened. `complex`: NĐ 68 Đ19 as the agency said. */
export type Events = {
  readonly lodged_on: Day;
  readonly lodged_by: 'hand' | 'post';
  readonly lodged_with?: 'agency' | 'justice_department' | undefined;
  readonly received_on?: Day | undefined;
  readonly supplement_asked_on?: Day | undefined;
  readonly valid_on?: Day | undefined;
  readonly accepted_on?: Day | undefined;
  readonly complex?: boolean | undefined;
  readonly verified_on?: Day | undefined;
  readonly reported_on?: Day | undefined;
  readonly negotiation_started_on?: Day | undefined;
  readonly negotiation_ended_on?: Day | undefined;
  readonly decision_handed_on?: Day | undefined;
  readonly effective_on?: Day | undefined;
  readonly honour_notice_on?: Day | undefined;
  readonly honour_agreed_on?: Day | undefined;
};

/** Title `law.step.<id>`. */
export const stepIds = [
  'justice_forwards',
  'receipt',
  'supplement_asked',
  'supplement_given',
  'accepted',
  'appointed',
  'verified',
  'reported',
  'negotiation_started',
  'negotiation_ended',
  'effective',
  'sue',
  'funds_asked',
  'honour_reply',
  'honour_done',
] as const;
export type StepId = (typeof stepIds)[number];

export type Deadline = {
  readonly id: StepId;
  readonly actor: 'claimant' | 'agency' | 'justice_department' | 'law';
  readonly from: Day;
  /** `assumed`: `from` is the last day of the step before, which has not happened yet. */
  readonly basis: 'happened' | 'assumed';
  readonly count: number;
  readonly unit: 'working_day' | 'day';
  readonly due: CountedDay;
  /** The latest day it can be, for a reminder; undefined when the calendar ends before it. */
  readonly dueDay: Day | undefined;
  /** The claimant's safe day: counted without moving off a day off. Only on steps of the claimant. */
  readonly safeDay: Day | undefined;
  readonly cite: Citation;
};

type Start = { readonly day: Day; readonly basis: 'happened' | 'assumed' };

/** The next dates after lodging, in order. A step whose start cannot be told is left out. */
export const deadlinesFor = (events: Events, law: Law): readonly Deadline[] => {
  const found: Deadline[] = [];
  const happened = (day: Day | undefined): Start | undefined => (day === undefined ? undefined : { day, basis: 'happened' });
  const afterStep = (id: StepId): Start | undefined => {
    const day = found.find((step) => step.id === id)?.dueDay;
    return day === undefined ? undefined : { day, basis: 'assumed' };
  };
  const add = (id: StepId, entryId: string, actor: Deadline['actor'], start: Start | undefined): void => {
    if (start === undefined) return;
    const entry = entryOn(law, entryId, events.lodged_on);
    if (entry === undefined || entry.value === null || (entry.unit !== 'working_day' && entry.unit !== 'day')) return;
    const due =
      entry.unit === 'working_day'
        ? addWorkingDays(law, start.day, entry.value)
        : id === 'effective'
          ? sure(addDays(start.day, entry.value))
          : addCalendarDays(law, start.day, entry.value);
    const dueDay = due.kind === 'sure' ? due.day : due.kind === 'between' ? due.latest : undefined;
    const safeDay =
      actor !== 'claimant' ? undefined : entry.unit === 'day' ? addDays(start.day, entry.value) : due.kind === 'sure' ? due.day : due.kind === 'between' ? due.earliest : undefined;
    found.push({ id, actor, from: start.day, basis: start.basis, count: entry.value, unit: entry.unit, due, dueDay, safeDay, cite: citation(entry) });
  };

  const lodged = happened(events.lodged_on);
  if (events.lodged_with === 'justice_department') add('justice_forwards', 'deadline.justice_forwards', 'justice_department', lodged);
  const received =
    happened(events.received_on) ??
    (events.lodged_with === 'justice_department' ? afterStep('justice_forwards') : lodged && { ...lodged, basis: events.lodged_by === 'hand' ? 'happened' : 'assumed' });
  if (events.lodged_by === 'post') add('receipt', 'deadline.receipt_by_post', 'agency', received);
  add('supplement_asked', 'deadline.ask_supplement', 'agency', received);
  add('supplement_given', 'deadline.supply_supplement', 'claimant', happened(events.supplement_asked_on));
  add(
    'accepted',
    'deadline.accept',
    'agency',
    happened(events.valid_on) ?? (events.supplement_asked_on === undefined ? received && { ...received, basis: 'assumed' } : afterStep('supplement_given')),
  );
  const accepted = happened(events.accepted_on) ?? afterStep('accepted');
  add('appointed', 'deadline.appoint', 'agency', accepted);
  add('verified', events.complex === true ? 'deadline.verify_complex' : 'deadline.verify', 'agency', accepted);
  add('reported', 'deadline.verify_report', 'agency', happened(events.verified_on) ?? afterStep('verified'));
  add('negotiation_started', 'deadline.negotiation_start', 'agency', happened(events.reported_on) ?? afterStep('reported'));
  add(
    'negotiation_ended',
    events.complex === true ? 'deadline.negotiation_end_complex' : 'deadline.negotiation_end',
    'agency',
    happened(events.negotiation_started_on) ?? afterStep('negotiation_started'),
  );
  // The decision is given at once when negotiation succeeds (Đ47.1), so both later steps run from its end until it is handed over.
  const decided = happened(events.decision_handed_on) ?? happened(events.negotiation_ended_on) ?? afterStep('negotiation_ended');
  add('effective', 'deadline.decision_effective', 'law', decided);
  add('sue', 'deadline.sue', 'claimant', decided);
  add('funds_asked', 'deadline.funds_request', 'agency', happened(events.effective_on) ?? afterStep('effective'));
  add('honour_reply', 'deadline.honour_reply', 'claimant', happened(events.honour_notice_on));
  add('honour_done', 'deadline.honour_done', 'agency', happened(events.honour_agreed_on));
  return found;
};

/** A day on which the law itself acts: nobody has to do anything, so it does not move off a day off. */
const sure = (day: Day): CountedDay => ({ kind: 'sure', day, provisional: false });
