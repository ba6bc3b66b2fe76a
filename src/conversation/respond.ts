/**
 * Owns the conversation's answer to one message: what the person meant, what is written, what is said. Pure: no database, no
 * network, no clock. Read `src/turn` for what is done with the outcome.
 */
import { clean } from '../basics/index.js';
import type { Body } from '../messages/index.js';
import { provinceOf } from '../places/index.js';
import type { Words } from '../wording/index.js';
import { arrive, askAgain, kept, proposeChange, say, standing } from './answering.js';
import { readCommand } from './commands.js';
import { optionValue } from './interpret.js';
import { noticed } from './notices.js';
import { paperAsked, uploadPage } from './upload.js';
import { readTap, short } from './payload.js';
import { again, changingKey, startChange } from './pending.js';
import { stepPaper } from './procedure/index.js';
import { stepOf } from './review.js';
import type { Effect, Env, Outcome, Talk } from './talk.js';
import { answered, followed, settled, typed } from './typed.js';
import type { Position } from './walk.js';

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
