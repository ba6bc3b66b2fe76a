/** Owns holding a talk without a database: what `respond` decides is applied to a `Talk`, as the turn would. For tests only. */
import { join } from 'node:path';
import { claim, law, rooms, tellings } from '../../flows/index.js';
import { type Answers, type AnswerValue, type Effect, type Env, type Outcome, partsOfKey, respond, type Talk, walk } from '../../src/conversation/index.js';
import type { Body, Reply } from '../../src/messages/index.js';
import { loadWording } from '../../src/wording/index.js';
import { TODAY } from '../flows/walks.js';

export const env: Env = {
  today: TODAY,
  now: `${TODAY}T03:00:00.000Z`,
  flow: claim,
  tellings,
  rooms,
  wording: loadWording(join(import.meta.dirname, '../../locales')),
  law,
  timelineUrl: (target) => `https://donghanh.example/t/${target.replace(' ', '-')}`,
  joinCode: () => '48219375',
  uploadUrl: (target) => `https://donghanh.example/u/${target.replace(' ', '-')}`,
};

export const talkWith = (answers: Answers, more: Partial<Talk> = {}): Talk => ({
  id: 'a talk in a test',
  message: 7,
  greeted: true,
  language: 'vi',
  answers,
  pending: undefined,
  cached: undefined,
  evidence: [],
  dossier: { id: 'd', version: 1, state: 'ready' },
  reference: 'DH-2026-000001',
  queued: false,
  ...more,
});

export const text = (words: string): Body => ({ kind: 'text', text: words });
export const tap = (payload: string): Body => ({ kind: 'tap', payload });

/** The talk as the turn would have stored it after an outcome. */
export const after = (talk: Talk, { effects }: Outcome): Talk => {
  const answers: Record<string, AnswerValue> = { ...talk.answers };
  let next = talk;
  for (const effect of effects) {
    if (effect.do === 'answer') answers[effect.key] = effect.value;
    else if (effect.do === 'withdraw') delete answers[effect.key];
    else if (effect.do === 'pend') next = { ...next, pending: effect.pending };
    else if (effect.do === 'language') next = { ...next, language: effect.language };
    else if (effect.do === 'want_person') next = { ...next, queued: true };
  }
  // A changed or withdrawn answer is no longer in the order asked: the next turn walks from the start.
  const moved = effects.some((effect) => effect.do === 'answer' || effect.do === 'withdraw');
  return { ...next, answers, cached: moved ? undefined : next.cached };
};

/** One message and what it led to. */
export const say = (talk: Talk, body: Body): { readonly talk: Talk; readonly outcome: Outcome; readonly replies: readonly Reply[] } => {
  const outcome = respond(talk, body, env);
  return { talk: after(talk, outcome), outcome, replies: repliesOf(outcome.effects) };
};

export const repliesOf = (effects: readonly Effect[]): readonly Reply[] => effects.flatMap((effect) => (effect.do === 'say' ? [effect.reply] : []));

export const at = (talk: Talk) => walk(claim, talk.answers, TODAY);

/** The talk with its position remembered, as the turn keeps it while the answers stand in the order asked. */
export const remembering = (talk: Talk, path: readonly string[], step: string): Talk => {
  const items: Record<string, number> = {};
  for (const key of path) {
    const { list, item } = partsOfKey(key);
    if (list !== undefined && item !== undefined) items[list] = item;
  }
  return { ...talk, cached: { step, items, path } };
};
