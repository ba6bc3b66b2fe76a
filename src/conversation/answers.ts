/**
 * Owns what an answer is and how it is named. An answer is stored under its question's name, a list's under `list.1.name`;
 * `'unknown'` (không biết) and `'none'` (không có) are answers like any other.
 */
import type { Identity, Place } from './readers/index.js';

export type AnswerValue = string | number | boolean | Identity | Place;
export type Answers = Readonly<Record<string, AnswerValue>>;

export const UNKNOWN = 'unknown';
export const NONE = 'none';

/** The answer's key: `keyOf('amount', 'property', 2)` is `property.2.amount`. */
export const keyOf = (question: string, list?: string, item = 1): string => (list === undefined ? question : `${list}.${item}.${nameIn(list, question)}`);

/** Inside a list a question is called by its own name: the step `property_amount` of list `property` is `amount`. */
const nameIn = (list: string, question: string): string => (question.startsWith(`${list}_`) ? question.slice(list.length + 1) : question);

/** The parts of a key; `item` is absent outside lists. */
export const partsOfKey = (key: string): { readonly list?: string; readonly item?: number; readonly name: string } => {
  const match = /^(.+)\.(\d+)\.(.+)$/.exec(key);
  return match ? { list: match[1] as string, item: Number(match[2]), name: match[3] as string } : { name: key };
};

/** The items of a list in order, each as its own answers: `[{kind:'lost', amount:5000000}]`. */
export const itemsOf = (answers: Answers, list: string): readonly Readonly<Record<string, AnswerValue>>[] => {
  const items: Record<string, AnswerValue>[] = [];
  const prefix = `${list}.`;
  for (const [key, value] of Object.entries(answers)) {
    if (!key.startsWith(prefix)) continue;
    const parts = partsOfKey(key);
    if (parts.list !== list || parts.item === undefined) continue;
    const item = items[parts.item - 1] ?? {};
    item[parts.name] = value;
    items[parts.item - 1] = item;
  }
  return items.filter((item) => item !== undefined);
};
