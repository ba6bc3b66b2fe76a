/** Owns the second reckoning of one case, out of its parts: written from the text of the Law, sharing no code with `src/law`. */
import type { Facts } from '../../../src/law/facts.js';
import { type N, read } from './days.js';
import { expenses } from './expenses.js';
import { type Ends, limitation } from './limitation.js';
import { health, income, property } from './material.js';
import { mental } from './mental.js';
import type { Row } from './rows.js';

export type Reckoned = { readonly rows: readonly Row[]; readonly total: N; readonly advance: { readonly base: N; readonly least: N }; readonly limitation: Ends };

/** Everything is valued on the day of acceptance (Đ22.2), or the day asked. */
export const reckon = (facts: Facts): Reckoned => {
  const valued = read(facts.acceptance_on === undefined || facts.acceptance_on === 'unknown' ? facts.assessed_on : facts.acceptance_on);
  const rows = [property, income, health, mental, expenses].flatMap((part) => part(facts, valued));
  const sum = (of: readonly Row[]): N => of.reduce((all, { amount }) => all + (amount ?? 0), 0);
  const base = sum(rows.filter(({ advance }) => advance));
  return { rows, total: sum(rows), advance: { base, least: base - Math.floor(base / 2) }, limitation: limitation(facts) };
};
