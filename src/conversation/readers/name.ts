/** Owns reading a full name and free text. A name is one string, as printed on the card: nothing is split, reordered or re-cased. */
import { clean } from '../../basics/index.js';
import type { CodedReader } from './codes.js';
import { refuse, value } from './reading.js';

const NAME_LIMIT = 80;
const TEXT_LIMIT = 4_000;

/** Reads a full name: NFC, single spaces; letters, marks, apostrophes, dots and hyphens only. One word is allowed: some peoples have no family name. */
export const readName: CodedReader<string> = (text) => {
  const name = clean(text)
    .replace(/\s+/g, ' ')
    .replace(/^[,.;:\s]+|[,;:\s]+$/g, '');
  if (name === '') return refuse('empty');
  if (/\p{N}/u.test(name)) return refuse('name_digits');
  if (name.length > NAME_LIMIT) return refuse('name_too_long');
  if (!/^[\p{L}\p{M}'’.\- ]+$/u.test(name) || !/\p{L}/u.test(name)) return refuse('name_symbols');
  return value(name);
};

/** Reads free words: NFC, at most 4,000 UTF-16 units, line breaks kept. */
export const readText: CodedReader<string> = (text) => {
  const words = clean(text);
  if (words === '') return refuse('empty');
  return words.length > TEXT_LIMIT ? refuse('text_too_long') : value(words);
};
