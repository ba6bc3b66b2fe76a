/** Owns the first step: whether the person agrees that what they tell is kept. Does not own erasing or exporting. */
import { builders } from './guards.js';

const { ask } = builders;

export const consent = {
  // Law 91/2025 wants an express choice, so "không biết" cannot stand for one.
  consent: ask({ reads: { kind: 'choice', options: ['agree', 'information_only'] }, mustKnow: true, then: 'field' }),
};
