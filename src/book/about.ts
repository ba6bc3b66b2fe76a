/** Owns chapter 1: what the book is, the day the law was checked, the warning that a newer law may exist, how to read it. */
import { showDay } from '../basics/index.js';
import type { Block, Line } from './blocks.js';
import { rulesInOrder } from './rule-cites.js';
import { asksOf, countOfEnds, type Sources } from './sources.js';

export const aboutBlocks = (sources: Sources): readonly Block[] => {
  const { say, law } = sources;
  const values = {
    day: showDay(law.checkedOn),
    questions: asksOf(sources).length,
    ends: countOfEnds(sources),
    entries: [...law.entries.values()].flat().length,
    rules: rulesInOrder.length,
    open: sources.open.questions.length,
    verified: say('marks.verified'),
    secondary: say('marks.secondary'),
    unsure: say('marks.unsure'),
  };
  const lines = (key: string): readonly Line[] => Object.keys(branch(sources, key)).map((letter) => [say(`${key}.${letter}`, values)]);
  return [
    { kind: 'notice', title: say('about.warning_title', values), lines: lines('about.warning') },
    { kind: 'heading', level: 2, text: say('about.what_title') },
    ...lines('about.what').map((line): Block => ({ kind: 'paragraph', line })),
    { kind: 'heading', level: 2, text: say('about.read_title') },
    { kind: 'list', numbered: false, items: lines('about.read') },
    { kind: 'heading', level: 2, text: say('about.always_title') },
    { kind: 'list', numbered: false, items: lines('about.always') },
  ];
};

const branch = ({ words }: Sources, key: string): object => {
  const found = words.tree(`book.${key}`);
  if (typeof found !== 'object' || found === null) throw new Error(`no words at book.${key}`);
  return found;
};
