/** The fear: the lawyer's book lies. It is stale, leaves something out, or names a condition that the program does not have. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bookOf, fingerprint, guardsUsed, idsPrinted, leavesAt, loadSources, markdownOf, rulesInOrder, wordsPrinted } from '../../src/book/index.js';
import type { Ask } from '../../src/conversation/index.js';
import { repositoryFolder } from '../../src/repository/index.js';

const root = repositoryFolder();
const sources = loadSources(root);
const stored = readFileSync(join(root, 'book/so-tay-luat-su.md'), 'utf8');
const branch = (key: string): readonly string[] => Object.keys(Object(sources.words.tree(key)));
const asks = Object.entries(sources.flow.steps).filter((entry): entry is [string, Ask] => entry[1].type === 'ask');
/** Text without the marks of Markdown. */
const plain = stored.replace(/\\([*_`<>[\]\\#])/g, '$1').replace(/^> ?/gm, '');
const card = (step: string): string => plain.split(`<a id="q-${step}"></a>`)[1]?.split(/<a id="[qkx]-|<a id="room-/)[0] ?? '';

describe('the stored book', () => {
  it('is what the flows, words and tables say today; when not: run npm run book', () => {
    const fresh = markdownOf(bookOf(root, sources));
    const at = [...fresh].findIndex((sign, i) => sign !== stored[i]);
    expect(fresh === stored ? 'fresh' : `stale from: ${fresh.slice(Math.max(0, at - 40), at + 80)}`).toBe('fresh');
  });

  it('has a PDF made from this Markdown and this template; when not: run npm run book', () => {
    const pdf = readFileSync(join(root, 'book/so-tay-luat-su.pdf')).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf.includes(fingerprint(root, stored)), 'the PDF is older than the Markdown: run npm run book').toBe(true);
  });

  it('leaves no placeholder, key or empty link', () => {
    expect(stored.match(/\{\{|\$t\(|\bq\.[a-z_]+\.|undefined|\bNaN\b/g)).toBeNull();
    const places = new Set([...stored.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]));
    const dangling = [...stored.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]).filter((to) => !places.has(to));
    expect(dangling).toEqual([]);
  });
});

describe('nothing is left out', () => {
  it('every question stands there with its exact words, answers and reason', () => {
    const said = (key: string): string => sources.words.say(key, { item: '[số thứ tự]' });
    const missing = asks.flatMap(([step, ask]) => {
      const wanted = [said(`q.${step}.ask`), said(`q.${step}.why`), ...(ask.reads.kind === 'choice' ? ask.reads.options.map((id) => `«${said(`q.${step}.options.${id}`)}»`) : [])];
      const text = card(step).replace(/\n+/g, '\n');
      return wanted.filter((words) => !text.includes(words)).map((words) => `${step}: ${words}`);
    });
    expect(missing).toEqual([]);
  });

  it('every entry of law, wage and day off stands there', () => {
    const ids = idsPrinted(sources).flatMap(([, some]) => some);
    expect([...ids].sort()).toEqual([...sources.law.entries.keys()].sort());
    expect(ids.filter((id) => !plain.includes(`\`${id}\``))).toEqual([]);
    expect(sources.law.baseSalary.rows.filter(({ amount }) => !plain.includes(amount.toLocaleString('vi-VN')))).toEqual([]);
  });

  it('every word told has a sentence that says when, and no sentence is left over', () => {
    expect([...wordsPrinted()].sort()).toEqual([...branch('tellings')].sort());
    const names = (key: string): readonly string[] => branch(key).flatMap((name) => leavesAt(sources, `${key}.${name}`).map((leaf) => leaf.key.slice(key.length + 1)));
    expect([...names('book.said')].sort()).toEqual([...names('tellings')].sort());
    expect([...branch('book.told.lines')].sort()).toEqual([...branch('law')].sort());
  });

  it('every telling, junction and end has its words, and none is left over', () => {
    const junctions = [...stored.matchAll(/<a id="x-([a-z_]+)">/g)].map((match) => match[1]);
    expect([...branch('book.junctions')].sort()).toEqual([...junctions].sort());
    const ends = Object.entries(sources.flow.steps).filter(([, step]) => step.type === 'end');
    expect([...branch('book.ends')].sort()).toEqual(ends.map(([name]) => name).sort());
  });
});

describe('conditions and rules', () => {
  it('every guard that turns a route has a sentence, and no sentence is left over', () => {
    expect([...branch('book.guards')].sort()).toEqual([...guardsUsed(sources)].sort());
  });

  it('every rule has its words, and every number of the law is named by a rule that rests on it', () => {
    expect([...branch('book.rules')].sort()).toEqual(rulesInOrder.map(({ id }) => id).sort());
    const named = new Set(
      rulesInOrder.flatMap(({ id }) => [...String(sources.words.tree(`book.rules.${id}.text`)).matchAll(/\{\{(?:n\.)?([a-z0-9_.]+)\}\}/g)].map((match) => match[1])),
    );
    const silent = [...sources.law.entries.values()].flat().filter(({ value, id }) => value !== null && !named.has(id));
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('every open question is numbered, and its entries point back to it', () => {
    expect(sources.open.questions.length).toBeGreaterThan(20);
    expect(sources.open.questions.filter(({ question }) => !plain.includes(question))).toEqual([]);
  });

  it.each([
    ['consent', 'Không nhận.'],
    ['field', 'Nhận; đi tiếp theo dòng 6'],
    ['criminal_measure', 'Nhận; đi tiếp theo dòng 3'],
    ['criminal_measure_rare', 'Nhận; đi tiếp theo dòng 3'],
    ['proceed', 'Nhận; đi tiếp theo dòng 3'],
    ['capacity', 'Nhận; đi tiếp theo dòng 1'],
    ['excluded_time_from', 'Nhận; đi tiếp theo dòng 1'],
    ['claimant_identity', 'Nhận; đi tiếp theo dòng 1'],
    ['property_borrowed', 'Nhận; đi tiếp theo dòng 2'],
    ['confirm_review', 'Nhận; đi tiếp theo dòng 3'],
  ])('«không biết» at %s', (step, effect) => {
    expect(card(step)).toContain(`**Không biết:** ${effect}`);
  });

  it.each([
    ['treatment_cost', 'Nhận: ghi 0 đồng'],
    ['custody_to', 'Nhận: coi như chưa chấm dứt'],
    ['own_fault', 'Nhận: đó là một câu trả lời'],
    ['phone', 'Nhận: ghi «không có»;'],
  ])('«không có» at %s', (step, effect) => {
    expect(card(step)).toContain(`**Không có:** ${effect}`);
  });
});
