/**
 * Owns where a step begins: on a happening, on the last day of the step before while that has not happened, or not at all. What the rules of
 * `rules.ts` are written with; counts no day.
 */
import type { Day } from '../../basics/index.js';
import type { Field } from '../options.js';
import type { ClaimEventKind } from './events.js';
import type { Told } from './told.js';
import type { Deadline, StepId } from './types.js';

export type Start = { readonly day: Day; readonly trigger: ClaimEventKind | StepId; readonly basis: Deadline['basis'] };
/** What a rule may look at: the happenings, the steps above it, the field, whether honour is owed. */
export type Seen = {
  readonly told: Told;
  /** The last day of a step above, as a start: assumed while that step has not happened. */
  readonly after: (id: StepId) => Start | undefined;
  readonly field: Field | undefined;
  readonly honour: boolean;
};

export const at = (told: Told, ...kinds: readonly ClaimEventKind[]): Start | undefined => {
  const found = told.last(...kinds);
  return found && { day: found.on, trigger: found.kind, basis: 'happened' };
};
export const assumed = (start: Start | undefined): Start | undefined => start && { ...start, basis: 'assumed' };
export const on =
  (...kinds: readonly ClaimEventKind[]) =>
  ({ told }: Seen): Start | undefined =>
    at(told, ...kinds);
/** From a happening; until it happens, from the last day of the step before. */
export const onOrAfter =
  (kind: ClaimEventKind, step: StepId) =>
  ({ told, after }: Seen): Start | undefined =>
    at(told, kind) ?? after(step);

export const received = ({ told, after }: Seen): Start | undefined => {
  const { lodged } = told;
  if (lodged === undefined) return at(told, 'received');
  const start = at(told, 'received', 'forwarded');
  if (start !== undefined && start.day >= lodged.on) return start.trigger === 'received' ? start : assumed(start);
  if (lodged.with === 'justice_department') return after('justice_forwards');
  return { day: lodged.on, trigger: 'lodged', basis: lodged.by === 'hand' ? 'happened' : 'assumed' };
};
export const valid = (seen: Seen): Start | undefined => {
  const { told, after } = seen;
  const asked = told.last('supplement_asked');
  if (told.has('dossier_valid')) return at(told, 'dossier_valid');
  if (asked === undefined) return assumed(received(seen));
  return told.since(asked.on, 'supplement_sent') === undefined ? after('supplement_given') : assumed(at(told, 'supplement_sent'));
};
export const wantsAdvance = ({ told }: Seen): boolean => told.lodged?.advance === true || told.has('advance_proposed', 'advance_funds_asked', 'advance_granted', 'advance_paid');
/** The minutes of the result: undefined while negotiation goes on. */
export const agreed = ({ told }: Seen): boolean => told.negotiated?.agreed === true && told.negotiated.signed;
export const notTaken = ({ told }: Seen): boolean => {
  const refused = told.last('decision_not_taken');
  return refused !== undefined && told.since(refused.on, 'decision_handed') === undefined;
};
export const consent = ({ told }: Seen): Start | undefined => (told.replied?.answer === 'agree' ? at(told, 'honour_replied', 'honour_asked') : at(told, 'honour_asked'));
