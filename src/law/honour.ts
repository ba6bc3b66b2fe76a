/** Owns who may have their honour restored (phục hồi danh dự, Đ31, Đ56) and that no limitation runs against it (Đ6.1). */
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { Finding } from './finding.js';
import { takeNotes } from './notes.js';
import { inScope } from './scope.js';

/** `form`: what the agency must do. `apology_and_press` (criminal proceedings) or `press` (administration). */
export type Honour = { readonly entitled: true; readonly form: 'apology_and_press' | 'press' } | { readonly entitled: false };

const administrationActs = ['reform_school', 'compulsory_education', 'compulsory_rehab'];

/** Whether Đ31 gives this person the restoration of honour. */
export const honourFor = (facts: Facts, law: Law): Finding<Honour> => {
  const notes = takeNotes(facts, law);
  const scope = inScope(facts, law);
  notes.include(scope, 'sources');
  const entry = notes.cite('honour.entitled');
  if (entry === undefined) return notes.unknown('law_not_in_force');
  if (scope.kind === 'unknown') return { ...notes.unknown('scope_first'), missing: scope.missing };
  if (!scope.value.covered) {
    notes.say('law.honour.not_entitled', { article: entry.article });
    return notes.known({ entitled: false });
  }
  if (scope.value.onlyExpected) return notes.unknown('honour_after_clearing');
  if (notes.read('field') === 'criminal_proceedings') {
    // Đ31 speaks of the person harmed in criminal proceedings; whether that includes someone harmed only in property is open.
    if (notes.read('criminal_measure') === 'property') return notes.unknown('honour_of_property_owner');
    notes.cite('honour.form_criminal');
    notes.cite('honour.no_limit');
    notes.say('law.honour.apology_and_press', { article: entry.article });
    return notes.known({ entitled: true, form: 'apology_and_press' });
  }
  const act = notes.read('administration_act');
  if (act === 'dismissal' || (act !== undefined && administrationActs.includes(act))) {
    notes.cite('honour.form_administration');
    notes.cite('honour.no_limit');
    notes.say('law.honour.press', { article: entry.article });
    return notes.known({ entitled: true, form: 'press' });
  }
  notes.say('law.honour.not_entitled', { article: entry.article });
  return notes.known({ entitled: false });
};
