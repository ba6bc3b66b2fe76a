/**
 * Owns who may claim (Đ5) and what their capacity asks for besides the papers: a guardian's signature, one heir for all, a mandate that
 * says enough. Does not own the checklist of papers (`papers.ts`).
 */
import { addYears } from '../basics/index.js';
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { Capacity } from './options.js';
import type { Finding } from './finding.js';
import { type Notes, takeNotes } from './notes.js';

/** Words: `law.claimant.<need>`. */
export const claimantNeeds = ['guardian', 'one_heir', 'mandate_scope', 'seal'] as const;
export type ClaimantNeed = (typeof claimantNeeds)[number];
/** `{"capacity":"heir","article":"Đ5.2","needs":["one_heir"]}`: what must be seen to before filing. */
export type Claimant = { readonly capacity: Capacity; readonly article: string; readonly needs: readonly ClaimantNeed[] };

const clauses: Readonly<Record<Capacity, string>> = {
  injured: 'claimant.injured',
  heir: 'claimant.heir',
  heirs_representative: 'claimant.heir',
  successor_organisation: 'claimant.heir',
  legal_representative: 'claimant.representative',
  authorised: 'claimant.authorised',
};

/** By which clause of Đ5 this person claims, and what that asks for. */
export const mayClaim = (facts: Facts, law: Law): Finding<Claimant> => {
  const notes = takeNotes(facts, law);
  notes.cite('claimant.entitled');
  const capacity = notes.read('capacity');
  if (capacity === undefined) return notes.unknown('capacity_not_known', ['capacity']);
  const clause = notes.cite(clauses[capacity]);
  if (clause === undefined) return notes.unknown('law_not_in_force');
  const needs: readonly ClaimantNeed[] = [
    ...(isMinor(notes, facts) ? (['guardian'] as const) : []),
    ...(severalHeirs(notes) ? (['one_heir'] as const) : []),
    ...(capacity === 'authorised' ? (['mandate_scope'] as const) : []),
    ...(notes.read('claimant_is_organisation') === true ? (['seal'] as const) : []),
  ];
  if (needs.includes('one_heir')) notes.cite('paper.heirs_choice');
  if (needs.includes('mandate_scope')) {
    notes.cite('paper.authority');
    notes.cite('claimant.authorised_rights');
    notes.cite('help.authorised');
  }
  notes.say('law.claimant.by', { article: clause.article });
  for (const need of needs) notes.say(`law.claimant.${need}`);
  return notes.known({ capacity, article: clause.article, needs });
};

/** Someone under age who claims for themselves: the Civil Code wants a representative (Đ5.3). */
const isMinor = (notes: Notes, facts: Facts): boolean => {
  const born = notes.read('birth_date');
  if (notes.read('capacity') !== 'injured' || notes.read('claimant_is_organisation') === true || born === undefined) return false;
  const adult = notes.number('claimant.adult');
  if (adult === undefined || addYears(born, adult) <= facts.assessed_on) return false;
  notes.cite('claimant.representative');
  return true;
};

/** Đ41.2: several heirs choose one. */
export const severalHeirs = (notes: Notes): boolean => {
  const capacity = notes.read('capacity');
  const heirs = notes.read('heirs_count');
  return capacity === 'heirs_representative' || (capacity === 'heir' && heirs !== undefined && heirs > 1);
};
