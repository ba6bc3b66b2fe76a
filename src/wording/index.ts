/**
 * Owns (key, values, language) → text. Every word is in `locales/<language>/*.yaml`: the file's name is the first part of the
 * key, `questions/*.yaml` all live under `q`. Values may be shown as `{{x, day}}`, `{{x, money}}`, `{{x, number}}`,
 * `{{x, weekday}}` (one day, or several with commas between). Does not own which words are said.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import { isDay, showDay, showDong, showNumber, weekdayOf } from '../basics/index.js';
import { readYaml } from '../repository/index.js';

export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];
export type Values = Readonly<Record<string, string | number>>;

/** One language's words. */
export type Words = {
  readonly language: Language;
  /** Throws when the key has no words: a missing word is our mistake, never shown to a person. */
  readonly say: (key: string, values?: Values) => string;
  readonly has: (key: string) => boolean;
  /** The branch of the locale tree at a key, e.g. a keyword table. */
  readonly tree: (key: string) => unknown;
};
export type Wording = Readonly<Record<Language, Words>>;

/** Loads every locale file under `dir`. Throws on a file that is not YAML, naming it. */
export const loadWording = (dir: string): Wording => ({ vi: wordsOf(dir, 'vi'), en: wordsOf(dir, 'en') });

type Tree = { [key: string]: Tree | string | string[] };

const wordsOf = (dir: string, language: Language): Words => {
  const tree = localeTree(join(dir, language));
  const i18n = createInstance();
  void i18n.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    keySeparator: '.',
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: tree } },
  });
  i18n.services.formatter?.add('day', (value: unknown) => (typeof value === 'string' && isDay(value) ? showDay(value) : String(value)));
  i18n.services.formatter?.add('weekday', (value: unknown) => showWeekdays(String(value), language));
  i18n.services.formatter?.add('money', (value: unknown) => showDong(Number(value)));
  i18n.services.formatter?.add('number', (value: unknown) => showNumber(Number(value)));
  const at = (key: string): Tree | string | string[] | undefined =>
    key.split('.').reduce<Tree | string | string[] | undefined>((node, part) => (typeof node === 'object' && !Array.isArray(node) ? node[part] : undefined), tree);
  return {
    language,
    has: (key) => typeof at(key) === 'string',
    tree: at,
    say: (key, values = {}) => {
      const words = at(key);
      if (typeof words !== 'string') throw new Error(`no words for ${key} in locales/${language}; add the key`);
      // Most words have no place for a value: i18next would cost more than the rest of asking a question.
      if (!/\{\{|\$t\(/.test(words)) return words.trim();
      return i18n.t(key, { ...values }).trim();
    },
  };
};

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

/** `thứ Sáu 20/11/2026`; of several the year is left out: `thứ Bảy 21/11, Chủ nhật 22/11`. */
const showWeekdays = (told: string, language: Language): string => {
  const days = told.split(',');
  return days.map((day) => (isDay(day) ? `${weekdays[language][weekdayOf(day)]} ${days.length === 1 ? showDay(day) : showDay(day).replace(/\/\d{4}$/, '')}` : day)).join(', ');
};

/** The whole tree of one language's folder, for the checks that compare languages. */
export const localeTree = (folder: string): Tree => {
  const tree: Tree = {};
  const questions: Tree = {};
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }).sort((a, b) => a.name.localeCompare(b.name))) {
    if (!entry.isFile() || !entry.name.endsWith('.yaml')) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readYaml(path) as Tree | null;
    if (content === null || typeof content !== 'object') throw new Error(`${path} is empty or not a map of words`);
    if (entry.parentPath.endsWith('questions')) Object.assign(questions, content);
    else tree[entry.name.slice(0, -'.yaml'.length)] = content;
  }
  if (Object.keys(questions).length > 0) tree.q = questions;
  return tree;
};
