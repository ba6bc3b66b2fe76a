/** Owns chapter 7: the statute's words and their names in the program, as `locales/vi/terms.json` has them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Block } from './blocks.js';
import type { Sources } from './sources.js';

export const glossaryBlocks = (sources: Sources, root: string): readonly Block[] => {
  const terms = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(root, 'locales/vi/terms.json'), 'utf8')));
  const sorted = Object.entries(terms).sort(([, a], [, b]) => a.localeCompare(b, 'vi'));
  return [
    { kind: 'paragraph', line: [sources.say('glossary.intro')] },
    { kind: 'table', widths: [60, 40], head: [sources.say('glossary.statute'), sources.say('glossary.code')], rows: sorted.map(([code, term]) => [[[term]], [[{ code }]]]) },
  ];
};
