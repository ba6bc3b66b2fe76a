/**
 * Owns what an officer does in the interview for the person: an answer given or corrected, one put back as it was, the talk taken up
 * again where it stopped. Pure. Says nothing itself but the question taken up: what the person is told is the desk's.
 */
import type { Words } from '../wording/index.js';
import { askAgain, arrive, standing } from './answering.js';
import type { AnswerValue } from './answers.js';
import { askAt } from './ask.js';
import { approvalsIn } from './change.js';
import { interpret, optionValue } from './interpret.js';
import { optionToken } from './payload.js';
import { repeatPending } from './pending.js';
import { labelOf, shownAt, stepOf } from './review.js';
import { showAnswer } from './show.js';
import type { Effect, Env, Outcome, Talk } from './talk.js';
import { walk } from './walk.js';
import type { Reply } from '../messages/index.js';

/** What only the person can say: agreeing to be remembered, that the review is right, leave to send. */
const ONLY_THE_PERSON = ['consent', 'confirm_review', 'handover_consent'];

export type Given = { readonly text: string } | { readonly option: string };
export type OnBehalf =
  | { readonly ok: true; readonly outcome: Outcome; readonly label: string; readonly before: string; readonly after: string }
  /** A refusal code of the readers, `not_asked`, `only_person`, or `several` with what it could mean. */
  | { readonly ok: false; readonly code: string; readonly readings?: readonly string[] };

/** Answers the question under `key`, on the path or the next one, as the person said it or an option of it. */
export const answerFor = (talk: Talk, env: Env, key: string, given: Given): OnBehalf => {
  const words = env.wording[talk.language];
  const here = standing(env, talk);
  const step = stepOf(env.flow, key);
  const ask = env.flow.steps[step];
  if (ask?.type !== 'ask' || (here.key !== key && !here.path.includes(key))) return { ok: false, code: 'not_asked' };
  if (ONLY_THE_PERSON.includes(key)) return { ok: false, code: 'only_person' };
  const read = 'option' in given ? optionRead(step, given.option, env, words) : interpret(step, ask, given.text, { today: env.today }, words);
  if (read.kind === 'several') return { ok: false, code: 'several', readings: read.readings.map(({ label }) => label) };
  if (read.kind === 'refused') return { ok: false, code: read.code };
  const shown = askAt(env.flow, talk.id, { step, key, item: itemOf(key), answers: here.answers }, words).text;
  return {
    ok: true,
    outcome: changed(talk, env, key, read.value, 'text' in given ? given.text : given.option, shown),
    label: labelOf(env.flow, key, words),
    before: key in here.answers ? shownAt(env.flow, here, key, words) : '',
    after: showAnswer(step, ask, read.value, words),
  };
};

/** Makes an answer what it was before; `before` undefined: there was none. */
export const putBack = (talk: Talk, env: Env, key: string, before: AnswerValue | undefined): Outcome => changed(talk, env, key, before, '', '');

/** The question an officer asks in the bot's stead, with its choices; undefined when the key is no question on the way. */
export const questionFor = (talk: Talk, env: Env, key: string): Reply | undefined => {
  const here = standing(env, talk);
  const step = stepOf(env.flow, key);
  if (env.flow.steps[step]?.type !== 'ask' || (here.key !== key && !here.path.includes(key))) return undefined;
  return askAt(env.flow, talk.id, { step, key, item: itemOf(key), answers: here.answers }, env.wording[talk.language]);
};

/** The bot speaks again: a line on what happened, then what was open when it stopped. */
export const takeUpAgain = (talk: Talk, env: Env, lead: string): Outcome => {
  const words = env.wording[talk.language];
  const here = standing(env, talk);
  const effects = talk.greeted ? (repeatPending(env, talk, here, words, lead) ?? askAgain(env, talk, here, words, lead)) : arrive(env, talk, here, words, lead);
  return { position: here, effects };
};

const itemOf = (key: string): number => Number(/\.(\d+)\./.exec(key)?.[1] ?? 1);

const optionRead = (step: string, option: string, env: Env, words: Words) => {
  const ask = env.flow.steps[step];
  const value = ask?.type === 'ask' ? optionValue(step, ask, optionToken(option), words) : undefined;
  return value === undefined ? ({ kind: 'refused', code: 'choice_unreadable' } as const) : ({ kind: 'value', value } as const);
};

const changed = (talk: Talk, env: Env, key: string, value: AnswerValue | undefined, said: string, shown: string): Outcome => {
  const approvals = approvalsIn(talk.answers, key);
  const kept = Object.fromEntries(Object.entries(talk.answers).filter(([name]) => name !== key && !approvals.includes(name)));
  const answers = value === undefined ? kept : { ...kept, [key]: value };
  const effects: Effect[] = [
    value === undefined ? { do: 'withdraw', key } : { do: 'answer', key, value, said, shown },
    ...approvals.map((name) => ({ do: 'withdraw', key: name }) as const),
    ...(talk.pending === undefined ? [] : [{ do: 'pend', pending: undefined } as const]),
  ];
  return { position: walk(env.flow, answers, env.today), effects };
};
