/** Owns whether words typed with some, all or none of their Vietnamese marks can be a phrase that has the same bare letters. */

/** Hook and tilde sound alike in half of the country, and are written one for the other. */
const TONES: Readonly<Record<string, string>> = { '\u0300': 'grave', '\u0301': 'acute', '\u0303': 'hook', '\u0309': 'hook', '\u0323': 'dot' };
/** Circumflex, breve, horn, and the bar of đ. */
const SHAPES = /[\u0302\u0306\u031bđ]/gu;

/**
 * True when the marks typed do not speak against the phrase: «dung» may be «dừng», «đúng» may not. A word left bare fits; in a phrase of
 * several words one wrong mark in two is a slip of the finger. Both have the same bare letters, words apart by one space.
 */
export const marksAgree = (said: string, phrase: string): boolean => {
  const theirs = phrase.split(' ');
  const wrong = said.split(' ').filter((word, i) => !mayBe(marksOf(word), marksOf(theirs[i] ?? ''))).length;
  return wrong * 2 <= theirs.length;
};

type Marks = { readonly tone: string; readonly shapes: readonly string[] };

const mayBe = (said: Marks, meant: Marks): boolean => (said.tone === '' || said.tone === meant.tone) && said.shapes.every((shape) => meant.shapes.includes(shape));

/** Where in a syllable the tone stands («hoà», «hòa») is a matter of school, so only which one counts. */
const marksOf = (word: string): Marks => {
  const parts = word.normalize('NFD').toLowerCase();
  return { tone: [...parts].map((mark) => TONES[mark] ?? '').join(''), shapes: parts.match(SHAPES) ?? [] };
};
