/**
 * Owns the closed lists of Đ19 (civil and administrative proceedings), Đ20 (criminal judgment enforcement) and Đ21 (civil judgment
 * enforcement). Each fact has one khoản; what is not in the list is not covered, what the Law leaves open is `unknown`.
 */
import type { EnforcementDecision, InjunctionFault, ReleaseKind } from './options.js';
import type { Finding } from './finding.js';
import type { Notes } from './notes.js';
import { excluded, judgmentStands, notExcluded, notListed, type Scope } from './scope-answers.js';

const injunctions: Record<Exclude<InjunctionFault, 'as_asked' | 'other'>, string> = {
  own_initiative: 'scope.cap.1',
  other_than_asked: 'scope.cap.2',
  beyond_asked: 'scope.cap.3',
  late_or_not_applied: 'scope.cap.4',
};

/** Which khoản of Đ19. */
export const courtCase = (notes: Notes): Finding<Scope> => {
  notes.cite('scope.cap');
  switch (notes.read('court_act')) {
    case undefined:
      return notes.unknown('act_not_known', ['court_act']);
    case 'injunction':
      return injunction(notes);
    case 'judgment':
      return judgment(notes);
    case 'file': {
      // A falsified file counts for what it led to: an unlawful judgment or decision.
      const led = notes.read('file_led_to_judgment');
      if (led === undefined) return notes.unknown('act_detail_not_known', ['file_led_to_judgment']);
      return led ? notExcluded(notes, 'scope.cap.6') : notListed(notes, 'scope.cap.6', ['complaint', 'officer']);
    }
    case 'other':
      return notListed(notes, 'scope.cap', ['appeal_review', 'officer']);
  }
};

const injunction = (notes: Notes): Finding<Scope> => {
  const fault = notes.read('injunction_fault');
  switch (fault) {
    case undefined:
      return notes.unknown('act_detail_not_known', ['injunction_fault']);
    case 'as_asked':
      return excluded(notes, 'exclusion.injunction_as_asked', ['civil_claim', 'officer']);
    case 'other':
      return notListed(notes, 'scope.cap', ['complaint', 'officer']);
    default:
      return notExcluded(notes, injunctions[fault]);
  }
};

/** Đ19.5 has a second half, that the maker was disciplined or held criminally liable: the paper itself shows it (Đ10.1, 10.3–10.5). */
const judgment = (notes: Notes): Finding<Scope> => {
  switch (notes.read('judgment_state')) {
    case undefined:
      return notes.unknown('act_detail_not_known', ['judgment_state']);
    case 'still_stands':
      return judgmentStands(notes, 'scope.cap.5');
    case 'corrected_before_force':
      return notListed(notes, 'scope.cap.5', ['complaint', 'officer']);
    case 'found_unlawful':
      return notExcluded(notes, 'scope.cap.5');
  }
};

const releases: Record<Exclude<ReleaseKind, 'other'>, string> = {
  postponed: 'scope.cre.3a',
  suspended: 'scope.cre.3b',
  reduced: 'scope.cre.3c',
  early_release: 'scope.cre.3d',
  pardon: 'scope.cre.3dd',
  amnesty: 'scope.cre.3e',
};

/** Which khoản of Đ20. */
export const criminalEnforcement = (notes: Notes): Finding<Scope> => {
  notes.cite('scope.cre');
  switch (notes.read('prison_act')) {
    case undefined:
      return notes.unknown('act_not_known', ['prison_act']);
    case 'executed':
      return notExcluded(notes, 'scope.cre.1');
    case 'held_too_long':
      return notExcluded(notes, 'scope.cre.2');
    case 'release_not_granted':
      return release(notes);
    case 'other':
      return notListed(notes, 'scope.cre', ['complaint', 'officer']);
  }
};

const release = (notes: Notes): Finding<Scope> => {
  const kind = notes.read('release_kind');
  if (kind === undefined) return notes.unknown('act_detail_not_known', ['release_kind']);
  if (kind === 'other') return notListed(notes, 'scope.cre.3', ['complaint', 'officer']);
  const decided = notes.read('release_decided');
  if (decided === undefined) return notes.unknown('act_detail_not_known', ['release_decided']);
  if (decided) return notExcluded(notes, releases[kind]);
  notes.cite('scope.cre.3.undecided');
  return notes.unknown('release_never_decided');
};

const decisions: Record<Exclude<EnforcementDecision, 'other'>, string> = {
  enforce: 'scope.cve.1a',
  change: 'scope.cve.1b',
  security: 'scope.cve.1c',
  coercion: 'scope.cve.1d',
  postpone: 'scope.cve.1dd',
  stop: 'scope.cve.1e',
  resume: 'scope.cve.1g',
};

/** Which khoản of Đ21: the decision (khoản 1), or its carrying out (khoản 2). */
export const civilEnforcement = (notes: Notes): Finding<Scope> => {
  notes.cite('scope.cve');
  const act = notes.read('enforcement_act');
  if (act === undefined) return notes.unknown('act_not_known', ['enforcement_act']);
  if (act === 'other') return notListed(notes, 'scope.cve', ['complaint', 'officer']);
  const decision = notes.read('enforcement_decision');
  if (decision === undefined) return notes.unknown('act_detail_not_known', ['enforcement_decision']);
  if (decision === 'other') return notListed(notes, 'scope.cve', ['complaint', 'officer']);
  // Đ32.4: the party that asked wrongly answers for a securing measure ordered as it asked, not the State.
  if (decision === 'security' && act === 'wrong_order') {
    const asAsked = notes.read('security_as_asked');
    if (asAsked === undefined) return notes.unknown('act_detail_not_known', ['security_as_asked']);
    if (asAsked) return excluded(notes, 'exclusion.security_as_asked', ['civil_claim', 'officer']);
  }
  return notExcluded(notes, act === 'wrong_order' || act === 'no_order' ? decisions[decision] : 'scope.cve.2');
};
