/** Owns the shape of the answer whether the State answers for an act, and how it is given: covered, taken out by Đ32, not listed, not cleared. */
import type { Finding } from './finding.js';
import type { Notes } from './notes.js';

/** Where else to go when this law does not answer. Words: `law.elsewhere.<name>`. */
export const elsewheres = [
  'complaint',
  'administrative_suit',
  'civil_claim',
  'labour_claim',
  'appeal_review',
  'wait_for_outcome',
  'officer',
  'court',
  'same_agency',
  'honour',
] as const;
export type Elsewhere = (typeof elsewheres)[number];

export type Scope =
  /** `clause`: the entry that opens the door. `partial`: only the time beyond the remaining penalty counts (Đ18.6–8). `onlyExpected`: the case is still open. */
  | { readonly covered: true; readonly clause: string; readonly partial: boolean; readonly onlyExpected: boolean }
  | { readonly covered: false; readonly because: 'not_listed' | 'excluded' | 'not_cleared' | 'judgment_stands'; readonly clause: string; readonly elsewhere: readonly Elsewhere[] };

/** Covered by the clause, unless Đ32 takes it out: for every field, and for criminal proceedings besides. */
export const notExcluded = (notes: Notes, clause: string, partial = false): Finding<Scope> => {
  if (notes.read('own_fault') === 'wholly') return excluded(notes, 'exclusion.own_fault');
  if (notes.read('excused') === 'unforeseeable') return excluded(notes, 'exclusion.unforeseeable');
  if (notes.read('field') === 'criminal_proceedings' && notes.read('false_confession') === true) return excluded(notes, 'exclusion.false_confession');
  return covered(notes, clause, { partial, onlyExpected: false });
};

export const covered = (notes: Notes, clause: string, more: { readonly partial: boolean; readonly onlyExpected: boolean }): Finding<Scope> => {
  const entry = notes.cite(clause);
  if (entry === undefined) return notes.unknown('law_not_in_force');
  notes.say(more.onlyExpected ? 'law.scope.expected' : 'law.scope.covered', { article: entry.article });
  if (more.partial) notes.say('law.scope.only_excess', { article: entry.article });
  if (notes.read('own_fault') === 'partly') {
    const fault = notes.cite('fault.part');
    if (fault) notes.say('law.scope.part_fault', { article: fault.article });
  }
  if (notes.read('excused') === 'necessity') {
    const necessity = notes.cite('exclusion.necessity');
    if (necessity) notes.say('law.scope.necessity', { article: necessity.article });
  }
  return notes.known({ covered: true, clause, ...more });
};

export const notListed = (notes: Notes, clause: string, elsewhere: readonly Elsewhere[]): Finding<Scope> => {
  const entry = notes.cite(clause);
  if (entry === undefined) return notes.unknown('law_not_in_force');
  notes.say('law.scope.not_listed', { article: entry.article });
  if (elsewhere.includes('administrative_suit')) notes.cite('other_way.admin_suit');
  return notes.known({ covered: false, because: 'not_listed', clause, elsewhere });
};

export const excluded = (notes: Notes, clause: string, elsewhere: readonly Elsewhere[] = ['appeal_review', 'officer']): Finding<Scope> => {
  const entry = notes.cite(clause);
  if (entry === undefined) return notes.unknown('law_not_in_force');
  notes.say(`law.${clause}`, { article: entry.article });
  return notes.known({ covered: false, because: 'excluded', clause, elsewhere });
};

export const notCleared = (notes: Notes, clause: string): Finding<Scope> => {
  const entry = notes.cite(clause);
  if (entry === undefined) return notes.unknown('law_not_in_force');
  notes.say('law.scope.not_cleared', { article: entry.article });
  return notes.known({ covered: false, because: 'not_cleared', clause, elsewhere: ['appeal_review', 'officer'] });
};

/** Đ19.5 wants a judgment that was found unlawful; this one still stands. */
export const judgmentStands = (notes: Notes, clause: string): Finding<Scope> => {
  const entry = notes.cite(clause);
  if (entry === undefined) return notes.unknown('law_not_in_force');
  notes.say('law.scope.judgment_stands', { article: entry.article });
  return notes.known({ covered: false, because: 'judgment_stands', clause, elsewhere: ['appeal_review', 'officer'] });
};
