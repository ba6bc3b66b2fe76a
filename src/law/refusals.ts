/**
 * Owns the eight grounds on which an agency must not accept a claim (Đ43.2), held against what is known: does it threaten this claim, not,
 * or cannot be told. Composes other questions; knows no law of its own.
 */
import { competentAgency } from './agency.js';
import { nonAcceptanceGrounds } from './clock/events.js';
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { Finding } from './finding.js';
import { limitationEnds } from './limitation.js';
import { takeNotes } from './notes.js';
import { inScope } from './scope.js';

export type RefusalGround = {
  readonly ground: (typeof nonAcceptanceGrounds)[number];
  readonly applies: 'yes' | 'no' | 'unknown';
  readonly article: string;
};
/** `refused`: a ground applies. `stop`: the same grounds found after acceptance stop the settlement (Đ43.4). */
export type Refusals = { readonly grounds: readonly RefusalGround[]; readonly refused: boolean };

/** Which grounds of Đ43.2 would have the dossier returned. */
export const refusalGroundsFor = (facts: Facts, law: Law): Finding<Refusals> => {
  const notes = takeNotes(facts, law);
  const returned = notes.cite('refusal.returned');
  if (returned === undefined) return notes.unknown('law_not_in_force');
  const scope = inScope(facts, law);
  const time = limitationEnds(facts, law);
  const agency = competentAgency(facts, law);
  for (const finding of [scope, time, agency]) notes.include(finding, 'sources');
  const earlier = notes.read('earlier_claim');
  const events = (notes.read('events') ?? []).filter((one) => one.on <= facts.assessed_on);
  const happened = (kind: string): boolean => events.some((one) => one.kind === kind);
  const refusedFor = events.flatMap((one) => (one.kind === 'not_accepted' ? [one.ground] : []));
  const honourOnly = notes.read('wants_money') === false;
  const told = (value: boolean | undefined): RefusalGround['applies'] => (value === undefined ? 'unknown' : value ? 'yes' : 'no');
  const applies: Readonly<Record<RefusalGround['ground'], RefusalGround['applies']>> = {
    wrong_agency: 'unknown',
    // Restoring honour has no limitation (Đ6.1).
    time_barred: honourOnly ? 'no' : time.kind === 'unknown' ? 'unknown' : told(time.value.state === 'passed'),
    out_of_scope: scope.kind === 'unknown' ? 'unknown' : told(!scope.value.covered),
    // All the capacities that can be told are those of Đ5.
    not_entitled: told(notes.read('capacity') === undefined ? undefined : false),
    incomplete: 'unknown',
    court_seized_directly: told(earlier === undefined && !happened('sued') ? undefined : earlier === 'court_accepted' || happened('sued')),
    court_accepted_in_case: told(happened('claim_raised_in_case') ? true : earlier === undefined ? undefined : false),
    already_decided: told(happened('judgment_effective') ? true : earlier === undefined ? undefined : earlier === 'decided'),
  };
  const grounds = nonAcceptanceGrounds.map((ground) => ({
    ground,
    applies: refusedFor.includes(ground) ? ('yes' as const) : applies[ground],
    article: notes.cite(`refusal.${ground}`)?.article ?? '',
  }));
  notes.say('law.refusal_line.returned', { article: returned.article });
  return notes.known({ grounds, refused: grounds.some((one) => one.applies === 'yes') });
};
