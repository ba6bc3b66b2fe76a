/** Every question can be put, explained and chosen from, in both languages and in the room a phone has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { claim, rooms } from '../../flows/index.js';
import type { Ask } from '../../src/conversation/index.js';
import { refusalCodes } from '../../src/conversation/readers/index.js';
import { languages } from '../../src/wording/index.js';

type Question = { label?: string; ask?: string; why?: string; options?: Record<string, string> };
type Tree = { [key: string]: Tree | string | string[] };

const root = join(import.meta.dirname, '../..');
const load = (language: string, file: string): Tree => parse(readFileSync(join(root, 'locales', language, file), 'utf8')) as Tree;
const files = ['consent', 'triage', 'standing', 'claimant', 'act', 'losses', 'papers', 'last'];
const questions = (language: string): Record<string, Question> => Object.assign({}, ...files.map((file) => load(language, `questions/${file}.yaml`))) as Record<string, Question>;
const asks = Object.entries(claim.steps).filter((entry): entry is [string, Ask] => entry[1].type === 'ask');

const leaves = (tree: Tree, path = ''): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) => {
      const at = path === '' ? key : `${path}.${key}`;
      if (typeof value === 'string') return [[at, value]];
      return Array.isArray(value) ? [] : Object.entries(leaves(value, at));
    }),
  );
const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{\{\s*([a-z_]+)/g)].map((match) => match[1] ?? '').sort();

test.each(languages)('every question has a label, a question and a reason (%s)', (language) => {
  const words = questions(language);
  const bare = asks.filter(([name]) => !words[name]?.label || !words[name]?.ask || !words[name]?.why).map(([name]) => name);
  expect(bare).toEqual([]);
});

test.each(languages)('options and their words are the same set (%s)', (language) => {
  const words = questions(language);
  const differ = asks.flatMap(([name, ask]) => {
    const wanted = ask.reads.kind === 'choice' ? [...ask.reads.options].sort() : [];
    const found = Object.keys(words[name]?.options ?? {}).sort();
    return JSON.stringify(wanted) === JSON.stringify(found) ? [] : [{ name, wanted, found }];
  });
  expect(differ).toEqual([]);
});

test.each(languages)('no word is left over (%s)', (language) => {
  const names = asks.map(([name]) => name);
  expect(Object.keys(questions(language)).filter((name) => !names.includes(name))).toEqual([]);
});

test.each(languages)('messages fit a phone (%s)', (language) => {
  const words = questions(language);
  const long = Object.entries(words).flatMap(([name, { label = '', ask = '', why = '', options = {} }]) => [
    ...(ask.length > (name === 'consent' ? 600 : 350) ? [`${name}.ask ${ask.length}`] : []),
    ...(why.length > 350 ? [`${name}.why ${why.length}`] : []),
    ...(label.length > 60 ? [`${name}.label ${label.length}`] : []),
    ...Object.entries(options).flatMap(([id, text]) => (text.length > 40 ? [`${name}.options.${id} ${text.length}`] : [])),
  ]);
  const said = Object.entries({ ...leaves(load(language, 'tellings.yaml')), ...leaves(load(language, 'refusals.yaml')) }).flatMap(([key, text]) =>
    text.length > 350 ? [`${key} ${text.length}`] : [],
  );
  expect([...long, ...said]).toEqual([]);
});

test('two options of one question never read the same', () => {
  for (const language of languages)
    for (const [name, { options = {} }] of Object.entries(questions(language)))
      expect(new Set(Object.values(options)).size, `${language} ${name}`).toBe(Object.keys(options).length);
});

test('both languages have the same keys and placeholders', () => {
  for (const file of [...files.map((name) => `questions/${name}.yaml`), 'tellings.yaml', 'refusals.yaml']) {
    const [vi, en] = [leaves(load('vi', file)), leaves(load('en', file))];
    expect(Object.keys(en).sort(), file).toEqual(Object.keys(vi).sort());
    for (const [key, text] of Object.entries(vi)) expect(placeholders(en[key] ?? ''), `${file} ${key}`).toEqual(placeholders(text));
  }
});

test.each(languages)('every refusal code says what is wrong and what to type (%s)', (language) => {
  const words = load(language, 'refusals.yaml') as Record<string, string>;
  expect(Object.keys(words).sort()).toEqual([...refusalCodes, 'must_know'].sort());
  const example = language === 'vi' ? /ví dụ|«|gõ/ : /for example|"|type/i;
  expect(
    Object.entries(words)
      .filter(([, text]) => !example.test(text))
      .map(([code]) => code),
  ).toEqual([]);
});

test.each(languages)('keywords belong to options, and no phrase is there twice for one question (%s)', (language) => {
  const table = load(language, 'keywords.yaml') as unknown as Record<string, Record<string, string[]>>;
  const users = asks.flatMap(([name, ask]) =>
    ask.reads.kind === 'choice' && ask.reads.ownWords !== undefined ? [{ name, list: ask.reads.ownWords, options: ask.reads.options }] : [],
  );
  expect(Object.keys(table).sort()).toEqual([...new Set(users.map(({ list }) => list))].sort());
  for (const { name, list, options } of users) {
    expect(
      Object.keys(table[list] ?? {}).filter((option) => !options.includes(option)),
      name,
    ).toEqual([]);
    for (const [option, phrases] of Object.entries(table[list] ?? {})) expect(new Set(phrases).size, `${list}.${option}`).toBe(phrases.length);
  }
});

test('only placeholders that are known: the item of a list', () => {
  for (const language of languages)
    for (const [name, { ask = '' }] of Object.entries(questions(language))) {
      const step = claim.steps[name];
      const known = step?.type === 'ask' && step.list !== undefined ? ['item'] : [];
      expect(
        placeholders(ask).filter((one) => !known.includes(one)),
        `${language} ${name}`,
      ).toEqual([]);
    }
});

test('words that hurt or that belong to the accuser are not used', () => {
  const hurting = /can phạm|tội phạm nguy hiểm|đối tượng(?! được)|lời khai|khai báo|thành khẩn/i;
  const all = {
    ...leaves(load('vi', 'tellings.yaml')),
    ...leaves(load('vi', 'refusals.yaml')),
    ...Object.fromEntries(
      Object.entries(questions('vi')).flatMap(([name, { ask = '', why = '' }]) => [
        [`${name}.ask`, ask],
        [`${name}.why`, why],
      ]),
    ),
  };
  expect(
    Object.entries(all)
      .filter(([, text]) => hurting.test(text))
      .map(([key]) => key),
  ).toEqual([]);
});

test('every question asks once: at most one question mark, unless it is the greeting or an apology', () => {
  const twice = Object.entries(questions('vi'))
    .filter(([, { ask = '' }]) => (ask.match(/\?/g) ?? []).length > 1)
    .map(([name]) => name);
  expect(twice).toEqual([]);
});

test('no legal number is typed into words: it comes from a finding', () => {
  const number = /\b\d+\s*(?:năm|tháng|ngày làm việc|%|phần trăm|years?|months?|working days|per cent)\b/i;
  const typed = languages.flatMap((language) => [
    ...Object.entries(leaves(load(language, 'tellings.yaml')))
      .filter(([, text]) => number.test(text))
      .map(([key]) => `${language} ${key}`),
    ...Object.entries(questions(language))
      .filter(([, { why = '' }]) => number.test(why))
      .map(([key]) => `${language} ${key}.why`),
  ]);
  expect(typed).toEqual([]);
});

test('every step is in one room, and every room has words', () => {
  const steps = rooms.flatMap((room) => room.steps);
  expect([...steps].sort()).toEqual(Object.keys(claim.steps).sort());
  for (const language of languages) {
    const common = load(language, 'common.yaml') as { rooms?: Record<string, string> };
    expect(rooms.map(({ room }) => room).filter((room) => common.rooms?.[room] === undefined)).toEqual([]);
  }
});
