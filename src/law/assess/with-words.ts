/**
 * Owns putting the Vietnamese beside every key of a finding, so that a lawyer reads it and a program still matches keys. A line gets
 * `text`; any other named key gets `<name>Text`. Does not choose words: they are the ones the chat says.
 */
import type { Words } from '../../wording/index.js';
import type { QuestionName } from './questions.js';

export type Said = string | number | boolean | null | readonly Said[] | { readonly [key: string]: Said };

/** Where the words of a property stand: `%` is its value. */
const everywhere: Readonly<Record<string, string>> = { why: '%', because: '%', elsewhere: 'law.elsewhere.%', way: 'law.way.%', head: 'law.head.%', group: 'law.group.%' };
const perQuestion: Readonly<Partial<Record<QuestionName, Readonly<Record<string, string>>>>> = {
  groundingDocument: { id: 'law.paper.%', reason: 'law.document.%' },
  groundingDocumentsFor: { id: 'law.paper.%' },
  verdict: { id: 'law.paper.%' },
  competentAgency: { kind: 'law.agency.%' },
  papersFor: { id: 'law.papers.%.title' },
  deadlinesFor: { id: 'law.step.%' },
};

/** A finding as JSON will hold it, with words. Properties that are undefined are left out. */
export const withWords = (finding: object, question: QuestionName, words: Words): { readonly [key: string]: Said } => {
  const places = { ...everywhere, ...perQuestion[question] };
  const sayOne = (place: string, value: string): string | undefined => {
    const key = place.replace('%', value);
    // Words with places to fill belong to a line, which has the values.
    return words.has(key) && !/\{\{/.test(String(words.tree(key))) ? words.say(key) : undefined;
  };
  const sayAll = (place: string, value: unknown): Said | undefined =>
    typeof value === 'string' ? sayOne(place, value) : Array.isArray(value) ? value.flatMap((one) => (typeof one === 'string' ? (sayOne(place, one) ?? []) : [])) : undefined;
  const tell = (value: unknown): Said => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return value.map(tell);
    if (typeof value === 'object') return tellObject(value);
    throw new Error(`a finding of ${question} holds a ${typeof value}, which JSON cannot; give it as text or a number`);
  };
  const tellObject = (value: object): { readonly [key: string]: Said } => {
    const told: Record<string, Said> = {};
    for (const [name, part] of Object.entries(value)) {
      if (part === undefined) continue;
      told[name] = tell(part);
      const place = places[name];
      const text = place === undefined || (value === finding && name === 'kind') ? undefined : sayAll(place, part);
      if (text !== undefined) told[`${name}Text`] = text;
    }
    if ('key' in value && typeof value.key === 'string' && 'values' in value) told.text = words.say(value.key, valuesOf(value.values));
    return told;
  };
  return tellObject(finding);
};

const valuesOf = (values: unknown): Readonly<Record<string, string | number>> =>
  typeof values === 'object' && values !== null
    ? Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number'))
    : {};
