/**
 * Owns the shape of every answer of law. A question of law never guesses: where the law is silent, a table ends or a fact is
 * missing, the answer is `unknown` and names what is missing.
 */
import type { Day } from '../basics/index.js';

/** How far the source behind an answer was checked: text read in full, reported by others, or open. */
export type Mark = 'verified' | 'secondary' | 'unsure';

/** One cited provision. `{"article":"Đ6.1","document":"Luật 10/2017/QH14","entry":"limitation.claim"}` */
export type Citation = { readonly entry: string; readonly article: string; readonly document: string; readonly mark: Mark };

/**
 * One step of reasoning in plain words: a locale key of `law.*` with its values, so that every language says the same.
 * `{"key":"law.limitation.counted","values":{"from":"2026-01-05","to":"2029-01-05"}}`
 */
export type Line = { readonly key: string; readonly values: Readonly<Record<string, string | number>> };

export type Known<T> = {
  readonly kind: 'known';
  readonly value: T;
  /** Names of the facts it read. */
  readonly read: readonly string[];
  readonly cites: readonly Citation[];
  readonly lines: readonly Line[];
  /** The weakest mark among what it cites. */
  readonly mark: Mark;
};
export type Unknown = {
  readonly kind: 'unknown';
  /** Why there is no answer: a locale key of `law.unknown.*`. */
  readonly why: string;
  /** Facts that would let it be answered; empty when the law itself is silent. */
  readonly missing: readonly string[];
  readonly read: readonly string[];
  readonly cites: readonly Citation[];
  readonly lines: readonly Line[];
};
export type Finding<T> = Known<T> | Unknown;

export type { Day };
