/**
 * Owns saying a reminder when its moment has come: by day only, only while it still holds, once. It does not wait for whoever owns the talk: a
 * deadline runs whether a person or the bot speaks. The first line says nothing of the case, since phones show it on a locked screen.
 */
import { clockAt, dayAt } from '../basics/index.js';
import { contactOf, conversation, eventHappened, eventsOf } from '../cases/index.js';
import { enqueue } from '../delivery/index.js';
import type { Channel } from '../messages/index.js';
import { isLast, isMuted, secondsToMorning } from '../procedure/index.js';
import type { Tx } from '../storage/index.js';
import type { Language } from '../wording/index.js';
import { mailInstead } from './by-mail.js';
import { type Chore, type ChoreTools, done, waitMore } from './chore.js';
import { laterOneTakesOver, type Reminder, reminderSchema, standingText, turnKeyOf } from './reminder.js';

export const remind: Chore = async (timer, tools) => {
  const now = tools.now();
  const wait = secondsToMorning(now, dayAt(now), clockAt(now));
  if (wait > 0) return waitMore(wait);
  const id = timer.conversation_id;
  if (id === null) throw new Error(`timer ${timer.id} (remind) has no conversation`);
  const reminder = reminderSchema.parse(JSON.parse(timer.data));
  const said = await tools.db.transaction((tx) => (laterOneTakesOver(tx, id, timer.id, reminder, now) ? false : say(tx, id, timer.key, reminder, tools)));
  if (!said) return done;
  tools.wake([id]);
  return mailInstead(id, timer.key, 'remind', tools);
};

/** True when it is in the outbox, also from a run that a crash cut short: then the mail may still be owed. */
const say = (tx: Tx, id: string, key: string, reminder: Reminder, tools: ChoreTools): boolean => {
  const talker = conversation(tx, id);
  if (talker === undefined) return false;
  const now = tools.now();
  const text = standingText(tx, id, reminder, dayAt(now), tools.law, tools.wording[talker.language as Language]);
  if (text === undefined) return false;
  officersTold(tx, id, reminder, now);
  const contact = contactOf(tx, id);
  const port = contact && tools.port(contact.channel as Channel);
  if (contact === undefined || port === undefined || isMuted(tx, id)) return false;
  // Words that no change of owner withdraws: a deadline runs whoever speaks.
  enqueue(tx, {
    conversation: id,
    channel: contact.channel as Channel,
    chat: contact.chat,
    turnKey: turnKeyOf(key, reminder),
    epoch: talker.epoch,
    lane: 'officer',
    replies: [{ text, tag: `remind.${reminder.what}` }],
    now,
    capabilities: port.capabilities,
  });
  return true;
};

/** Once for each day, also when the person wants no reminders or cannot be reached: the case then waits in the queue (`deadline_near`). */
const officersTold = (tx: Tx, id: string, reminder: Reminder, now: string): void => {
  const { what, step, due, days } = reminder;
  if (what !== 'late' && !isLast(reminder)) return;
  const kind = what === 'late' ? 'step_overdue' : 'deadline_near';
  const data = { step, due, days };
  if (eventsOf(tx, id).some((event) => event.kind === kind && event.data === JSON.stringify(data))) return;
  eventHappened(tx, id, kind, data, now);
};
