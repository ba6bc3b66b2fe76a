/** Owns answering the interview without a person: legal random answers out of a seed, or answers given by name. For tests only. */
import { addDays, type Day } from '../../src/basics/index.js';
import { type Answers, type AnswerValue, type Ask, branchesOf, type Flow, keyOf, NONE, UNKNOWN } from '../../src/conversation/index.js';
import type { Random } from '../kit/random.js';

export const TODAY: Day = '2026-11-22';

/** Held without a crime, cleared by a decision in hand: the shortest way to a plain yes. */
export const detained: Answers = {
  consent: 'agree',
  field: 'criminal_proceedings',
  criminal_measure: 'detention',
  criminal_outcome: 'not_a_crime',
  false_confession: false,
  grounding_criminal: 'crp_decision',
  document_received_on: '2026-01-05',
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

export type Answerer = (question: string, ask: Ask) => AnswerValue | undefined;
export type Journey = {
  readonly answers: Answers;
  /** The question or end stood on. */
  readonly step: string;
  /** Keys answered, in order; given ones included. */
  readonly path: readonly string[];
  /** Every step passed, gates included. */
  readonly visited: readonly string[];
  /** Every question and end come to, with how many of `path` were answered by then. */
  readonly stops: readonly { readonly step: string; readonly after: number }[];
};

/**
 * Goes through the flow by its steps and guards alone, without the machine: fast enough for thousands of walks. That the machine
 * goes the same way is a test of its own. Stops at an end, or where nothing is answered; throws after `limit` answers.
 */
export const journey = (flow: Flow, answer: Answerer, limit = 400, start: Answers = {}): Journey => {
  const answers: Record<string, AnswerValue> = {};
  const given = { ...start };
  const items: Record<string, number> = {};
  const path: string[] = [];
  const visited: string[] = [];
  const stops: { step: string; after: number }[] = [];
  let name = flow.first;
  for (;;) {
    visited.push(name);
    const step = flow.steps[name];
    if (step?.type !== 'gate') stops.push({ step: name, after: path.length });
    if (step === undefined || step.type === 'end') break;
    if (step.type === 'ask') {
      const key = keyOf(name, step.list, step.list === undefined ? 1 : (items[step.list] ?? 1));
      const value = given[key] ?? answer(name, step);
      if (value === undefined) break;
      if (path.length >= limit) throw new Error(`more than ${limit} answers; the last questions were ${path.slice(-12).join(', ')}`);
      answers[key] = given[key] = value;
      path.push(key);
    }
    const branches = branchesOf(step);
    const facts = branches.some(({ when }) => when !== undefined) ? flow.factsOf(answers, TODAY) : undefined;
    const taken = branches.find(({ when }) => when === undefined || (facts !== undefined && flow.guards[when]?.(facts, answers)));
    if (taken === undefined) throw new Error(`${name} leads nowhere`);
    if (taken.nextItem && step.type === 'ask' && step.list !== undefined) items[step.list] = (items[step.list] ?? 1) + 1;
    name = taken.to;
  }
  return { answers: given, step: name, path, visited, stops };
};
