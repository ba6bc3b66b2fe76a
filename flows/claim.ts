/** Owns the one flow of a claim, put together from its rooms. Read the rooms in this order and you have read the interview. */
import { type Flow, makeFlow } from '../src/conversation/index.js';
import type { Facts } from '../src/law/index.js';
import { act } from './act.js';
import { claimant } from './claimant.js';
import { consent } from './consent.js';
import { factsOf } from './facts.js';
import { grounding } from './grounding.js';
import { guards } from './guards.js';
import { losses } from './losses.js';
import { papers } from './papers.js';
import { payment } from './payment.js';
import { review } from './review.js';
import { rights } from './rights.js';
import { standing } from './standing.js';
import { triage } from './triage.js';

const all = { consent, triage: { ...triage, ...standing }, claimant, act, grounding, losses, rights, papers, payment, review };

/** The room of every step, in the order asked: names are `common.rooms.<room>`. */
export const rooms: readonly { readonly room: string; readonly steps: readonly string[] }[] = Object.entries(all).map(([room, steps]) => ({ room, steps: Object.keys(steps) }));

/** The flow where this installation knows which agencies take mail: whether a copy may be sent is asked only when there is somewhere to send it. */
export const claimWhere = (agencyTakesMail: (facts: Facts) => boolean): Flow =>
  makeFlow(
    'claim',
    'consent',
    { ...consent, ...triage, ...standing, ...claimant, ...act, ...grounding, ...losses, ...rights, ...papers, ...payment, ...review },
    { ...guards, agencyTakesMail },
    factsOf,
  );

/** The flow with every question in it, as the book and the frozen record read it. Same steps and same hash everywhere. */
export const claim = claimWhere(guards.agencyTakesMail);
