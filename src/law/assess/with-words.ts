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

/** Puts words to findings, one case after another, as JSON text. Undefined properties are left out, as JSON leaves them. */
export const tellerIn = (words: Words): ((finding: object, question: QuestionName) => string) => {
  // Words with places to fill belong to a line, which has the values.
  const sayName = remembering((key: string) => (words.has(key) && !/\{\{/.test(String(words.tree(key))) ? words.say(key) : undefined));
  const saidAt = remembering((place: string) => remembering((value: string) => quotedOf(sayName(place.replace('%', value)))));
  /** The words of a property as JSON: of a name, or of each name of a list. */
  const saidOf = (place: string, value: unknown): string | undefined => {
    const said = saidAt(place);
    if (typeof value === 'string') return said(value);
    return Array.isArray(value) ? `[${value.flatMap((one) => (typeof one === 'string' ? (said(one) ?? []) : [])).join(',')}]` : undefined;
  };
  const bareLine = remembering((key: string) => `{"key":${quoted(key)},"values":{},"text":${quoted(words.say(key))}}`);
  /** A line as JSON, with its words. */
  const lineText = (key: string, values: object): string => {
    let told = '';
    const plain: Record<string, string | number> = {};
    for (const [place, value] of Object.entries(values)) {
      told += `${told === '' ? '' : ','}"${place}":${typeof value === 'string' ? quoted(value) : value}`;
      plain[place] = value;
    }
    return told === '' ? bareLine(key) : `{"key":${quoted(key)},"values":{${told}},"text":${quoted(words.say(key, plain satisfies Values))}}`;
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
    const isCitation = 'entry' in value && 'document' in value && 'mark' in value;
    const known = isCitation ? written.get(value) : undefined;
    if (known !== undefined) return known;
    let text = '{';
    for (const name of Object.keys(value)) {
      const part: unknown = Reflect.get(value, name);
      if (part === undefined) continue;
      text += `${text === '{' ? '' : ','}"${name}":${write(part, places)}`;
      const place = places[name];
      const said = place === undefined || (isFinding && name === 'kind') ? undefined : saidOf(place, part);
      if (said !== undefined) text += `,"${name}Text":${said}`;
    }
    text += '}';
    if (isCitation) written.set(value, text);
    return text;
  };
  return (finding, question) => writeObject(finding, placesOf[question] ?? everywhere, true);
};

/** Nothing depends on what is remembered: a full memory is emptied. */
const MOST_REMEMBERED = 20_000;

const remembering = <T>(work: (of: string) => T): ((of: string) => T) => {
  const results = new Map<string, { readonly result: T }>();
  return (of) => {
    const known = results.get(of);
    if (known !== undefined) return known.result;
    if (results.size >= MOST_REMEMBERED) results.clear();
    const result = work(of);
    results.set(of, { result });
    return result;
  };
};

/** What a citation looks like as JSON: citations of one entry are one object. */
const written = new WeakMap<object, string>();

/** Texts in which JSON escapes something are few. */
const quoted = (text: string): string => (TO_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`);
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes
const TO_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;
const quotedOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : quoted(text));
