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

/** One file of one language alone: quick, for a command that says nothing else. Its keys start with the file's name as always. */
export const loadBranch = (dir: string, language: Language, file: string): Words => wordsFrom({ [file]: readTree(join(dir, language, `${file}.yaml`)) }, language);

type Tree = { [key: string]: Tree | string | string[] };

const wordsOf = (dir: string, language: Language): Words => wordsFrom(localeTree(join(dir, language)), language);

const wordsFrom = (tree: Tree, language: Language): Words => {
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
  for (const format of formats) i18n.services.formatter?.add(format, (value: unknown) => formatted(value, format, language));
  const plain = plainSayer((key) => at(key));
  const at = (key: string): Tree | string | string[] | undefined =>
    key.split('.').reduce<Tree | string | string[] | undefined>((node, part) => (typeof node === 'object' && !Array.isArray(node) ? node[part] : undefined), tree);
  return {
    language,
    has: (key) => typeof at(key) === 'string',
    tree: at,
    say: (key, values = {}) => {
      const text = plain(key, values, language);
      if (text !== undefined) return text;
      if (typeof at(key) !== 'string') throw new Error(`no words for ${key} in locales/${language}; add the key`);
      return i18n.t(key, { ...values }).trim();
    },
  };
};

const readTree = (path: string): Tree => {
  const content = readYaml(path) as Tree | null;
  if (content === null || typeof content !== 'object') throw new Error(`${path} is empty or not a map of words`);
  return content;
};

type Part = string | { readonly name: string; readonly format: string | undefined };

/**
 * Most words are a text with places to fill, and a case has hundreds of them: those are filled here, cut into parts once. Words with
 * nesting, plurals or a format we do not own go through i18next (undefined).
 */
const plainSayer = (at: (key: string) => unknown): ((key: string, values: Values, language: Language) => string | undefined) => {
  const cut = new Map<string, readonly Part[] | undefined>();
  const partsOf = (key: string): readonly Part[] | undefined => {
    const text = at(key);
    if (typeof text !== 'string' || text.includes('$t(') || ['_zero', '_one', '_other'].some((plural) => at(`${key}${plural}`) !== undefined)) return undefined;
    const parts = text.split(/(\{\{[^}]*\}\})/).map((part): Part => {
      const place = /^\{\{\s*(\w+)\s*(?:,\s*(\w+)\s*)?\}\}$/.exec(part);
      return place?.[1] === undefined ? part : { name: place[1], format: place[2] };
    });
    return parts.some((part) => (typeof part === 'string' ? part.includes('{{') : part.format !== undefined && !formats.includes(part.format))) ? undefined : parts;
  };
  return (key, values, language) => {
    if (!cut.has(key)) cut.set(key, partsOf(key));
    const parts = cut.get(key);
    if (parts === undefined) return undefined;
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') text += part;
      else {
        const value = values[part.name];
        if (value === undefined) return undefined;
        text += formatted(value, part.format, language);
      }
    }
    return text.trim();
  };
};

const formats: readonly string[] = ['day', 'weekday', 'money', 'number'];
const formatted = (value: unknown, format: string | undefined, language: Language): string => {
  switch (format) {
    case 'day':
      return typeof value === 'string' && isDay(value) ? showDay(value) : String(value);
    case 'weekday':
      return weekdaysIn[language](String(value));
    case 'money':
      return showDong(Number(value));
    case 'number':
      return showNumber(Number(value));
    default:
      return String(value);
  }
};

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

/** Days come again and again; nothing depends on what is kept. */
const MOST_KEPT = 20_000;
const keeping = (show: (text: string) => string): ((text: string) => string) => {
  const kept = new Map<string, string>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const shown = show(text);
    kept.set(text, shown);
    return shown;
  };
};

/** `thứ Sáu 20/11/2026`; of several the year is left out: `thứ Bảy 21/11, Chủ nhật 22/11`. */
const showWeekdays = (told: string, language: Language): string => {
  const days = told.split(',');
  return days.map((day) => (isDay(day) ? `${weekdays[language][weekdayOf(day)]} ${days.length === 1 ? showDay(day) : showDay(day).replace(/\/\d{4}$/, '')}` : day)).join(', ');
};

const weekdaysIn: Readonly<Record<Language, (told: string) => string>> = {
  vi: keeping((told) => showWeekdays(told, 'vi')),
  en: keeping((told) => showWeekdays(told, 'en')),
};

/** The whole tree of one language's folder. */
const localeTree = (folder: string): Tree => {
  const tree: Tree = {};
  const questions: Tree = {};
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }).sort((a, b) => a.name.localeCompare(b.name))) {
    if (!entry.isFile() || !entry.name.endsWith('.yaml')) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readTree(path);
    if (entry.parentPath.endsWith('questions')) Object.assign(questions, content);
    else tree[entry.name.slice(0, -'.yaml'.length)] = content;
  }
  if (Object.keys(questions).length > 0) tree.q = questions;
  return tree;
};
