/**
 * Owns which words are a command at any moment: `xem lại`, `vì sao?`, `gặp cán bộ` … The phrases are in `locales/<l>/commands.yaml`, so
 * that a lawyer can add one. Both languages are understood in either.
 */
import { z } from 'zod';
import { fold } from '../basics/index.js';
import type { Wording } from '../wording/index.js';

export const commands = [
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

const tableSchema = z.record(z.enum(commands), z.object({ whole: z.array(z.string()), within: z.array(z.string()).optional(), near: z.array(z.string()).optional() }));
type Table = z.infer<typeof tableSchema>;

/** Longer than this, a text is a story and not a request, unless it is one of the phrases word for word. */
const LONGEST_REQUEST = 12;
/** Where free text is asked for, even a sentence of this many words is more likely the answer: «tôi gặp cán bộ phường mà họ đuổi về». */
const LONGEST_BESIDE_STORY = 5;

const tables = new WeakMap<Wording, readonly Table[]>();
const tablesOf = (wording: Wording): readonly Table[] => {
  const known = tables.get(wording);
  if (known) return known;
  const made = [wording.vi, wording.en].map((words) => folded(tableSchema.parse(words.tree('commands'))));
  tables.set(wording, made);
  return made;
};
const folded = (table: Table): Table =>
  Object.fromEntries(
    Object.entries(table).map(([name, { whole, within, near }]) => [name, { whole: whole.map(plain), within: (within ?? []).map(plain), near: (near ?? []).map(plain) }]),
  ) as Table;

/** Letters, digits and single spaces: what is compared. */
const plain = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

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
  const said = plain(text);
  if (said === '') return undefined;
  const change = /^(?:sua|doi|edit|change)(?: (?:so|muc|cau|item|number))? (\d{1,3})$/.exec(said);
  if (change) return { name: 'change', item: Number(change[1]) };
  const about = paperCommandIn(text, said);
  if (about) return about;
  const words = said.split(' ').length;
  for (const name of commands)
    for (const table of tablesOf(wording)) {
      const phrases = table[name];
      if (phrases?.whole.includes(said)) return { name };
      const occurs = (phrase: string): boolean => ` ${said} `.includes(` ${phrase} `);
      if (words <= (name === 'distress' ? Number.POSITIVE_INFINITY : LONGEST_REQUEST) && phrases?.within?.some(occurs)) return { name };
      if (words <= (freeText ? LONGEST_BESIDE_STORY : LONGEST_REQUEST) && phrases?.near?.some(occurs)) return { name };
    }
  return undefined;
};
