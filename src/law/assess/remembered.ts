/**
 * Owns remembering the answer to a question by the facts it really read: two cases that agree on those get one answer, worked out once. Right
 * for pure questions only: which fact is read next depends on nothing but the facts read before, so the readings form a tree.
 */
import type { Facts } from '../facts.js';

type Node<T> = { name: string | undefined; readonly next: Map<unknown, Node<T>>; answer: T | undefined };

/** Nothing depends on what is remembered: a full tree is begun again. */
const MOST_ANSWERS = 5_000;

/** The question, remembered. Give every case of one run to the same one. */
export const remembered = <T>(ask: (facts: Facts) => T): ((facts: Facts) => T) => {
  let root: Node<T> = emptyNode();
  let answers = 0;
  return (facts) => {
    let node = root;
    while (node.name !== undefined) {
      const next = node.next.get(factAt(facts, node.name));
      if (next === undefined) break;
      node = next;
    }
    if (node.answer !== undefined) return node.answer;
    if (answers >= MOST_ANSWERS) {
      root = emptyNode();
      answers = 0;
    }
    answers += 1;
    const read = new Set<string>();
    const answer = ask(watched(facts, read));
    let at = root;
    for (const name of read) {
      at.name ??= name;
      const value = factAt(facts, name);
      const next = at.next.get(value) ?? emptyNode<T>();
      at.next.set(value, next);
      at = next;
    }
    at.answer = answer;
    return answer;
  };
};

const emptyNode = <T>(): Node<T> => ({ name: undefined, next: new Map(), answer: undefined });

const factAt = (facts: Facts, name: string): unknown => {
  const value: unknown = Reflect.get(facts, name);
  return typeof value === 'object' ? JSON.stringify(value) : value;
};

/** The same facts; every name that is looked at is noted, in order. */
const watched = (facts: Facts, read: Set<string>): Facts => {
  const note = (name: string | symbol): void => {
    if (typeof name === 'string') read.add(name);
  };
  return new Proxy(facts, {
    get: (target, name) => {
      note(name);
      return Reflect.get(target, name);
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
