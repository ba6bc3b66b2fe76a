/**
 * Owns stretches of days with both ends included: complete, in order, merged, counted once. Does not know what they are for.
 */
import { addDays, type Day, daysBetween } from '../basics/index.js';

/** Both ends are included. */
export type Stretch = { readonly from: Day; readonly to: Day };
type Raw = { readonly from?: Day | 'unknown' | undefined; readonly to?: Day | 'unknown' | undefined };

/** The earliest of some days. */
export const earliest = (first: Day, ...others: readonly Day[]): Day =>
  [...others, first].reduce((soonest, day) => {
    if (day < soonest) return day;
    return soonest;
  });

const latest = (first: Day, second: Day): Day => (first > second ? first : second);

/** The stretches whose two ends are known and in order, and whether any was not. */
export const completeStretches = (raw: readonly Raw[]): { readonly stretches: readonly Stretch[]; readonly incomplete: boolean } => {
  const stretches = raw.flatMap(({ from, to }) => (from !== undefined && to !== undefined && from !== 'unknown' && to !== 'unknown' && from <= to ? [{ from, to }] : []));
  return { stretches, incomplete: stretches.length !== raw.length };
};

/** Overlapping and touching stretches become one: no day is counted twice, and splitting a stretch changes nothing. */
export const mergeStretches = (stretches: readonly Stretch[]): readonly Stretch[] => {
  const merged: Stretch[] = [];
  for (const stretch of [...stretches].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged.at(-1);
    if (last !== undefined && stretch.from <= addDays(last.to, 1)) merged[merged.length - 1] = { from: last.from, to: latest(stretch.to, last.to) };
    else merged.push(stretch);
  }
  return merged;
};

/** Days in merged stretches, both ends counted. */
export const countDays = (stretches: readonly Stretch[]): number => mergeStretches(stretches).reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);

/** The days of `stretches` that lie in none of `taken`. */
export const withoutDays = (stretches: readonly Stretch[], taken: readonly Stretch[]): readonly Stretch[] =>
  mergeStretches(taken).reduce<readonly Stretch[]>(
    (left, cut) =>
      left.flatMap((one) => {
        if (cut.to < one.from || cut.from > one.to) return [one];
        return [...(one.from < cut.from ? [{ from: one.from, to: addDays(cut.from, -1) }] : []), ...(one.to > cut.to ? [{ from: addDays(cut.to, 1), to: one.to }] : [])];
      }),
    mergeStretches(stretches),
  );

/** The part of the stretches up to and with `day`. */
export const upTo = (stretches: readonly Stretch[], day: Day): readonly Stretch[] => stretches.flatMap(({ from, to }) => (from > day ? [] : [{ from, to: to > day ? day : to }]));
