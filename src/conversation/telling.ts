/** Owns the shape of what is said before a question because something was worked out: a verdict, an amount, a list of papers. */
import type { Facts } from '../law/facts.js';
import type { Finding } from '../law/finding.js';
import type { Answers } from './answers.js';

/** One message: a locale key and its values. */
export type Said = { readonly key: string; readonly values?: Readonly<Record<string, string | number>> };

/** Pure: from what is known to messages, with the findings that `vì sao?` will explain. */
export type Telling = (facts: Facts, answers: Answers) => { readonly says: readonly Said[]; readonly findings: readonly Finding<unknown>[] };
