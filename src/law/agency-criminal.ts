/** Owns who settles a claim from criminal proceedings (Đ34–36): whoever made the last wrong step. */
import { before, type Found, provincialBody } from './agency-kinds.js';
import type { Law } from './entries.js';
import type { FactName, Notes } from './notes.js';
import { provinceNamed } from './places.js';

export const criminal = (notes: Notes, law: Law): Found => {
  const stage = notes.read('criminal_stage');
  const province = provinceNamed(law, notes.read('act_province'));
  const level = notes.read('act_level');
  const measure = notes.read('criminal_measure');
  const missing: readonly FactName[] = ['act_level', 'act_province'];
  const provincial = (body: string): Pick<Found, 'name' | 'certain' | 'successor' | 'missing'> =>
    level === 'province' ? { ...provincialBody(notes, body, province), missing } : { successor: level !== 'central' && before(notes), missing };
  switch (stage) {
    case undefined:
      return { kind: 'not_determined', entry: 'agency.unknown', missing: ['criminal_stage'] };
    case 'police_not_approved':
      return investigators(notes, measure === 'urgent_hold' || measure === 'custody' ? 'agency.police_hold' : 'agency.police_not_approved');
    case 'police_insisted_procuracy_stopped':
      return investigators(notes, 'agency.police_insisted');
    case 'procuracy_approved':
      return { kind: 'procuracy', entry: measure === 'custody' ? 'agency.procuracy_approved_arrest' : 'agency.procuracy_approved', ...prosecutors(notes, provincial) };
    case 'procuracy_indicted_acquitted_first_instance':
      return { kind: 'procuracy', entry: 'agency.procuracy_indicted', ...prosecutors(notes, provincial) };
    case 'court_returned_then_stopped':
      return { kind: 'procuracy', entry: 'agency.court_returned', ...prosecutors(notes, provincial) };
    case 'acquittal_upheld':
      return { kind: 'procuracy', entry: 'agency.acquittal_upheld', ...prosecutors(notes, provincial) };
    case 'convicted_first_instance':
      return { kind: 'first_instance_court', entry: 'agency.court_first', ...judges(notes, provincial) };
    case 'convicted_appeal':
      return { kind: 'appeal_court', entry: 'agency.court_appeal', ...judges(notes, provincial) };
    case 'convicted_review_high':
      // The high courts ended on 01/07/2025; who settles in their place is not in our sources.
      return { kind: 'review_court', entry: 'agency.court_review_high', successor: true };
    case 'convicted_review_supreme':
      return { kind: 'supreme_court', entry: 'agency.court_review_supreme', name: 'Tòa án nhân dân tối cao', certain: true };
  }
};

/** Which investigating body of a province (police or security) acted is not told, so it has a kind and no name. */
const investigators = (notes: Notes, entry: string): Found => ({ kind: 'investigating_body', entry, successor: before(notes), missing: [] });

type Provincial = (body: string) => Pick<Found, 'name' | 'certain' | 'successor' | 'missing'>;
const prosecutors = (notes: Notes, provincial: Provincial): Pick<Found, 'name' | 'certain' | 'successor' | 'missing'> => {
  if (notes.read('act_level') === 'district') notes.cite('agency.successor_procuracy');
  return provincial('Viện kiểm sát nhân dân');
};
const judges = (notes: Notes, provincial: Provincial): Pick<Found, 'name' | 'certain' | 'successor' | 'missing'> => {
  if (notes.read('act_level') === 'district') notes.cite('agency.successor_court');
  return provincial('Tòa án nhân dân');
};
