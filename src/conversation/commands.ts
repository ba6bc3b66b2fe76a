/**
 * Owns which words are a command at any moment: `xem lại`, `vì sao?`, `gặp cán bộ` … The phrases are in `locales/<l>/commands.yaml`, so
 * that a lawyer can add one. Both languages are understood in either.
 */
import { z } from 'zod';
import { fold } from '../basics/index.js';
import type { Wording } from '../wording/index.js';
import { marksAgree } from './marks.js';

const commands = [
  'person',
  'remind_off',
  'remind_on',
  'progress',
  'paper_came',
  'lodged',
  'did',
  'letters',
  'review',
  'why',
  'where',
  'export',
  'erase',
  'help',
  'vietnamese',
  'english',
  'change',
  'distress',
  'stop',
  'later',
  'hello',
  'thanks',
  'upload',
  'close_upload',
  'papers',
  'join',
] as const;
/** Commands that carry more than their phrase. */
const withNumbers = ['merge_papers', 'order_papers', 'name_paper', 'drop_paper'] as const;
export type Command = {
  readonly name: (typeof commands)[number] | (typeof withNumbers)[number];
  readonly item?: number;
  readonly into?: number;
  readonly order?: readonly number[];
  readonly title?: string;
};

/** Compared bare first; `marked`: as written in the table. */
type Phrase = { readonly bare: string; readonly marked: string };
const phrasesSchema = z
  .array(z.string())
  .default([])
  .transform((list) => list.map(phraseOf));
/** `not`: words that only sound like one of the phrases. */
const tableSchema = z.record(z.enum(commands), z.object({ whole: phrasesSchema, within: phrasesSchema, near: phrasesSchema, not: phrasesSchema }));
type Table = z.infer<typeof tableSchema>;

/** Longer than this, a text is a story and not a request, unless it is one of the phrases word for word. */
const LONGEST_REQUEST = 12;
/** Where free text is asked for, even a sentence of this many words is more likely the answer: «tôi gặp cán bộ phường mà họ đuổi về». */
const LONGEST_BESIDE_STORY = 5;

const tables = new WeakMap<Wording, readonly Table[]>();
const tablesOf = (wording: Wording): readonly Table[] => {
  const known = tables.get(wording);
  if (known) return known;
  const made = [wording.vi, wording.en].map((words) => tableSchema.parse(words.tree('commands')));
  tables.set(wording, made);
  return made;
};
/** Words apart by one space, punctuation dropped: `bare` and `marked` have the same number of words. */
const phraseOf = (text: string): Phrase => {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map((word) => ({ bare: fold(word).replace(/[^a-z0-9]+/g, ''), marked: word }))
    .filter(({ bare }) => bare !== '');
  return { bare: words.map(({ bare }) => bare).join(' '), marked: words.map(({ marked }) => marked).join(' ') };
};

/** «gộp 3 vào 2», «xếp 2: 3 1 2», «tên 2: Giấy ra trại», «bỏ phụ lục 3»: what is done with an exhibit by its number. */
const paperCommandIn = (text: string, said: string): Command | undefined => {
  const merged = /^(?:gop|nhap|ghep|merge)(?: phu luc| exhibit)? (\d{1,3}) (?:vao|into|with|voi)(?: phu luc| exhibit)? (\d{1,3})$/.exec(said);
  if (merged) return { name: 'merge_papers', item: Number(merged[1]), into: Number(merged[2]) };
  const ordered = /^(?:xep|sap xep|order)(?: phu luc| exhibit)? (\d{1,3})((?: \d{1,3})+)$/.exec(said);
  if (ordered) return { name: 'order_papers', item: Number(ordered[1]), order: (ordered[2] ?? '').trim().split(' ').map(Number) };
  const dropped = /^(?:bo|remove|drop) (?:phu luc|exhibit) (\d{1,3})$/.exec(said);
  if (dropped) return { name: 'drop_paper', item: Number(dropped[1]) };
  const named = /^\s*(?:tên|ten|đặt tên|dat ten|name)\s+(?:phụ lục\s+|phu luc\s+|exhibit\s+)?(\d{1,3})\s*[:：]\s*(\S.*)$/isu.exec(text);
  return named ? { name: 'name_paper', item: Number(named[1]), title: (named[2] ?? '').trim() } : undefined;
};

/** The command a text is, if it is one. `sửa 5` carries the number. `freeText`: the question asked takes any words. */
export const readCommand = (text: string, wording: Wording, freeText = false): Command | undefined => {
  const said = phraseOf(text);
  if (said.bare === '') return undefined;
  const change = /^(?:sua|doi|edit|change)(?: (?:so|muc|cau|item|number))? (\d{1,3})$/.exec(said.bare);
  if (change) return { name: 'change', item: Number(change[1]) };
  const about = paperCommandIn(text, said.bare);
  if (about) return about;
  const tables = tablesOf(wording);
  // A phrase word for word is that command, whatever other phrase lies inside it.
  for (const name of commands)
    if (tables.some((table) => table[name].whole.some((phrase) => phrase.bare === said.bare && meant(name, said.marked, phrase, table)))) return { name };
  const count = said.bare.split(' ').length;
  for (const name of commands)
    for (const table of tables) {
      const occurs = (phrase: Phrase): boolean => placesOf(phrase.bare, said).some((marked) => meant(name, marked, phrase, table));
      if (count <= (name === 'distress' ? Number.POSITIVE_INFINITY : LONGEST_REQUEST) && table[name].within.some(occurs)) return { name };
      if (count <= (freeText ? LONGEST_BESIDE_STORY : LONGEST_REQUEST) && table[name].near.some(occurs)) return { name };
    }
  return undefined;
};

/** With the wrong marks it is another word: «đúng» is not «dừng». Despair is heard whatever the marks, but for the words known to be harmless. */
const meant = (name: (typeof commands)[number], marked: string, phrase: Phrase, table: Table): boolean =>
  name === 'distress' ? table[name].not.every((harmless) => harmless.marked !== marked) : marksAgree(marked, phrase.marked);

/** The words of the text, with their marks, wherever their bare letters are those of the phrase. */
const placesOf = (bare: string, said: Phrase): readonly string[] => {
  if (!said.bare.includes(bare)) return [];
  const words = said.bare.split(' ');
  const marked = said.marked.split(' ');
  const long = bare.split(' ').length;
  return words.flatMap((_, i) => (words.slice(i, i + long).join(' ') === bare ? [marked.slice(i, i + long).join(' ')] : []));
};
