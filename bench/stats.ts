/** Owns the few numbers a measurement is told in. */

/** The middle one; of an even count the lower middle. NaN of nothing. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Nearest rank: `quantile(ms, 0.99)`. NaN of nothing. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

export const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
