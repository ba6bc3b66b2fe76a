/**
 * Owns the conversation's answer to one message: what the person meant, what is written, what is said. Pure: no database, no
 * network, no clock. Read `turn.ts` for what is done with the outcome.
 */
import { clean } from '../basics/index.js';
import type { Body } from '../messages/index.js';
import type { Words } from '../wording/index.js';
import { acceptAnswer, applyChange, arrive, askAgain, proposeChange, say, standing, yesNo } from './answering.js';
import type { AnswerValue } from './answers.js';
import { askAt, joined, optionsOf } from './ask.js';
import { type Command, readCommand } from './commands.js';
import { interpret, optionValue } from './interpret.js';
import { noticed } from './notices.js';
import { commandTap, readTap, short } from './payload.js';
import { isUnknown, type Reading, readYesNo } from './readers/index.js';
import { labelOf, reviewKeys, reviewReplies, shownAt, stepOf } from './review.js';
import type { Effect, Env, Outcome, Talk } from './talk.js';
import type { Position } from './walk.js';
import { whyReplies } from './why.js';

export const respond = (talk: Talk, body: Body, env: Env): Outcome => {
  const words = env.wording[talk.language];
  const here = standing(env, talk);
  const stay = (...effects: readonly Effect[]): Outcome => ({ effects, position: here });
  if (!talk.greeted && body.kind !== 'blocked' && body.kind !== 'notice') {
    const greeting = arrive(env, talk, here, words);
    if (body.kind !== 'text') return stay(...greeting);
    const text = clean(body.text);
    if (readCommand(text, env.wording) === undefined) return stay({ do: 'pend', pending: { kind: 'first_words', text, message: talk.message } }, ...greeting);
  }
  switch (body.kind) {
    case 'start':
      return here.path.length === 0 ? stay(...arrive(env, talk, here, words)) : stay({ do: 'pend', pending: undefined }, ...askAgain(env, talk, here, words, words.say('common.welcome_back')));
    case 'blocked':
      return stay({ do: 'stop_sending' });
    case 'unblocked':
      return stay({ do: 'resume_sending' });
    case 'unreadable':
      return stay(say(`common.unreadable.${body.what}`, words), ...(talk.pending ? [] : askAgain(env, talk, here, words)));
    case 'file':
      return stay(...filed(talk, body, env, here, words));
    case 'notice':
      return noticed(env, talk, here, body, words);
    case 'tap':
      return tapped(talk, body.payload, env, here, words);
    case 'text':
      return body.replaces === undefined ? typed(talk, clean(body.text), env, here, words) : edited(talk, here, words);
  }
};

const edited = (talk: Talk, here: Position, words: Words): Outcome => ({
  position: here,
  effects: [...kept(talk), say('common.edited', words)],
});

const filed = (talk: Talk, body: Extract<Body, { kind: 'file' }>, env: Env, here: Position, words: Words): readonly Effect[] => {
  if (talk.answers.consent === undefined) return [say('common.files.consent_first', words), ...askAgain(env, talk, here, words)];
  if (talk.answers.consent !== 'agree') return [say('common.files.guest', words)];
  const paper = here.step.startsWith('paper_') && !here.step.endsWith('_reason') ? here.step.slice('paper_'.length) : undefined;
  return [
    {
      do: 'take_file',
      handle: body.file.handle,
      name: clean(body.file.name ?? ''),
      caption: clean(body.caption ?? ''),
      ...(body.group === undefined ? {} : { album: body.group }),
      ...(paper === undefined ? {} : { paper }),
    },
  ];
};

const tapped = (talk: Talk, payload: string, env: Env, here: Position, words: Words): Outcome => {
  const tap = readTap(payload);
  const stale: Outcome = { position: here, effects: talk.pending ? [say('common.stale', words)] : askAgain(env, talk, here, words, words.say('common.stale')) };
  if (tap === undefined || tap.talk !== short(talk.id)) return stale;
  switch (tap.kind) {
    case 'command':
      return tap.command === 'yes' || tap.command === 'no' || /^r\d$/.test(tap.command)
        ? (settlePending(talk, tap.command, '', env, here, words) ?? stale)
        : stale;
    case 'change': {
      const key = here.path.find((name) => short(name) === tap.question);
      return key === undefined ? stale : startChange(talk, key, env, here, words);
    }
    case 'answer': {
      const changing = talk.pending?.kind === 'changing' && short(talk.pending.key) === tap.question ? talk.pending.key : undefined;
      const key = changing ?? (here.key !== undefined && short(here.key) === tap.question ? here.key : undefined);
      if (key === undefined) {
        const known = here.path.find((name) => short(name) === tap.question);
        const last = here.path.at(-1);
        // The second tap of a double tap: already answered so, nothing to add.
        if (known !== undefined && known === last && optionStands(env, talk, known, tap.option, words)) return { position: here, effects: [{ do: 'note', kind: 'tap_repeated', data: { question: known } }] };
        return stale;
      }
      const step = stepOf(env.flow, key);
      const ask = env.flow.steps[step];
      const value = ask?.type === 'ask' ? optionValue(step, ask, tap.option, words) : undefined;
      if (value === undefined) return stale;
      return changing === undefined ? answered(talk, env, here, value, tap.option, words) : proposeChange(env, talk, here, key, value, tap.option, words);
    }
  }
};

const optionStands = (env: Env, talk: Talk, key: string, option: string, words: Words): boolean => {
  const step = stepOf(env.flow, key);
  const ask = env.flow.steps[step];
  return ask?.type === 'ask' && optionValue(step, ask, option, words) === talk.answers[key];
};

const typed = (talk: Talk, text: string, env: Env, here: Position, words: Words): Outcome => {
  if (text === '') return { position: here, effects: [say('common.unreadable.empty', words)] };
  const settled = settlePending(talk, undefined, text, env, here, words);
  if (settled) return settled;
  const command = readCommand(text, env.wording);
  if (command) return obey(talk, command, env, here, words);
  if (talk.pending?.kind === 'review' && /^\d{1,3}$/.test(text)) return obey(talk, { name: 'change', item: Number(text) }, env, here, words);
  const changing = talk.pending?.kind === 'changing' ? talk.pending.key : undefined;
  const key = changing ?? here.key;
  if (key === undefined) return { position: here, effects: [...kept(talk), say(talk.answers.consent === 'agree' ? 'common.at_end' : 'common.kept_words_guest', words)] };
  const step = stepOf(env.flow, key);
  const ask = env.flow.steps[step];
  if (ask?.type !== 'ask') throw new Error(`${key} is waited for but is not a question of the flow`);
  const read = interpret(step, ask, text, { today: env.today }, words);
  return understood(talk, key, read, text, env, here, words, changing !== undefined);
};

/** What a reading leads to: an answer, asking back, or saying what was wrong. */
const understood = (talk: Talk, key: string, read: Reading<AnswerValue>, text: string, env: Env, here: Position, words: Words, changing: boolean): Outcome => {
  switch (read.kind) {
    case 'value':
      return changing ? proposeChange(env, talk, here, key, read.value, text, words) : answered(talk, env, here, read.value, text, words);
    case 'several': {
      const [only] = read.readings;
      const lead = read.readings.length === 1 && only ? words.say('common.one_reading', { label: only.label }) : words.say('common.several');
      const labels = [...(read.readings.length === 1 ? [words.say('common.right')] : read.readings.map(({ label }) => label)), words.say('common.none_of_these')];
      return {
        position: here,
        effects: [
          { do: 'pend', pending: { kind: 'several', key, said: text, readings: [...read.readings], changing } },
          {
            do: 'say',
            reply: {
              text: lead,
              plain: joined(lead, labels.map((label, i) => `${i + 1}. ${label}`).join('\n')),
              tag: 'several',
              choices: labels.map((label, i) => ({ label, payload: commandTap(talk.id, `r${i}`) })),
            },
          },
        ],
      };
    }
    case 'refused': {
      const story = text.split(/\s+/).length >= 8;
      const lead = joined(story ? words.say(talk.answers.consent === 'agree' ? 'common.kept_words' : 'common.kept_words_guest') : '', words.say(`refusals.${read.code}`));
      const again = changing
        ? [{ do: 'say', reply: { text: lead, tag: `refusals.${read.code}` } } as const]
        : askAgain(env, talk, here, words, lead);
      return { position: here, effects: [...(story ? kept(talk) : []), ...again] };
    }
  }
};

/** Free words stay with the case, once the person agreed to that. */
const kept = (talk: Talk): readonly Effect[] => (talk.answers.consent === 'agree' ? [{ do: 'keep_words', message: talk.message }] : []);

const answered = (talk: Talk, env: Env, here: Position, value: AnswerValue, said: string, words: Words): Outcome => {
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

/** A reply to what the bot waits for besides the question; undefined when the message is about something else. */
const settlePending = (talk: Talk, tap: string | undefined, text: string, env: Env, here: Position, words: Words): Outcome | undefined => {
  const pending = talk.pending;
  if (pending === undefined) return undefined;
  if (pending.kind === 'several') {
    const index = tap?.startsWith('r') ? Number(tap.slice(1)) : chosenReading(text, pending.readings.map(({ label }) => label), env);
    if (index === undefined) return undefined;
    const reading = pending.readings[index];
    const rest: Talk = { ...talk, pending: pending.changing ? { kind: 'changing', key: pending.key } : undefined };
    if (reading === undefined) return { position: here, effects: [{ do: 'pend', pending: rest.pending }, ...(pending.changing ? [] : askAgain(env, rest, here, words))] };
    const value = reading.value as AnswerValue;
    if (pending.changing) return proposeChange(env, rest, here, pending.key, value, pending.said, words);
    return pending.key === here.key ? sayMore(talk, pending.said, answered(talk, env, here, value, pending.said, words), env, words) : undefined;
  }
  if (pending.kind !== 'change' && pending.kind !== 'export' && pending.kind !== 'erase') return undefined;
  const yes = tap === 'yes' ? true : tap === 'no' ? false : tap === undefined ? saysYes(text, env) : undefined;
  if (yes === undefined) return undefined;
  if (pending.kind === 'change') {
    if (yes) return applyChange(env, talk, pending.key, pending.value as AnswerValue, pending.said, words);
    return { position: here, effects: [{ do: 'pend', pending: undefined }, ...askAgain(env, talk, here, words, words.say('common.change.kept'))] };
  }
  if (!yes) return { position: here, effects: [{ do: 'pend', pending: undefined }, ...askAgain(env, talk, here, words, words.say(`common.${pending.kind}.no`))] };
  return { position: here, effects: [{ do: 'pend', pending: undefined }, pending.kind === 'export' ? { do: 'export' } : { do: 'erase' }] };
};

const saysYes = (text: string, env: Env): boolean | undefined => {
  if (/^[12]$/.test(text)) return text === '1';
  const read = readYesNo(text, { today: env.today });
  return read.kind === 'value' ? read.value : undefined;
};

/** The index of the reading meant; one past the last for "none of these". */
const chosenReading = (text: string, labels: readonly string[], env: Env): number | undefined => {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : undefined;
  if (number !== undefined) return number >= 1 && number <= labels.length + 1 ? number - 1 : undefined;
  const exact = labels.findIndex((label) => label.toLowerCase() === text.toLowerCase());
  if (exact >= 0) return exact;
  if (isUnknown(text)) return undefined;
  const yes = saysYes(text, env);
  if (yes === false) return labels.length;
  return yes === true && labels.length === 1 ? 0 : undefined;
};

const startChange = (talk: Talk, key: string, env: Env, here: Position, words: Words): Outcome => {
  const step = stepOf(env.flow, key);
  const item = Number(/\.(\d+)\./.exec(key)?.[1] ?? 1);
  const lead = words.say('common.change.again', { label: labelOf(env.flow, key, words), before: shownAt(env.flow, here, key, words) });
  const reply = askAt(env.flow, talk.id, { step, key, item, answers: here.answers }, words, lead);
  return { position: here, effects: [{ do: 'pend', pending: { kind: 'changing', key } }, { do: 'say', reply }] };
};

const obey = (talk: Talk, command: Command, env: Env, here: Position, words: Words): Outcome => {
  const stay = (...effects: readonly Effect[]): Outcome => ({ effects, position: here });
  const forget: Effect[] = talk.pending ? [{ do: 'pend', pending: undefined }] : [];
  switch (command.name) {
    case 'person':
      return stay(...forget, ...kept(talk), ...(talk.queued ? [say('common.person.already', words)] : [{ do: 'want_person', reason: 'asked' } as const, say('common.person.asked', words)]), say('common.person.hotline', words));
    case 'distress':
      return stay(...forget, ...kept(talk), { do: 'want_person', reason: 'distress' }, say('common.person.distress', words));
    case 'review':
      return stay({ do: 'pend', pending: { kind: 'review', keys: [...reviewKeys(here)] } }, ...reviewReplies(env, talk.id, here, words).map((reply) => ({ do: 'say', reply }) as const));
    case 'change': {
      if (command.item === undefined) return stay({ do: 'pend', pending: { kind: 'review', keys: [...reviewKeys(here)] } }, say('common.change.which', words), ...reviewReplies(env, talk.id, here, words).map((reply) => ({ do: 'say', reply }) as const));
      const keys = talk.pending?.kind === 'review' ? talk.pending.keys : reviewKeys(here);
      const key = keys[command.item - 1];
      return key === undefined || !here.path.includes(key) ? stay(say('common.review.not_that_number', words, { n: command.item })) : startChange(talk, key, env, here, words);
    }
    case 'why':
      return stay(...whyReplies(env, here, words).map((reply) => ({ do: 'say', reply }) as const));
    case 'where': {
      const room = env.rooms.find(({ steps }) => steps.includes(here.step))?.room;
      const lead = room === undefined ? '' : words.say('common.where', { room: words.say(`common.rooms.${room}`), count: here.path.length });
      return stay(...forget, ...askAgain(env, talk, here, words, lead));
    }
    case 'export':
      return talk.answers.consent === 'agree' ? stay({ do: 'pend', pending: { kind: 'export' } }, { do: 'say', reply: { ...yesNo(words.say('common.export.sure'), talk.id, words), tag: 'export' } }) : stay(say('common.export.nothing', words));
    case 'erase':
      return stay({ do: 'pend', pending: { kind: 'erase' } }, { do: 'say', reply: { ...yesNo(words.say('common.erase.sure'), talk.id, words), tag: 'erase' } });
    case 'help':
      return stay(say('common.help', words));
    case 'stop':
      return stay(...forget, say('common.stopped', words));
    case 'vietnamese':
    case 'english': {
      const language = command.name === 'english' ? 'en' : 'vi';
      const other = env.wording[language];
      return stay({ do: 'language', language }, ...askAgain(env, talk, here, other, other.say('common.language_now')));
    }
  }
};
