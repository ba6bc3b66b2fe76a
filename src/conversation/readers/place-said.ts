/** Owns cutting what was typed about a place into words: abbreviations spelled out, ranks recognised, commas remembered. Knows no unit. */
import { fold } from '../../basics/index.js';
import { placeKey } from '../../places/index.js';
import type { Said } from './said.js';

/** One word of a place. `afterComma`: a new part of the address starts here. */
export type PlaceWord = { readonly key: string; readonly accented: string; readonly afterComma: boolean };

/** Ranks of units as people type them, longest first; the keys are folded words. */
export const RANKS: readonly { readonly words: readonly string[]; readonly rank: string }[] = [
  { words: ['thanh', 'pho'], rank: 'thành phố' },
  { words: ['thi', 'xa'], rank: 'thị xã' },
  { words: ['thi', 'tran'], rank: 'thị trấn' },
  { words: ['dac', 'khu'], rank: 'đặc khu' },
  { words: ['tinh'], rank: 'tỉnh' },
  { words: ['quan'], rank: 'quận' },
  { words: ['huyen'], rank: 'huyện' },
  { words: ['phuong'], rank: 'phường' },
  { words: ['xa'], rank: 'xã' },
  // A single letter may also be part of a name ("Ea H Leo"), so it is a rank only when the name after it fits.
  { words: ['t'], rank: 'tỉnh' },
  { words: ['q'], rank: 'quận' },
  { words: ['h'], rank: 'huyện' },
  { words: ['p'], rank: 'phường' },
  { words: ['f'], rank: 'phường' },
  { words: ['x'], rank: 'xã' },
];

const SHORT: Readonly<Record<string, string>> = {
  tp: 'thành phố',
  tpho: 'thành phố',
  tx: 'thị xã',
  tt: 'thị trấn',
  tttr: 'thị trấn',
  dk: 'đặc khu',
  commune: 'xã',
  ward: 'phường',
  district: 'huyện',
  province: 'tỉnh',
  city: 'thành phố',
};

const WORD = /(,|;|\n|\(|\))|([\p{L}\p{M}']+\.?|\d+)/gu;

export const placeWords = (said: Said): readonly PlaceWord[] => {
  const words: PlaceWord[] = [];
  let afterComma = true;
  const push = (text: string): void => {
    for (const part of text.split(' ')) {
      const key = placeKey(part);
      if (key !== '') words.push({ key, accented: part, afterComma });
      afterComma = false;
    }
  };
  const typed = said.accented
    .replace(/\b(tp)\.?\s*(hcm|hn|hp)\b/g, '$2')
    .replace(/\b([pqf])\.?\s*(\d{1,2})\b/g, '$1 $2')
    .replace(/\b(tp|tx|tt|[qhpxt])\.(?=\S)/g, '$1 ');
  for (const [, comma, word] of typed.matchAll(WORD)) {
    if (comma !== undefined) afterComma = true;
    else if (word !== undefined) {
      const bare = word.replace(/\.$/, '');
      push(SHORT[fold(bare)] ?? bare);
    }
  }
  return withoutCountry(words);
};

const withoutCountry = (words: readonly PlaceWord[]): readonly PlaceWord[] => {
  const tail = words
    .slice(-2)
    .map((word) => word.key)
    .join(' ');
  if (words.length > 2 && tail === 'viet nam') return words.slice(0, -2);
  return words.length > 1 && /(?:^| )(?:vn|vietnam)$/.test(tail) ? words.slice(0, -1) : words;
};
