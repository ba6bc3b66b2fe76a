/** Owns `xem lại`: every answer on the path, by room, numbered, each changeable. Pure. */
import type { Choice, Reply } from '../messages/index.js';
import type { Words } from '../wording/index.js';
import { partsOfKey } from './answers.js';
import type { Flow } from './flow.js';
import { changeTap } from './payload.js';
import { brief, showAnswer } from './show.js';
import type { Env } from './talk.js';
import type { Position } from './walk.js';

/** The step that a key answers: `property.2.amount` → `property_amount`. */
export const stepOf = (flow: Flow, key: string): string => {
  const { list, name } = partsOfKey(key);
  if (list === undefined) return key;
  const full = `${list}_${name}`;
  return full in flow.steps ? full : name;
};

/** Short name of an answer for summaries: the question's label, with its item number in a list. */
export const labelOf = (flow: Flow, key: string, words: Words): string => {
  const { item } = partsOfKey(key);
  const label = words.say(`q.${stepOf(flow, key)}.label`);
  return item === undefined ? label : `${label} (${item})`;
};

/** The answer under a key as shown, or as it is when the question is gone from the flow. */
export const shownAt = (flow: Flow, position: Pick<Position, 'answers'>, key: string, words: Words): string => {
  const step = stepOf(flow, key);
  const ask = flow.steps[step];
  const value = position.answers[key];
  if (ask?.type !== 'ask' || value === undefined) return '';
  return showAnswer(step, ask, value, words);
};

/** Keys in the order they are numbered: exactly those on the path. */
export const reviewKeys = (position: Position): readonly string[] => position.path;

/** One message a room, each line numbered through; the last message says how to change one. */
export const reviewReplies = (env: Env, talk: string, position: Position, words: Words): readonly Reply[] => {
  const keys = reviewKeys(position);
  if (keys.length === 0) return [{ text: words.say('common.review.empty'), tag: 'review' }];
  const replies: Reply[] = [];
  for (const { room, steps } of env.rooms) {
    const lines: string[] = [];
    const choices: Choice[] = [];
    keys.forEach((key, i) => {
      if (!steps.includes(stepOf(env.flow, key))) return;
      lines.push(`${i + 1}. ${labelOf(env.flow, key, words)}: ${brief(shownAt(env.flow, position, key, words), 160)}`);
      choices.push({ label: words.say('common.review.change_button', { n: i + 1 }), payload: changeTap(talk, key) });
    });
    if (lines.length === 0) continue;
    const text = `${words.say(`common.rooms.${room}`)}\n${lines.join('\n')}`;
    replies.push({ text, plain: text, tag: 'review', choices });
  }
  return [...replies, { text: words.say('common.review.how'), tag: 'review' }];
};
