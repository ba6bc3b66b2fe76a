/** The fear: at some question a word, a tap or a picture has no answer, or costs the person what was already told. */
import { describe, expect, test } from 'vitest';
import { claim } from '../../flows/index.js';
import type { Ask, Effect, Talk } from '../../src/conversation/index.js';
import { optionsOf } from '../../src/conversation/ask.js';
import { readCommand } from '../../src/conversation/commands.js';
import { interpret, optionValue } from '../../src/conversation/interpret.js';
import { answerTap, optionToken } from '../../src/conversation/payload.js';
import type { Body, Reply } from '../../src/messages/index.js';
import { everyState, type State } from './states.js';
import { at, env, remembering, repliesOf, say, talkWith, tap, text } from './talker.js';

const states = everyState();
const isQuestion = ({ step }: State): boolean => claim.steps[step]?.type === 'ask';
const questions = states.filter(isQuestion);
const askOf = (step: string): Ask => claim.steps[step] as Ask;
const talkAt = ({ answers, step }: State, more: Partial<Talk> = {}): Talk => remembering(talkWith(answers, more), Object.keys(answers), step);
const languages = ['vi', 'en'] as const;

/** Replies longer than 350 characters, each with the reason why. */
const LONG: Readonly<Record<string, string>> = {
  consent: 'the law wants all of it said before anything is kept',
  review: 'a list of what was told',
  why: 'a reckoning with its articles',
  several: 'a list of readings',
  'common.help': 'a list of commands',
  'tellings.damages': 'a table',
};
const LIMIT = 350;

const FORTY_WORDS = Array.from({ length: 40 }, (_, i) => ['tôi', 'không', 'hiểu', 'câu', 'này', 'lắm', 'ngày', 'ấy', 'trời', 'mưa'][i % 10]).join(' ');
const takesWords = (step: string): boolean => askOf(step).reads.kind === 'text';

const anyTime: readonly (readonly [string, Body])[] = [
  ['person', text('gặp cán bộ')],
  ['why', text('vì sao')],
  ['review', text('xem lại')],
  ['where', text('tôi đang ở đâu')],
  ['help', text('trợ giúp')],
  ['hello', text('alo')],
  ['thanks', text('cảm ơn')],
  ['export', text('/xuat')],
  ['erase', text('/xoa')],
  ['change 1', text('sửa 1')],
  ['change 999', text('sửa 999')],
  ['stop', text('tạm dừng')],
  ['distress', text('tôi không muốn sống nữa')],
  ['english', text('english')],
  ['vietnamese', text('tiếng việt')],
  ['photo', { kind: 'file', file: { handle: 'h', name: 'anh.jpg' } }],
  ['voice', { kind: 'unreadable', what: 'voice' }],
  ['stale tap', tap(answerTap('a talk in a test', 'oldflo', 'a question that is gone', 'yes'))],
  ['foreign tap', tap('a|zzzzzz|oldflo|123456|yes')],
  ['broken tap', tap('|||')],
  ['edited', { kind: 'text', text: 'tôi sửa tin trước', replaces: 'm1' } as Body],
  ['start', { kind: 'start' } as Body],
  ['signs', text('???')],
];

/** What else may be said differs by language only in its words: these carry the longest. */
const IN_ENGLISH = ['person', 'why', 'where', 'help', 'export', 'erase', 'distress', 'voice', 'stale tap', 'stop'];

const speaks = (effects: readonly Effect[]): boolean => effects.some((effect) => effect.do === 'say' || effect.do === 'take_file');
const faults = (reply: Reply): readonly string[] => [
  ...(reply.text.trim() === '' ? ['empty'] : []),
  ...(/\{\{|\$t\(|undefined|NaN|\[object|null/.test(reply.text) ? [`not filled: ${reply.text}`] : []),
  ...(/\( ?\)|«»|\(\s+Luật/.test(reply.text) ? [`empty citation: ${reply.text}`] : []),
  ...(reply.text.length > LIMIT && LONG[reply.tag] === undefined ? [`${reply.text.length} characters at ${reply.tag}`] : []),
  ...(reply.choices ?? []).filter(({ payload }) => Buffer.byteLength(payload) > 64).map(({ payload }) => `payload ${payload}`),
  ...(reply.choices ?? []).filter(({ label }) => label.length > 40).map(({ label }) => `button of ${label.length} characters: ${label}`),
];

describe(`in each of ${states.length} states`, () => {
  test.each(languages)('any message has an answer and loses nothing (%s)', { timeout: 60_000 }, (language) => {
    const wrong: string[] = [];
    for (const state of states)
      for (const [what, body] of language === 'vi' ? anyTime : anyTime.filter(([name]) => IN_ENGLISH.includes(name))) {
        const talk = talkAt(state, { language });
        const { talk: now, outcome, replies } = say(talk, body);
        const where = `${language} ${state.step}, ${what}`;
        if (!speaks(outcome.effects)) wrong.push(`${where}: silence`);
        if (JSON.stringify(now.answers) !== JSON.stringify(talk.answers)) wrong.push(`${where}: answers changed`);
        if (outcome.position.step !== state.step) wrong.push(`${where}: went to ${outcome.position.step}`);
        for (const reply of replies) for (const fault of faults(reply)) if (!(what === 'change 1' && reply.tag === 'consent')) wrong.push(`${where}: ${fault}`);
        if (what === 'person' && !outcome.effects.some((effect) => effect.do === 'want_person')) wrong.push(`${where}: nobody was called`);
        if (what === 'distress' && !outcome.effects.some((effect) => effect.do === 'want_person' && effect.reason === 'distress')) wrong.push(`${where}: nobody was called`);
        if (what === 'erase' || (what === 'export' && now.pending !== undefined)) {
          const no = say(now, text('không'));
          if (no.talk.pending !== undefined || JSON.stringify(no.talk.answers) !== JSON.stringify(talk.answers) || no.outcome.effects.some((effect) => effect.do === what))
            wrong.push(`${where}: «không» did not stop it`);
          if (!say(now, text('có')).outcome.effects.some((effect) => effect.do === what)) wrong.push(`${where}: «có» did not do it`);
        }
      }
    expect(wrong).toEqual([]);
  });

  test.each(languages)('arriving there says what fits a phone (%s)', (language) => {
    const wrong: string[] = [];
    for (const state of states) {
      const { replies } = say(talkAt(state, { language, greeted: false }), { kind: 'start' } as Body);
      for (const reply of replies) for (const fault of faults(reply)) wrong.push(`${language} ${state.step}: ${fault}`);
    }
    expect(wrong).toEqual([]);
  });

  test('forty words of free text are an answer where words are asked for, and are kept with the case elsewhere', () => {
    const wrong: string[] = [];
    for (const state of states) {
      const talk = talkAt(state);
      const { talk: now, outcome, replies } = say(talk, text(FORTY_WORDS));
      const took = isQuestion(state) && takesWords(state.step);
      if (replies.length === 0) wrong.push(`${state.step}: silence`);
      if (took !== Object.keys(now.answers).length > Object.keys(talk.answers).length) wrong.push(`${state.step}: ${took ? 'not taken' : 'taken'}`);
      const kept = outcome.effects.some((effect) => effect.do === 'keep_words');
      if (!took && kept !== (talk.answers.consent === 'agree')) wrong.push(`${state.step}: ${kept ? 'kept without consent' : 'not kept'}`);
      if (!took && outcome.position.step !== state.step) wrong.push(`${state.step}: moved`);
    }
    expect(wrong).toEqual([]);
  });

  test('another language keeps the place, and the same option stays the same answer', () => {
    const wrong: string[] = [];
    for (const state of states) {
      const english = say(talkAt(state), text('english'));
      const back = say(english.talk, text('tiếng việt'));
      if (english.talk.language !== 'en' || back.talk.language !== 'vi') wrong.push(`${state.step}: language`);
      if (english.outcome.position.step !== state.step || back.outcome.position.step !== state.step) wrong.push(`${state.step}: moved`);
      const [first, second] = [talkAt(state), back.talk].map((talk) => repliesOf(say(talk, text('nhắc lại')).outcome.effects));
      if (JSON.stringify(first) !== JSON.stringify(second)) wrong.push(`${state.step}: asks differently after coming back`);
      const payloads = (talk: Talk) => repliesOf(say(talk, text('repeat')).outcome.effects).flatMap(({ choices }) => (choices ?? []).map(({ payload }) => payload));
      if (JSON.stringify(payloads(english.talk)) !== JSON.stringify(payloads(back.talk))) wrong.push(`${state.step}: other buttons in English`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('every option', () => {
  test.each(languages)('tapped, typed by its number and typed by its label is one and the same answer (%s)', { timeout: 60_000 }, (language) => {
    const wrong: string[] = [];
    const words = env.wording[language];
    for (const { step } of questions) {
      const ask = askOf(step);
      optionsOf(step, ask, words).forEach((option, i) => {
        const tapped = optionValue(step, ask, optionToken(option.value), words);
        if (tapped === undefined) wrong.push(`${language} ${step} ${option.value}: the tap is not an answer`);
        for (const typed of [option.label, option.label.toUpperCase(), option.label.toLowerCase(), ...(option.bare ? [] : [String(i + 1), `${i + 1}.`])]) {
          const command = readCommand(typed, env.wording, takesWords(step))?.name;
          if (command !== undefined && !(command === 'later' && option.value === 'later')) wrong.push(`${language} ${step}: «${typed}» is a command`);
          const read = interpret(step, ask, typed, { today: env.today }, words);
          if (read.kind !== 'value' || read.value !== tapped) wrong.push(`${language} ${step}: «${typed}» is ${JSON.stringify(read)}, the tap ${JSON.stringify(tapped)}`);
        }
      });
    }
    expect(wrong).toEqual([]);
  });

  test('a finger that trembles gives one answer, and a tap leads where the typed number leads', { timeout: 60_000 }, () => {
    const wrong: string[] = [];
    for (const [n, state] of questions.entries()) {
      const options = optionsOf(state.step, askOf(state.step), env.wording.vi);
      const option = options[n % options.length];
      if (option === undefined) continue;
      const talk = talkAt(state);
      const key = at(talk).key as string;
      const payload = answerTap(talk.id, claim.hash, key, option.value);
      const tapped = say(talk, tap(payload));
      const typed = say(talk, text(option.bare ? option.label : String(options.indexOf(option) + 1)));
      if (tapped.talk.answers[key] === undefined) wrong.push(`${state.step}: the tap was not taken`);
      if (JSON.stringify(typed.talk.answers) !== JSON.stringify(tapped.talk.answers) || typed.outcome.position.step !== tapped.outcome.position.step)
        wrong.push(`${state.step} ${option.value}: typed leads elsewhere`);
      const twice = say(tapped.talk, tap(payload));
      if (twice.outcome.effects.some((effect) => effect.do === 'answer') || twice.outcome.position.step !== tapped.outcome.position.step)
        wrong.push(`${state.step} ${option.value}: the second tap counted`);
    }
    expect(wrong).toEqual([]);
  });

  test('keys have different short names, so that no button is taken for another', () => {
    const keys = Object.entries(claim.steps).flatMap(([name, step]) =>
      step.type !== 'ask' ? [] : step.list === undefined ? [name] : Array.from({ length: 40 }, (_, i) => `${step.list}.${i + 1}.${name.slice((step.list ?? '').length + 1)}`),
    );
    const payloads = keys.map((key) => answerTap('t', 'f', key, 'x'));
    expect(new Set(payloads).size).toBe(keys.length);
  });
});
