/**
 * Owns the question whether the State answers for this at all: the closed lists of Đ17 and Đ18 here, those of Đ19 to Đ21 in
 * `scope-other-fields.ts`, what Đ32 takes out in `scope-answers.ts`.
 */
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { AdministrationAct, CriminalMeasure, CriminalOutcome } from './options.js';
import type { Finding } from './finding.js';
import { type Notes, takeNotes } from './notes.js';
import { covered, type Elsewhere, excluded, notCleared, notExcluded, notListed, type Scope } from './scope-answers.js';
import { civilEnforcement, courtCase, criminalEnforcement } from './scope-other-fields.js';

export { type Elsewhere, elsewheres, type Scope } from './scope-answers.js';

/** Which khoản of Đ17 to Đ21 covers these facts, or why none does. */
export const inScope = (facts: Facts, law: Law): Finding<Scope> => {
  const notes = takeNotes(facts, law);
  const field = notes.read('field');
  switch (field) {
    case undefined:
      return notes.unknown('field_not_known', ['field']);
    case 'administration':
      return administration(notes);
    case 'criminal_proceedings':
      return criminal(notes);
    case 'civil_admin_proceedings':
      return courtCase(notes);
    case 'criminal_enforcement':
      return criminalEnforcement(notes);
    case 'civil_enforcement':
      return civilEnforcement(notes);
  }
};

const simpleActs: Partial<Record<AdministrationAct, string>> = {
  fine: 'scope.adm.1',
  preventive_measure: 'scope.adm.2',
  fine_enforcement: 'scope.adm.4',
  commune_education: 'scope.adm.5a',
  reform_school: 'scope.adm.5b',
  compulsory_education: 'scope.adm.5c',
  compulsory_rehab: 'scope.adm.5d',
  whistleblower_protection: 'scope.adm.6',
  false_information: 'scope.adm.7',
  tax: 'scope.adm.9',
  customs: 'scope.adm.10',
  competition: 'scope.adm.12',
  intellectual_property: 'scope.adm.13',
};

const suit: readonly Elsewhere[] = ['complaint', 'administrative_suit', 'civil_claim'];

const administration = (notes: Notes): Finding<Scope> => {
  const act = notes.read('administration_act');
  if (act === undefined) return notes.unknown('act_not_known', ['administration_act']);
  const clause = simpleActs[act];
  if (clause !== undefined) return notExcluded(notes, clause);
  switch (act) {
    case 'remedial_measure':
      return remedialMeasure(notes);
    case 'licence': {
      const what = notes.read('licence_act');
      if (what === undefined) return notes.unknown('act_detail_not_known', ['licence_act']);
      return what === 'other' ? notListed(notes, 'scope.adm.8', suit) : notExcluded(notes, 'scope.adm.8');
    }
    case 'land': {
      const what = notes.read('land_act');
      if (what === undefined) return notes.unknown('act_detail_not_known', ['land_act']);
      if (what === 'certificate_not_granted') {
        notes.cite('scope.adm.11.refused');
        return notes.unknown('land_certificate_refused');
      }
      return what === 'other' ? notListed(notes, 'scope.adm.11', suit) : notExcluded(notes, 'scope.adm.11');
    }
    case 'dismissal': {
      const who = notes.read('dismissed_as');
      if (who === undefined) return notes.unknown('act_detail_not_known', ['dismissed_as']);
      return who === 'civil_servant' ? notExcluded(notes, 'scope.adm.14') : notListed(notes, 'scope.adm.14', who === 'higher_post' ? ['complaint'] : ['complaint', 'labour_claim']);
    }
    default:
      return notListed(notes, 'scope.adm.list', suit);
  }
};

const remedialMeasure = (notes: Notes): Finding<Scope> => {
  const measure = notes.read('remedial_measure');
  switch (measure) {
    case undefined:
      return notes.unknown('act_detail_not_known', ['remedial_measure']);
    case 'demolition':
      return notExcluded(notes, 'scope.adm.3a');
    case 'remove_infringing_element':
      return notExcluded(notes, 'scope.adm.3b');
    case 'recall_goods':
      return notExcluded(notes, 'scope.adm.3c');
    case 'other':
      return notListed(notes, 'scope.adm.3', suit);
  }
};

/** Which reasons open which khoản of Đ18. */
const threeReasons: readonly CriminalOutcome[] = ['no_crime_event', 'not_a_crime', 'not_proven_in_time'];
const twoReasons: readonly CriminalOutcome[] = ['no_crime_event', 'not_a_crime'];
type Rule = { readonly clause: string; readonly reasons: readonly CriminalOutcome[]; readonly partial?: true; readonly noViolation?: true };
const rules: Record<Exclude<CriminalMeasure, 'other'>, Rule> = {
  urgent_hold: { clause: 'scope.crp.1', reasons: ['no_violation'], noViolation: true },
  custody: { clause: 'scope.crp.2', reasons: ['no_violation'], noViolation: true },
  detention: { clause: 'scope.crp.3', reasons: threeReasons },
  prison: { clause: 'scope.crp.4', reasons: twoReasons },
  death_sentence: { clause: 'scope.crp.4', reasons: twoReasons },
  at_large: { clause: 'scope.crp.5', reasons: threeReasons },
  excess_after_partial_acquittal: { clause: 'scope.crp.6', reasons: ['part_acquitted'], partial: true },
  excess_death_sentence: { clause: 'scope.crp.7', reasons: ['part_acquitted'], partial: true },
  excess_combined_sentences: { clause: 'scope.crp.8', reasons: ['part_acquitted'], partial: true },
  legal_entity: { clause: 'scope.crp.9', reasons: [], noViolation: true },
  property: { clause: 'scope.crp.10', reasons: [...threeReasons, 'no_violation', 'part_acquitted'] },
};

const criminal = (notes: Notes): Finding<Scope> => {
  const measure = notes.read('criminal_measure');
  if (measure === undefined) return notes.unknown('case_not_known', ['criminal_measure', ...(notes.read('criminal_outcome') === undefined ? (['criminal_outcome'] as const) : [])]);
  if (measure === 'other') return notes.unknown('measure_not_listed');
  const rule = rules[measure];
  // To be held beyond the remaining penalty is to be acquitted of part: the measure says the outcome.
  const outcome = notes.read('criminal_outcome') ?? (rule.partial === true ? 'part_acquitted' : undefined);
  if (outcome === undefined) return notes.unknown('case_not_known', ['criminal_outcome']);
  const exclusion = excludedOutcome[outcome];
  if (exclusion !== undefined) {
    notes.cite('scope.crp.list');
    return excluded(notes, exclusion);
  }
  if (outcome === 'convicted') return notCleared(notes, rule.clause);
  if (outcome === 'other') {
    notes.cite(rule.clause);
    return notes.unknown('outcome_not_listed');
  }
  if (outcome === 'still_open') return covered(notes, rule.clause, { partial: rule.partial === true, onlyExpected: true });
  if (rule.reasons.includes(outcome)) return notExcluded(notes, rule.clause, rule.partial === true);
  notes.cite(rule.clause);
  if (rule.noViolation !== true || !(threeReasons.includes(outcome) || outcome === 'no_violation')) return notes.unknown('reason_does_not_fit_measure');
  return noViolation(notes, rule, measure, outcome);
};

/** Đ18.1, 18.2 and 18.9 also want the paper to say that there was no violation of law at all. */
const noViolation = (notes: Notes, rule: Rule, measure: CriminalMeasure, outcome: CriminalOutcome): Finding<Scope> => {
  // For a legal person Đ18.9 asks for one of the three reasons *and* no violation; a paper that says only the second does not name the first.
  if (measure === 'legal_entity' && outcome === 'no_violation') return notes.unknown('reason_does_not_fit_measure');
  const stated = notes.read('no_violation_stated');
  if (stated === undefined) return notes.unknown('needs_no_violation', ['no_violation_stated']);
  return stated ? notExcluded(notes, rule.clause) : notes.unknown('cleared_but_violation_left_open');
};

const excludedOutcome: Partial<Record<CriminalOutcome, string>> = {
  exempt_from_liability: 'exclusion.exempt',
  victim_withdrew: 'exclusion.withdrawn',
  law_changed: 'exclusion.law_changed',
};
