/** Owns exact amounts: a fraction of whole numbers, rounded once, half up. No floating point touches money here. */
export type Fraction = { readonly up: bigint; readonly down: bigint };

/** `times(5, 2_530_000).over(22)` is 5 × 2.530.000 ÷ 22. */
export const times = (...factors: readonly number[]): Fraction & { readonly over: (...divisors: readonly number[]) => Fraction } => {
  const up = factors.reduce((product, factor) => product * BigInt(factor), 1n);
  return { up, down: 1n, over: (...divisors) => ({ up, down: divisors.reduce((product, divisor) => product * BigInt(divisor), 1n) }) };
};
export const plus = (a: Fraction, b: Fraction): Fraction => ({ up: a.up * b.down + b.up * a.down, down: a.down * b.down });
export const rounded = ({ up, down }: Fraction): number => Number((2n * up + down) / (2n * down));
