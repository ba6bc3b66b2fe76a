/**
 * Owns reckoning a case's days anew after something outside the recorded steps changed: an answer, or the tables of the law and the
 * calendar. The waiting rows are put right; a day the person planned by that has moved is said. Does not reckon itself (`src/procedure`).
 */
import { clockAt, type Day, dayAt } from '../basics/index.js';
import { contactOf, conversation, eventHappened } from '../cases/index.js';
import { movedText } from '../conversation/index.js';
import { enqueue } from '../delivery/index.js';
import type { Channel } from '../messages/index.js';
import { daysWaitedFor, movedSince, procedureOf, reckoned, reckoningSchema, secondsToMorning } from '../procedure/index.js';
import type { Language } from '../wording/index.js';
import { type Chore, done, waitMore } from './chore.js';

export const reckon: Chore = async (timer, tools) => {
  const now = tools.now();
  const { before } = reckoningSchema.parse(JSON.parse(timer.data));
  // Nobody is woken because a table changed.
  const wait = before === undefined ? secondsToMorning(now, dayAt(now), clockAt(now)) : 0;
  if (wait > 0) return waitMore(wait);
  await tools.db.transaction((tx) => {
    const days: Readonly<Record<string, Day>> = before ?? daysWaitedFor(tx, timer.key);
    reckoned(tx, timer.key, tools.law, now);
    const view = procedureOf(tx, timer.key);
    const moved = view === undefined ? [] : movedSince(days, view, tools.law, now);
    const talker = conversation(tx, timer.key);
    const contact = contactOf(tx, timer.key);
    const port = contact && tools.port(contact.channel as Channel);
    if (moved.length === 0 || talker === undefined || contact === undefined || port === undefined) return;
    eventHappened(tx, timer.key, 'days_moved', { steps: moved.map(({ step }) => step) }, now);
    enqueue(tx, {
      conversation: timer.key,
      channel: contact.channel as Channel,
      chat: contact.chat,
      turnKey: `reckon:${timer.id}:${timer.due_at}`,
      epoch: talker.epoch,
      lane: 'officer',
      replies: [{ text: movedText(moved, tools.wording[talker.language as Language], before === undefined ? 'tables' : 'answer'), tag: 'days_moved' }],
      now,
      capabilities: port.capabilities,
    });
  });
  tools.wake([timer.key]);
  return done;
};
