/** The fear: changing an answer leaves an interview that nobody gave, drops more than it said, or prints what cannot be changed. */
import { describe, expect, test } from 'vitest';
import { claim } from '../../flows/index.js';
import { type Answers, type AnswerValue, type Ask, labelOf, showAnswer, type Talk, UNKNOWN, walk } from '../../src/conversation/index.js';
import { answerTap } from '../../src/conversation/payload.js';
import { freeze } from '../../src/dossier/index.js';
import { law } from '../../flows/index.js';
import { anyAnswer, type Random, randomFrom, TODAY } from '../flows/walks.js';
import { someTalk, stepNamed } from './states.js';
import { after, at, env, say, talkWith, tap, text } from './talker.js';

const JOURNEYS = 2_000;
const APPROVALS = ['confirm_review', 'handover_consent'];
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const askOf = (key: string): Ask => claim.steps[stepNamed(key)] as Ask;

/** What a person types to give this answer. */
const typedFor = (key: string, value: AnswerValue): string => {
  const ask = askOf(key);
  if (ask.reads.kind === 'money' || ask.reads.kind === 'number') return typeof value === 'number' ? String(value) : showAnswer(stepNamed(key), ask, value, env.wording.vi);
  return showAnswer(stepNamed(key), ask, value, env.wording.vi);
};

/** A new answer the person can really give: money in whole thousands, so that nobody asks back. */
const newAnswer = (key: string, random: Random): AnswerValue => {
  const ask = askOf(key);
  const value = anyAnswer(stepNamed(key), ask, random);
  if (ask.reads.kind === 'money' && typeof value === 'number') return Math.floor(value / 1_000_000) * 1_000_000 + 2_000_000;
  if (ask.reads.kind === 'phone' && value !== UNKNOWN && value !== 'none') return '+84912345678';
  if (ask.reads.kind === 'email' && value !== UNKNOWN && value !== 'none') return 'thu@example.com';
  if (ask.reads.kind === 'number' && typeof value === 'number') return Math.max(ask.reads.least ?? 0, Math.min(value, ask.reads.most ?? 400));
  return value;
};

/** Changes `key` as a person would: «sửa n», then the new answer tapped or typed. */
const change = (talk: Talk, key: string, value: AnswerValue) => {
  const asked = say(talk, text(`sửa ${at(talk).path.indexOf(key) + 1}`));
  expect(asked.replies.map(({ tag }) => tag)).toEqual([key]);
  const ask = askOf(key);
  const option = value === UNKNOWN || value === 'none' ? value : ask.reads.kind === 'yes_no' ? (value ? 'yes' : 'no') : ask.reads.kind === 'choice' ? String(value) : undefined;
  return say(asked.talk, option === undefined ? text(typedFor(key, value)) : tap(answerTap(talk.id, claim.hash, key, option)));
};

const onPath = (answers: Answers, path: readonly string[]): Answers => Object.fromEntries(path.map((key) => [key, answers[key] as AnswerValue]));

describe(`${JOURNEYS} random talks with random changes`, () => {
  test('end where a fresh talk with the last answers ends, and drop exactly what was said', { timeout: 60_000 }, () => {
    let previews = 0;
    let kept = 0;
    for (let seed = 1; seed <= JOURNEYS; seed++) {
      const random = randomFrom(seed + 9_000);
      let talk = talkWith(someTalk(seed).answers);
      for (let n = seed % 10 === 0 ? 3 : 1; n > 0; n--) {
        const before = at(talk);
        const key = pick(random, before.path);
        const value = newAnswer(key, random);
        let { talk: now, outcome } = change(talk, key, value);
        const wanted = { ...talk.answers, [key]: value };
        const gone = APPROVALS.slice(APPROVALS.indexOf(key) + 1);
        const last = Object.fromEntries(Object.entries(wanted).filter(([name]) => !gone.includes(name)));
        const fresh = walk(claim, last, TODAY);
        const where = `seed ${seed}, ${key} → ${JSON.stringify(value)}`;
        if (now.pending?.kind === 'change') {
          previews++;
          expect(now.answers, where).toEqual(talk.answers);
          const dropped = before.path.filter((name) => name !== key && !fresh.path.includes(name) && !APPROVALS.includes(name));
          const restored = fresh.path.filter((name) => name !== key && !before.path.includes(name));
          const shown = outcome.effects.flatMap((effect) => (effect.do === 'say' ? [effect.reply.text] : [])).join('\n');
          const names = (keys: readonly string[]) => keys.slice(0, 6).map((name) => labelOf(claim, name, env.wording.vi)).join('; ') + (keys.length > 6 ? '; …' : '');
          for (const [keys, words] of [[dropped, 'drops'], [restored, 'restores']] as const) {
            const line = env.wording.vi.say(`common.change.${words}`, { count: keys.length, names: names(keys) });
            if (keys.length > 0) expect(shown, where).toContain(line);
            else expect(shown, where).not.toContain(env.wording.vi.say(`common.change.${words}`, { count: 0, names: '' }).replace(/^.*0/, '').slice(0, 20));
          }
          if (random() < 0.25) {
            kept++;
            const no = say(now, text('không'));
            expect(no.talk.answers, where).toEqual(talk.answers);
            expect(at(no.talk).path, where).toEqual(before.path);
            talk = no.talk;
            continue;
          }
          ({ talk: now, outcome } = say(now, random() < 0.5 ? text('có') : tap(`c|${answerTap(talk.id, '', '', '').split('|')[1]}|yes`)));
        } else expect(fresh.path.filter((name) => !before.path.includes(name)), where).toEqual([]);
        expect(now.pending, where).toBeUndefined();
        expect(now.answers, where).toEqual(last);
        expect({ step: outcome.position.step, path: outcome.position.path, facts: outcome.position.facts }, where).toEqual({ step: fresh.step, path: fresh.path, facts: fresh.facts });
        // What is off the path counts for nothing: without it the talk stands at the same place with the same facts.
        const bare = walk(claim, onPath(last, fresh.path), TODAY);
        expect({ step: bare.step, path: bare.path, facts: bare.facts }, where).toEqual({ step: fresh.step, path: fresh.path, facts: fresh.facts });
        talk = now;
      }
    }
    expect(previews).toBeGreaterThan(JOURNEYS / 10);
    expect(kept).toBeGreaterThan(20);
  });

  test('a change made in two steps is the same as the last step alone', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const random = randomFrom(seed + 77);
      const start = talkWith(someTalk(seed).answers);
      const key = pick(random, at(start).path.filter((name) => !APPROVALS.includes(name)));
      const [first, second] = [newAnswer(key, random), newAnswer(key, random)];
      const settle = ({ talk }: { talk: Talk }): Talk => (talk.pending?.kind === 'change' ? say(talk, text('có')).talk : talk);
      const one = settle(change(start, key, second));
      const two = settle(change(settle(change(start, key, first)), key, second));
      expect({ step: at(two).step, path: at(two).path }, `seed ${seed}, ${key}`).toEqual({ step: at(one).step, path: at(one).path });
    }
  });
});

test('everything a dossier prints of the interview stands in the review under its number, and each can be changed', { timeout: 30_000 }, () => {
  let printed = 0;
  for (let seed = 1; seed <= 400 && printed < 60; seed++) {
    const { answers, step } = someTalk(seed);
    if (step !== 'done') continue;
    printed++;
    const talk = talkWith(answers);
    const record = freeze({ talk, evidence: [], shown: {}, statements: [], reference: 'DH-2026-000001', version: 1, now: env.now, downloadUrl: 'https://donghanh.example/d/x', law, wording: env.wording });
    const review = say(talk, text('xem lại'));
    const lines = review.replies.flatMap(({ text: words }) => words.split('\n')).filter((line) => /^\d+\. /.test(line));
    expect(lines.length).toBe(record.interview.length);
    record.interview.forEach(({ question, answered }, i) => {
      expect(lines[i], `seed ${seed}`).toBe(`${i + 1}. ${question}: ${answered.length <= 160 ? answered : `${answered.slice(0, 159).trimEnd()}…`}`);
    });
    at(talk).path.forEach((key, i) => {
      const asked = say(review.talk, text(`sửa ${i + 1}`));
      expect(asked.replies.at(-1)?.tag).toBe(key);
      expect(asked.talk.pending).toEqual({ kind: 'changing', key });
    });
  }
  expect(printed).toBeGreaterThan(20);
});

describe('approvals', () => {
  const done = (): Talk => {
    for (let seed = 1; ; seed++) {
      const { answers, step } = someTalk(seed);
      if (step === 'done' && answers.handover_consent === 'only_me') return talkWith(answers);
    }
  };

  test('a later wish for the mail keeps the confirmation, and sends', () => {
    const talk = done();
    const { talk: now, outcome } = change(talk, 'handover_consent', 'by_email');
    expect(outcome.effects.map((effect) => effect.do)).toContain('hand_over');
    expect(now.answers.confirm_review).toBe('correct');
    expect(outcome.position.step).toBe('done');
  });

  test('after a change the new dossier is waited for: the old one is not offered for sending', () => {
    const talk = done();
    let { talk: now } = change(talk, 'residence_line', 'số 9 đường Mới');
    expect(at(now).step).toBe('confirm_review');
    const { replies, outcome } = say(now, text('1'));
    expect(outcome.effects.map((effect) => effect.do)).toContain('make_dossier');
    expect(replies.map(({ tag }) => tag)).toEqual(['common.preparing']);
    now = after(now, outcome);
    expect(now.answers.handover_consent).toBeUndefined();
  });
});
