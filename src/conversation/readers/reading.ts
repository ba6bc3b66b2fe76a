/**
 * Owns the shape of reading what a person typed. A reader is pure: the day is given, nothing is guessed. Two possible
 * readings are both returned, so that the bot can ask back.
 */
import type { Day } from '../../basics/index.js';

export type Context = {
  /** The day the words were written, in Việt Nam. */
  readonly today: Day;
};

export type Reading<T, Code extends string = string> =
  | { readonly kind: 'value'; readonly value: T }
  /** More than one meaning; `label` is what to show in Vietnamese, e.g. `'3/12/2021'`. At most five. */
  | { readonly kind: 'several'; readonly readings: readonly { readonly value: T; readonly label: string }[] }
  /** Cannot be used; one code per reason, words for each code in `locales/`. */
  | { readonly kind: 'refused'; readonly code: Code };

export type Reader<T> = (text: string, context: Context) => Reading<T>;

export const value = <T>(read: T): { readonly kind: 'value'; readonly value: T } => ({ kind: 'value', value: read });
export const refuse = <C extends string>(code: C): { readonly kind: 'refused'; readonly code: C } => ({ kind: 'refused', code });
export const several = <T>(readings: readonly { readonly value: T; readonly label: string }[]): Reading<T, never> => {
  const [first] = readings;
  if (first === undefined) throw new Error('several() needs at least one reading');
  return readings.length === 1 ? value(first.value) : { kind: 'several', readings: readings.slice(0, 5) };
};
