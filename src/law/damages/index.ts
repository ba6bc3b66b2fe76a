/** Owns the sum of damage: every head that applies, in all five fields, in the order of form 01/BTNN, its total and its advance. */
import type { Day, Dong } from '../../basics/index.js';
import type { Law } from '../entries.js';
import type { Facts } from '../facts.js';
import type { Finding } from '../finding.js';
import { takeNotes } from '../notes.js';
import { expenseRows } from './expenses.js';
import { healthRows } from './health.js';
import { incomeRows } from './income.js';
import { mentalRows } from './mental.js';
import { propertyRows } from './property.js';
import { type Case, type DamageRow, damageGroups, type Valuation } from './row.js';

export { type DamageGroup, type DamageHead, damageGroups, damageHeads, type DamageRow } from './row.js';

export type Damages = {
  /** Acceptance (Đ22.2), or the day asked, assumed. */
  readonly valuedOn: Day;
  readonly valuedOnAssumed: boolean;
  readonly rows: readonly DamageRow[];
  /** Sum of the rows that have an amount. */
  readonly total: Dong;
  /** Some row has no amount yet, or partial fault is still to be taken off. */
  readonly incomplete: boolean;
};

/** Every head of damage that these facts can open, with its reckoning. */
export const damagesFor = (facts: Facts, law: Law): Finding<Damages> => {
  const notes = takeNotes(facts, law);
  const field = notes.read('field');
  if (field === undefined) return notes.unknown('field_not_known', ['field']);
  if (notes.cite('valuation.day') === undefined) return notes.unknown('law_not_in_force');
  const valued = valuation(facts);
  notes.read('acceptance_on');
  notes.read('events');
  notes.say(`law.valuation.${valued.how}`, { day: valued.day });
  notes.say('law.reckoning.rounding');
  const of: Case = { facts, law, valued };
  notes.read('losses');
  const all = [...propertyRows(of), ...incomeRows(of), ...healthRows(of), ...mentalRows(of), ...expenseRows(of)];
  const rows = damageGroups.flatMap((group) => all.filter((row) => row.group === group));
  for (const row of rows) notes.include({ kind: 'known', value: null, read: row.read, cites: row.cites, lines: [], mark: row.mark });
  const partFault = notes.read('own_fault') === 'partly';
  if (partFault) {
    const fault = notes.cite('fault.part');
    if (fault) notes.say('law.scope.part_fault', { article: fault.article });
  }
  const noMentalHead = facts.losses?.includes('mental') === true && !rows.some((row) => row.group === 'mental');
  if (noMentalHead && notes.cite('mental.closed_list') !== undefined) notes.say('law.mental.no_head');
  const total = rows.reduce((sum, row) => sum + (row.amount ?? 0), 0);
  const incomplete = partFault || rows.some((row) => row.amount === null);
  notes.say(incomplete ? 'law.total.incomplete' : 'law.total.complete', { total, rows: rows.filter((row) => row.amount !== null).length });
  return notes.known({ valuedOn: valued.day, valuedOnAssumed: valued.assumed, rows, total, incomplete });
};

const valuation = (facts: Facts): Valuation => {
  const accepted = facts.acceptance_on;
  if (accepted !== undefined && accepted !== 'unknown') return { day: accepted, assumed: false, how: 'accepted' };
  const events = (facts.events ?? []).filter((one) => one.on <= facts.assessed_on);
  // Sued directly or raised within a case, it is valued when the court of first instance settles the amount (Đ22.2).
  const inCourt = events.some((one) => one.kind === 'claim_raised_in_case' || (one.kind === 'sued' && one.under !== 'after_settlement'));
  if (inCourt) return { day: facts.assessed_on, assumed: true, how: 'in_court' };
  const told = events.filter((one) => one.kind === 'accepted').map((one) => one.on);
  const last = told.sort().at(-1);
  return last === undefined ? { day: facts.assessed_on, assumed: true, how: 'assumed' } : { day: last, assumed: false, how: 'accepted' };
};

export type Advance = {
  readonly rows: readonly DamageRow[];
  /** What the rows that may be advanced come to. */
  readonly base: Dong;
  /** The least the agency must advance (Đ44.4). */
  readonly least: Dong;
};

/** What may be asked as an advance (Đ44). It must be asked for in the claim. */
export const advanceFor = (facts: Facts, law: Law, damages: Finding<Damages> = damagesFor(facts, law)): Finding<Advance> => {
  if (damages.kind === 'unknown') return damages;
  const notes = takeNotes(facts, law);
  notes.include(damages, 'sources');
  notes.read('wants_advance');
  notes.cite('advance.heads');
  notes.cite('advance.asked');
  const share = notes.number('advance.share');
  if (share === undefined) return notes.unknown('law_not_in_force');
  const rows = damages.value.rows.filter((row) => row.advance);
  const base = rows.reduce((sum, row) => sum + (row.amount ?? 0), 0);
  const least = Math.ceil(base * share);
  notes.say('law.advance.least', { base, share: share * 100, least });
  return notes.known({ rows, base, least });
};
