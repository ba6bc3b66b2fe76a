/**
 * Owns the conversation's answer to one message: what the person meant, what is written, what is said. Pure: no database, no
 * network, no clock. Read `turn.ts` for what is done with the outcome.
 */
import { clean } from '../basics/index.js';
import type { Body } from '../messages/index.js';
import { provinceOf } from '../places/index.js';
import type { Words } from '../wording/index.js';
import { acceptAnswer, arrive, askAgain, proposeChange, say, standing } from './answering.js';
import type { AnswerValue } from './answers.js';
import { askAt, joined, optionsOf } from './ask.js';
import { type Command, readCommand } from './commands.js';
import { interpret, optionValue } from './interpret.js';
import { noticed } from './notices.js';
import { readTap, short } from './payload.js';
import { askBack, changingKey, repeatPending, settlePending, startChange, sure } from './pending.js';
import type { Reading } from './readers/index.js';
import { beginIntake, listLetters, settleIntake, settleLetters, stepPaper, timelineReplies } from './procedure/index.js';
import { reviewKeys, reviewReplies, stepOf } from './review.js';
import type { Effect, Env, Outcome, Talk } from './talk.js';
import type { Position } from './walk.js';
import { paperCommand, paperList } from './papers.js';
import { paperAsked, uploadPage } from './upload.js';
import { whyReplies } from './why.js';

export const respond = (talk: Talk, body: Body, env: Env): Outcome => asksOneThing(talk, answerTo(talk, body, env));

/** What may take a number or a yes another way than the question of the interview does. */
const TAKES_NUMBERS: readonly string[] = ['several', 'changing', 'change', 'export', 'erase', 'review', 'stopped', 'card', 'naming', 'told', 'letters'];

/** Once the interview's question is put again, a number or a yes is an answer to it: what was waited for besides is forgotten. */
const asksOneThing = (talk: Talk, outcome: Outcome): Outcome => {
  const asked = outcome.effects.some((effect) => effect.do === 'say' && effect.reply.tag === outcome.position.key);
  const decided = outcome.effects.some((effect) => effect.do === 'pend');
  if (!asked || decided || talk.pending === undefined || !TAKES_NUMBERS.includes(talk.pending.kind)) return outcome;
  return { ...outcome, effects: [...outcome.effects, { do: 'pend', pending: undefined }] };
};

const answerTo = (talk: Talk, body: Body, env: Env): Outcome => {
  const words = env.wording[talk.language];
  const here = standing(env, talk);
  const stay = (...effects: readonly Effect[]): Outcome => ({ effects, position: here });
  if (!talk.greeted && body.kind !== 'blocked' && body.kind !== 'notice' && body.kind !== 'withdrawn') {
    const lead =
      body.kind === 'file' && talk.answers.consent === undefined
        ? words.say('common.files.consent_first')
        : body.kind === 'unreadable'
          ? words.say(`common.unreadable.${body.what}`)
          : '';
    const greeting = arrive(env, talk, here, words, lead);
    if (body.kind === 'file') return stay(say('common.files.consent_first', words), ...greeting);
    if (body.kind === 'start' && body.parameter !== undefined) return stay(...cameBy(body.parameter, words), ...greeting);
    if (body.kind !== 'text') return stay(...greeting);
    const text = clean(body.text);
    const command = readCommand(text, env.wording);
    if (command?.name === 'hello' || command?.name === 'where') return stay(...greeting);
    if (command === undefined) return stay({ do: 'pend', pending: { kind: 'first_words', text, message: talk.message } }, ...greeting);
  }
  switch (body.kind) {
    case 'start':
      return here.path.length === 0
        ? stay(...arrive(env, talk, here, words))
        : stay({ do: 'pend', pending: undefined }, ...askAgain(env, talk, here, words, words.say('common.welcome_back')));
    case 'blocked':
      return stay({ do: 'stop_sending' });
    case 'unblocked':
      return stay({ do: 'resume_sending' });
    case 'withdrawn':
      return stay(body.message === undefined ? { do: 'erase' } : { do: 'erase_message', message: body.message });
    case 'unreadable':
      // The platform drops documents on the way: the page that takes them is at hand at once.
      if (body.what === 'document' && talk.answers.consent === 'agree') return stay(say('common.unreadable.document', words), ...uploadPage(talk, env, here, words));
      return stay(...again(talk, env, here, words, words.say(`common.unreadable.${body.what}`)));
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

/** What the person was asked last, put once more after `lead`. */
const again = (talk: Talk, env: Env, here: Position, words: Words, lead: string): readonly Effect[] =>
  repeatPending(env, talk, here, words, lead) ?? askAgain(env, talk, here, words, lead);

/** A link from a province's or an office's page: noted for whoever helps later; said when it is a province we know. */
const cameBy = (parameter: string, words: Words): readonly Effect[] => {
  const note: Effect = { do: 'note', kind: 'came_by_link', data: { link: parameter.slice(0, 64) } };
  const province = /^p(\d{2})$/.exec(parameter)?.[1];
  const name = province === undefined ? undefined : provinceOf(province)?.name;
  return name === undefined ? [note] : [note, say('common.came_by_province', words, { province: name })];
};

const edited = (talk: Talk, here: Position, words: Words): Outcome => ({
  position: here,
  effects: [...kept(talk), say('common.edited', words)],
});

const filed = (talk: Talk, body: Extract<Body, { kind: 'file' }>, env: Env, here: Position, words: Words): readonly Effect[] => {
  if (talk.answers.consent === undefined) return [say('common.files.consent_first', words), ...askAgain(env, talk, here, words)];
  if (talk.answers.consent !== 'agree') return [say('common.files.guest', words)];
  const told = talk.pending?.kind === 'step_paper' && talk.pending.until > env.now ? talk.pending : undefined;
  const paper = body.paper ?? (told === undefined ? paperAsked(here) : stepPaper(told.step));
  return [
    {
      do: 'take_file',
      handle: body.file.handle,
      name: clean(body.file.name ?? ''),
      caption: clean(body.caption ?? ''),
      ...(body.group === undefined ? {} : { album: body.group }),
      ...(paper === undefined ? {} : { paper }),
      ...(told === undefined || body.paper !== undefined ? {} : { title: told.title }),
    },
  ];
};

const tapped = (talk: Talk, payload: string, env: Env, here: Position, words: Words): Outcome => {
  const tap = readTap(payload);
  const stale: Outcome = { position: here, effects: again(talk, env, here, words, words.say('common.stale')) };
  if (tap === undefined || tap.talk !== short(talk.id)) return stale;
  switch (tap.kind) {
    case 'command':
      if (tap.command === 'upload') return { position: here, effects: uploadPage(talk, env, here, words) };
      if (/^n\d{1,2}$/.test(tap.command)) return followed(talk, tap.command, '', env, here, words) ?? stale;
      return tap.command === 'yes' || tap.command === 'no' || /^(?:r|card|name)\d$/.test(tap.command) ? (settled(talk, tap.command, '', env, here, words) ?? stale) : stale;
    case 'change': {
      const key = here.path.find((name) => short(name) === tap.question);
      return key === undefined ? stale : startChange(talk, key, env, here, words);
    }
    case 'answer': {
      const beingChanged = changingKey(talk.pending);
      const changing = beingChanged !== undefined && short(beingChanged) === tap.question ? beingChanged : undefined;
      const key = changing ?? (here.key !== undefined && short(here.key) === tap.question ? here.key : undefined);
      if (key === undefined) {
        const known = here.path.find((name) => short(name) === tap.question);
        const last = here.path.at(-1);
        // The second tap of a double tap: already answered so, nothing to add.
        if (known !== undefined && known === last && optionStands(env, talk, known, tap.option, words))
          return { position: here, effects: [{ do: 'note', kind: 'tap_repeated', data: { question: known } }] };
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

/** Fewer words than this at a question that takes free text are not taken for an answer when they stop the talk or take it up again. */
const STORY = 8;
const countWords = (text: string): number => text.split(/\s+/).length;

const typed = (talk: Talk, text: string, env: Env, here: Position, words: Words): Outcome => {
  if (text === '') return { position: here, effects: again(talk, env, here, words, words.say('common.unreadable.empty')) };
  const reply = settled(talk, undefined, text, env, here, words) ?? (readCommand(text, env.wording) === undefined ? followed(talk, undefined, text, env, here, words) : undefined);
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
  if (talk.pending?.kind === 'stopped' && ((ask.reads.kind === 'text' && countWords(text) < STORY) || ask.reads.kind === 'name' || read.kind === 'refused'))
    return { position: here, effects: askAgain(env, talk, here, words, words.say('common.welcome_back')) };
  return understood(talk, key, read, text, env, here, words, changing !== undefined);
};

/** A reply to what is waited for besides the question; a chosen reading is an answer, and its words may answer the next question too. */
const settled = (talk: Talk, tap: string | undefined, text: string, env: Env, here: Position, words: Words): Outcome | undefined => {
  const found = settlePending(talk, tap, text, env, here, words);
  if (found === undefined) return undefined;
  return 'outcome' in found ? found.outcome : sayMore(talk, found.said, answered(talk, env, here, found.chosen, found.said, words), env, words);
};

/** An answer to what is asked about the way after hand-over. */
const followed = (talk: Talk, tap: string | undefined, text: string, env: Env, here: Position, words: Words): Outcome | undefined => {
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

const obey = (talk: Talk, command: Command, env: Env, here: Position, words: Words): Outcome => {
  const stay = (...effects: readonly Effect[]): Outcome => ({ effects, position: here });
  const forget: Effect[] = talk.pending ? [{ do: 'pend', pending: undefined }] : [];
  switch (command.name) {
    case 'person':
      return stay(
        ...kept(talk),
        ...(talk.queued ? [say('common.person.already', words)] : [{ do: 'want_person', reason: 'asked' } as const, say('common.person.asked', words)]),
        say('common.person.hotline', words),
      );
    case 'distress':
      return stay(...kept(talk), { do: 'want_person', reason: 'distress' }, say('common.person.distress', words));
    case 'remind_off':
    case 'remind_on': {
      const muted = command.name === 'remind_off';
      // «nhắc lại» is also how people ask to hear the question again: it turns reminders on only when they are off.
      if (!muted && talk.muted !== true) return obey(talk, { name: 'where' }, env, here, words);
      return stay({ do: 'mute', muted }, say(muted ? 'procedure.muted' : 'procedure.unmuted', words));
    }
    case 'progress': {
      if (talk.procedure === undefined) return obey(talk, { name: 'where' }, env, here, words);
      const target = `${talk.id} ${env.today}`;
      return stay(...forget, { do: 'open_timeline', target }, ...timelineReplies(talk.procedure, env.law, env.today, words, env.timelineUrl(target)));
    }
    case 'paper_came':
      return stay(...beginIntake('paper', undefined, talk, env, words));
    case 'lodged':
      return stay(...beginIntake('did', 'lodged', talk, env, words));
    case 'did':
      return stay(...beginIntake('did', undefined, talk, env, words));
    case 'letters':
      return stay(...listLetters(talk, env, words));
    case 'review':
      return stay(
        { do: 'pend', pending: { kind: 'review', keys: [...reviewKeys(here)] } },
        ...reviewReplies(env, talk.id, here, words).map((reply) => ({ do: 'say', reply }) as const),
      );
    case 'change': {
      if (command.item === undefined && here.path.length === 0) return stay(...reviewReplies(env, talk.id, here, words).map((reply) => ({ do: 'say', reply }) as const));
      if (command.item === undefined)
        return stay(
          { do: 'pend', pending: { kind: 'review', keys: [...reviewKeys(here)] } },
          say('common.change.which', words),
          ...reviewReplies(env, talk.id, here, words).map((reply) => ({ do: 'say', reply }) as const),
        );
      const keys = talk.pending?.kind === 'review' ? talk.pending.keys : reviewKeys(here);
      const key = keys[command.item - 1];
      return key === undefined || !here.path.includes(key) ? stay(say('common.review.not_that_number', words, { n: command.item })) : startChange(talk, key, env, here, words);
    }
    case 'why':
      return stay(...whyReplies(env, here, words, changingKey(talk.pending)).map((reply) => ({ do: 'say', reply }) as const));
    case 'where':
    case 'hello': {
      const room = env.rooms.find(({ steps }) => steps.includes(here.step))?.room;
      const lead = room === undefined || here.path.length === 0 ? '' : words.say('common.where', { room: words.say(`common.rooms.${room}`), count: here.path.length });
      return stay(...forget, ...askAgain(env, talk, here, words, lead));
    }
    case 'thanks':
      return stay(...again(talk, env, here, words, words.say('common.welcome')));
    case 'export':
      return talk.answers.consent === 'agree'
        ? stay({ do: 'pend', pending: { kind: 'export' } }, sure('export', talk, words))
        : stay(say(talk.answers.consent === undefined ? 'common.export.nothing' : 'common.export.guest', words), ...again(talk, env, here, words, ''));
    case 'erase':
      return stay({ do: 'pend', pending: { kind: 'erase' } }, sure('erase', talk, words));
    case 'help':
      return stay(say('common.help', words));
    case 'upload':
      return stay(...uploadPage(talk, env, here, words));
    case 'join': {
      const code = env.joinCode(talk.message);
      return stay({ do: 'show_code', code }, { do: 'pend', pending: { kind: 'joining' } }, say('join.shown', words, { code: `${code.slice(0, 4)} ${code.slice(4)}`, minutes: 10 }));
    }
    case 'papers':
      return stay(...paperList(talk, env, here, words));
    case 'merge_papers':
    case 'order_papers':
    case 'name_paper':
    case 'drop_paper':
      return stay(...paperCommand(talk, command, words));
    case 'close_upload':
      return stay({ do: 'close_upload' }, say('upload.closed', words));
    case 'stop':
    case 'later':
      return stay(...(talk.pending?.kind === 'first_words' ? [] : [{ do: 'pend', pending: { kind: 'stopped' } } as const]), say('common.stopped', words));
    case 'vietnamese':
    case 'english': {
      const language = command.name === 'english' ? 'en' : 'vi';
      const other = env.wording[language];
      return stay({ do: 'language', language }, ...again(talk, env, here, other, other.say('common.language_now')));
    }
  }
};
