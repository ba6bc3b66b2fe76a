/** Unit tests of holding off and of hiding the token. */
import { expect, test } from 'vitest';
import { redacting } from '../log.js';
import { makeTrouble } from './trouble.js';

const collecting = () => {
  const lines: string[] = [];
  const write = (fields: Readonly<Record<string, unknown>>, text: string) => void lines.push(`${text} ${JSON.stringify(fields)}`);
  return { lines, log: { info: write, warn: write, error: write } };
};

test('waits double up to the bound, are spread by chance, start again after it worked, and are told once', () => {
  const { lines, log } = collecting();
  const trouble = makeTrouble({ log, pace: { idle: 1, paused: 1, least: 100, most: 1_000 }, random: () => 1, onState: () => {} });
  const failure = new Error('disk full');
  expect([1, 2, 3, 4, 5, 6].map(() => trouble.met(failure))).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  trouble.over();
  expect(trouble.met(failure)).toBe(100);
  expect(lines).toHaveLength(3);
  const least = makeTrouble({ log, pace: { idle: 1, paused: 1, least: 100, most: 1_000 }, random: () => 0, onState: () => {} });
  expect(least.met(failure)).toBe(50);
});

test('a log line loses the token, plain or in a URL', () => {
  const { lines, log } = collecting();
  redacting('123:abc-D_e', log).warn({ url: 'https://api.telegram.org/bot123:abc-D_e/getMe', other: 'bot123%3Aabc-D_e' }, 'at bot123:abc-D_e');
  expect(lines.join()).not.toContain('abc-D_e');
});
