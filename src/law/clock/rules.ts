/**
 * Owns the steps of the clock, in the order of a claim: what each is counted from, by which entry of `data/law`, who must act, what ends
 * it, what follows when it passes. Numbers are in `data/law`; counting is in `count.ts`.
 */
import type { Day } from '../../basics/index.js';
import type { Field } from '../facts.js';
import type { ClaimEventKind } from './events.js';
import type { Told } from './told.js';
import type { AfterPassing, Deadline, StepActor, StepGroup, StepId } from './types.js';

export type Start = { readonly day: Day; readonly trigger: ClaimEventKind | StepId; readonly basis: Deadline['basis'] };
/** What a rule may look at: the happenings, the steps above it, the field, whether honour is owed. */
export type Seen = {
  readonly told: Told;
  /** The last day of a step above, as a start: assumed while that step has not happened. */
  readonly after: (id: StepId) => Start | undefined;
  readonly field: Field | undefined;
  readonly honour: boolean;
};
export type Rule = {
  readonly id: StepId;
  readonly group: StepGroup;
  readonly actor: StepActor;
  readonly entry: string | ((seen: Seen) => string);
  readonly from: (seen: Seen) => Start | undefined;
  readonly done: readonly ClaimEventKind[];
  /** Happenings after which the step does not matter any more. */
  readonly overBy?: readonly ClaimEventKind[];
  readonly after?: AfterPassing;
  /** The entry that prolongs it, and by what happening. */
  readonly prolonged?: { readonly by: 'verification_prolonged' | 'negotiation_prolonged'; readonly most: string };
  readonly unit?: 'at_once' | 'before';
  /** The reason why no day can be told although it has begun: `law.unknown.*`. */
  readonly silent?: (seen: Seen) => string | undefined;
  /** The start is open in law: the answer is marked unsure, with the line that says why. */
  readonly doubt?: (seen: Seen) => string | undefined;
};

const at = (told: Told, ...kinds: readonly ClaimEventKind[]): Start | undefined => {
  const found = told.last(...kinds);
  return found && { day: found.on, trigger: found.kind, basis: 'happened' };
};
const assumed = (start: Start | undefined): Start | undefined => start && { ...start, basis: 'assumed' };
const on =
  (...kinds: readonly ClaimEventKind[]) =>
  ({ told }: Seen): Start | undefined =>
    at(told, ...kinds);
/** From a happening; until it happens, from the last day of the step before. */
const onOrAfter =
  (kind: ClaimEventKind, step: StepId) =>
  ({ told, after }: Seen): Start | undefined =>
    at(told, kind) ?? after(step);

const received = ({ told, after }: Seen): Start | undefined => {
  const { lodged } = told;
  if (lodged === undefined) return at(told, 'received');
  const start = at(told, 'received', 'forwarded');
  if (start !== undefined && start.day >= lodged.on) return start.trigger === 'received' ? start : assumed(start);
  if (lodged.with === 'justice_department') return after('justice_forwards');
  return { day: lodged.on, trigger: 'lodged', basis: lodged.by === 'hand' ? 'happened' : 'assumed' };
};
const valid = (seen: Seen): Start | undefined => {
  const { told, after } = seen;
  const asked = told.last('supplement_asked');
  if (told.has('dossier_valid')) return at(told, 'dossier_valid');
  if (asked === undefined) return assumed(received(seen));
  return told.since(asked.on, 'supplement_sent') === undefined ? after('supplement_given') : assumed(at(told, 'supplement_sent'));
};
const wantsAdvance = ({ told }: Seen): boolean => told.lodged?.advance === true || told.has('advance_proposed', 'advance_funds_asked', 'advance_granted', 'advance_paid');
/** The minutes of the result: undefined while negotiation goes on. */
const agreed = ({ told }: Seen): boolean => told.negotiated?.agreed === true && told.negotiated.signed;
const notTaken = ({ told }: Seen): boolean => {
  const refused = told.last('decision_not_taken');
  return refused !== undefined && told.since(refused.on, 'decision_handed') === undefined;
};
const consent = ({ told }: Seen): Start | undefined => (told.replied?.answer === 'agree' ? at(told, 'honour_replied', 'honour_asked') : at(told, 'honour_asked'));

export const rules: readonly Rule[] = [
  { id: 'claim_in_time', group: 'limitation', actor: 'claimant', entry: 'limitation.claim', from: on('grounding_received'), done: ['lodged'], after: 'limitation_over' },
  {
    id: 'sue_directly',
    group: 'limitation',
    actor: 'claimant',
    entry: 'deadline.sue_directly',
    from: (seen) => (seen.field === 'criminal_proceedings' || (seen.told.has('lodged') && !seen.told.has('withdrawn')) ? undefined : at(seen.told, 'grounding_received')),
    done: ['sued'],
    after: 'direct_suit_over',
  },
  {
    id: 'justice_forwards',
    group: 'acceptance',
    actor: 'justice_department',
    entry: 'deadline.justice_forwards',
    from: ({ told }) => (told.lodged?.with === 'justice_department' ? at(told, 'lodged') : undefined),
    done: ['forwarded', 'received'],
    after: 'ask_and_urge',
  },
  {
    id: 'receipt',
    group: 'acceptance',
    actor: 'agency',
    entry: 'deadline.receipt_by_post',
    from: (seen) => (seen.told.lodged?.by === 'post' ? received(seen) : undefined),
    done: ['receipt_confirmed'],
    overBy: ['accepted', 'not_accepted'],
    after: 'ask_and_urge',
  },
  {
    id: 'supplement_asked',
    group: 'acceptance',
    actor: 'agency',
    entry: 'deadline.ask_supplement',
    from: received,
    done: ['supplement_asked', 'holder_asked'],
    overBy: ['dossier_valid', 'accepted', 'not_accepted'],
    after: 'complain_and_urge',
  },
  {
    id: 'supplement_given',
    group: 'acceptance',
    actor: 'claimant',
    entry: 'deadline.supply_supplement',
    from: on('supplement_asked'),
    done: ['supplement_sent'],
    overBy: ['dossier_valid', 'accepted', 'not_accepted'],
    after: 'returned_incomplete',
  },
  {
    id: 'holder_answers',
    group: 'acceptance',
    actor: 'paper_holder',
    entry: 'document.holder_answers',
    from: on('holder_asked'),
    done: ['holder_answered'],
    overBy: ['dossier_valid', 'accepted', 'not_accepted'],
    after: 'ask_and_urge',
  },
  { id: 'accepted', group: 'acceptance', actor: 'agency', entry: 'deadline.accept', from: valid, done: ['accepted', 'not_accepted'], after: 'complain_and_urge' },
  {
    id: 'appointed',
    group: 'acceptance',
    actor: 'agency',
    entry: 'deadline.appoint',
    from: onOrAfter('accepted', 'accepted'),
    done: ['officer_appointed'],
    overBy: ['verification_ended'],
    after: 'ask_and_urge',
  },
  {
    id: 'advance_proposed',
    group: 'advance',
    actor: 'agency',
    entry: 'deadline.advance_propose',
    unit: 'at_once',
    from: (seen) => (wantsAdvance(seen) ? onOrAfter('accepted', 'accepted')(seen) : undefined),
    done: ['advance_proposed'],
    overBy: ['advance_paid', 'advance_funds_asked'],
    after: 'complain_and_urge',
  },
  {
    id: 'advance_paid',
    group: 'advance',
    actor: 'agency',
    entry: 'deadline.advance_pay',
    from: (seen) => (wantsAdvance(seen) ? (at(seen.told, 'advance_granted') ?? onOrAfter('advance_proposed', 'advance_proposed')(seen)) : undefined),
    done: ['advance_paid'],
    after: 'complain_and_urge',
    // Out of funds the money comes from the finance body; how soon the agency passes it on, Đ44 does not say.
    silent: ({ told }) => (told.has('advance_funds_asked', 'advance_granted') ? 'clock_advance_after_grant' : undefined),
  },
  {
    id: 'advance_funds_asked',
    group: 'advance',
    actor: 'agency',
    entry: 'deadline.advance_funds',
    from: (seen) => (seen.told.has('advance_funds_asked', 'advance_granted') ? at(seen.told, 'advance_proposed') : undefined),
    done: ['advance_funds_asked'],
    overBy: ['advance_granted'],
    after: 'complain_and_urge',
  },
  {
    id: 'advance_granted',
    group: 'advance',
    actor: 'finance',
    entry: 'deadline.advance_finance',
    from: on('advance_funds_asked'),
    done: ['advance_granted'],
    after: 'ask_and_urge',
  },
  {
    id: 'verified',
    group: 'verification',
    actor: 'agency',
    entry: ({ told }) => (told.has('declared_complex') ? 'deadline.verify_complex' : 'deadline.verify'),
    from: onOrAfter('accepted', 'accepted'),
    done: ['verification_ended'],
    overBy: ['verification_reported'],
    after: 'complain_and_urge',
    prolonged: { by: 'verification_prolonged', most: 'deadline.verify_prolong' },
  },
  {
    id: 'reported',
    group: 'verification',
    actor: 'agency',
    entry: 'deadline.verify_report',
    from: onOrAfter('verification_ended', 'verified'),
    done: ['verification_reported'],
    overBy: ['negotiation_started'],
    after: 'complain_and_urge',
  },
  {
    id: 'negotiation_started',
    group: 'negotiation',
    actor: 'agency',
    entry: 'deadline.negotiation_start',
    from: onOrAfter('verification_reported', 'reported'),
    done: ['negotiation_started'],
    overBy: ['negotiation_ended'],
    after: 'complain_and_urge',
  },
  {
    id: 'negotiation_ended',
    group: 'negotiation',
    actor: 'agency',
    entry: ({ told }) => (told.has('declared_complex') ? 'deadline.negotiation_end_complex' : 'deadline.negotiation_end'),
    from: onOrAfter('negotiation_started', 'negotiation_started'),
    done: ['negotiation_ended'],
    after: 'settle_or_fail',
    prolonged: { by: 'negotiation_prolonged', most: 'deadline.negotiation_prolong' },
  },
  {
    id: 'decided',
    group: 'decision',
    actor: 'agency',
    entry: 'deadline.decision',
    unit: 'at_once',
    from: (seen) => (agreed(seen) ? at(seen.told, 'negotiation_ended') : undefined),
    done: ['decision_made', 'decision_handed', 'decision_not_taken'],
    after: 'sue_without_decision',
  },
  {
    id: 'decision_sent',
    group: 'decision',
    actor: 'agency',
    entry: 'deadline.decision_sent',
    from: on('decision_not_taken'),
    done: ['decision_sent'],
    overBy: ['decision_handed'],
    after: 'ask_and_urge',
    doubt: () => 'sent_what',
  },
  {
    id: 'decision_taken',
    group: 'decision',
    actor: 'claimant',
    entry: 'deadline.decision_taken',
    from: on('decision_not_taken'),
    done: ['decision_handed'],
    after: 'terminated_not_taken',
  },
  {
    id: 'effective',
    group: 'decision',
    actor: 'law',
    entry: 'deadline.decision_effective',
    from: (seen) => {
      if (seen.told.has('decision_handed')) return at(seen.told, 'decision_handed');
      if (notTaken(seen)) return at(seen.told, 'decision_not_taken');
      // The decision is given at once when negotiation succeeds (Đ47.1), so it runs from there until it is handed over.
      return seen.told.negotiated === undefined ? seen.after('negotiation_ended') : agreed(seen) ? assumed(at(seen.told, 'negotiation_ended')) : undefined;
    },
    done: ['decision_effective'],
    overBy: ['sued', 'annulled'],
    after: 'in_force',
    silent: (seen) => (notTaken(seen) ? 'clock_decision_not_taken' : undefined),
  },
  {
    id: 'sue',
    group: 'court',
    actor: 'claimant',
    entry: 'deadline.sue',
    from: ({ told, after }) => at(told, 'decision_handed') ?? at(told, 'decision_not_taken') ?? at(told, 'negotiation_ended') ?? after('negotiation_ended'),
    done: ['sued'],
    overBy: ['annulled'],
    after: 'court_closed',
    doubt: (seen) => {
      if (seen.told.has('decision_handed')) return undefined;
      return notTaken(seen) ? 'not_taken' : seen.told.negotiated?.signed === false ? 'unsigned' : undefined;
    },
  },
  {
    id: 'postponement_decided',
    group: 'pause',
    actor: 'agency',
    entry: 'deadline.postpone',
    from: on('postponement_asked'),
    done: ['postponed'],
    after: 'ask_and_urge',
  },
  { id: 'postponement_ends', group: 'pause', actor: 'law', entry: 'deadline.postpone_longest', from: on('postponed'), done: ['resumed'], after: 'ask_and_urge' },
  { id: 'suspended', group: 'pause', actor: 'agency', entry: 'deadline.suspend', from: on('suspension_ground_found'), done: ['suspended'] },
  {
    id: 'suspension_ends',
    group: 'pause',
    actor: 'law',
    entry: 'deadline.suspension',
    from: on('suspended'),
    done: ['resumed'],
    after: 'ask_to_resume',
    silent: ({ told }) => (told.suspended?.ground === 'grounding_document_reviewed' ? 'clock_waits_for_review' : undefined),
  },
  {
    id: 'resume_asked',
    group: 'pause',
    actor: 'claimant',
    entry: 'deadline.resume',
    from: ({ after }) => {
      const end = after('suspension_ends');
      return end && { ...end, basis: 'happened' };
    },
    done: ['resume_asked', 'resumed'],
    after: 'terminated_not_resumed',
  },
  {
    id: 'terminated',
    group: 'pause',
    actor: 'agency',
    entry: 'deadline.terminate',
    from: on('withdrawn', 'termination_ground_found'),
    done: ['terminated'],
    after: 'ask_and_urge',
  },
  { id: 'annulled', group: 'decision', actor: 'agency', entry: 'deadline.annul', from: on('annulment_ground_found'), done: ['annulled', 'corrected'], after: 'complain_and_urge' },
  {
    id: 'raise_in_criminal_case',
    group: 'court',
    actor: 'claimant',
    entry: 'pending.criminal_until',
    unit: 'before',
    from: on('deliberation'),
    done: ['claim_raised_in_case'],
    after: 'claim_after_judgment',
  },
  {
    id: 'raise_in_administrative_case',
    group: 'court',
    actor: 'claimant',
    entry: 'pending.administrative_until',
    unit: 'before',
    from: on('evidence_meeting'),
    done: ['claim_raised_in_case'],
    after: 'claim_after_judgment',
  },
  {
    id: 'funds_asked',
    group: 'payment',
    actor: 'agency',
    entry: 'deadline.funds_request',
    from: ({ told, after }) => at(told, 'judgment_effective', 'decision_effective') ?? after('effective'),
    done: ['funds_asked'],
    overBy: ['funds_granted', 'paid'],
    after: 'complain_and_urge',
  },
  {
    id: 'funds_granted',
    group: 'payment',
    actor: 'finance',
    entry: 'deadline.funds_grant',
    from: ({ told, after }) => at(told, 'funds_file_complete') ?? assumed(at(told, 'funds_asked')) ?? after('funds_asked'),
    done: ['funds_granted'],
    overBy: ['funds_file_faulty', 'paid'],
    after: 'ask_and_urge',
  },
  {
    id: 'funds_granted_after_fault',
    group: 'payment',
    actor: 'finance',
    entry: 'deadline.funds_fault',
    from: on('funds_file_faulty'),
    done: ['funds_granted'],
    after: 'ask_and_urge',
    doubt: () => 'fault_from_when',
  },
  {
    id: 'pay_notice',
    group: 'payment',
    actor: 'agency',
    entry: 'deadline.pay_notice',
    from: onOrAfter('funds_granted', 'funds_granted'),
    done: ['payment_notice'],
    overBy: ['paid'],
    after: 'complain_and_urge',
  },
  { id: 'paid', group: 'payment', actor: 'agency', entry: 'deadline.pay', from: onOrAfter('payment_notice', 'pay_notice'), done: ['paid'], after: 'complain_and_urge' },
  { id: 'unclaimed', group: 'payment', actor: 'claimant', entry: 'deadline.unclaimed', from: on('payment_notice'), done: ['paid'], after: 'money_to_treasury' },
  {
    id: 'honour_notice',
    group: 'honour',
    actor: 'agency',
    entry: 'deadline.honour_notice',
    from: ({ told, honour }) => (honour ? at(told, 'judgment_effective', 'grounding_received') : undefined),
    done: ['honour_notice'],
    overBy: ['honour_asked', 'honour_replied'],
    after: 'complain_and_urge',
  },
  { id: 'honour_reply', group: 'honour', actor: 'claimant', entry: 'deadline.honour_reply', from: on('honour_notice'), done: ['honour_replied'], after: 'honour_on_request' },
  {
    id: 'honour_done',
    group: 'honour',
    actor: 'agency',
    entry: 'deadline.honour_done',
    // Administration: the press only (Đ56).
    from: (seen) => (seen.field === 'administration' ? undefined : consent(seen)),
    done: ['honour_apologised'],
    after: 'complain_and_urge',
  },
  { id: 'honour_published', group: 'honour', actor: 'agency', entry: 'deadline.honour_press', from: consent, done: ['honour_published'], after: 'complain_and_urge' },
  { id: 'honour_posted', group: 'honour', actor: 'commune', entry: 'deadline.honour_posting', from: on('newspaper_received'), done: ['honour_posted'], after: 'ask_and_urge' },
  {
    id: 'adviser_appointed',
    group: 'help',
    actor: 'help_body',
    entry: 'help.assign',
    from: on('help_registered'),
    done: ['adviser_appointed'],
    overBy: ['help_answered', 'help_refused'],
    after: 'help_reminder',
  },
  {
    id: 'help_done',
    group: 'help',
    actor: 'help_body',
    entry: 'help.work',
    from: onOrAfter('adviser_appointed', 'adviser_appointed'),
    done: ['help_answered', 'help_refused', 'help_session_held', 'help_content_agreed'],
    after: 'help_reminder',
  },
  { id: 'help_answer_agreed', group: 'help', actor: 'help_body', entry: 'help.after_agreement', from: on('help_content_agreed'), done: ['help_answered'], after: 'help_reminder' },
  { id: 'help_answer_session', group: 'help', actor: 'help_body', entry: 'help.after_session', from: on('help_session_held'), done: ['help_answered'], after: 'help_reminder' },
  { id: 'help_refused', group: 'help', actor: 'help_body', entry: 'help.refusal_notice', from: on('help_refusal_ground_found'), done: ['help_refused'], after: 'help_reminder' },
];
