/**
 * Owns Đ6 for the second reckoning: the clock ticks once on every day that is counted. Three years have as many days as the calendar
 * gives them (BLDS Đ148.4); time that is not counted (Đ6.3) does not tick; a last day off moves on (Đ148.5).
 */
import type { Facts } from '../../../src/law/facts.js';
import { daysIn, monthsOn, type N, read, write } from './days.js';
import { spansOf, told } from './rows.js';
import { kindOf } from './tables.js';

/** `safeDay`: the last day before any moving. `cannot say`: the calendar does not settle the moved day. */
export type Ends =
  | { readonly state: 'not_started' }
  | { readonly state: 'open' | 'passed'; readonly safeDay: string; readonly movedTo: string | undefined; readonly mustProve: boolean }
  | { readonly state: 'cannot say' };

const opensNothing = ['none', 'not_received', 'oral_only', 'denunciation_conclusion', 'inspection_conclusion', 'refusal_of_complaint'];
/** No rest is longer than this, so a day further on is over whatever the calendar will say. */
const LONGEST_REST = 15;

export const limitation = (facts: Facts): Ends => {
  if (opensNothing.includes(String(facts.grounding_document))) return { state: 'not_started' };
  const received = told(facts.document_received_on);
  if (received === undefined) throw new Error('the second reckoning is for facts that are told in full');
  const today = read(facts.assessed_on);
  const start = read(received);
  const plain = monthsOn(start, 36);
  const spans = facts.has_excluded_time === false ? [] : spansOf(facts.excluded_time);
  const still = daysIn(spans, Math.max(plain, ...spans.map(({ to }) => to)));
  let last = start;
  for (let left = plain - start; left > 0; last++) if (!still.has(last + 1)) left -= 1;
  // `last` is where the final tick fell; days behind it that are not counted do not matter any more.
  const found = { safeDay: write(last), mustProve: last > plain };
  const [soonest, latest] = movedOff(last);
  const movedTo = soonest !== undefined && soonest === latest ? write(soonest) : undefined;
  if (today <= last) return { state: 'open', movedTo, ...found };
  if (soonest !== undefined && soonest > last && today <= soonest) return { state: 'open', movedTo, ...found };
  if (today <= (latest ?? last + LONGEST_REST)) return { state: 'cannot say' };
  return { state: 'passed', movedTo, ...found };
};

/** The first day on or after it that is worked, if every undecided day is worked, and if none is. Nothing where the calendar stops. */
const movedOff = (day: N): readonly [N | undefined, N | undefined] => {
  const search = (undecidedIsWorked: boolean): N | undefined => {
    for (let next = day; ; next++) {
      const kind = kindOf(next);
      if (kind === 'no calendar') return undefined;
      if (kind === 'working' || (kind === 'undecided' && undecidedIsWorked)) return next;
    }
  };
  const [soonest, latest] = [search(true), search(false)];
  return soonest === undefined || latest === undefined ? [undefined, undefined] : [soonest, latest];
};
