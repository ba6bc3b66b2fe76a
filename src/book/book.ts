/** Owns the book: its seven chapters in order, and the day it was checked. Pure but for the files its sources lie in. */
import { showDay } from '../basics/index.js';
import { aboutBlocks } from './about.js';
import type { Block, Book } from './blocks.js';
import { glossaryBlocks } from './glossary.js';
import { numberBlocks } from './numbers.js';
import { questionBlocks } from './questions.js';
import { ruleBlocks } from './rules.js';
import { loadSources, type Sources } from './sources.js';
import { toldBlocks } from './told.js';
import { unsureBlocks } from './unsure.js';

/** The book as it stands in the checkout at `root`. The same files give the same book. */
export const bookOf = (root: string, sources: Sources = loadSources(root)): Book => {
  const { say, law } = sources;
  const chapter = (id: string, blocks: readonly Block[]) => ({ id, title: say(`chapters.${id}`), blocks });
  return {
    title: say('title'),
    subtitle: say('subtitle'),
    checked: say('checked', { day: showDay(law.checkedOn) }),
    notSigned: say('not_signed'),
    contents: say('contents'),
    checkedOn: newestCheck(sources),
    chapters: [
      chapter('about', aboutBlocks(sources)),
      chapter('questions', questionBlocks(sources)),
      chapter('told', toldBlocks(sources)),
      chapter('numbers', numberBlocks(sources)),
      chapter('unsure', unsureBlocks(sources)),
      chapter('rules', ruleBlocks(sources)),
      chapter('glossary', glossaryBlocks(sources, root)),
    ],
  };
};

const newestCheck = ({ law, open }: Sources): string =>
  [
    ...[...law.entries.values()].flat().map(({ checked_on }) => checked_on),
    ...[...law.calendar.values()].map(({ checked_on }) => checked_on),
    law.baseSalary.checked_on,
    law.regionalWage.checked_on,
    open.checked_on,
  ]
    .sort()
    .at(-1) ?? law.checkedOn;
