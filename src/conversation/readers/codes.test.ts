/** Every refusal code is described in README.md, and every code described exists. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { refusalCodes } from './codes.js';

it('README.md and codes.ts list the same codes', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const table = readme.slice(readme.indexOf('## Refusal codes'), readme.indexOf('## Change it'));
  const described = [...table.matchAll(/^\| `([a-z_0-9]+)` \|/gm)].map((match) => match[1]);
  expect([...described].sort()).toEqual([...refusalCodes].sort());
});

it('every code is used by a reader', () => {
  const files = [
    'day',
    'day-parts',
    'day-written',
    'day-spoken',
    'days-between',
    'money',
    'money-runs',
    'number',
    'yes-no',
    'choice',
    'phone',
    'email',
    'identity',
    'place',
    'name',
  ];
  const source = files.map((file) => readFileSync(new URL(`${file}.ts`, import.meta.url), 'utf8')).join('\n');
  expect(refusalCodes.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
});
