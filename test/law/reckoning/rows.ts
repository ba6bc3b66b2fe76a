/** Owns one line of the second reckoning: a head of damage and its amount, or null where the Law gives no number. */
import { type N, read, type Span } from './days.js';
import { type Fraction, rounded } from './money.js';

/** `advance`: may be advanced under Đ44.1. */
export type Row = { readonly head: string; readonly amount: N | null; readonly advance: boolean };

export const row = (head: string, exact: Fraction, more: { readonly advance?: boolean } = {}): Row => ({ head, amount: rounded(exact), advance: more.advance === true });
export const silent = (head: string): Row => ({ head, amount: null, advance: false });

export const told = <T>(value: T | 'unknown' | undefined): T | undefined => (value === 'unknown' ? undefined : value);
type Raw = { readonly from?: string | undefined; readonly to?: string | undefined };
export const spansOf = (told: readonly Raw[] | undefined): readonly Span[] =>
  (told ?? []).map(({ from, to }) => {
    if (from === undefined || to === undefined || from === 'unknown' || to === 'unknown') throw new Error('the second reckoning is for facts that are told in full');
    return { from: read(from), to: read(to) };
  });
