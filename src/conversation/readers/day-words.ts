/** Owns the words of days: months and weekdays in Vietnamese and English, years in words, and how they are spelled on a phone. */
import { numberTokens, readSmall } from './number-words.js';

const MONTH_WORDS: Readonly<Record<string, number>> = {
  'muoi mot': 11,
  'muoi hai': 12,
  muoi: 10,
  mot: 1,
  hai: 2,
  ba: 3,
  tu: 4,
  bon: 4,
  nam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
};
const ENGLISH_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** A month in figures or Vietnamese words, as a piece of a pattern. */
export const MONTH = '(?:\\d{1,2}|muoi mot|muoi hai|muoi|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin)';
export const ENGLISH_MONTH = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

export const monthOf = (word: string): number =>
  /^\d+$/.test(word) ? Number(word) : (MONTH_WORDS[word] ?? ENGLISH_MONTHS.findIndex((name) => name.startsWith(word.slice(0, 3))) + 1);

/** Weekdays: "thứ hai" is Monday. The value is 0 Sunday … 6 Saturday. */
export const WEEKDAY = '(?:chu nhat|cn|sunday|sun|(?:thu|t) ?(?:[2-7]|hai|ba|tu|nam|sau|bay)\\b|monday|tuesday|wednesday|thursday|friday|saturday|mon|tue|wed|thu|fri|sat)';
const WEEKDAYS: Readonly<Record<string, number>> = { hai: 1, ba: 2, tu: 3, nam: 4, sau: 5, bay: 6 };
const ENGLISH_DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export const weekdayOfWord = (word: string): number => {
  if (word === 'cn' || word === 'chu nhat') return 0;
  const vietnamese = /^t(?:hu)? ?([2-7]|hai|ba|tu|nam|sau|bay)$/.exec(word)?.[1];
  if (vietnamese !== undefined) return /^\d$/.test(vietnamese) ? Number(vietnamese) - 1 : (WEEKDAYS[vietnamese] ?? 0);
  return ENGLISH_DAYS.indexOf(word.slice(0, 3));
};

/** A small number in figures or words, or undefined: `'ba'` → 3, `'hai mươi lăm'` → 25. */
export const smallNumber = (words: string): number | undefined => {
  if (/^\d{1,3}$/.test(words)) return Number(words);
  const tokens = numberTokens(words);
  const small = readSmall(tokens, 0);
  return small !== undefined && small.next === tokens.length && small.style === 'plain' ? small.value : undefined;
};

/** A year in words: "hai nghìn không trăm hai mươi mốt", "hai nghìn hai mốt", "một nghìn chín trăm chín mươi". */
export const yearInWords = (words: string): number | undefined => {
  const parts = /^(hai|mot) (?:nghin|ngan)(?: (.+))?$/.exec(words);
  if (parts === null) return undefined;
  const base = parts[1] === 'hai' ? 2000 : 1000;
  if (parts[2] === undefined) return base;
  const tokens = numberTokens(parts[2].replace(/^(?:linh|le) /, ''));
  const small = readSmall(tokens, 0);
  if (small === undefined || small.next !== tokens.length) return undefined;
  return small.style === 'pair' ? base + (small.first ?? 0) * 10 + small.value : base + small.value;
};
