/**
 * Owns which road to a court is open beside the agency (Đ4.4, Đ52, Đ53, Đ55): within a pending case, directly, or none. Does not own the
 * fifteen days after the agency's decision (the clock does).
 */
import type { Day } from '../basics/index.js';
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { Finding } from './finding.js';
import { groundingDocument } from './grounding.js';
import { limitationEnds } from './limitation.js';
import { takeNotes } from './notes.js';

/** Words: `law.court.<road>`. */
export const courtRoads = ['in_case', 'directly', 'agency_first', 'not_yet', 'closed'] as const;
export type CourtRoute =
  /** `until`: the safe last day of the three years, the same as for the agency. */
  { readonly road: 'directly'; readonly until: Day } | { readonly road: 'in_case' | 'agency_first' | 'not_yet' | 'closed' };

/** Whether the claim may go to a court now. */
export const courtRoute = (facts: Facts, law: Law): Finding<CourtRoute> => {
  const notes = takeNotes(facts, law);
  const field = notes.read('field');
  if (field === undefined) return notes.unknown('field_not_known', ['field']);
  const take = (route: CourtRoute): Finding<CourtRoute> => {
    notes.say(`law.court.${route.road}`);
    return notes.known(route);
  };
  if (field === 'criminal_proceedings') {
    notes.cite('criminal.agency_first');
    notes.cite('pending.not_criminal_proceedings');
    return take({ road: 'agency_first' });
  }
  const earlier = notes.read('earlier_claim');
  if (earlier === 'agency_accepted' || earlier === 'court_accepted' || earlier === 'decided') {
    notes.cite(earlier === 'agency_accepted' ? 'claim.once' : earlier === 'court_accepted' ? 'claim.court_first' : 'claim.decided');
    return take({ road: 'closed' });
  }
  const document = groundingDocument(facts, law);
  notes.include(document, 'sources');
  if (document.kind === 'unknown') return { ...notes.unknown('document_not_known'), missing: document.missing };
  const pending = notes.read('pending_case');
  if (!document.value.fits) {
    if (pending !== 'administrative' && pending !== 'criminal_against_official') return take({ road: 'not_yet' });
    notes.cite(pending === 'administrative' ? 'pending.administrative' : 'pending.criminal');
    notes.cite('pending.judgment');
    notes.cite('pending.split');
    return take({ road: 'in_case' });
  }
  const limit = limitationEnds(facts, law);
  notes.include(limit, 'sources');
  if (limit.kind === 'unknown') return { ...notes.unknown('received_day_not_known'), missing: limit.missing };
  notes.cite('claim.court_direct');
  if (limit.value.state !== 'open') return take({ road: 'closed' });
  for (const id of ['claim.court_defendant', 'claim.court_where', 'claim.court_where_new']) notes.cite(id);
  return take({ road: 'directly', until: limit.value.endsOn !== undefined && limit.value.safeDay < facts.assessed_on ? limit.value.endsOn : limit.value.safeDay });
};
