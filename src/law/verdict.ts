/**
 * Owns the answer of the triage: one of five, with its reason, where else to go, and the fact to ask next. Composes scope, grounding
 * document, limitation, honour and earlier claims; knows no law of its own.
 */
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { Known } from './finding.js';
import { type Grounding, groundingDocument } from './grounding.js';
import { type Honour, honourFor } from './honour.js';
import { type Limitation, limitationEnds } from './limitation.js';
import { type FactName, type Notes, takeNotes } from './notes.js';
import { type Elsewhere, inScope, type Scope } from './scope.js';

export const verdictKinds = ['covered_ready', 'covered_no_document', 'not_covered', 'out_of_time', 'cannot_tell'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

export type Verdict = {
  readonly kind: VerdictKind;
  /** Why, as a locale key `law.verdict.<because>`, or the `law.unknown.*` key that stopped us. */
  readonly because: string;
  readonly elsewhere: readonly Elsewhere[];
  /** Facts never asked that this answer needs now, first one first. Empty when nothing more can be asked. */
  readonly missing: readonly FactName[];
  /** Facts never asked that could still overturn the answer; ask them before lodging, not in the triage. */
  readonly later: readonly FactName[];
  readonly scope: Scope | undefined;
  readonly document: Grounding | undefined;
  readonly limitation: Limitation | undefined;
  /** Undefined: not settled. */
  readonly honour: Honour | undefined;
  /** Only the restoration of honour is still open: money is out of time or not wanted. */
  readonly honourOnly: boolean;
};

/** Is this covered, is the paper there, is there time: the straight answer. Always known; `cannot_tell` is an answer too. */
export const verdict = (facts: Facts, law: Law): Known<Verdict> => {
  const notes = takeNotes(facts, law);
  const scope = inScope(facts, law);
  const honour = honourFor(facts, law);
  notes.include(scope);
  const parts: Parts = {
    scope: scope.kind === 'known' ? scope.value : undefined,
    honour: honour.kind === 'known' ? honour.value : undefined,
    document: undefined,
    limitation: undefined,
  };
  const answer = (kind: VerdictKind, because: string, more: Partial<Verdict> = {}): Known<Verdict> =>
    notes.known({ ...parts, kind, because, elsewhere: [], missing: [], later: later(facts, kind), honourOnly: false, ...more });
  const stuck = (why: string, missing: readonly string[]): Known<Verdict> => {
    const ask = missing.filter((name): name is FactName => facts[name as FactName] === undefined);
    return answer('cannot_tell', why, { missing: ask, elsewhere: ask.length === 0 ? ['officer'] : [] });
  };

  if (scope.kind === 'unknown') return stuck(scope.why, scope.missing);
  if (!scope.value.covered) return answer('not_covered', `law.verdict.${scope.value.because}`, { elsewhere: scope.value.elsewhere });
  const earlier = earlierClaim(notes);
  if (earlier !== undefined) return answer('not_covered', earlier.because, { elsewhere: [...earlier.elsewhere, ...(entitled(parts) ? (['honour'] as const) : [])] });
  if (entitled(parts)) notes.include(honour);
  else notes.include(honour, 'sources');
  if (scope.value.onlyExpected) return answer('covered_no_document', 'law.verdict.case_still_open', { elsewhere: ['wait_for_outcome'] });

  const document = groundingDocument(facts, law);
  notes.include(document);
  if (document.kind === 'unknown') return stuck(document.why, document.missing);
  parts.document = document.value;
  const limitation = limitationEnds(facts, law);
  notes.include(limitation);
  if (limitation.kind === 'known') parts.limitation = limitation.value;
  if (!document.value.fits) return answer('covered_no_document', `law.verdict.document_${document.value.reason}`);
  if (notes.read('wants_money') === false && entitled(parts)) return answer('covered_ready', 'law.verdict.honour_only', { honourOnly: true });
  if (limitation.kind === 'unknown') return stuck(limitation.why, limitation.missing);
  if (limitation.value.state === 'passed') return outOfTime(notes, facts, parts, answer, stuck);
  return answer('covered_ready', limitation.value.state === 'open' && limitation.value.needsProof ? 'law.verdict.ready_with_proof' : 'law.verdict.ready');
};

type Parts = { scope: Scope | undefined; document: Grounding | undefined; limitation: Limitation | undefined; honour: Honour | undefined };
type Answer = (kind: VerdictKind, because: string, more?: Partial<Verdict>) => Known<Verdict>;

const entitled = (parts: Parts): boolean => parts.honour?.entitled === true;

/** Before closing the door on time, ask whether some of it does not count (Đ6.3). */
const outOfTime = (notes: Notes, facts: Facts, parts: Parts, answer: Answer, stuck: (why: string, missing: readonly string[]) => Known<Verdict>): Known<Verdict> => {
  if (facts.has_excluded_time === undefined && notes.read('excluded_time') === undefined) return stuck('law.unknown.excluded_time_not_asked', ['has_excluded_time']);
  if (facts.has_excluded_time === 'unknown') return stuck('law.unknown.excluded_time_not_known', []);
  return answer('out_of_time', 'law.verdict.out_of_time', { honourOnly: entitled(parts), elsewhere: entitled(parts) ? ['honour', 'officer'] : ['officer'] });
};

const earlierClaim = (notes: Notes): { readonly because: string; readonly elsewhere: readonly Elsewhere[] } | undefined => {
  switch (notes.read('earlier_claim')) {
    case 'agency_accepted':
      notes.cite('claim.once');
      return { because: 'law.verdict.agency_has_it', elsewhere: ['same_agency'] };
    case 'court_accepted':
      notes.cite('claim.court_first');
      return { because: 'law.verdict.court_has_it', elsewhere: ['court'] };
    case 'decided':
      notes.cite('claim.decided');
      return { because: 'law.verdict.already_decided', elsewhere: ['officer'] };
    case 'withdrawn':
      notes.cite('claim.withdrawn');
      // The court route after withdrawal is written for the other fields; for criminal proceedings Đ4.2 leads to the agency only.
      if (notes.read('field') === 'criminal_proceedings') {
        notes.cite('criminal.agency_first');
        return { because: 'law.verdict.withdrawn', elsewhere: ['officer'] };
      }
      notes.cite('claim.court_after_withdrawal');
      return { because: 'law.verdict.withdrawn', elsewhere: ['court', 'officer'] };
    default:
      return undefined;
  }
};

/** What could still change a yes: asked in the interview, not in the triage. */
const later = (facts: Facts, kind: VerdictKind): readonly FactName[] => {
  if (kind !== 'covered_ready' && kind !== 'covered_no_document') return [];
  const names: readonly FactName[] =
    facts.field === 'criminal_proceedings'
      ? ['own_fault', 'false_confession', 'earlier_claim', 'document_effective', 'pending_case']
      : ['own_fault', 'earlier_claim', 'document_effective', 'pending_case'];
  return names.filter(
    (name) => facts[name] === undefined && !(kind === 'covered_ready' && name === 'pending_case') && !(kind === 'covered_no_document' && name === 'document_effective'),
  );
};
