/** The fear: words about a paper that is not in hand are taken for another choice, and the talk goes the wrong way. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claim } from '../../flows/index.js';
import { loadWording } from '../wording/index.js';
import { interpret } from './interpret.js';

const words = loadWording(join(import.meta.dirname, '../../locales')).vi;
const read = (question: string, text: string): string => {
  const ask = claim.steps[question];
  if (ask?.type !== 'ask') throw new Error(`${question} is no question`);
  const found = interpret(question, ask, text, { today: '2026-11-22' }, words);
  return found.kind === 'value' ? String(found.value) : found.kind === 'refused' ? `× ${found.code}` : found.readings.map(({ value }) => value).join(' | ');
};

it.each(['grounding_criminal', 'grounding_administration', 'grounding_injunction', 'grounding_court', 'grounding_prison', 'grounding_enforcement'])('%s', (question) => {
  expect(read(question, 'chỉ nghe nói')).toBe('oral_only');
  expect(read(question, 'chỉ nghe nói, chưa thấy giấy')).toBe('oral_only');
  expect(read(question, 'tôi chỉ nghe nói thôi')).toBe('oral_only');
  expect(read(question, 'chưa nhận được giấy')).toBe('not_received | none');
  expect(read(question, 'chưa thấy giấy')).toBe('oral_only | none');
  expect(read(question, 'không có')).toBe('none');
  expect(read(question, 'không biết')).toBe('unknown');
  expect(read(question, 'có giấy nhưng chưa nhận')).toBe('not_received');
});

it('a paper that was named is not talked away', () => {
  expect(read('grounding_administration', 'khiếu nại được chấp nhận')).toBe('adm_complaint_upheld');
  expect(read('grounding_administration', 'khiếu nại bị bác')).toBe('refusal_of_complaint');
});
