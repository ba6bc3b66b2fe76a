/** The fear: an id that nobody has in the tables is taken for a law that says nothing. */
import { expect, it } from 'vitest';
import { entryOn } from './entries.js';
import { loadLaw } from './index.js';

const law = loadLaw();

it('an id the tables do not have is our mistake and is said, never an empty answer', () => {
  expect(() => entryOn(law, 'limitation.no_such_rule', '2026-11-22')).toThrow('data/law has no entry "limitation.no_such_rule"');
});

it('a day before the first entry has none', () => {
  expect(entryOn(law, 'limitation.claim', '1990-01-01')).toBeUndefined();
});
