/** Owns chance that repeats: the same seed draws the same numbers, so that a run that failed can be looked at again. */
export type Random = () => number;

/** Mulberry32: from 0 up to 1. */
export const randomFrom = (seed: number): Random => {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};
