/** Owns which letters fit where the claim stands, and choosing one from a numbered list; each is said in plain words first. Pure. */
import type { Clock } from '../../law/index.js';
import type { Words } from '../../wording/index.js';
import { joined } from '../ask.js';
import { commandTap } from '../payload.js';
import { readChoice } from '../readers/index.js';
import type { Effect, Env, Talk } from '../talk.js';
import { isLetterKind, type LetterKind, letterKinds } from './letter-kinds.js';
import { clockOn, overdue, type ProcedureView } from './view.js';

/** The letters that make sense now, the most urgent first. */
export const lettersFor = (view: ProcedureView, clock: Clock): readonly LetterKind[] => {
  const step = (id: string) => clock.steps.find((one) => one.id === id);
  const runs = (id: string): boolean => ['waiting', 'unsure'].includes(step(id)?.state ?? '');
  const told = (...kinds: readonly string[]): boolean => view.steps.some(({ kind }) => kinds.some((one) => one === kind));
  const lodged = view.events.some(({ kind }) => kind === 'lodged' || kind === 'received' || kind === 'accepted');
  const under = lodged && clock.agency.state !== 'ended';
  const fits: Readonly<Record<LetterKind, boolean>> = {
    urge: overdue(clock).length > 0,
    complaint: overdue(clock).length > 0,
    urge_body: overdue(clock).length > 0,
    supplement: runs('supplement_given'),
    resume: step('resume_asked') !== undefined && !told('resumed', 'terminated'),
    lawsuit: clock.court.state === 'open' || (clock.court.state === 'unknown' && told('negotiation_ended', 'decision_not_taken')),
    honour_reply: runs('honour_reply'),
    honour_request: view.honour && clock.honour.state !== 'ended' && !runs('honour_reply'),
    postpone: under && !told('decision_handed'),
    prolong: runs('verified'),
    withdraw: under && told('accepted', 'received', 'receipt_confirmed', 'lodged') && !told('verification_started', 'verification_ended', 'decision_handed'),
    fix_decision: told('decision_handed') && clock.agency.state !== 'ended',
    guidance_request: true,
    support_request: true,
    authority: true,
    heirs_choice: !lodged && view.heirs === true,
  };
  return letterKinds.filter((kind) => fits[kind]);
};

export const listLetters = (talk: Talk, env: Env, words: Words): readonly Effect[] => {
  if (talk.procedure === undefined) return [{ do: 'say', reply: { text: words.say('procedure.nothing_yet'), tag: 'procedure.nothing_yet' } }];
  const listed = lettersFor(talk.procedure, clockOn(talk.procedure, env.law, env.today));
  const labels = listed.map((kind) => words.say(`procedure.letter.${kind}.label`));
  const text = words.say('procedure.letters_list');
  return [
    { do: 'pend', pending: { kind: 'letters', listed: [...listed] } },
    {
      do: 'say',
      reply: {
        text,
        plain: joined(text, labels.map((label, i) => `${i + 1}. ${label}`).join('\n')),
        tag: 'letters',
        choices: labels.map((label, i) => ({ label, payload: commandTap(talk.id, `n${i + 1}`) })),
      },
    },
  ];
};

/** The letter meant by a number, a label or a tap; undefined when the person talks of something else. */
export const settleLetters = (listed: readonly string[], tap: string | undefined, text: string, talk: Talk, env: Env, words: Words): readonly Effect[] | undefined => {
  const kinds = listed.filter(isLetterKind);
  const read = readChoice(kinds.map((value) => ({ value, label: words.say(`procedure.letter.${value}.label`) })))(text, { today: env.today });
  const chosen = tap !== undefined ? kinds[Number(tap.slice(1)) - 1] : read.kind === 'value' ? read.value : undefined;
  if (chosen === undefined) return /^\d{1,2}$/.test(text) ? listLetters(talk, env, words) : undefined;
  const refusal = refusalOf(chosen, talk, env);
  const say = (key: string, tag: string): Effect => ({ do: 'say', reply: { text: words.say(key), tag } });
  if (refusal !== undefined) return [{ do: 'pend', pending: undefined }, say(`procedure.${refusal}`, refusal)];
  return [{ do: 'pend', pending: undefined }, say(`procedure.letter.${chosen}.plain`, `letter.${chosen}`), { do: 'make_letter', letter: chosen }];
};

/** Grounds on which the request would be refused (TT 09/2019 Đ11.1), checked before it is written. */
const refusalOf = (kind: LetterKind, talk: Talk, env: Env): 'letter_no_paper' | 'letter_ended' | undefined => {
  if (kind !== 'guidance_request' && kind !== 'support_request') return undefined;
  const view = talk.procedure;
  if (view === undefined) return undefined;
  if (view.events.some(({ kind: one }) => one === 'terminated')) return 'letter_ended';
  return kind === 'guidance_request' && !view.events.some(({ kind: one }) => one === 'grounding_received') && clockOn(view, env.law, env.today).agency.state === 'not_begun'
    ? 'letter_no_paper'
    : undefined;
};
