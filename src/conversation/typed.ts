/**
 * Owns what was typed or chosen at what is asked: whether it settles something waited for, is a command, or answers the question, and what a
 * reading leads to. What a command does is `obey.ts`. Pure.
 */
import { acceptAnswer, askAgain, kept, proposeChange, say } from './answering.js';
import type { AnswerValue } from './answers.js';
import { askAt, joined, optionsOf } from './ask.js';
import { readCommand } from './commands.js';
import type { Ask } from './flow.js';
import { interpret, optionValue } from './interpret.js';
import { obey } from './obey.js';
import { again, askBack, changingKey, settlePending, startChange } from './pending.js';
import { optionToken } from './payload.js';
import { settleIntake, settleLetters } from './procedure/index.js';
import { mayBeStop, type Reading } from './readers/index.js';
import { stepOf } from './review.js';
import type { Effect, Env, Outcome, Talk } from './talk.js';
import type { Position } from './walk.js';
import type { Words } from '../wording/index.js';

/** Fewer words than this at a question that takes free text are not taken for an answer when they stop the talk or take it up again. */
const STORY = 8;
/** Refusals of words that were perhaps no answer at all: after a pause «mình quay lại rồi» needs no correcting, «30/2/2026» does. */
const SAYS_NOTHING = /_unreadable$|_unclear$|^(?:empty|must_know|place_unknown|id_letters|text_too_long|name_.*)$/;
/** What «dung» is, when it is not «dừng». */
const RIGHT = 'đúng';
const countWords = (text: string): number => text.split(/\s+/).length;

export const typed = (talk: Talk, text: string, env: Env, here: Position, words: Words): Outcome => {
  if (text === '') return { position: here, effects: again(talk, env, here, words, words.say('common.unreadable.empty')) };
  // Any words can be a paper's name, but not those that call for a person, a pause, a list.
  const settles = talk.pending?.kind !== 'titling' || readCommand(text, env.wording, true) === undefined;
  const reply =
    (settles ? settled(talk, undefined, text, env, here, words) : undefined) ??
    (readCommand(text, env.wording) === undefined || mayBeStop(text) ? followed(talk, undefined, text, env, here, words) : undefined);
  if (reply) return reply;
  const changing = changingKey(talk.pending);
  const key = changing ?? here.key;
  const step = key === undefined ? here.step : stepOf(env.flow, key);
  const ask = env.flow.steps[step];
  const freeText = ask?.type === 'ask' && ask.reads.kind === 'text';
  const command = readCommand(text, env.wording, freeText);
  // A long story in which somebody wanted to die is both: a person is called and the story is kept as the answer.
  if (command?.name === 'distress' && freeText && key !== undefined && countWords(text) >= STORY) {
    const called = obey(talk, command, env, here, words);
    const told = understood(talk, key, interpret(step, ask, text, { today: env.today }, words), text, env, here, words, changing !== undefined);
    return { ...told, effects: [...called.effects, ...told.effects] };
  }
  if (command?.name === 'later' && key !== undefined && ask?.type === 'ask') {
    const later = optionValue(step, ask, 'later', words);
    if (later !== undefined) return changing === undefined ? answered(talk, env, here, later, text, words) : proposeChange(env, talk, here, key, later, text, words);
  }
  if (command?.name === 'stop' && key !== undefined && ask?.type === 'ask' && mayBeStop(text)) {
    const asked = rightOrStop(talk, key, step, ask, changing !== undefined, env, words);
    if (asked !== undefined) return { position: here, effects: asked };
  }
  if (command) return obey(talk, command, env, here, words);
  if (talk.pending?.kind === 'review' && /^\d{1,3}$/.test(text)) return obey(talk, { name: 'change', item: Number(text) }, env, here, words);
  if (talk.pending?.kind === 'change' || talk.pending?.kind === 'export' || talk.pending?.kind === 'erase')
    return { position: here, effects: again(talk, env, here, words, words.say('refusals.yes_no_unclear')) };
  if (key === undefined)
    return {
      position: here,
      effects: [...kept(talk), say(talk.answers.consent !== 'agree' ? 'common.kept_words_guest' : talk.queued ? 'common.person.already' : 'common.at_end', words)],
    };
  if (ask?.type !== 'ask') throw new Error(`${key} is waited for but is not a question of the flow`);
  const read = interpret(step, ask, text, { today: env.today }, words);
  if (talk.pending?.kind === 'stopped' && ((ask.reads.kind === 'text' && countWords(text) < STORY) || ask.reads.kind === 'name' || read.kind === 'refused')) {
    const wrong = read.kind === 'refused' && !SAYS_NOTHING.test(read.code) ? words.say(`refusals.${read.code}`) : '';
    return { position: here, effects: askAgain(env, talk, here, words, joined(words.say('common.welcome_back'), wrong)) };
  }
  return understood(talk, key, read, text, env, here, words, changing !== undefined);
};

/** «dung» where a yes may be meant: «đúng» is offered back, «dừng» said how; undefined where the question takes no yes. */
const rightOrStop = (talk: Talk, key: string, step: string, ask: Ask, changing: boolean, env: Env, words: Words): readonly Effect[] | undefined => {
  if (ask.reads.kind !== 'choice' && ask.reads.kind !== 'yes_no') return undefined;
  const read = interpret(step, ask, RIGHT, { today: env.today }, words);
  if (read.kind === 'refused') return undefined;
  const label = read.kind === 'value' ? optionsOf(step, ask, words).find(({ value }) => optionValue(step, ask, optionToken(value), words) === read.value)?.label : undefined;
  const readings = read.kind === 'several' ? read.readings : label === undefined ? [] : [{ value: read.value, label }];
  return readings.length === 0 ? undefined : askBack(talk, key, RIGHT, readings, changing, words, words.say('common.dung_or_stop'));
};

/** A reply to what is waited for besides the question; a chosen reading is an answer, and its words may answer the next question too. */
export const settled = (talk: Talk, tap: string | undefined, text: string, env: Env, here: Position, words: Words): Outcome | undefined => {
  const found = settlePending(talk, tap, text, env, here, words);
  if (found === undefined) return undefined;
  return 'outcome' in found ? found.outcome : sayMore(talk, found.said, answered(talk, env, here, found.chosen, found.said, words), env, words);
};

/** An answer to what is asked about the way after hand-over. */
export const followed = (talk: Talk, tap: string | undefined, text: string, env: Env, here: Position, words: Words): Outcome | undefined => {
  const { pending } = talk;
  const effects =
    pending?.kind === 'told'
      ? settleIntake(pending, tap, text, talk, env, words)
      : pending?.kind === 'letters'
        ? settleLetters(pending.listed, tap, text, talk, env, words)
        : undefined;
  return effects === undefined ? undefined : { effects, position: here };
};

/** What a reading leads to: an answer, asking back, or saying what was wrong. */
const understood = (talk: Talk, key: string, read: Reading<AnswerValue>, text: string, env: Env, here: Position, words: Words, changing: boolean): Outcome => {
  switch (read.kind) {
    case 'value':
      return changing ? proposeChange(env, talk, here, key, read.value, text, words) : answered(talk, env, here, read.value, text, words);
    case 'several':
      return { position: here, effects: askBack(talk, key, text, read.readings, changing, words) };
    case 'refused': {
      const story = countWords(text) >= STORY;
      const lead = joined(story ? words.say(`common.${keptKey(talk)}`) : '', words.say(`refusals.${read.code}`));
      const effects = changing ? startChange(talk, key, env, here, words, lead).effects : askAgain(env, talk, here, words, lead);
      // The question stands there again with its own numbers; those of an earlier «Tôi hiểu là…» count no more.
      const settled: Effect[] = talk.pending?.kind === 'several' ? [{ do: 'pend', pending: undefined }] : [];
      return { position: here, effects: [...settled, ...(story ? kept(talk) : []), ...effects] };
    }
  }
};

const keptKey = (talk: Talk): string => (talk.answers.consent === undefined ? 'kept_words_before' : talk.answers.consent === 'agree' ? 'kept_words' : 'kept_words_guest');

/** An answer, and what was told before consent read once more at the first question. */
export const answered = (talk: Talk, env: Env, here: Position, value: AnswerValue, said: string, words: Words): Outcome => {
  const outcome = acceptAnswer(env, talk, here, value, said, askAt(env.flow, talk.id, here, words).text, words);
  if (here.key !== 'consent' || talk.pending?.kind !== 'first_words') return outcome;
  const after = sayMore(talk, talk.pending.text, outcome, env, words);
  return { ...after, effects: [...after.effects, ...kept({ ...talk, answers: outcome.position.answers, message: talk.pending.message })] };
};

/** What the person told in own words is read once more at the question now asked; what it suggests is asked back, never taken. */
const sayMore = (talk: Talk, text: string, outcome: Outcome, env: Env, words: Words): Outcome => {
  const { position } = outcome;
  const ask = env.flow.steps[position.step];
  if (position.key === undefined || ask?.type !== 'ask' || ask.reads.kind !== 'choice' || ask.reads.ownWords === undefined) return outcome;
  const read = interpret(position.step, ask, text, { today: env.today }, words);
  if (read.kind === 'refused') return outcome;
  const label = read.kind === 'value' ? optionsOf(position.step, ask, words).find(({ value }) => value === read.value)?.label : undefined;
  if (read.kind === 'value' && label === undefined) return outcome;
  const suggested: Reading<AnswerValue> = read.kind === 'value' ? { kind: 'several', readings: [{ value: read.value, label: label ?? '' }] } : read;
  const after: Talk = { ...talk, answers: position.answers, pending: undefined };
  const quiet = outcome.effects.filter((effect) => effect.do !== 'say');
  return { position, effects: [...quiet, ...understood(after, position.key, suggested, text, env, position, words, false).effects] };
};
