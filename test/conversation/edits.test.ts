/** The fear: changing an answer leaves an interview that nobody gave, drops more than it said, or prints what cannot be changed. */
import { describe, expect, test } from 'vitest';
import { claim, law } from '../../flows/index.js';
import { type Answers, type AnswerValue, type Ask, labelOf, type Outcome, showAnswer, type Talk, UNKNOWN, walk } from '../../src/conversation/index.js';
import { answerTap, commandTap } from '../../src/conversation/payload.js';
import { freeze } from '../../src/dossier/index.js';
import { anyAnswer, journey, TODAY } from '../flows/walks.js';
import { type Random, randomFrom } from '../kit/random.js';
import { someTalk, stepNamed } from './states.js';
import { after, at, env, remembering, repliesOf, say, talkWith, tap, text } from './talker.js';

/** Each costs about 30 ms; `JOURNEYS=2000` before a release. */
const JOURNEYS = Number(process.env.JOURNEYS ?? 300);
const APPROVALS = ['confirm_review', 'handover_consent'];
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const askOf = (key: string): Ask => claim.steps[stepNamed(key)] as Ask;
const onPath = (answers: Answers, path: readonly string[]): Answers => Object.fromEntries(path.map((key) => [key, answers[key] as AnswerValue]));

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
const change = (talk: Talk, key: string, value: AnswerValue, path: readonly string[] = at(talk).path) => {
  const asked = say(talk, text(`sửa ${path.indexOf(key) + 1}`));
  expect(asked.replies.map(({ tag }) => tag)).toEqual([key]);
  const ask = askOf(key);
  const option = value === UNKNOWN || value === 'none' ? value : ask.reads.kind === 'yes_no' ? (value ? 'yes' : 'no') : ask.reads.kind === 'choice' ? String(value) : undefined;
  return say(asked.talk, option === undefined ? text(typedFor(key, value)) : tap(answerTap(talk.id, claim.hash, key, option)));
};

/** Where a talk with these answers stands, found by steps and guards alone. */
const standing = (answers: Answers) => {
  const { step, path } = journey(claim, () => undefined, 400, answers);
  return { step, path, facts: claim.factsOf(onPath(answers, path), TODAY) };
};
const placeOf = ({ step, path, facts }: { readonly step: string; readonly path: readonly string[]; readonly facts: unknown }) => ({ step, path, facts });
const started = (seed: number): { readonly talk: Talk; readonly path: readonly string[] } => {
  const { answers, asked, step } = someTalk(seed);
  return { talk: remembering(talkWith(answers), asked, step), path: asked };
};

describe(`${JOURNEYS} random talks with random changes`, () => {
  test('end where a fresh talk with the last answers ends, and drop exactly what was said', { timeout: 200_000 + JOURNEYS * 300 }, () => {
    let [previews, kept] = [0, 0];
    for (let seed = 1; seed <= JOURNEYS; seed++) {
      const random = randomFrom(seed + 9_000);
      let { talk, path } = started(seed);
      for (let n = seed % 20 === 0 ? 3 : 1; n > 0; n--) {
        const key = pick(random, path);
        const value = newAnswer(key, random);
        const where = `seed ${seed}, ${key} → ${JSON.stringify(value)}`;
        const same = JSON.stringify(talk.answers[key]) === JSON.stringify(value);
        const gone = same ? [] : APPROVALS.slice(APPROVALS.indexOf(key) + 1);
        const last = Object.fromEntries(Object.entries({ ...talk.answers, [key]: value }).filter(([name]) => !gone.includes(name)));
        const fresh = standing(last);
        let { talk: now, outcome } = change(talk, key, value, path);
        if (now.pending?.kind === 'change') {
          previews++;
          expect(now.answers, where).toEqual(talk.answers);
          const dropped = path.filter((name) => name !== key && !fresh.path.includes(name) && !APPROVALS.includes(name));
          const restored = fresh.path.filter((name) => name !== key && !path.includes(name));
          expect(shownBy(outcome), where).toContain(linesOf(dropped, restored).join('\n'));
          expect(shownBy(outcome).includes('không dùng nữa'), where).toBe(dropped.length > 0);
          expect(shownBy(outcome).includes('được dùng lại'), where).toBe(restored.length > 0);
          if (random() < 0.25) {
            kept++;
            const no = say(now, text('không'));
            expect(no.talk.answers, where).toEqual(talk.answers);
            expect(no.outcome.position.path, where).toEqual(path);
            talk = no.talk;
            continue;
          }
          ({ talk: now, outcome } = say(now, random() < 0.5 ? text('có') : tap(commandTap(talk.id, 'yes'))));
        } else expect([path.filter((name) => !fresh.path.includes(name) && !APPROVALS.includes(name)), fresh.path.filter((name) => !path.includes(name))], where).toEqual([[], []]);
        expect(now.pending, where).toBeUndefined();
        expect(now.answers, where).toEqual(last);
        expect(placeOf(outcome.position), where).toEqual(fresh);
        // What is off the path counts for nothing: without it the talk stands at the same place with the same facts.
        if (seed % 5 === 0) expect(placeOf(walk(claim, onPath(last, fresh.path), TODAY)), where).toEqual(fresh);
        talk = now;
        path = fresh.path;
      }
    }
    expect(previews).toBeGreaterThan(JOURNEYS / 10);
    expect(kept).toBeGreaterThan(JOURNEYS / 100);
  });

  test('a change made in two steps is the same as the last step alone', { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = randomFrom(seed + 77);
      const { talk: start, path } = started(seed);
      const key = pick(
        random,
        path.filter((name) => !APPROVALS.includes(name)),
      );
      const [first, second] = [newAnswer(key, random), newAnswer(key, random)];
      const settle = ({ talk }: { talk: Talk }): Talk => (talk.pending?.kind === 'change' ? say(talk, text('có')).talk : talk);
      const interview = (talk: Talk) => standing(talk.answers).path.filter((name) => !APPROVALS.includes(name));
      const one = settle(change(start, key, second, path));
      const half = settle(change(start, key, first, path));
      const two = settle(change(half, key, second, standing(half.answers).path));
      expect(interview(two), `seed ${seed}, ${key}`).toEqual(interview(one));
    }
  });
});

const shownBy = (outcome: Outcome): string =>
  repliesOf(outcome.effects)
    .map((reply) => reply.text)
    .join('\n');
const linesOf = (dropped: readonly string[], restored: readonly string[]): readonly string[] => {
  const names = (keys: readonly string[]) =>
    keys
      .slice(0, 6)
      .map((name) => labelOf(claim, name, env.wording.vi))
      .join('; ') + (keys.length > 6 ? '; …' : '');
  const line = (what: 'drops' | 'restores', keys: readonly string[]): string[] =>
    keys.length === 0 ? [] : [env.wording.vi.say(`common.change.${what}`, { count: keys.length, names: names(keys) })];
  return [...line('drops', dropped), ...line('restores', restored)];
};

test('everything a dossier prints of the interview stands in the review under its number, and each can be changed', { timeout: 60_000 }, () => {
  let printed = 0;
  for (let seed = 1; seed <= 600 && printed < 6; seed++) {
    const { answers, asked, step } = someTalk(seed);
    if (step !== 'done') continue;
    printed++;
    const talk = remembering(talkWith(answers), asked, step);
    const record = freeze({
      talk,
      evidence: [],
      shown: {},
      statements: [],
      reference: 'DH-2026-000001',
      version: 1,
      now: env.now,
      downloadUrl: 'https://donghanh.example/d/x',
      law,
      wording: env.wording,
    });
    const review = say(talk, text('xem lại'));
    const lines = review.replies.flatMap((reply) => reply.text.split('\n')).filter((line) => /^\d+\. /.test(line));
    expect(lines.length).toBe(record.interview.length);
    record.interview.forEach(({ question, answered }, i) => {
      expect(lines[i], `seed ${seed}`).toBe(`${i + 1}. ${question}: ${answered.length <= 160 ? answered : `${answered.slice(0, 159).trimEnd()}…`}`);
    });
    asked.forEach((key, i) => {
      const again = say(review.talk, text(`sửa ${i + 1}`));
      expect(again.replies.at(-1)?.tag).toBe(key);
      expect(again.talk.pending).toEqual({ kind: 'changing', key });
    });
  }
  expect(printed).toBeGreaterThan(3);
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
