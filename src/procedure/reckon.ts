/**
 * Owns keeping the waiting rows of a case in step with its facts: each moment of the ladder waits once, what no longer holds waits no
 * more, what was said is never said again. Reminders switched off: only the last moments before a day wait, for the officers' sake.
 */
import { dayAt, type Instant } from '../basics/index.js';
import { timersWaiting, waitNoMore, waitOnce } from '../cases/index.js';
import { clockOn, dayOf, type Moved, type ProcedureView } from '../conversation/index.js';
import type { Law } from '../law/index.js';
import type { Tx } from '../storage/index.js';
import { type Rung, rungsOf } from './ladder.js';
import { procedureOf } from './view.js';

/** Puts the waiting rows right for what stands now. To be called in the transaction of every change of a fact. */
export const reckoned = (tx: Tx, conversation: string, law: Law, now: Instant): void => {
  const view = procedureOf(tx, conversation);
  const rungs = view === undefined ? [] : rungsIn(view, law, now).filter((rung) => !view.muted || isLast(rung));
  const wanted = new Map(rungs.map((rung) => [keyOf(conversation, rung), rung]));
  for (const timer of timersWaiting(tx, conversation, 'remind')) if (timer.due_at > now && !wanted.has(timer.key)) waitNoMore(tx, 'remind', timer.key);
  for (const [key, { what, step, due, days, at }] of wanted) waitOnce(tx, 'remind', key, at, { what, step, due, days }, conversation);
};

/** So near to the person's own day that an officer is to know, too. */
export const isLast = ({ what, days }: Pick<Rung, 'what' | 'days'>): boolean => what === 'own' && days <= 1;

export const rungsIn = (view: ProcedureView, law: Law, now: Instant): readonly Rung[] =>
  rungsOf(
    clockOn(view, law, dayAt(now)),
    view.steps.filter(({ kind }) => kind === 'invited'),
    law,
    now,
  );

const keyOf = (conversation: string, rung: Rung): string => `${conversation} ${rung.key}`;

/** Days that were running and have moved: to be said, since the person planned by them. */
export const movedBetween = (before: ProcedureView, after: ProcedureView, law: Law, now: Instant): readonly Moved[] => {
  const [was, is] = [clockOn(before, law, dayAt(now)), clockOn(after, law, dayAt(now))];
  return was.steps.flatMap((step) => {
    const next = is.steps.find(({ id }) => id === step.id);
    const [day, newDay] = [dayOf(step), next && dayOf(next)];
    const ran = (step.state === 'waiting' || step.state === 'unsure') && (next?.state === 'waiting' || next?.state === 'unsure');
    return ran && day !== undefined && newDay !== undefined && day !== newDay ? [{ step: step.id, before: day, after: newDay }] : [];
  });
};
