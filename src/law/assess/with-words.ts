/**
 * Owns putting the Vietnamese beside every key of a finding, so that a lawyer reads it and a program still matches keys. A line gets
 * `text`; any other named key gets `<name>Text`. Does not choose words: they are the ones the chat says.
 */
import type { Values, Words } from '../../wording/index.js';
import type { QuestionName } from './questions.js';

export type Said = string | number | boolean | null | readonly Said[] | { readonly [key: string]: Said };
export type SaidFinding = { readonly [key: string]: Said };

/** Where the words of a property stand: `%` is its value. */
const everywhere: Readonly<Record<string, string>> = { why: '%', because: '%', elsewhere: 'law.elsewhere.%', way: 'law.way.%', head: 'law.head.%', group: 'law.group.%' };
type Places = Readonly<Record<string, string>>;
const placesOf: Readonly<Partial<Record<QuestionName, Places>>> = {
  groundingDocument: { ...everywhere, id: 'law.paper.%', reason: 'law.document.%' },
  groundingDocumentsFor: { ...everywhere, id: 'law.paper.%' },
  verdict: { ...everywhere, id: 'law.paper.%' },
  competentAgency: { ...everywhere, kind: 'law.agency.%' },
  papersFor: { ...everywhere, id: 'law.papers.%.title' },
  refusalGroundsFor: { ...everywhere, ground: 'law.refusal.%' },
  whoHelps: { ...everywhere, road: 'law.help_road.%', body: 'law.help_body.%', form: 'law.help_form.%', needs: 'law.help_need.%', ground: 'law.help_refusal.%' },
  deadlinesFor: { ...everywhere, id: 'law.step.%', after: 'law.after.%' },
};

/** What was said lately, so that a line that many cases share is worded once. Emptied when full: nothing depends on it. */
const MOST_REMEMBERED = 20_000;

/** Puts words to findings, one case after another, as JSON text. Undefined properties are left out, as JSON leaves them. */
export const tellerIn = (words: Words): ((finding: object, question: QuestionName) => string) => {
  const remembered = new Map<string, string | undefined>();
  const remember = (name: string, say: () => string | undefined): string | undefined => {
    const known = remembered.get(name);
    if (known !== undefined || remembered.has(name)) return known;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    const text = say();
    remembered.set(name, text);
    return text;
  };
  // Words with places to fill belong to a line, which has the values.
  const sayName = (place: string, value: string): string | undefined => {
    const key = place.replace('%', value);
    return remember(key, () => (words.has(key) && !/\{\{/.test(String(words.tree(key))) ? words.say(key) : undefined));
  };
  const sayNames = (place: string, value: unknown): Said | undefined => {
    if (typeof value === 'string') return sayName(place, value);
    return Array.isArray(value) ? value.flatMap((one) => (typeof one === 'string' ? (sayName(place, one) ?? []) : [])) : undefined;
  };
  /** A line as JSON, with its words. */
  const lineText = (key: string, values: object): string => {
    let name = `${key} `;
    const plain: Record<string, string | number> = {};
    for (const [place, value] of Object.entries(values)) {
      name += `${value}|`;
      plain[place] = value;
    }
    return remember(name, () => JSON.stringify({ key, values, text: words.say(key, plain satisfies Values) })) ?? 'null';
  };
  const write = (value: unknown, places: Places): string => {
    if (typeof value === 'string') return quoted(value);
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (typeof value !== 'object') throw new Error(`a finding holds a ${typeof value}, which JSON cannot; give it as text or a number`);
    if (!Array.isArray(value)) return writeObject(value, places);
    let text = '[';
    for (const one of value) text += text === '[' ? write(one, places) : `,${write(one, places)}`;
    return `${text}]`;
  };
  const writeObject = (value: object, places: Places, isFinding = false): string => {
    if ('key' in value && typeof value.key === 'string' && 'values' in value && typeof value.values === 'object' && value.values !== null) return lineText(value.key, value.values);
    // Citations hold no keys of words and are a good part of a finding; the same few come again and again.
    const known = written.get(value);
    if (known !== undefined) return known;
    let text = '{';
    for (const [name, part] of Object.entries(value)) {
      if (part === undefined) continue;
      text += `${text === '{' ? '' : ','}"${name}":${write(part, places)}`;
      const place = places[name];
      const said = place === undefined || (isFinding && name === 'kind') ? undefined : sayNames(place, part);
      if (said !== undefined) text += `,"${name}Text":${JSON.stringify(said)}`;
    }
    text += '}';
    if ('entry' in value && 'document' in value && 'mark' in value) written.set(value, text);
    return text;
  };
  return (finding, question) => writeObject(finding, placesOf[question] ?? everywhere, true);
};

/** What a citation looks like as JSON: citations of one entry are one object. */
const written = new WeakMap<object, string>();

/** Nearly every text of a finding is a name or a day, which needs no escaping. */
const quoted = (text: string): string => (/^[\w.:-]*$/.test(text) ? `"${text}"` : JSON.stringify(text));
