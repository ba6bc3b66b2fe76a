/**
 * Owns what a person is told when something happened to their claim: what it is, what it means, what comes next and by when, which
 * trap is near. Pure: facts in, messages out.
 */
import type { Day } from '../../basics/index.js';
import type { Deadline, Law } from '../../law/index.js';
import type { Reply } from '../../messages/index.js';
import type { Words } from '../../wording/index.js';
import { joined } from '../ask.js';
import type { StepKind } from './kinds.js';
import { clockOn, dayOf, othersNext, overdue, ownDeadlines, type ProcedureView, type ToldStep } from './view.js';

/** A day that moved because a fact changed. */
export type Moved = { readonly step: string; readonly before: Day; readonly after: Day };

/** After these the next thing that can go wrong is said in time. */
const traps: Readonly<Partial<Record<StepKind, string>>> = {
  accepted: 'withdraw',
  verification_reported: 'minutes',
  negotiation_started: 'minutes',
  invited: 'invitation',
  decision_made: 'take',
  decision_not_taken: 'take',
  decision_handed: 'in_force',
  suspended: 'resume',
  honour_notice: 'honour',
  payment_notice: 'receive',
};

/** A step just told, for the person it concerns; `view` has it already. */
export const stepReplies = (step: ToldStep, view: ProcedureView, moved: readonly Moved[], law: Law, today: Day, words: Words): readonly Reply[] => {
  const first = joined(titleOf(step, view, words), meaningOf(step, words));
  const trap = trapOf(step);
  const replies = [
    first,
    step.kind === 'other_paper' ? '' : nextText(view, law, today, words),
    movedText(moved, words),
    trap === undefined ? '' : words.say(`procedure.trap.${trap}`),
  ];
  return replies.filter((text) => text !== '').map((text, i) => ({ text, tag: i === 0 ? `step.${step.kind}` : `step.${step.kind}.more` }));
};

/** «… đã thụ lý hồ sơ ngày 27/11/2026, số 12/TB.» */
export const titleOf = (step: ToldStep, view: Pick<ProcedureView, 'agency'>, words: Words): string => {
  const agency = view.agency ?? words.say('procedure.the_agency');
  const said = words.say(`procedure.told.${step.kind}`, { agency, on: step.on, until: step.event?.kind === 'postponed' ? step.event.until : step.on, days: daysIn(step) });
  return [
    said,
    step.number === '' ? '' : words.say('procedure.numbered', { number: step.number }),
    step.detail.amount === undefined ? '' : words.say('procedure.amount', { amount: step.detail.amount }),
    step.detail.at === undefined && step.detail.place === undefined ? '' : words.say('procedure.meeting', { at: step.detail.at ?? '…', place: step.detail.place ?? '…' }),
  ]
    .filter((part) => part !== '')
    .join(' ');
};

const daysIn = ({ event }: ToldStep): number => (event?.kind === 'verification_prolonged' || event?.kind === 'negotiation_prolonged' ? event.days : 0);

const meaningOf = (step: ToldStep, words: Words): string => {
  const { event, detail } = step;
  const means = [`procedure.means.${step.kind}`].filter((key) => words.has(key)).map((key) => words.say(key));
  if (event?.kind === 'not_accepted' || event?.kind === 'suspended' || event?.kind === 'terminated') means.push(words.say(`procedure.ground.${event.ground}`));
  if (event?.kind === 'negotiation_ended')
    means.push(words.say(`procedure.minutes.${event.agreed ? 'agreed' : 'failed'}`), ...(event.signed ? [] : [words.say('procedure.minutes.unsigned')]));
  if (event?.kind === 'honour_replied') means.push(words.say(`procedure.honour.${event.answer}`));
  if (detail.rightAgency !== undefined) means.push(words.say('procedure.right_agency', { agency: detail.rightAgency }));
  if (detail.reason !== undefined) means.push(words.say('procedure.reason', { reason: short(detail.reason) }));
  const items = (detail.items ?? []).map((item, i) => `${i + 1}. ${item}`).join('\n');
  return joined(means.join(' '), items);
};
const short = (text: string): string => (text.length <= 160 ? text : `${text.slice(0, text.lastIndexOf(' ', 155))} …`);

const trapOf = ({ kind, event, detail }: ToldStep): string | undefined => {
  if (event?.kind === 'negotiation_ended') return event.signed ? undefined : 'minutes';
  if (event?.kind === 'suspended') return event.ground === 'grounding_document_reviewed' ? undefined : 'resume';
  if (kind === 'invited' && detail.purpose === 'negotiation') return 'minutes';
  return traps[kind];
};

/** What the person must do and by when, then what others must do. */
export const nextText = (view: ProcedureView, law: Law, today: Day, words: Words): string => {
  const clock = clockOn(view, law, today);
  const [own] = ownDeadlines(clock).filter(isNear(today));
  const [other] = othersNext(clock);
  const late = overdue(clock)[0];
  const lines = [
    own === undefined ? '' : words.say('procedure.next.own', { step: titleIn(own, words), due: dayOf(own) ?? '', article: articleOf(own) }),
    late === undefined ? '' : words.say('procedure.next.late', { step: titleIn(late, words), due: dayOf(late) ?? '' }),
    other === undefined
      ? ''
      : words.say(other.state === 'expected' ? 'procedure.next.expected' : 'procedure.next.other', {
          step: titleIn(other, words),
          due: dayOf(other) ?? '',
          article: articleOf(other),
        }),
  ].filter((line) => line !== '');
  return lines.length === 0 ? words.say('procedure.next.none') : lines.join('\n');
};

/** A limit of years is said only in its last months: before, it hides what matters this week. */
const isNear = (today: Day) => (step: Deadline) => step.unit !== 'year' || (dayOf(step) ?? '') < nearYear(today);
const nearYear = (today: Day): Day => `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;

export const titleIn = (step: Deadline, words: Words): string => words.say(`law.step.${step.id}`);
/** «Đ43.1» */
export const articleOf = (step: Deadline): string => step.cite.article;

/** `why`: something happened, the person corrected an answer, or the tables of the law and the calendar changed. */
export const movedText = (moved: readonly Moved[], words: Words, why: 'step' | 'answer' | 'tables' = 'step'): string =>
  moved.length === 0
    ? ''
    : [
        words.say(`procedure.moved.${why}`),
        ...moved.slice(0, 4).map(({ step, before, after }) => words.say('procedure.moved.line', { step: words.say(`law.step.${step}`), before, after })),
      ].join('\n');
