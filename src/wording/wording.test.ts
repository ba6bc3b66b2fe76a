import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadWording } from './index.js';

const dir = mkdtempSync(join(tmpdir(), 'wording-'));
for (const language of ['vi', 'en']) {
  mkdirSync(join(dir, language, 'questions'), { recursive: true });
  writeFileSync(
    join(dir, language, 'common.yaml'),
    'day: "ngày {{on, day}}"\nmoney: "{{amount, money}}"\ncount: "{{n, number}} câu"\nname: "Chào {{name}}"\nweekday: "{{on, weekday}}"\n',
  );
  writeFileSync(join(dir, language, 'questions', 'a.yaml'), 'field: { ask: "Hỏi?" }\n');
}
const { vi } = loadWording(dir);
afterAll(() => rmSync(dir, { recursive: true }));

describe('words', () => {
  it('show days, money and numbers as written in Việt Nam', () => {
    expect(vi.say('common.day', { on: '2026-03-01' })).toBe('ngày 1/3/2026');
    expect(vi.say('common.money', { amount: 1234567 })).toBe('1.234.567 đ');
    expect(vi.say('common.weekday', { on: '2026-11-20' })).toBe('thứ Sáu 20/11/2026');
    expect(vi.say('common.weekday', { on: '2026-11-21,2026-11-22' })).toBe('thứ Bảy 21/11, Chủ nhật 22/11');
    expect(vi.say('common.count', { n: 12000 })).toBe('12.000 câu');
  });
  it('are found under the file name, questions under q', () => {
    expect(vi.has('q.field.ask')).toBe(true);
    expect(vi.has('common')).toBe(false);
  });
  it('never escape or read what a person typed as markup', () => {
    expect(vi.say('common.name', { name: '<b>$t(common.day)</b> {{x}}' })).toBe('Chào <b>$t(common.day)</b> {{x}}');
  });
  it('throw on a key without words, naming it', () => {
    expect(() => vi.say('common.nothing')).toThrow(/common\.nothing/);
  });
});
