/**
 * Owns the short talk by which a person tells of a paper received or of something done: which one (a numbered list), then what it says, its
 * day, its number. One question at a time; «không rõ» goes to an officer. Pure: the state is `Pending`, the end is one effect.
 */
import { addSeconds, type Day, dayAt, fold, showDay } from '../../basics/index.js';
import type { Reply } from '../../messages/index.js';
import type { Words } from '../../wording/index.js';
import { joined } from '../ask.js';
import { commandTap } from '../payload.js';
import { isUnknown, mayBeStop, readChoice, readDay, readYesNo } from '../readers/index.js';
import type { Effect, Env, Pending, Talk } from '../talk.js';
import { type DetailAsked, detailsOf, detailTold, readDetail } from './details.js';
import { eventFrom, type Extra, extrasOf, isStepKind, type StepKind, stepPaper } from './kinds.js';
import { stepReplies } from './says.js';
import type { ProcedureView, ToldStep } from './view.js';

/** What is told: a paper that came, or what the person did. */
export type IntakeList = 'paper' | 'did';
/** In the order people meet them. `halted` leads to a second list. */
const papers = [
  'receipt_confirmed',
  'supplement_asked',
  'accepted',
  'not_accepted',
  'invited',
  'negotiation_ended',
  'decision_handed',
  'halted',
  'honour_notice',
  'payment_notice',
  'paid',
  'court_accepted',
  'other_paper',
] as const;
const halts = ['postponed', 'suspended', 'resumed', 'terminated', 'stopped', 'annulled', 'other_paper'] as const;
const deeds = ['lodged', 'supplement_sent', 'resume_asked', 'postponement_asked', 'withdrawn', 'honour_replied', 'honour_asked', 'sued'] as const;
type Listed = (typeof papers)[number] | (typeof halts)[number] | (typeof deeds)[number];

export type Intake = Extract<Pending, { kind: 'told' }>;
type Question = {
  readonly name: string;
  readonly kind: 'list' | 'choice' | 'yes_no' | 'day' | 'count' | 'text' | 'detail';
  readonly options: readonly string[];
  /** How a detail is read. */
  readonly detail?: DetailAsked;
};

const asksOf = (state: Intake): Question | undefined => {
  const { what, told } = state;
  if (what === undefined) return { name: 'what', kind: 'list', options: state.list === 'paper' ? papers : deeds };
  if (what === 'halted') return { name: 'what', kind: 'list', options: halts };
  if (!isStepKind(what)) throw new Error(`${what} is not a kind of step`);
  const extra = extrasOf(what).find(({ name }) => told[name] === undefined);
  if (extra !== undefined) return asked(extra);
  if (told.on === undefined) return { name: 'on', kind: 'day', options: [] };
  if (state.list !== 'paper' || what === 'other_paper') return undefined;
  if (what !== 'paid' && told.number === undefined) return { name: 'number', kind: 'text', options: [] };
  const detail = detailsOf(what, told).find(({ name }) => told[name] === undefined);
  return detail === undefined ? undefined : { name: detail.name, kind: 'detail', options: detail.options, detail };
};
const asked = (extra: Extra): Question => ({ name: extra.name, kind: extra.kind, options: extra.kind === 'choice' ? extra.options : [] });

/** Opens the list, or begins at once when the words already say which. `exhibit`: the paper was sent before it was told. */
export const beginIntake = (list: IntakeList, what: Listed | undefined, talk: Talk, env: Env, words: Words, exhibit?: number): readonly Effect[] =>
  talk.procedure === undefined
    ? [{ do: 'say', reply: { text: words.say('procedure.nothing_yet'), tag: 'procedure.nothing_yet' } }]
    : put({ kind: 'told', list, what, told: {}, ...(exhibit === undefined ? {} : { exhibit }) }, talk, env, words);

/** The question that is open, put again after `lead`. */
export const putIntake = (state: Intake, talk: Talk, env: Env, words: Words, lead = ''): readonly Effect[] => put(state, talk, env, words, lead);

const put = (state: Intake, talk: Talk, env: Env, words: Words, lead = ''): readonly Effect[] => {
  const question = asksOf(state);
  return question === undefined
    ? finished(state, talk, env, words)
    : [
        { do: 'pend', pending: state },
        { do: 'say', reply: replyOf(question, state, talk, words, lead) },
      ];
};

const replyOf = (question: Question, state: Intake, talk: Talk, words: Words, lead: string): Reply => {
  const text = joined(lead, words.say(askKey(question, state, words)));
  const labels = labelsOf(question, state, words);
  const tag = `told.${question.name}`;
  if (labels.length === 0) return { text, tag };
  return {
    text,
    tag,
    plain: joined(text, labels.map(({ label }, i) => `${i + 1}. ${label}`).join('\n')),
    choices: labels.map(({ label }, i) => ({ label, payload: commandTap(talk.id, `n${i + 1}`) })),
  };
};

/** A question of its own for this kind where there is one: `procedure.ask.on.invited`. */
const askKey = ({ name }: Question, { what, list }: Intake, words: Words): string => {
  const own = name === 'what' ? `procedure.ask.what.${what === 'halted' ? 'halted' : list}` : `procedure.ask.${name}.${what}`;
  return words.has(own) ? own : name === 'what' ? 'procedure.ask.what.paper' : `procedure.ask.${name}.any`;
};

const labelsOf = (question: Question, state: Intake, words: Words): readonly { readonly value: string; readonly label: string }[] => {
  if (question.kind === 'yes_no')
    return ['yes', 'no'].map((value) => ({
      value,
      label: words.say(words.has(`procedure.option.${question.name}.${value}`) ? `procedure.option.${question.name}.${value}` : `common.${value}`),
    }));
  return question.options.map((value) => ({
    value,
    label: words.say(question.kind === 'list' ? `procedure.option.${state.list}.${value}` : `procedure.option.${question.name}.${value}`),
  }));
};

/** What a typed line or a tap means for the open question; undefined when the person talks of something else. */
export const settleIntake = (state: Intake, tap: string | undefined, text: string, talk: Talk, env: Env, words: Words): readonly Effect[] | undefined => {
  const question = asksOf(state);
  if (question === undefined) return undefined;
  if (tap === undefined && question.kind === 'detail' && skips(text)) return answered(state, question, '', talk, env, words);
  if (tap === undefined && leaves(text))
    return [
      { do: 'pend', pending: undefined },
      { do: 'say', reply: { text: words.say('procedure.left'), tag: 'procedure.left' } },
    ];
  if (tap === undefined && mayBeStop(text)) return question.kind === 'yes_no' ? put(state, talk, env, words, words.say('common.dung_or_stop')) : undefined;
  const labels = labelsOf(question, state, words);
  if (tap !== undefined) {
    const option = /^n\d{1,2}$/.test(tap) ? labels[Number(tap.slice(1)) - 1] : undefined;
    return option === undefined ? undefined : answered(state, question, option.value, talk, env, words);
  }
  if (isUnknown(text)) return unsure(state, question, talk, env, words);
  const read = readAnswer(question, labels, text, env.today);
  return read.ok ? answered(state, question, read.value, talk, env, words) : put(state, talk, env, words, words.say(read.key));
};

/** A detail may stay open: «bỏ qua», «không có», «không ghi». */
const skips = (text: string): boolean => /^(?:bo qua|qua|khong(?: co| ghi| thay)?|ko|skip|none|no)$/.test(fold(text));
const leaves = (text: string): boolean => /^(?:thoi|huy|bo qua|khong co gi|cancel)$/.test(fold(text));

const readAnswer = (
  question: Question,
  labels: readonly { readonly value: string; readonly label: string }[],
  text: string,
  today: Day,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly key: string } => {
  if (question.detail !== undefined)
    return readDetail(
      question.detail,
      labels.map(({ label }) => label),
      text,
      today,
    );
  if (question.kind === 'text') return { ok: true, value: /^(?:khong(?: co)?|ko|no|none)$/.test(fold(text)) ? '' : text.slice(0, 60) };
  if (question.kind === 'count') return /^\d{1,3}$/.test(text.trim()) ? { ok: true, value: text.trim() } : { ok: false, key: 'refusals.number_unreadable' };
  if (question.kind === 'day') {
    const read = readDay(text, { today });
    if (read.kind === 'value') return { ok: true, value: read.value };
    return { ok: false, key: `refusals.${read.kind === 'refused' ? read.code : 'day_unreadable'}` };
  }
  const chosen = readChoice(labels)(text, { today });
  if (chosen.kind === 'value') return { ok: true, value: chosen.value };
  const yes = question.kind === 'yes_no' ? readYesNo(text, { today }) : undefined;
  if (yes?.kind === 'value') return { ok: true, value: yes.value ? 'yes' : 'no' };
  return { ok: false, key: `refusals.${chosen.kind === 'refused' ? chosen.code : 'choice_unreadable'}` };
};

const answered = (state: Intake, question: Question, value: string, talk: Talk, env: Env, words: Words): readonly Effect[] => {
  if (question.name === 'what') return put({ ...state, what: value }, talk, env, words);
  if (question.name === 'on' && value > env.today && state.what !== 'invited') return put(state, talk, env, words, words.say('refusals.day_in_future'));
  return put({ ...state, told: { ...state.told, [question.name]: value } }, talk, env, words);
};

/** A number, a sum or an hour may stay unknown; which paper it is, or what it says, an officer finds out. */
const unsure = (state: Intake, question: Question, talk: Talk, env: Env, words: Words): readonly Effect[] => {
  if (question.name === 'number' || question.kind === 'detail') return answered(state, question, '', talk, env, words);
  if (question.name === 'on') return put(state, talk, env, words, words.say('procedure.day_needed'));
  return put({ ...state, what: 'other_paper', told: state.told.on === undefined ? {} : { on: state.told.on } }, talk, env, words);
};

const finished = (state: Intake, talk: Talk, env: Env, words: Words): readonly Effect[] => {
  const view = talk.procedure;
  const { what, told } = state;
  const kind: StepKind = what !== undefined && isStepKind(what) ? what : 'other_paper';
  const on = told.on ?? dayAt(env.now);
  const made = eventFrom(kind, on, told);
  if (view === undefined || !made.ok)
    return [
      { do: 'pend', pending: undefined },
      { do: 'want_person', reason: 'law_unknown' },
    ];
  // Named by the message that completes it: a photo that follows is tied to it, and a repeated message is the same step.
  const id = `told-${talk.message}`;
  const step: ToldStep = { id, kind, on, event: made.event, detail: detailTold(kind, told), number: told.number ?? '', signer: '', toldBy: 'person', recordedAt: env.now };
  const after: ProcedureView = { ...view, steps: [...view.steps, step], events: made.event === undefined ? view.events : [...view.events, made.event] };
  const said = stepReplies(step, after, [], env.law, env.today, words);
  const fromPaper = state.list === 'paper';
  const title = fromPaper ? paperTitle(kind, step.number, words) : '';
  const photo: readonly Effect[] = !fromPaper
    ? []
    : state.exhibit === undefined
      ? [{ do: 'say', reply: { text: words.say('procedure.send_photo'), tag: 'procedure.send_photo' } }]
      : [
          { do: 'name_exhibit', exhibit: state.exhibit, paper: stepPaper(id), title },
          { do: 'say', reply: { text: words.say('procedure.photo_kept', { exhibit: state.exhibit, title }), tag: 'procedure.photo_kept' } },
        ];
  return [
    { do: 'pend', pending: fromPaper && state.exhibit === undefined ? { kind: 'step_paper', step: id, title, until: addSeconds(env.now, PHOTO_SECONDS) } : undefined },
    { do: 'record_step', id, kind, on, told, number: step.number },
    { do: 'say', reply: { text: words.say('procedure.recorded', { day: showDay(on) }), tag: 'step.recorded' } },
    ...said.map((reply): Effect => ({ do: 'say', reply })),
    ...(kind === 'other_paper' ? [{ do: 'want_person', reason: 'law_unknown' } as const] : []),
    ...photo,
  ];
};

/** A photo sent within this time is the paper just told; later it may be the next paper. */
const PHOTO_SECONDS = 2 * 3600;
/** «Quyết định giải quyết bồi thường, số 02/QĐ-BT» */
const paperTitle = (kind: StepKind, number: string, words: Words): string => {
  const name = kind === 'other_paper' ? words.say('procedure.paper_unknown') : words.say(`procedure.option.paper.${kind}`);
  return number === '' ? name : words.say('procedure.paper_numbered', { name, number });
};
