/** Owns what the book is made from: the flow, the words and the law tables, read once, and the numbers its questions carry. */
import { join } from 'node:path';
import { claim, law, rooms } from '../../flows/index.js';
import type { Ask, Flow } from '../conversation/index.js';
import type { Law } from '../law/index.js';
import { loadWording, type Values, type Words } from '../wording/index.js';
import { loadOpenQuestions, type OpenQuestions } from './open-questions.js';

export type Room = { readonly room: string; readonly steps: readonly string[] };
export type Sources = {
  readonly flow: Flow;
  readonly rooms: readonly Room[];
  readonly law: Law;
  readonly words: Words;
  readonly open: OpenQuestions;
  /** Words of the book itself. */
  readonly say: (key: string, values?: Values) => string;
  /** The number of a question, in the order of the rooms. */
  readonly questionNumber: (step: string) => number;
  readonly endNumber: (step: string) => number;
};

export const loadSources = (root: string): Sources => {
  const { vi: words } = loadWording(join(root, 'locales'));
  const ordered = rooms.flatMap(({ steps }) => steps);
  const questions = ordered.filter((step) => claim.steps[step]?.type === 'ask');
  const ends = ordered.filter((step) => claim.steps[step]?.type === 'end');
  const numberIn = (list: readonly string[], step: string): number => {
    const at = list.indexOf(step);
    if (at < 0) throw new Error(`${step} has no number in the book; is it in a room?`);
    return at + 1;
  };
  return {
    flow: claim,
    rooms,
    law,
    words,
    open: loadOpenQuestions(root, new Set(law.entries.keys())),
    say: (key, values) => words.say(`book.${key}`, values),
    questionNumber: (step) => numberIn(questions, step),
    endNumber: (step) => numberIn(ends, step),
  };
};

export const asksOf = ({ flow }: Sources): readonly (readonly [string, Ask])[] => Object.entries(flow.steps).filter((entry): entry is [string, Ask] => entry[1].type === 'ask');

export const countOfEnds = ({ flow }: Sources): number => Object.values(flow.steps).filter(({ type }) => type === 'end').length;
