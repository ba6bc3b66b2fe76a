/** Owns the question "what is due, when, and which roads are open": a pure function over what has happened and the day asked. */
import type { Law } from '../entries.js';
import type { ClaimEvent, ClaimEventKind } from './events.js';
import { roadsFrom } from './roads.js';
import { type Asked, stepsFrom } from './steps.js';
import { tell } from './told.js';
import type { Clock, Deadline } from './types.js';

export type { Asked } from './steps.js';
export { roadReasons } from './roads.js';

/** Happenings that are set for a day to come. */
const scheduled: readonly ClaimEventKind[] = ['evidence_meeting', 'deliberation'];
/** Groups that are over with the agency's road when nothing was decided. */
const ofAgency: readonly Deadline['group'][] = ['acceptance', 'advance', 'verification', 'negotiation', 'decision', 'payment'];

/** States that end when the agency's road does; what has passed stays passed. */
const unfinished: readonly Deadline['state'][] = ['waiting', 'unsure', 'expected', 'paused'];

/**
 * Every step with its day and its state on `asked.on`, and the roads open on that day. Happenings may be told in any order; those after
 * the day asked are left out and given back in `notYet`. A step whose start cannot be told is left out.
 */
export const deadlinesFor = (events: readonly ClaimEvent[], law: Law, asked: Asked): Clock => {
  const isPast = (one: ClaimEvent): boolean => one.on <= asked.on || scheduled.includes(one.kind);
  const told = tell(events.filter(isPast));
  const steps = stepsFrom(told, law, asked);
  const roads = roadsFrom(told, steps, law, asked);
  const stopped = roads.agency.state === 'ended' && !told.has('decision_handed', 'decision_effective', 'judgment_effective');
  return {
    on: asked.on,
    steps: stopped ? steps.map((step) => (ofAgency.includes(step.group) && unfinished.includes(step.state) ? { ...step, state: 'over' } : step)) : steps,
    ...roads,
    notYet: events.filter((one) => !isPast(one)),
  };
};
