/** Owns what is settled between the verdict and the interview: an earlier claim, what is wanted, the person's own fault. */
import { builders } from './guards.js';

const { ask, gate } = builders;

export const standing = {
  earlier_claim: ask({
    reads: { kind: 'choice', options: ['agency_accepted', 'court_accepted', 'decided', 'withdrawn'], none: true },
    cites: ['claim.once', 'claim.court_first', 'claim.decided', 'claim.withdrawn'],
    then: [
      { when: 'earlierClaimStandsInTheWay', to: 'not_covered' },
      { when: 'claimIsForHonourOnly', to: 'capacity' },
      { when: 'honourCanBeRestored', to: 'wants' },
      { to: 'own_fault' },
    ],
  }),
  wants: ask({
    reads: { kind: 'choice', options: ['both', 'money', 'honour'] },
    cites: ['honour.entitled'],
    then: [{ when: 'claimIsForHonourOnly', to: 'capacity' }, { to: 'own_fault' }],
  }),
  /** What a paper says against the claim: fault, or that nobody could help it (Đ32.1). */
  own_fault: ask({
    reads: { kind: 'choice', options: ['partly', 'wholly', 'unforeseeable', 'necessity'], none: true },
    cites: ['fault.part', 'exclusion.own_fault', 'exclusion.unforeseeable', 'exclusion.necessity'],
    then: 'fault',
  }),
  fault: gate([{ when: 'paperTakesClaimAway', to: 'not_covered' }, { to: 'capacity' }]),
};
