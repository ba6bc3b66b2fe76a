/**
 * Owns remembering the answer to a question by the facts it really read: two cases that agree on those get one answer, worked out once. Right
 * for pure questions only: which fact is read next depends on nothing but the facts read before, so the readings form a tree. Who reads the
 * day asked only for the entries in force (`tablesDay`) shares the answer with every day that has the same ones.
 */
import { addDays, type Day } from '../../basics/index.js';
import type { Law } from '../entries.js';
import type { Facts } from '../facts.js';
import { TABLES_DAY } from '../notes.js';

type Name = string | typeof TABLES_DAY;
type Node<T> = { name: Name | undefined; readonly next: Map<unknown, Node<T>>; answer: T | undefined };

/** Nothing depends on what is remembered: a full tree is begun again. */
const MOST_ANSWERS = 5_000;
/** A question that was asked anew this often, and nearly always anew, is asked plainly from then on. */
const PATIENCE = 200;
const NEARLY_ALWAYS = 8;

/** The question, remembered. Give every case of one run to the same one. `inForce`: one day for all days with the same entries. */
export const remembered = <T>(ask: (facts: Facts) => T, inForce: (day: Day) => Day): ((facts: Facts) => T) => {
  let root: Node<T> = emptyNode();
  let answers = 0;
  let asked = 0;
  let spared = 0;
  return (facts) => {
    if (asked >= PATIENCE && spared * NEARLY_ALWAYS < asked) return ask(facts);
    const day = inForce(facts.assessed_on);
    let node = root;
    while (node.name !== undefined) {
      const next = node.next.get(factAt(facts, node.name, day));
      if (next === undefined) break;
      node = next;
    }
    if (node.answer !== undefined) {
      spared += 1;
      return node.answer;
    }
    if (answers >= MOST_ANSWERS) {
      root = emptyNode();
      answers = 0;
    }
    answers += 1;
    asked += 1;
    const read = new Set<Name>();
    const answer = ask(watched(facts, read, day));
    let at = root;
    for (const name of read) {
      at.name ??= name;
      const value = factAt(facts, name, day);
      const next = at.next.get(value) ?? emptyNode<T>();
      at.next.set(value, next);
      at = next;
    }
    at.answer = answer;
    return answer;
  };
};

const emptyNode = <T>(): Node<T> => ({ name: undefined, next: new Map(), answer: undefined });

const factAt = (facts: Facts, name: Name, day: Day): unknown => {
  if (name === TABLES_DAY) return day;
  const value: unknown = Reflect.get(facts, name);
  return typeof value === 'object' ? JSON.stringify(value) : value;
};

/** The same facts; every name that is looked at is noted, in order. */
const watched = (facts: Facts, read: Set<Name>, day: Day): Facts => {
  const note = (name: string | symbol): void => {
    if (typeof name === 'string') read.add(name);
    else if (name === TABLES_DAY) read.add(TABLES_DAY);
  };
  return new Proxy(facts, {
    get: (target, name) => {
      note(name);
      return name === TABLES_DAY ? day : Reflect.get(target, name);
    },
    has: (target, name) => {
      note(name);
      return Reflect.has(target, name);
    },
    ownKeys: () => {
      throw new Error('a question of law looked at all facts at once; read them by name, so that its answer can be remembered');
    },
  });
};

/** For a day the first of all days that have the same entries in force as it, so that what depends on nothing else is worked out once. */
export const daysAlike = (law: Law): ((day: Day) => Day) => {
  const changes = [...new Set([...law.entries.values()].flat().flatMap(({ from, to }) => (to === null ? [from] : [from, addDays(to, 1)])))].sort();
  return (day) => changes.findLast((change) => change <= day) ?? '';
};
