/**
 * Owns the first look at what was typed: one plain form (folded, tidy punctuation) next to the form that keeps its
 * diacritics, and the polite words around an answer. Knows nothing about days, money or places.
 */
import { clean, fold } from '../../basics/index.js';

export type Said = {
  /** Lower case, no diacritics, ASCII dashes, single spaces, outer punctuation gone (a leading sign stays). */
  readonly plain: string;
  /** The same words in lower-case NFC with diacritics. */
  readonly accented: string;
  /** True when the person types diacritics: then `sau` is not `sáu`. */
  readonly marked: boolean;
};

const tidy = (text: string): string =>
  clean(text)
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212\u2043]/g, '-')
    .replace(/["“”„«»‘’`´']/g, "'")
    .replace(/\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}\ufe0f\u20e3]/gu, '')
    .replace(/[_*]/g, ' ')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,;:!?()[\]'~…=>]+/, '')
    .replace(/[\s.,;:!?()[\]'~…=<-]+$/, '');

export const listen = (text: string): Said => {
  const accented = tidy(text).normalize('NFC');
  const plain = fold(accented);
  return { plain, accented, marked: plain !== accented.trim() };
};

const BEFORE = /^(?:(?:da|vang|thua|a|ah|uhm|em|anh|chi|ong|ba|bac|chu(?! nhat)|toi|tui|minh|con|chau|la|thi)\b[\s,.:/]*)+(?=\S)/;
const AFTER = /(?:[\s,.]+(?:a|ah|ha|nha|nhe|nhen|nghen|em|anh|chi|ban|bac|thoi|do|day|luon|nhi|ne|please|pls)\b[\s,.!?]*)+$/;

/** Takes off the courtesies of a short answer: `'da 5 trieu a'` → `'5 trieu'`. Numbers words that are also pronouns (`ba`) stay before a unit. */
export const withoutManners = (plain: string): string => {
  const head = BEFORE.exec(plain)?.[0] ?? '';
  const kept = /\bba\b/.test(head) ? plain.slice(head.indexOf('ba')) : plain.slice(head.length);
  const bare = kept.replace(AFTER, '').trim();
  return bare === '' ? plain : bare;
};

/** The spellings of "no" on a phone keyboard, as a piece of a pattern over plain text. */
export const NO = '(?:khong|kong|hong|hok|hk|hem|hog|khum|ko|kho|khg|kg|kh|k|k0|hk0|hongg|kh0ng|chang|cha|chua)';
