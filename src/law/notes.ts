/**
 * Owns how a question of law keeps its working: which facts it read, which entries it cites, the lines of reasoning. One notebook
 * lives inside one call, so the question stays a pure function of facts and tables.
 */
import type { Day } from '../basics/index.js';
import { entryOn, type Entry, type Law, weakest } from './entries.js';
import type { Facts } from './facts.js';
import type { Citation, Finding, Known, Line, Mark, Unknown } from './finding.js';

export type FactName = keyof Facts;
/** A fact's value with `'unknown'` taken away. */
export type Answered<K extends FactName> = Exclude<Facts[K], 'unknown' | undefined>;

export type Notes = {
  /** The fact, or undefined when it was not asked or the person does not know. Recorded as read. */
  readonly read: <K extends FactName>(name: K) => Answered<K> | undefined;
  /** Cites the entry in force on the day asked; undefined when the tables have none for that day. */
  readonly cite: (id: string) => Entry | undefined;
  /** The number of a cited entry; undefined when there is none on that day. */
  readonly number: (id: string) => number | undefined;
  readonly say: (key: string, values?: Line['values']) => void;
  /** Takes over what another finding read, cited and said. */
  readonly include: (finding: Finding<unknown>, what?: 'lines' | 'sources') => void;
  readonly doubt: (mark: Mark) => void;
  readonly known: <T>(value: T) => Known<T>;
  readonly unknown: (why: string, missing?: readonly FactName[]) => Unknown;
};

export const takeNotes = (facts: Facts, law: Law): Notes => {
  const read = new Set<string>(['assessed_on']);
  const cites = new Map<string, Citation>();
  const lines: Line[] = [];
  const doubts: Mark[] = [];
  const keep = (one: Citation): void => {
    cites.set(nameOf(one), one);
  };
  const inForce = tablesDay(facts);
  const cite = (id: string): Entry | undefined => {
    const entry = entryOn(law, id, inForce);
    if (entry) keep(citation(entry));
    return entry;
  };
  return {
    read: <K extends FactName>(name: K) => {
      read.add(name);
      const value = facts[name];
      return value === 'unknown' || value === undefined ? undefined : (value as Answered<K>);
    },
    cite,
    number: (id) => cite(id)?.value ?? undefined,
    say: (key, values = {}) => void lines.push({ key, values }),
    include: (finding, what) => {
      for (const name of finding.read) read.add(name);
      for (const one of finding.cites) keep(one);
      if (finding.kind === 'known') doubts.push(finding.mark);
      if (what !== 'sources') lines.push(...finding.lines);
    },
    doubt: (mark) => void doubts.push(mark),
    known: <T>(value: T): Known<T> => {
      const all = [...cites.values()];
      return { kind: 'known', value, read: [...read], cites: all, lines: [...lines], mark: weakest([...all.map((one) => one.mark), ...doubts]) };
    },
    unknown: (why, missing = []) => ({ kind: 'unknown', why: `law.unknown.${why}`, missing, read: [...read], cites: [...cites.values()], lines: [...lines] }),
  };
};

/**
 * The day whose entries are cited: the day asked. Who only wants to know which entries are in force reads the day here, so that two days
 * with the same entries may share an answer: whoever remembers answers puts `TABLES_DAY` on the facts.
 */
export const tablesDay = (facts: Facts): Day => (Reflect.get(facts, TABLES_DAY) as Day | undefined) ?? facts.assessed_on;
export const TABLES_DAY = Symbol('a day on which the same entries are in force as on the day asked');

const nameOf = (one: Citation): string => {
  const known = names.get(one);
  if (known !== undefined) return known;
  const name = `${one.entry}@${one.document}@${one.article}`;
  names.set(one, name);
  return name;
};
const names = new WeakMap<Citation, string>();

/** The citation of an entry: one object for each, so that what is worked out from it need be worked out once. */
export const citation = (entry: Entry): Citation => {
  const known = citations.get(entry);
  if (known !== undefined) return known;
  const made: Citation = Object.freeze({ entry: entry.id, article: entry.article, document: entry.document, mark: entry.mark });
  citations.set(entry, made);
  return made;
};
const citations = new WeakMap<Entry, Citation>();
