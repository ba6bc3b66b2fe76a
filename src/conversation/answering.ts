/** Owns what happens when an answer is known: it is recorded, what follows is said, and the next question is put. Pure. */
import type { Reply } from '../messages/index.js';
import type { Words } from '../wording/index.js';
import type { AnswerValue } from './answers.js';
import { askAt, joined } from './ask.js';
import { approvalsIn, consequencesOf, previewText } from './change.js';
import { commandTap } from './payload.js';
import { labelOf, stepOf } from './review.js';
import { showAnswer } from './show.js';
import type { Effect, Env, Outcome, Talk } from './talk.js';
import { type Position, walk, walkOn } from './walk.js';

/** Where the talk stands before this turn; the cache is used only when the turn vouched for it. */
export const standing = (env: Env, talk: Talk): Position => (talk.cached ? walkOn(env.flow, talk.cached, talk.answers, env.today) : walk(env.flow, talk.answers, env.today));

export const say = (key: string, words: Words, values: Readonly<Record<string, string | number>> = {}): Effect => ({
  do: 'say',
  reply: { text: words.say(key, values), tag: key },
});

/** The question stood on, put again; at an end, what was said there. */
export const askAgain = (env: Env, talk: Talk, position: Position, words: Words, lead = ''): readonly Effect[] => {
  const at = env.flow.steps[position.step];
  if (at?.type === 'end' && at.waitsFor === 'dossier' && talk.dossier?.state !== 'ready') return [say('common.preparing', words)];
  if (position.key === undefined)
    return [{ do: 'say', reply: { text: joined(lead, words.say((talk.procedure?.steps.length ?? 0) > 0 ? 'procedure.at_end' : 'common.at_end')), tag: 'at_end' } }];
  const step = env.flow.steps[position.step];
  if (step?.type === 'ask' && step.waitsFor === 'dossier' && talk.dossier?.state !== 'ready') return [say('common.preparing', words)];
  return [{ do: 'say', reply: askAt(env.flow, talk.id, position, words, lead) }];
};

/** What is said on reaching a step: its telling, then its question; ends may also wake a person. */
export const arrive = (env: Env, talk: Talk, position: Position, words: Words, lead = ''): readonly Effect[] => {
  const step = env.flow.steps[position.step];
  if (step === undefined || step.type === 'gate') throw new Error(`the walk stopped at ${position.step}, which is not a question or an end`);
  if (step.type === 'end' && step.waitsFor === 'dossier' && talk.dossier?.state !== 'ready')
    return [...(lead === '' ? [] : [{ do: 'say', reply: { text: lead, tag: 'lead' } } as const]), say('common.preparing', words)];
  const told = step.tells === undefined ? undefined : env.tellings[step.tells];
  if (step.tells !== undefined && told === undefined) throw new Error(`${position.step} tells ${step.tells}, which flows/tellings.ts does not have`);
  const messages: Reply[] = (told?.(position.facts, position.answers).says ?? []).map(({ key, values }) => ({ text: words.say(key, values), tag: key }));
  const effects: Effect[] = [];
  const [first, ...rest] = messages;
  if (first !== undefined) effects.push(...[{ ...first, text: joined(lead, first.text) }, ...rest].map((reply) => ({ do: 'say', reply }) as const));
  else if (lead !== '' && step.type === 'end') effects.push({ do: 'say', reply: { text: lead, tag: 'lead' } });
  if (step.type === 'ask') effects.push(...askAgain(env, talk, position, words, first === undefined ? lead : ''));
  else if (step.wakes !== undefined && !talk.queued) effects.push({ do: 'want_person', reason: step.wakes });
  return effects;
};

/** Records the answer to the question stood on, and goes on. */
export const acceptAnswer = (env: Env, talk: Talk, before: Position, value: AnswerValue, said: string, shown: string, words: Words): Outcome => {
  const key = before.key as string;
  const answers = { ...talk.answers, [key]: value };
  const position = walkOn(env.flow, before, answers, env.today);
  // A dossier made before belongs to other answers: the next one is waited for.
  const making = milestones(key, value).some((effect) => effect.do === 'make_dossier');
  const later: Talk = { ...talk, answers, pending: undefined, dossier: making ? undefined : talk.dossier };
  return {
    position,
    effects: [
      { do: 'answer', key, value, said, shown },
      ...(talk.pending ? [{ do: 'pend', pending: undefined } as const] : []),
      ...milestones(key, value),
      ...arrive(env, later, position, words),
    ],
  };
};

/** Answers after which something is set going besides the next question. */
const milestones = (key: string, value: AnswerValue): readonly Effect[] => {
  if (key === 'confirm_review' && value === 'correct') return [{ do: 'make_dossier' }];
  if (key === 'handover_consent' && value === 'by_email') return [{ do: 'hand_over' }];
  return [];
};

/** A new value for an answer already given: done at once when nothing else moves, otherwise previewed first. */
export const proposeChange = (env: Env, talk: Talk, before: Position, key: string, value: AnswerValue, said: string, words: Words, lead = ''): Outcome => {
  const step = stepOf(env.flow, key);
  const ask = env.flow.steps[step];
  if (ask?.type !== 'ask') throw new Error(`${key} is not a question of the flow; it cannot be changed`);
  const shown = showAnswer(step, ask, value, words);
  if (JSON.stringify(talk.answers[key]) === JSON.stringify(value))
    return { position: before, effects: [{ do: 'pend', pending: undefined }, ...askAgain(env, talk, before, words, words.say('common.change.same', { after: shown }))] };
  const change = consequencesOf(env, talk, before, key, value);
  if (change.dropped.length === 0 && change.added.length === 0 && change.restored.length === 0) return applyChange(env, talk, key, value, said, words);
  const text = joined(lead, previewText(env, before, key, shown, change, words));
  return {
    position: before,
    effects: [
      { do: 'pend', pending: { kind: 'change', key, said, value } },
      { do: 'say', reply: { ...yesNo(text, talk.id, words), tag: 'change' } },
    ],
  };
};

/** Makes the change; answers no longer on the path stay stored and count for nothing. */
export const applyChange = (env: Env, talk: Talk, key: string, value: AnswerValue, said: string, words: Words): Outcome => {
  const approvals = approvalsIn(talk.answers, key);
  const answers = Object.fromEntries(Object.entries({ ...talk.answers, [key]: value }).filter(([name]) => !approvals.includes(name)));
  const position = walk(env.flow, answers, env.today);
  const step = stepOf(env.flow, key);
  const ask = env.flow.steps[step];
  const shown = ask?.type === 'ask' ? showAnswer(step, ask, value, words) : String(value);
  const done = words.say('common.change.done', { label: labelOf(env.flow, key, words), after: shown });
  return {
    position,
    effects: [
      { do: 'answer', key, value, said, shown: done },
      ...approvals.map((name) => ({ do: 'withdraw', key: name }) as const),
      { do: 'pend', pending: undefined },
      ...milestones(key, value),
      ...arrive(env, { ...talk, answers, pending: undefined }, position, words, done),
    ],
  };
};

/** A yes/no that is not a question of the flow: erase, export, change. */
export const yesNo = (text: string, talk: string, words: Words): Omit<Reply, 'tag'> => ({
  text,
  plain: joined(text, `1. ${words.say('common.yes')}\n2. ${words.say('common.no')}`),
  choices: [
    { label: words.say('common.yes'), payload: commandTap(talk, 'yes') },
    { label: words.say('common.no'), payload: commandTap(talk, 'no') },
  ],
});

/** Free words stay with the case, once the person agreed to that. */
export const kept = (talk: Talk): readonly Effect[] => (talk.answers.consent === 'agree' ? [{ do: 'keep_words', message: talk.message }] : []);
