/** Owns reading an e-mail address. Does not check that it exists. */
import type { CodedReader } from './codes.js';
import { refuse, several, value } from './reading.js';
import { listen } from './said.js';

const ADDRESS = /[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_+-])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}/g;

/** Reads one address, lower-cased; two are offered back. Phones like to put spaces around `@` and the dot. */
export const readEmail: CodedReader<string> = (text) => {
  const said = listen(text);
  if (said.plain === '') return refuse('empty');
  const joined = said.plain
    .replace(/\s*@\s*/g, '@')
    .replace(/(@\S*?)\s*\.\s*(com|vn|net|org|edu|gov)\b/g, '$1.$2')
    .replace(/\.\s+vn\b/g, '.vn');
  const found = [...new Set(joined.match(ADDRESS) ?? [])].filter((address) => !address.includes('..'));
  const [only] = found;
  if (only === undefined || (joined.match(/@/g) ?? []).length !== found.length) return refuse('email_unreadable');
  return found.length === 1 ? value(only) : several(found.map((address) => ({ value: address, label: address })));
};
