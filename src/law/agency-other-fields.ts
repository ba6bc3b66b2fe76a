/**
 * Owns who settles a claim from civil or administrative proceedings (Đ37), criminal enforcement (Đ38) and civil enforcement (Đ39), with
 * what the reforms of 2025 made of those bodies. A body is named only where a province has just one; how sure is said with it.
 */
import { before, type Found, likelyBody, provincialBody } from './agency-kinds.js';
import type { Law } from './entries.js';
import type { Notes } from './notes.js';
import { provinceNamed } from './places.js';

/** Đ37: an interim measure, the court that ordered it; a judgment in force set aside, the court that gave it. */
export const trialCourt = (notes: Notes, law: Law): Found => {
  const act = notes.read('court_act');
  if (act === undefined || act === 'other') return { kind: 'not_determined', entry: 'agency.unknown', missing: ['court_act'] };
  if (act === 'injunction') return { kind: 'injunction_court', entry: 'agency.injunction_court', ...courtOf(notes, law) };
  switch (notes.read('judgment_stage')) {
    case undefined:
      return { kind: 'not_determined', entry: 'agency.unknown', missing: ['judgment_stage'] };
    case 'first_instance':
      return { kind: 'judgment_court', entry: 'agency.judgment_first', ...courtOf(notes, law) };
    case 'appeal':
      return { kind: 'judgment_court', entry: 'agency.judgment_appeal', ...courtOf(notes, law) };
    case 'review_high':
      // The high courts ended on 01/07/2025; who settles in their place is not in our sources.
      return { kind: 'review_court', entry: 'agency.judgment_review', successor: true };
    case 'review_supreme':
      return { kind: 'supreme_court', entry: 'agency.judgment_review', name: SUPREME, certain: true };
    case 'special':
      return { kind: 'judgment_court', entry: 'agency.judgment_special', ...courtOf(notes, law) };
    case 'special_supreme':
      return { kind: 'supreme_court', entry: 'agency.judgment_special_supreme', name: SUPREME, certain: true };
  }
};

const SUPREME = 'Tòa án nhân dân tối cao';

/** A provincial court by name; a district court lives on in a regional one, whose number we do not have. */
const courtOf = (notes: Notes, law: Law): Pick<Found, 'name' | 'certain' | 'successor' | 'missing'> => {
  const level = notes.read('act_level');
  if (level === 'province') return provincialBody(notes, 'Tòa án nhân dân', provinceNamed(law, notes.read('act_province')));
  if (level === 'district') notes.cite('agency.successor_court');
  return { successor: before(notes), missing: ['act_level', 'act_province'] };
};

/** Đ38: the enforcement body of the police or the army, or whoever was given the task. Prisons have names only their own papers tell. */
export const criminalEnforcementBody = (notes: Notes, law: Law): Found => {
  const level = notes.read('act_level');
  switch (notes.read('act_body')) {
    case undefined:
      return { kind: 'not_determined', entry: 'agency.unknown', missing: ['act_body'] };
    case 'prison':
      return { kind: 'prison_body', entry: 'agency.prison' };
    case 'police': {
      if (level === 'district') notes.cite('agency.successor_police');
      const named = level === 'province' || level === 'district';
      const likely = likelyBody(notes, 'Công an', provinceNamed(law, notes.read('act_province')));
      return { kind: 'prison_body', entry: 'agency.prison', ...(named ? likely : { successor: before(notes), missing: ['act_level'] }) };
    }
    case 'army':
      return { kind: 'army_body', entry: 'agency.prison_army' };
    case 'detention_centre':
    case 'people_committee':
      return { kind: 'delegated_body', entry: 'agency.prison_delegated' };
    default:
      return { kind: 'not_determined', entry: 'agency.unknown' };
  }
};

/** Đ39: since 01/07/2025 one office in each province, which also follows the former district offices. */
export const civilEnforcementOffice = (notes: Notes, law: Law): Found => {
  switch (notes.read('act_body')) {
    case undefined:
      return { kind: 'not_determined', entry: 'agency.unknown', missing: ['act_body'] };
    case 'enforcement': {
      notes.cite('agency.successor_enforcement');
      // Since the law on civil enforcement of 2025 is in force nobody has checked the name again.
      const renamed = notes.cite('agency.enforcement_law_2025') !== undefined;
      if (notes.read('act_level') === 'central') return { kind: 'not_determined', entry: 'agency.unknown' };
      const office = provincialBody(notes, 'Thi hành án dân sự', provinceNamed(law, notes.read('act_province')));
      return { kind: 'enforcement_office', entry: 'agency.enforcement', ...office, successor: before(notes), certain: !renamed && !before(notes) };
    }
    case 'army':
      return { kind: 'army_body', entry: 'agency.enforcement_army' };
    default:
      return { kind: 'not_determined', entry: 'agency.unknown' };
  }
};
