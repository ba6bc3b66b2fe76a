/** Owns holding the two reckonings against each other: what `src/law` says, what the second reckoning says, and every difference. */
import { advanceFor, damagesFor, type Facts, type Law, limitationEnds } from '../../../src/law/index.js';
import { reckon } from './reckon.js';

/** A row of nought is as good as no row: which points are listed is a matter of showing, not of money. */
const amounts = (rows: readonly { readonly head: string; readonly amount: number | null }[]): Map<string, number | null> =>
  new Map(rows.filter(({ amount }) => amount !== 0).map(({ head, amount }) => [head, amount]));

/** One line for each difference; empty when they agree. */
export const differences = (facts: Facts, law: Law): readonly string[] => {
  const found: string[] = [];
  const differ = (what: string, ours: unknown, second: unknown): void => {
    if (ours !== second) found.push(`${what}: src/law ${String(ours)}, second reckoning ${String(second)}`);
  };
  const second = reckon(facts);
  const damages = damagesFor(facts, law);
  if (damages.kind === 'unknown') return [`damagesFor: ${damages.why}`];
  const ours = amounts(damages.value.rows.map((row) => ({ head: row.item === undefined ? row.head : `${row.head}#${row.item}`, amount: row.amount })));
  const theirs = amounts(second.rows);
  for (const head of new Set([...ours.keys(), ...theirs.keys()])) differ(head, ours.get(head), theirs.get(head));
  differ('total', damages.value.total, second.total);
  const advance = advanceFor(facts, law, damages);
  if (advance.kind === 'unknown') return [...found, `advanceFor: ${advance.why}`];
  differ('advance base', advance.value.base, second.advance.base);
  differ('advance least', advance.value.least, second.advance.least);
  const ends = limitationEnds(facts, law);
  if (ends.kind === 'unknown' || second.limitation.state === 'cannot say') {
    differ('limitation', ends.kind === 'unknown' ? ends.why : ends.value.state, second.limitation.state === 'cannot say' ? 'law.unknown.calendar_ends' : second.limitation.state);
    return found;
  }
  differ('limitation', ends.value.state, second.limitation.state);
  if (ends.value.state !== 'not_started' && second.limitation.state !== 'not_started') differ('must prove', ends.value.needsProof, second.limitation.mustProve);
  if (ends.value.state === 'open' && second.limitation.state === 'open') {
    differ('safe day', ends.value.safeDay, second.limitation.safeDay);
    if (second.limitation.movedTo !== undefined) differ('moved day', ends.value.endsOn, second.limitation.movedTo);
  }
  if (ends.value.state === 'passed' && second.limitation.state === 'passed' && second.limitation.movedTo !== undefined)
    differ('ended on', ends.value.endedOn, second.limitation.movedTo);
  return found;
};
