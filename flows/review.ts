/** Owns the last two questions: is everything right, and what may be done with the dossier. */
import { builders } from './guards.js';

const { ask, end, gate } = builders;

export const review = {
  confirm_review: ask({
    reads: { kind: 'choice', options: ['correct', 'change'] },
    tells: 'review',
    then: [{ when: 'reviewIsConfirmed', to: 'handover' }, { when: 'somethingMustChange', to: 'change_first' }, { to: 'officer_looks' }],
  }),
  handover: gate([{ when: 'agencyTakesMail', to: 'handover_consent' }, { to: 'done' }]),
  handover_consent: ask({ reads: { kind: 'choice', options: ['by_email', 'only_me'] }, waitsFor: 'dossier', then: 'done' }),
  /** Changing any answer takes the confirmation back, so the walk comes to it again. */
  change_first: end({ tells: 'change_first' }),
  done: end({ tells: 'done', waitsFor: 'dossier' }),
};
