/** Owns what changing an answer would do, said before it is done: which later answers fall away, what is asked next. Pure. */
import type { Words } from '../wording/index.js';
import { UNKNOWN, type AnswerValue } from './answers.js';
import { labelOf, shownAt } from './review.js';
import type { Env, Talk } from './talk.js';
import { type Position, walk } from './walk.js';

export type Consequences = {
  /** Keys on the path today that would not be on it any more, beside the one changed. */
  readonly dropped: readonly string[];
  /** The question that would be asked next and is not asked today. */
  readonly added: readonly string[];
  /** Answers given long ago, off the path today, that would count again. */
  readonly restored: readonly string[];
  readonly after: Position;
};

/** Answers that only stand while nothing before them changes: the person approved what was shown. */
const APPROVALS = ['confirm_review', 'handover_consent'];

/** The approvals that fall when this answer changes: those given after it. */
const approvalsAfter = (key: string): readonly string[] => APPROVALS.slice(APPROVALS.indexOf(key) + 1);

/** What the interview would be with `value` under `key`. */
export const consequencesOf = (env: Env, talk: Talk, before: Position, key: string, value: AnswerValue): Consequences => {
  const given = Object.fromEntries(Object.entries({ ...talk.answers, [key]: value }).filter(([name]) => !approvalsAfter(key).includes(name)));
  const after = walk(env.flow, given, env.today);
  const dropped = before.path.filter((name) => name !== key && !after.path.includes(name) && !APPROVALS.includes(name));
  const restored = after.path.filter((name) => name !== key && !before.path.includes(name) && !APPROVALS.includes(name));
  const waiting = before.key;
  const added = after.key !== undefined && after.key !== waiting && !before.path.includes(after.key) ? questionsAhead(env, given, after) : [];
  return { dropped, added, restored, after };
};

/** The questions that would follow one after another before the path meets what is already answered, supposing each is answered «không biết». */
const questionsAhead = (env: Env, given: Talk['answers'], from: Position): readonly string[] => {
  const added: string[] = [];
  let answers = given;
  let position = from;
  while (position.key !== undefined && added.length < 6 && !APPROVALS.includes(position.key)) {
    const ask = env.flow.steps[position.step];
    if (ask?.type !== 'ask' || ask.mustKnow) {
      added.push(position.key);
      break;
    }
    added.push(position.key);
    answers = { ...answers, [position.key]: UNKNOWN };
    position = walk(env.flow, answers, env.today);
  }
  return added;
};

/** Approvals to withdraw when the answer under `key` changes. */
export const approvalsIn = (answers: Talk['answers'], key: string): readonly string[] => approvalsAfter(key).filter((name) => name in answers);

/** The preview in words: «Nếu đổi, tôi sẽ bỏ 2 câu trả lời …; và hỏi thêm …». */
export const previewText = (env: Env, before: Position, key: string, shown: string, change: Consequences, words: Words): string => {
  const names = (keys: readonly string[]) =>
    keys
      .slice(0, 6)
      .map((name) => labelOf(env.flow, name, words))
      .join('; ') + (keys.length > 6 ? '; …' : '');
  return [
    words.say('common.change.from_to', { label: labelOf(env.flow, key, words), before: shownAt(env.flow, before, key, words), after: shown }),
    change.dropped.length > 0 ? words.say('common.change.drops', { count: change.dropped.length, names: names(change.dropped) }) : '',
    change.restored.length > 0 ? words.say('common.change.restores', { count: change.restored.length, names: names(change.restored) }) : '',
    change.added.length > 0 ? words.say('common.change.adds', { names: names(change.added) }) : '',
    words.say('common.change.sure'),
  ]
    .filter((line) => line !== '')
    .join('\n');
};
