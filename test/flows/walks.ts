/** Owns answering the interview without a person: legal random answers out of a seed, or answers given by name. For tests only. */
import { addDays, type Day } from '../../src/basics/index.js';
import { type Answers, type AnswerValue, type Ask, type Flow, NONE, type Position, UNKNOWN, walk, walkOn } from '../../src/conversation/index.js';

export const TODAY: Day = '2026-11-22';

export type Random = () => number;
/** Mulberry32: the same seed gives the same walk. */
export const randomFrom = (seed: number): Random => {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const PLACE = { province: { code: '37', name: 'Ninh Bình', type: 'tỉnh' }, commune: { code: '13741', name: 'Vụ Bản', type: 'xã' } };
const IDENTITY = { kind: 'cccd' as const, number: '036090000001', birthYear: 1990, sex: 'male' as const, provinceName: 'Nam Định' };

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

/** Any answer the question may get, `unknown` and `none` included. A list goes on one time in four, as people do. */
export const anyAnswer = (question: string, ask: Ask, random: Random): AnswerValue => {
  const chance = random();
  if (!ask.mustKnow && chance < 0.08) return UNKNOWN;
  if (ask.reads.none && chance < 0.25) return NONE;
  switch (ask.reads.kind) {
    case 'choice':
      return pick(random, ask.reads.options);
    case 'yes_no':
      return question.endsWith('_more') ? random() < 0.25 : random() < 0.5;
    case 'day':
      return addDays(TODAY, -Math.floor(random() * 5_000));
    case 'money':
      return Math.floor(random() * 1e9);
    case 'number':
      return Math.floor(random() * 400);
    case 'place':
      return random() < 0.7 ? PLACE : { province: PLACE.province };
    case 'identity':
      return IDENTITY;
    case 'text':
    case 'name':
    case 'phone':
    case 'email':
      return 'Nguyễn Văn Thử';
  }
};

export type Answerer = (question: string, ask: Ask, position: Position) => AnswerValue | undefined;

/** Walks until an end, or until nothing is answered. Throws after `limit` answers. */
export const journey = (flow: Flow, answer: Answerer, limit = 400, start: Answers = {}): { readonly answers: Answers; readonly position: Position; readonly asked: readonly string[]; readonly visited: readonly string[] } => {
  let answers = start;
  let position = walk(flow, answers, TODAY);
  const asked: string[] = [];
  const visited: string[] = [position.step];
  while (position.key !== undefined) {
    if (asked.length >= limit) throw new Error(`more than ${limit} answers; the last questions were ${asked.slice(-12).join(', ')}`);
    const ask = flow.steps[position.step] as Ask;
    const value = answer(position.step, ask, position);
    if (value === undefined) break;
    answers = { ...answers, [position.key]: value };
    asked.push(position.key);
    position = walkOn(flow, position, answers, TODAY);
    visited.push(position.step);
  }
  return { answers, position, asked, visited };
};
