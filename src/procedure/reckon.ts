/**
 * Owns keeping the waiting rows of a case in step with its facts: each moment of the ladder waits once, what no longer holds waits no
 * more, what was said is never said again. Reminders switched off: only the last moments before a day wait, for the officers' sake.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Day, dayAt, type Instant } from '../basics/index.js';
import { timerOf, timersWaiting, waitNoMore, waitOnce, waitUntil } from '../cases/index.js';
import { clockOn, dayOf, type Moved, type ProcedureView } from '../conversation/index.js';
import type { Clock, Law } from '../law/index.js';
import { query, type Tx } from '../storage/index.js';
import { type Rung, rungsOf } from './ladder.js';
import { watchedOf } from './view.js';

/** Puts the waiting rows right for what stands now. To be called in the transaction of every change of a fact. */
export const reckoned = (tx: Tx, conversation: string, law: Law, now: Instant): void => {
  const view = watchedOf(tx, conversation);
  const standing = view === undefined ? [] : rungsIn(view, law, now).filter((rung) => !view.muted || isLast(rung));
  const rungs = new Map(standing.map((rung) => [keyOf(conversation, rung), rung]));
  // One whose moment came at night waits for the morning: it goes on waiting while it is still a rung.
  for (const timer of timersWaiting(tx, conversation, 'remind')) if (timer.due_at > now && !rungs.has(timer.key)) waitNoMore(tx, 'remind', timer.key);
  for (const [key, { what, step, due, days, at }] of rungs) if (at > now) waitOnce(tx, 'remind', key, at, { what, step, due, days }, conversation);
};

/** So near to the person's own day that an officer is to know, too. */
export const isLast = ({ what, days }: Pick<Rung, 'what' | 'days'>): boolean => what === 'own' && days <= 1;

/** Every rung of what runs, past ones too. */
export const rungsIn = (view: ProcedureView, law: Law, now: Instant): readonly Rung[] =>
  rungsOf(
    clockOn(view, law, dayAt(now)),
    view.steps.filter(({ kind }) => kind === 'invited'),
    law,
  );

const keyOf = (conversation: string, rung: Rung): string => `${conversation} ${rung.key}`;

/** Days that were running and have moved: to be said, since the person planned by them. */
export const movedBetween = (before: ProcedureView, after: ProcedureView, law: Law, now: Instant): readonly Moved[] => movedSince(daysRunning(before, law, now), after, law, now);

/** The days that run, by step. */
export const daysRunning = (view: ProcedureView, law: Law, now: Instant): Readonly<Record<string, Day>> => runningIn(clockOn(view, law, dayAt(now)));
const runningIn = ({ steps }: Clock): Readonly<Record<string, Day>> =>
  Object.fromEntries(
    steps.flatMap((step) => {
      const day = dayOf(step);
      return day !== undefined && (step.state === 'waiting' || step.state === 'unsure') ? [[step.id, day]] : [];
    }),
  );

/** Which of these days run still, but on another day. */
export const movedSince = (before: Readonly<Record<string, Day>>, after: ProcedureView, law: Law, now: Instant): readonly Moved[] => {
  const is = daysRunning(after, law, now);
  return Object.entries(before).flatMap(([step, day]) => {
    const newDay = is[step];
    return newDay === undefined || newDay === day ? [] : [{ step, before: day, after: newDay }];
  });
};

/** What a reckoning that waits was told. Without `before` the tables changed, and what waits still says the days before. */
export const reckoningSchema = z.object({ before: z.record(z.string(), z.string()).optional() });
/** An answer changed: the days are reckoned again after the commit, and what has moved since `before` is said once. */
export const reckonSoon = (tx: Tx, conversation: string, before: Readonly<Record<string, Day>>, now: Instant): void => {
  const waiting = timerOf(tx, 'reckon', conversation);
  const earlier = waiting?.state === 'due' ? reckoningSchema.parse(JSON.parse(waiting.data)).before : undefined;
  waitUntil(tx, 'reckon', conversation, now, { before: { ...before, ...earlier } }, conversation);
};

const waitedSchema = z.object({ what: z.string(), step: z.string(), due: z.string() });
/** The days that the waiting rows were made for: what the tables said when they were last looked at. */
export const daysWaitedFor = (tx: Pick<Tx, 'all'>, conversation: string): Readonly<Record<string, Day>> =>
  Object.fromEntries(
    timersWaiting(tx, conversation, 'remind').flatMap(({ data }) => {
      const { what, step, due } = waitedSchema.parse(JSON.parse(data));
      return what === 'meeting' ? [] : [[step, due]];
    }),
  );

const TABLES = 'procedure.tables';
const tablesKnown = query()((db) => db.selectFrom('setting').select('value').where('key', '=', TABLES));
const tablesNoted = query<{ value: string }>()((db, p) =>
  db
    .insertInto('setting')
    .values({ key: TABLES, value: p('value') })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: p('value') })),
);
const claims = query()((db) => db.selectFrom('conversation').select('id').where('case_id', 'is not', null).where('phase', 'not in', ['consent', 'triage']));
/** At a start: where the law's entries or the calendar differ from the last start's, every claim is reckoned again. How many there are. */
export const reckonWhenTablesChanged = (tx: Tx, law: Law, now: Instant): number => {
  const tables = createHash('sha256')
    .update(JSON.stringify([[...law.entries], [...law.calendar]]))
    .digest('base64url');
  if (tx.get(tablesKnown, {})?.value === tables) return 0;
  tx.run(tablesNoted, { value: tables });
  const ids = tx.all(claims, {});
  for (const { id } of ids) waitUntil(tx, 'reckon', id, now, {}, id);
  return ids.length;
};
