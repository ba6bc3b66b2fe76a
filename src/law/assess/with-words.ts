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

/** Puts words to findings, one case after another. Undefined properties are left out, as JSON leaves them. */
export const tellerIn = (words: Words): ((finding: object, question: QuestionName) => SaidFinding) => {
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
  const sayLine = (key: string, values: object): string => {
    let name = `${key} `;
    const plain: Record<string, string | number> = {};
    for (const [place, value] of Object.entries(values)) {
      name += `${value}|`;
      plain[place] = value;
    }
    return remember(name, () => words.say(key, plain satisfies Values)) ?? '';
  };
  /** Names and citations hold no keys of words and are most of a finding: they go through as they are. */
  const isPlain = (value: object): boolean => (Array.isArray(value) ? typeof value[0] === 'string' : 'entry' in value && 'document' in value && 'mark' in value);
  const tell = (value: unknown, places: Places): Said => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    if (typeof value !== 'object') throw new Error(`a finding holds a ${typeof value}, which JSON cannot; give it as text or a number`);
    if (isPlain(value)) return value as Said;
    return Array.isArray(value) ? value.map((one) => tell(one, places)) : tellObject(value, places);
  };
  const tellObject = (value: object, places: Places, isFinding = false): SaidFinding => {
    if ('key' in value && typeof value.key === 'string' && 'values' in value && typeof value.values === 'object' && value.values !== null)
      return { key: value.key, values: value.values as SaidFinding, text: sayLine(value.key, value.values) };
    const told: Record<string, Said> = {};
    for (const [name, part] of Object.entries(value)) {
      if (part === undefined) continue;
      told[name] = tell(part, places);
      const place = places[name];
      const text = place === undefined || (isFinding && name === 'kind') ? undefined : sayNames(place, part);
      if (text !== undefined) told[`${name}Text`] = text;
    }
    return told;
  };
  return (finding, question) => tellObject(finding, placesOf[question] ?? everywhere, true);
};
