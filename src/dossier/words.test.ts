import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fileName } from './file-name.js';
import { word, wordKeys } from './words.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');

test('every key of dossier.yaml is used, so no dead words are reviewed', () => {
  const built = new Set([
    'annex.unsure',
    'annex.secondary',
    ...['missing', 'left_out'].flatMap((id) => ['heading', 'intro', 'title', 'name', 'because'].map((name) => `${id}.${name}`)),
  ]);
  expect(wordKeys().filter((key) => !code.includes(`'${key}'`) && !built.has(key))).toEqual([]);
});

test('no words offer alternatives or leave a gap', () => {
  for (const key of wordKeys().filter((name) => name !== 'blank'))
    expect(code.length > 0 && word(key, new Proxy({}, { get: () => 'x' })), key).not.toMatch(/\(s\)|và\/hoặc|\.\.\.|…|TODO/);
});

test('a missing key or value throws with its name', () => {
  expect(() => word('cover.nothing')).toThrow('cover.nothing');
  expect(() => word('cover.pages')).toThrow('{{pages}}');
});

test('file names are plain ASCII with the reference inside', () => {
  const record = { reference: 'DH-2026-000123', version: 1 };
  expect(fileName(record)).toBe('DH-2026-000123-v1.pdf');
  expect(fileName(record, { kind: 'whole' }, 'json')).toBe('DH-2026-000123-v1.json');
  expect(fileName(record, { kind: 'volume', number: 2 })).toBe('DH-2026-000123-v1-phu-luc-tap-2.pdf');
  expect(fileName({ reference: '../Đơn 5', version: 3 })).toBe('Don-5-v3.pdf');
  expect(() => fileName({ reference: '漢', version: 1 })).toThrow('reference');
});
