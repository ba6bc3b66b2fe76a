/** Owns how two spellings of a unit's name are found to be the same. Knows no unit. */
import { fold } from '../basics/index.js';

/** Folded, punctuation to spaces, i for y, numbers without zeros: `'Ea H'Leo'` → `'ea hleo'`, `'Phường 05'` → `'phuong 5'`. */
export const placeKey = (name: string): string =>
  fold(name)
    .replace(/['’‘`´]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .map(syllable)
    .join(' ');

const syllable = (word: string): string => (/^\d+$/.test(word) ? String(Number(word)) : word.replace(/^qui/, 'quy').replace(/^([bcdghklmnprstvx]+)y$/, '$1i'));

/** Every key a name is filed under: "H'Leo" is also typed "H Leo". */
export const keysOf = (name: string): readonly string[] => [...new Set([placeKey(name), placeKey(name.replace(/['’]\s*/g, ' '))])];

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** One word with its quality and tone but not the tone's place: "hoà" equals "hòa", and neither equals "hoa". */
export const toneKey = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .split(/[\s-]+/)
    .map((word) => word.replace(TONES, '').replace(/^([^y]+)y$/, '$1i') + (word.match(TONES)?.join('') ?? ''))
    .join(' ');
