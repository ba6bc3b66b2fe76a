/**
 * Owns what a reminder says on a day, and whether one that was written still holds when it would be sent: by day only, on the day it was
 * written for, while the facts stand and reminders are wanted. Does not own when it falls due (`src/procedure/ladder.ts`) nor the sending.
 */
import { z } from 'zod';
import { addSeconds, clockAt, type Day, dayAt, daysBetween, type Instant } from '../basics/index.js';
import { conversation, timerOf, timersOf, waitUntil } from '../cases/index.js';
import { articleOf, clockOn, dayOf, overdue, type ProcedureView, titleIn } from '../conversation/index.js';
import type { StillHolds } from '../delivery/index.js';
import type { Law } from '../law/index.js';
import { isMuted, secondsToMorning, watchedOf } from '../procedure/index.js';
import type { Tx } from '../storage/index.js';
import type { Language, Wording, Words } from '../wording/index.js';

/** `again`: how often it was written anew because it could not be sent on the day it was written for. */
export const reminderSchema = z.object({
  what: z.enum(['own', 'late', 'law', 'meeting']),
  step: z.string(),
  due: z.string(),
  days: z.number(),
  again: z.number().int().nonnegative().default(0),
});
export type Reminder = z.infer<typeof reminderSchema>;

/** The outbox knows a reminder by this; written anew it is another row. */
export const turnKeyOf = (timerKey: string, { again }: Reminder): string => `remind:${timerKey}${again === 0 ? '' : `#${again}`}`;
const timerKeyIn = (turnKey: string): string => turnKey.replace(/^remind:/, '').replace(/#\d+$/, '');

/** For delivery: a reminder is looked at once more in the transaction that sends it. At night, or on a later day, it is written anew instead. */
export const reminderHolds =
  ({ law, wording }: { readonly law: Law; readonly wording: Wording }): StillHolds =>
  (tx, { turn_key, tag, created_at }, now) => {
    if (!tag.startsWith('remind.')) return true;
    const key = timerKeyIn(turn_key);
    const timer = timerOf(tx, 'remind', key);
    const talker = timer?.conversation_id == null ? undefined : conversation(tx, timer.conversation_id);
    if (timer === undefined || talker === undefined) return false;
    const reminder = reminderSchema.parse(JSON.parse(timer.data));
    const today = dayAt(now);
    if (reminderText(tx, talker.id, reminder, today, law, wording[talker.language as Language]) === undefined) return false;
    const wait = secondsToMorning(now, today, clockAt(now));
    if (wait === 0 && dayAt(created_at) === today) return true;
    if (!laterOneTakesOver(tx, talker.id, timer.id, reminder, now)) waitUntil(tx, 'remind', key, addSeconds(now, wait), { ...reminder, again: reminder.again + 1 }, talker.id);
    return false;
  };

/** After a long stop several rungs of one ladder are due at once, or the next was said already: the last one says it all. */
export const laterOneTakesOver = (tx: Pick<Tx, 'all'>, id: string, self: number, { what, step, due, days }: Reminder, now: Instant): boolean =>
  timersOf(tx, id, 'remind').some((other) => {
    if (other.id === self || other.due_at > now) return false;
    const theirs = reminderSchema.parse(JSON.parse(other.data));
    if (theirs.what !== what || theirs.step !== step || theirs.due !== due) return false;
    return what === 'late' ? theirs.days > days : theirs.days < days;
  });

/** Undefined when nothing is to be said: reminders are off, or nothing stands to be reminded of. */
const reminderText = (tx: Pick<Tx, 'get' | 'all'>, id: string, reminder: Reminder, today: Day, law: Law, words: Words): string | undefined =>
  isMuted(tx, id) ? undefined : standingText(tx, id, reminder, today, law, words);

/** The same whether the person wants to hear it or not. Undefined when it was done meanwhile, moved, paused, is over. */
export const standingText = (tx: Pick<Tx, 'get' | 'all'>, id: string, reminder: Reminder, today: Day, law: Law, words: Words): string | undefined => {
  const view = watchedOf(tx, id);
  return view && textOf(reminder, view, today, law, words);
};

const textOf = ({ what, step: id, due, days }: Reminder, view: ProcedureView, today: Day, law: Law, words: Words): string | undefined => {
  if (what === 'meeting') {
    const meeting = view.steps.find((step) => step.id === id && step.on === due);
    if (meeting === undefined || due < today) return undefined;
    return lines(words.say('procedure.remind.lead'), words.say('procedure.remind.meeting', { due, at: meeting.detail.at ?? '…', place: meeting.detail.place ?? '…' }));
  }
  const clock = clockOn(view, law, today);
  const step = clock.steps.find((one) => one.id === id);
  if (step === undefined || dayOf(step) !== due) return undefined;
  const values = { step: titleIn(step, words), due, article: articleOf(step), left: daysBetween(today, due) };
  const follows = step.after === undefined ? '' : words.say(`law.after.${step.after}`);
  if (what === 'own') {
    // The program stood still on the last day: said late, and to the officers, rather than not at all.
    if (today > due && days === 0 && ['passed', 'waiting', 'unsure'].includes(step.state))
      return lines(words.say('procedure.remind.lead'), words.say('procedure.remind.missed', values));
    if ((step.state !== 'waiting' && step.state !== 'unsure') || today > due) return undefined;
    return lines(
      words.say('procedure.remind.lead'),
      words.say(today === due ? 'procedure.remind.today' : 'procedure.remind.own', values),
      follows,
      words.say(view.agency === undefined ? 'procedure.remind.go_on' : step.id === 'claim_in_time' ? 'procedure.remind.lodge' : 'procedure.remind.done'),
    );
  }
  if (what === 'law')
    return step.state === 'over' || step.state === 'paused' ? undefined : lines(words.say('procedure.remind.law_lead'), words.say('procedure.remind.law', values), follows);
  if (!overdue(clock).some((one) => one.id === id)) return undefined;
  return lines(words.say('procedure.remind.late_lead'), words.say('procedure.remind.late', values), words.say('procedure.remind.late_how'));
};

const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');
