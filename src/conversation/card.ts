/**
 * Owns what becomes of an identity card whose QR was read: every field is shown, the person says which are right, and only those become
 * answers. Nothing read by a machine is an answer before that. Pure.
 */
import { showDay } from '../basics/index.js';
import type { Reply } from '../messages/index.js';
import type { Words } from '../wording/index.js';
import { arrive, askAgain, say } from './answering.js';
import type { AnswerValue } from './answers.js';
import { joined } from './ask.js';
import { approvalsIn } from './change.js';
import { commandTap } from './payload.js';
import { type Card, readCard, shownPlace } from './readers/index.js';
import type { Effect, Env, Outcome, Pending, Talk } from './talk.js';
import { type Position, walk } from './walk.js';

/** Questions at which a photo is taken for the identity card. */
const CARD_STEPS: readonly string[] = ['claimant_name', 'claimant_identity', 'identity_issued_on', 'identity_issued_by', 'birth_date', 'residence_place'];
export const asksForCard = (step: string): boolean => CARD_STEPS.includes(step);

type CardPending = Extract<Pending, { kind: 'card' }>;
type Field = { readonly id: string; readonly shown: string; readonly answers: Readonly<Record<string, AnswerValue>> };

/** What the card says, as the answers it would give; fields that say what is already answered are left out. */
const fieldsOf = (card: Card, talk: Talk, words: Words): readonly Field[] => {
  const known = (answers: Readonly<Record<string, AnswerValue>>): boolean =>
    Object.entries(answers).every(([key, value]) => JSON.stringify(talk.answers[key]) === JSON.stringify(value));
  const all: readonly (Field | undefined)[] = [
    card.name === undefined ? undefined : { id: 'name', shown: card.name, answers: { claimant_name: card.name } },
    { id: 'number', shown: card.number.number, answers: { claimant_identity: card.number } },
    card.issued === undefined ? undefined : { id: 'issued', shown: showDay(card.issued), answers: { identity_issued_on: card.issued } },
    card.born === undefined ? undefined : { id: 'born', shown: showDay(card.born), answers: { birth_date: card.born } },
    card.place === undefined
      ? undefined
      : {
          id: 'address',
          shown: words.say('card.address', { address: card.address ?? '', today: shownPlace(card.place) }),
          answers: { residence_place: card.place, ...(card.line === undefined ? {} : { residence_line: card.line }) },
        },
  ];
  return all.filter((field) => field !== undefined).filter((field) => !known(field.answers));
};

/** A card was read: what it says is put to the person; or that it agrees with what was answered. */
export const cardOffered = (talk: Talk, text: string, env: Env, here: Position, words: Words): readonly Effect[] => {
  const card = readCard(text, env);
  if (card === undefined || talk.answers.claimant_is_organisation === true || talk.answers.consent !== 'agree') return [];
  const fields = fieldsOf(card, talk, words);
  if (fields.length === 0) return [say('card.same', words)];
  return offer({ kind: 'card', text, left: fields.map(({ id }) => id), choosing: false }, talk, env, here, words);
};

/** The card could not be read: said where it was meant to be, and the question stands again. */
export const cardUnreadable = (talk: Talk, env: Env, here: Position, words: Words): readonly Effect[] =>
  asksForCard(here.step) && talk.pending === undefined ? askAgain(env, talk, here, words, words.say('card.unreadable')) : [];

/** Puts the fields that are left; or, when one is wrong, asks which. */
const offer = (pending: CardPending, talk: Talk, env: Env, here: Position, words: Words, lead = ''): readonly Effect[] => {
  const card = readCard(pending.text, env);
  const fields = card === undefined ? [] : fieldsOf(card, talk, words).filter(({ id }) => pending.left.includes(id));
  if (card === undefined || fields.length === 0) return [{ do: 'pend', pending: undefined }, ...askAgain(env, talk, here, words, words.say('card.none_used'))];
  const options = pending.choosing ? [...fields.map(({ id }) => words.say(`card.field.${id}`)), words.say('card.nothing_wrong')] : answersOf(words);
  const sex = card.sex === undefined ? [] : [`• ${words.say('card.field.sex')}: ${words.say(`card.sex.${card.sex}`)}`];
  const listed = [...fields.map(({ id, shown }) => `• ${words.say(`card.field.${id}`)}: ${shown}`), ...sex].join('\n');
  const text = pending.choosing
    ? joined(lead, words.say('card.which'))
    : joined(lead, `${words.say('card.read')}\n${listed}`, card.agrees ? '' : words.say('card.differs'), words.say('card.sure'));
  const reply: Reply = {
    text,
    plain: joined(text, options.map((label, i) => `${i + 1}. ${label}`).join('\n')),
    tag: 'card',
    choices: options.map((label, i) => ({ label, payload: commandTap(talk.id, `card${i}`) })),
  };
  return [
    { do: 'pend', pending },
    { do: 'say', reply },
  ];
};

const answersOf = (words: Words): readonly string[] => [words.say('card.all_right'), words.say('card.one_wrong'), words.say('card.not_use')];

export const cardAgain = (pending: CardPending, talk: Talk, env: Env, here: Position, words: Words, lead: string): readonly Effect[] =>
  offer(pending, talk, env, here, words, lead);

/** A reply to what was offered; undefined when it is about something else. `tap`: `card0` and so on. */
export const settleCard = (
  pending: CardPending,
  talk: Talk,
  tap: string | undefined,
  text: string,
  yes: boolean | undefined,
  env: Env,
  here: Position,
  words: Words,
): Outcome | undefined => {
  const chosen = /^card(\d)$/.exec(tap ?? '')?.[1] ?? (/^\d$/.test(text) ? String(Number(text) - 1) : undefined);
  const stay = (...effects: readonly Effect[]): Outcome => ({ position: here, effects });
  const forget: Effect = { do: 'pend', pending: undefined };
  if (pending.choosing) {
    const at = chosen === undefined ? pending.left.findIndex((id) => words.say(`card.field.${id}`).toLowerCase() === text.toLowerCase()) : Number(chosen);
    if (at < 0 || at > pending.left.length) return undefined;
    return stay(...offer({ ...pending, choosing: false, left: pending.left.filter((_, i) => i !== at) }, talk, env, here, words));
  }
  const answer = chosen === undefined ? (yes === true ? 0 : yes === false ? 1 : undefined) : Number(chosen);
  switch (answer) {
    case 0:
      return accepted(pending, talk, env, here, words);
    case 1:
      return stay(...offer({ ...pending, choosing: true }, talk, env, here, words));
    case 2:
      return stay(forget, ...askAgain(env, { ...talk, pending: undefined }, here, words, words.say('card.none_used')));
    default:
      return undefined;
  }
};

/** The fields the person called right become answers, each with the line that was shown; what was approved before is asked again. */
const accepted = (pending: CardPending, talk: Talk, env: Env, here: Position, words: Words): Outcome => {
  const card = readCard(pending.text, env);
  const fields = card === undefined ? [] : fieldsOf(card, talk, words).filter(({ id }) => pending.left.includes(id));
  const given = Object.assign({}, ...fields.map(({ answers }) => answers)) as Readonly<Record<string, AnswerValue>>;
  const approvals = [...new Set(Object.keys(given).flatMap((key) => (key in talk.answers ? approvalsIn(talk.answers, key) : [])))];
  const answers = Object.fromEntries(Object.entries({ ...talk.answers, ...given }).filter(([key]) => !approvals.includes(key)));
  const position = walk(env.flow, answers, env.today);
  const after: Talk = { ...talk, answers, pending: undefined };
  const moved = position.key !== here.key;
  const lead = words.say('card.done');
  return {
    position,
    effects: [
      { do: 'pend', pending: undefined },
      ...fields.flatMap(({ id, shown, answers: own }) =>
        Object.entries(own).map(([key, value]) => ({ do: 'answer' as const, key, value, said: words.say('card.said'), shown: `${words.say(`card.field.${id}`)}: ${shown}` })),
      ),
      ...approvals.map((key) => ({ do: 'withdraw' as const, key })),
      ...(moved ? arrive(env, after, position, words, lead) : askAgain(env, after, position, words, lead)),
    ],
  };
};
