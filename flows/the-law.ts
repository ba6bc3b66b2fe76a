/** Owns the one copy of the law tables that this flow asks, and keeps what was asked of it twice. They are dated data, read once at start. */
import { type Claimant, type ClaimantNeed, type Facts, type Finding, loadLaw, mayClaim, type PaperId, papersFor, type Verdict, verdict } from '../src/law/index.js';

export const law = loadLaw();

/** Guards ask the same question of the same facts many times in a walk; the answer is worked out once. */
const once = <T>(work: (facts: Facts) => T): ((facts: Facts) => T) => {
  const known = new WeakMap<Facts, { readonly value: T }>();
  return (facts) => {
    const found = known.get(facts) ?? { value: work(facts) };
    known.set(facts, found);
    return found.value;
  };
};

/** The straight answer of the triage for these facts. */
export const verdictOn: (facts: Facts) => Verdict = once((facts) => verdict(facts, law).value);

/** By which clause of Đ5 the person claims. */
export const claimantOn: (facts: Facts) => Finding<Claimant> = once((facts) => mayClaim(facts, law));

/** Whether this must be seen to before filing; false while the capacity is not known. */
export const claimNeeds = (facts: Facts, need: ClaimantNeed): boolean => {
  const found = claimantOn(facts);
  return found.kind === 'known' && found.value.needs.includes(need);
};

/** The papers these facts call for; empty where the law is silent. */
export const papersOn: (facts: Facts) => readonly PaperId[] = once((facts) => {
  const found = papersFor(facts, law);
  return found.kind === 'known' ? found.value.map(({ id }) => id) : [];
});
