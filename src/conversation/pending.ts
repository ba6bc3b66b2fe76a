/**
 * Owns what the bot waits for besides the question of the interview: which of several readings, the new value of a changed answer, a
 * yes before something is changed, sent or erased. Says how it is put, put again, and settled. Pure.
 */
import { fold } from '../basics/index.js';
import type { Words } from '../wording/index.js';
import { applyChange, askAgain, proposeChange, yesNo } from './answering.js';
import type { AnswerValue } from './answers.js';
import { askAt, joined } from './ask.js';
import { cardAgain, settleCard } from './card.js';
import { interpret } from './interpret.js';
import { namingAgain, settleNaming } from './papers.js';
import { commandTap } from './payload.js';
import { isUnknown, mayBeStop, readYesNo } from './readers/index.js';
import { putIntake } from './procedure/intake.js';
import { listLetters } from './procedure/letters.js';
import { labelOf, shownAt, stepOf } from './review.js';
import type { Effect, Env, Outcome, Pending, Talk } from './talk.js';
import type { Position } from './walk.js';

type Label = { readonly value: unknown; readonly label: string };

/** The answer being changed, while its new value is not known yet. */
export const changingKey = (pending: Pending | undefined): string | undefined =>
  pending?.kind === 'changing' ? pending.key : pending?.kind === 'several' && pending.changing ? pending.key : undefined;

/** Asks which reading was meant; a single one is asked back too. */
export const askBack = (talk: Talk, key: string, said: string, readings: readonly Label[], changing: boolean, words: Words, before = ''): readonly Effect[] => {
  const [only] = readings;
  const lead = joined(before, readings.length === 1 && only ? words.say('common.one_reading', { label: only.label }) : words.say('common.several'));
  const labels = readingLabels(readings, words);
  return [
    { do: 'pend', pending: { kind: 'several', key, said, readings: [...readings], changing } },
    {
      do: 'say',
      reply: {
        text: lead,
        plain: joined(lead, labels.map((label, i) => `${i + 1}. ${label}`).join('\n')),
        tag: 'several',
        choices: labels.map((label, i) => ({ label, payload: commandTap(talk.id, `r${i}`) })),
      },
    },
  ];
};

/** The labels as listed: the readings (a single one as «Đúng rồi»), then "none of these". */
const readingLabels = (readings: readonly Label[], words: Words): readonly string[] => [
  ...(readings.length === 1 ? [words.say('common.right')] : readings.map(({ label }) => label)),
  words.say('common.none_of_these'),
];

/** Puts a question already answered again, to be answered anew. */
export const startChange = (talk: Talk, key: string, env: Env, here: Position, words: Words, before = ''): Outcome => {
  const step = stepOf(env.flow, key);
  const item = Number(/\.(\d+)\./.exec(key)?.[1] ?? 1);
  const lead = joined(before, words.say('common.change.again', { label: labelOf(env.flow, key, words), before: shownAt(env.flow, here, key, words) }));
  const reply = askAt(env.flow, talk.id, { step, key, item, answers: here.answers }, words, lead);
  return {
    position: here,
    effects: [
      { do: 'pend', pending: { kind: 'changing', key } },
      { do: 'say', reply },
    ],
  };
};

/** What is waited for, said again (perhaps in another language); undefined when only the interview's question is open. */
export const repeatPending = (env: Env, talk: Talk, here: Position, words: Words, lead = ''): readonly Effect[] | undefined => {
  const { pending } = talk;
  switch (pending?.kind) {
    case 'several': {
      const step = stepOf(env.flow, pending.key);
      const ask = env.flow.steps[step];
      const read = ask?.type === 'ask' ? interpret(step, ask, pending.said, { today: env.today }, words) : undefined;
      return askBack(talk, pending.key, pending.said, read?.kind === 'several' ? read.readings : pending.readings, pending.changing, words, lead);
    }
    case 'changing':
      return startChange(talk, pending.key, env, here, words, lead).effects;
    case 'change':
      return proposeChange(env, talk, here, pending.key, pending.value as AnswerValue, pending.said, words, lead).effects;
    case 'told':
      return putIntake(pending, talk, env, words, lead);
    case 'letters':
      return listLetters(talk, env, words);
    case 'export':
    case 'erase':
      return [{ do: 'pend', pending }, sure(pending.kind, talk, words, lead)];
    case 'card':
      return cardAgain(pending, talk, env, here, words, lead);
    case 'naming':
    case 'titling':
      return namingAgain(pending, talk, env, here, words, lead);
    default:
      return undefined;
  }
};

/** What the person was asked last, put once more after `lead`. */
export const again = (talk: Talk, env: Env, here: Position, words: Words, lead: string): readonly Effect[] =>
  repeatPending(env, talk, here, words, lead) ?? askAgain(env, talk, here, words, lead);

/** The yes that is wanted before everything is sent or erased. */
export const sure = (what: 'export' | 'erase', talk: Talk, words: Words, lead = ''): Effect => ({
  do: 'say',
  reply: { ...yesNo(joined(lead, words.say(`common.${what}.sure`)), talk.id, words), tag: what },
});

export type Settled = { readonly outcome: Outcome } | { readonly chosen: AnswerValue; readonly said: string };

/** A reply to what the bot waits for: done, or a reading of the interview's question was chosen; undefined when the message is about something else. */
export const settlePending = (talk: Talk, tap: string | undefined, text: string, env: Env, here: Position, words: Words): Settled | undefined => {
  const { pending } = talk;
  if (pending === undefined) return undefined;
  if (pending.kind === 'several') {
    const index = tap?.startsWith('r') ? Number(tap.slice(1)) : tap === undefined ? chosenReading(text, pending.readings, env, words) : undefined;
    if (index === undefined || index > pending.readings.length) return undefined;
    const reading = pending.readings[index];
    const rest: Talk = { ...talk, pending: undefined };
    if (pending.changing)
      return {
        outcome:
          reading === undefined ? startChange(talk, pending.key, env, here, words) : proposeChange(env, rest, here, pending.key, reading.value as AnswerValue, pending.said, words),
      };
    if (reading === undefined) return { outcome: { position: here, effects: [{ do: 'pend', pending: undefined }, ...askAgain(env, rest, here, words)] } };
    return pending.key === here.key ? { chosen: reading.value as AnswerValue, said: pending.said } : undefined;
  }
  // Whatever else is said leaves it open: a page may still follow.
  if (pending.kind === 'step_paper')
    return tap === undefined && /^(?:xong(?: roi)?|het(?: roi)?|du(?: roi)?|done|that'?s all)$/.test(fold(text))
      ? {
          outcome: {
            position: here,
            effects: [
              { do: 'pend', pending: undefined },
              { do: 'say', reply: { text: words.say('procedure.photo_done'), tag: 'procedure.photo_done' } },
            ],
          },
        }
      : undefined;
  if (pending.kind === 'naming' || pending.kind === 'titling') {
    const outcome = settleNaming(pending, talk, tap, text, env, here, words);
    return outcome && { outcome };
  }
  if (pending.kind === 'card') {
    const outcome = settleCard(pending, talk, tap, text, tap === undefined && !/^\d$/.test(text) ? saysYes(text, env) : undefined, env, here, words);
    return outcome && { outcome };
  }
  if (pending.kind !== 'change' && pending.kind !== 'export' && pending.kind !== 'erase') return undefined;
  // Nothing is erased or changed on a word that may as well be «đừng».
  if (tap === undefined && mayBeStop(text)) return { outcome: { position: here, effects: again(talk, env, here, words, words.say('common.dung_or_stop')) } };
  const yes = tap === 'yes' ? true : tap === 'no' ? false : tap === undefined ? saysYes(text, env) : undefined;
  if (yes === undefined) return undefined;
  const forget: Effect = { do: 'pend', pending: undefined };
  if (!yes)
    return {
      outcome: {
        position: here,
        effects: [forget, ...askAgain(env, talk, here, words, words.say(pending.kind === 'change' ? 'common.change.kept' : `common.${pending.kind}.no`))],
      },
    };
  if (pending.kind === 'change') return { outcome: applyChange(env, talk, pending.key, pending.value as AnswerValue, pending.said, words) };
  return { outcome: { position: here, effects: [forget, pending.kind === 'export' ? { do: 'export' } : { do: 'erase' }] } };
};

const saysYes = (text: string, env: Env): boolean | undefined => {
  if (/^[12]$/.test(text)) return text === '1';
  const read = readYesNo(text, { today: env.today });
  return read.kind === 'value' ? read.value : undefined;
};

/** The index of the reading meant; one past the last for "none of these". */
const chosenReading = (text: string, readings: readonly Label[], env: Env, words: Words): number | undefined => {
  const labels = readingLabels(readings, words);
  const number = /^\d{1,2}$/.test(text) ? Number(text) : undefined;
  if (number !== undefined) return number >= 1 && number <= labels.length ? number - 1 : undefined;
  const exact = labels.findIndex((label) => label.toLowerCase() === text.toLowerCase());
  if (exact >= 0) return exact;
  // Unsure of our guess is not «không biết» to the question: it has not been put yet, with its choices.
  if (isUnknown(text)) return readings.length === 1 ? labels.length - 1 : undefined;
  const yes = saysYes(text, env);
  if (yes === false) return labels.length - 1;
  return yes === true && readings.length === 1 ? 0 : undefined;
};
