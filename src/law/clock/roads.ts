/**
 * Owns which roads are open on a day: the agency's procedure, the court, the restoration of honour; what ended the one and what keeps the
 * other open (Đ4.3, Đ43.2, Đ47, Đ50–52, Đ57). Where the Law does not say, the road is `unknown`, never guessed.
 */
import type { Day } from '../../basics/index.js';
import { entryOn, type Law } from '../entries.js';
import type { Citation } from '../finding.js';
import { citation } from '../notes.js';
import type { Asked } from './steps.js';
import type { Told } from './told.js';
import type { Deadline, Road, StepId } from './types.js';

export type Roads = { readonly agency: Road; readonly court: Road; readonly honour: Road };
type Make = (state: Road['state'], because: (typeof roadReasons)[number], entries: readonly string[], until?: Day) => Road;

/** Why a road stands as it does. Words `law.road.<reason>`. */
export const roadReasons = [
  'not_lodged',
  'in_procedure',
  'waiting_for_acceptance',
  'returned_wrong_agency',
  'returned_incomplete',
  'returned',
  'stopped',
  'postponed',
  'suspended',
  'waits_for_review',
  'to_be_terminated',
  'terminated',
  'settled',
  'decision_handed',
  'decision_not_taken',
  'annulled_for_good_or_again',
  'negotiation_failed',
  'minutes_not_signed',
  'court_has_it',
  'court_direct',
  'court_direct_over',
  'criminal_agency_first',
  'field_needed',
  'received_not_told',
  'agency_has_it',
  'after_withdrawal',
  'after_refusal',
  'after_termination',
  'after_unsigned',
  'decision_in_force',
  'fifteen_days',
  'fifteen_days_over',
  'within_case',
  'honour_any_time',
  'honour_refused',
  'honour_done',
  'honour_not_told',
] as const;

export const roadsFrom = (told: Told, steps: readonly Deadline[], law: Law, asked: Asked): Roads => {
  const make: Make = (state, because, entries, until) => ({
    state,
    until,
    because: `law.road.${because}`,
    cites: entries.flatMap((id): readonly Citation[] => {
      const entry = entryOn(law, id, asked.on);
      return entry === undefined ? [] : [citation(entry)];
    }),
  });
  const step = (id: StepId): Deadline | undefined => steps.find((one) => one.id === id);
  return { agency: agencyRoad(told, step, make), court: courtRoad(told, step, make, asked), honour: honourRoad(told, make) };
};

type Step = (id: StepId) => Deadline | undefined;
/** The day by which it is safe to act, when it has not passed. */
const open = (step: Deadline | undefined): boolean => step !== undefined && (step.state === 'waiting' || step.state === 'unsure');
const inForce = (step: Step): boolean => step('effective')?.state === 'done';

const agencyRoad = (told: Told, step: Step, make: Make): Road => {
  const { terminated, notAccepted, lodged } = told;
  if (terminated !== undefined)
    return make('ended', 'terminated', [`ending.${terminated.ground}`, 'ending.final', ...(terminated.ground === 'no_heir' ? [] : ['ending.advance_back'])]);
  if (told.has('stopped')) return make('ended', 'stopped', ['refusal.returned']);
  if (told.has('withdrawn')) return make('ended', 'to_be_terminated', ['ending.withdrawn', 'ending.final']);
  if (notAccepted !== undefined && told.since(notAccepted.on, 'accepted', 'lodged') === undefined) {
    if (notAccepted.ground === 'wrong_agency') return make('open', 'returned_wrong_agency', ['refusal.wrong_agency', 'refusal.returned'], step('claim_in_time')?.safeDay);
    // Nothing says whether a completed dossier may be lodged again while the period still runs.
    if (notAccepted.ground === 'incomplete') return make('unknown', 'returned_incomplete', ['refusal.incomplete', 'refusal.returned']);
    return make('ended', 'returned', [`refusal.${notAccepted.ground}`, 'refusal.returned']);
  }
  if (told.sued !== undefined) return make('ended', 'court_has_it', ['claim.once']);
  const annulled = told.last('annulled');
  if (annulled !== undefined && told.since(annulled.on, 'negotiation_started', 'decision_handed') === undefined)
    return make('unknown', 'annulled_for_good_or_again', ['annulment.recover', 'annulment.again']);
  if (inForce(step) || told.has('decision_effective')) return make('ended', 'settled', ['deadline.decision_effective']);
  if (told.has('decision_not_taken') && !told.has('decision_handed')) {
    const take = step('decision_taken');
    return open(take)
      ? make('open', 'decision_not_taken', ['deadline.decision_taken'], take?.safeDay)
      : make('ended', 'decision_not_taken', ['ending.decision_not_taken', 'ending.final']);
  }
  if (told.has('decision_handed')) return make('under_way', 'decision_handed', ['deadline.decision_effective']);
  const pause = pausedRoad(told, step, make);
  if (pause !== undefined) return pause;
  if (told.negotiated?.agreed === false)
    return make(
      'ended',
      told.negotiated.signed ? 'negotiation_failed' : 'minutes_not_signed',
      told.negotiated.signed ? ['court.after_settlement'] : ['pause.minutes_not_signed', 'court.after_unsigned_minutes'],
    );
  if (told.has('accepted', 'verification_started', 'verification_ended', 'negotiation_started', 'negotiation_ended')) return make('under_way', 'in_procedure', ['deadline.accept']);
  if (lodged !== undefined) return make('under_way', 'waiting_for_acceptance', ['deadline.accept']);
  const inTime = step('claim_in_time');
  return inTime === undefined || open(inTime)
    ? make('not_begun', 'not_lodged', ['limitation.claim'], inTime?.safeDay)
    : make('unknown', 'not_lodged', ['limitation.claim', 'limitation.excluded']);
};

const pausedRoad = (told: Told, step: Step, make: Make): Road | undefined => {
  const pause = told.last('suspended', 'postponed');
  if (pause === undefined || told.since(pause.on, 'resumed') !== undefined) return undefined;
  if (pause.kind === 'postponed') return make('paused', 'postponed', ['pause.postponed'], step('postponement_ends')?.dueDay);
  if (told.suspended?.ground === 'grounding_document_reviewed') return make('paused', 'waits_for_review', ['pause.grounding_document_reviewed']);
  const ask = step('resume_asked');
  const cites = [`pause.${told.suspended?.ground}`, 'deadline.suspension', 'deadline.resume'];
  if (ask === undefined || ask.state === 'done' || ask.state === 'done_late' || open(ask)) return make('paused', 'suspended', cites, ask?.safeDay);
  return make('ended', 'to_be_terminated', [...cites, 'ending.not_resumed', 'ending.final']);
};

const courtRoad = (told: Told, step: Step, make: Make, { field }: Asked): Road => {
  const { terminated, notAccepted } = told;
  const sue = step('sue');
  if (told.sued !== undefined) return make('under_way', 'court_has_it', [told.sued.under === 'after_settlement' ? 'court.after_settlement' : 'deadline.sue_directly']);
  if (told.has('claim_raised_in_case')) return make('under_way', 'within_case', ['pending.judgment', 'court.within_case']);
  if (inForce(step) || told.has('decision_effective')) return make('ended', 'decision_in_force', ['court.lost']);
  if (told.has('withdrawn') || terminated?.ground === 'withdrawn') return directly(step, make, field, 'after_withdrawal');
  if (terminated !== undefined)
    return make('unknown', told.suspended?.ground === 'minutes_not_signed' ? 'after_unsigned' : 'after_termination', [
      `ending.${terminated.ground}`,
      'ending.final',
      'claim.court_after_withdrawal',
    ]);
  if (sue !== undefined && sue.basis === 'happened') {
    const unsure = sue.mark === 'unsure' && !told.has('decision_handed') && (told.negotiated?.signed === false || told.has('decision_not_taken'));
    if (open(sue))
      return make(
        unsure ? 'unknown' : 'open',
        unsure ? 'after_unsigned' : 'fifteen_days',
        ['court.after_settlement', ...(unsure ? ['court.after_unsigned_minutes'] : [])],
        sue.safeDay,
      );
    return make(unsure ? 'unknown' : 'ended', unsure ? 'after_unsigned' : 'fifteen_days_over', ['court.after_settlement', 'court.lost']);
  }
  if (notAccepted !== undefined || told.has('stopped')) return make('unknown', 'after_refusal', ['deadline.sue_directly', 'refusal.returned']);
  if (told.lodged !== undefined || told.has('accepted')) return make('closed_for_now', 'agency_has_it', ['claim.once']);
  return directly(step, make, field, 'court_direct');
};

/** Đ52.1: never asked an agency, or withdrew before verification. For criminal proceedings Đ4.2 leads to the agency; the Law leaves it open. */
const directly = (step: Step, make: Make, field: Asked['field'], because: 'court_direct' | 'after_withdrawal'): Road => {
  if (field === 'criminal_proceedings') return make('unknown', 'criminal_agency_first', ['criminal.agency_first', 'deadline.sue_directly']);
  if (field === undefined) return make('unknown', 'field_needed', ['criminal.agency_first', 'deadline.sue_directly']);
  const suit = step('sue_directly');
  if (suit === undefined) return make('unknown', 'received_not_told', ['deadline.sue_directly']);
  return open(suit) ? make('open', because, ['deadline.sue_directly'], suit.safeDay) : make('ended', 'court_direct_over', ['deadline.sue_directly', 'limitation.excluded']);
};

const honourRoad = (told: Told, make: Make): Road => {
  if (told.replied?.answer === 'refuse') return make('ended', 'honour_refused', ['honour.refused']);
  if (told.has('honour_published') && (told.has('honour_apologised') || !told.has('honour_asked', 'honour_replied'))) return make('ended', 'honour_done', ['honour.form_criminal']);
  if (!told.has('honour_notice', 'honour_asked', 'honour_replied', 'honour_apologised', 'honour_published'))
    return make('not_begun', 'honour_not_told', ['honour.entitled', 'honour.no_limit']);
  return make('open', 'honour_any_time', ['honour.no_limit']);
};
