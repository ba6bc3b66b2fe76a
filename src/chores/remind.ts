/**
 * Owns saying a reminder when its moment has come: by day only, only while it still holds, once. It does not wait for whoever owns the talk: a
 * deadline runs whether a person or the bot speaks. The first line says nothing of the case, since phones show it on a locked screen.
 */
import { z } from 'zod';
import { clockAt, dayAt, daysBetween, idsFrom } from '../basics/index.js';
import { contactOf, conversation, eventHappened, eventsOf, timersWaiting } from '../cases/index.js';
import { articleOf, clockOn, dayOf, overdue, type ProcedureView, titleIn } from '../conversation/index.js';
import { enqueue, heardOf, mailMessageId } from '../delivery/index.js';
import type { Channel, Reply } from '../messages/index.js';
import { isLast, isMuted, mailOf, procedureOf, reckoned, secondsToMorning } from '../procedure/index.js';
import type { Tx } from '../storage/index.js';
import type { Language, Words } from '../wording/index.js';
import { type Chore, type ChoreTools, done, waitMore } from './chore.js';

const dataSchema = z.object({ what: z.enum(['own', 'late', 'law', 'meeting']), step: z.string(), due: z.string(), days: z.number() });
type Data = z.infer<typeof dataSchema>;

export const remind: Chore = async (timer, tools) => {
  const now = tools.now();
  const wait = secondsToMorning(now, dayAt(now), clockAt(now));
  if (wait > 0) return waitMore(wait);
  const id = timer.conversation_id;
  if (id === null) throw new Error(`timer ${timer.id} (remind) has no conversation`);
  const data = dataSchema.parse(JSON.parse(timer.data));
  const said = await tools.db.transaction((tx) => (laterOneIsDue(tx, id, timer.id, data, now) ? false : say(tx, id, timer.key, data, tools)));
  if (!said) return done;
  tools.wake([id]);
  return mailToo(id, timer.key, tools);
};

/** Where the chat cannot be reached (left, or its window shut), by the other way the person gave: a mail that says only that there is a reminder. */
const mailToo = async (id: string, key: string, tools: ChoreTools): ReturnType<Chore> => {
  const talker = conversation(tools.db.read, id);
  const contact = contactOf(tools.db.read, id);
  const to = mailOf(tools.db.read, id);
  if (talker === undefined || contact === undefined || to === undefined || isReached(contact, tools)) return done;
  const words = tools.wording[talker.language as Language];
  const mailId = idsFrom(`remind ${key}`)();
  const outcome = await tools.mailer.send({
    to,
    subject: words.say('procedure.remind.mail_subject'),
    text: words.say('procedure.remind.mail_text'),
    attachments: [],
    messageId: mailMessageId(mailId, tools.mailFrom),
  });
  await tools.db.transaction((tx) =>
    eventHappened(tx, id, outcome.kind === 'sent' ? 'reminder_mailed' : 'reminder_not_mailed', { key: mailId, outcome: outcome.kind }, tools.now()),
  );
  return done;
};

const isReached = (contact: { readonly channel: string; readonly chat: string; readonly stopped: number }, tools: ChoreTools): boolean => {
  if (contact.stopped === 1) return false;
  const seconds = tools.port(contact.channel as Channel)?.capabilities.pushWindow;
  const { heardAt } = heardOf(tools.db.read, contact.channel, contact.chat);
  return seconds === undefined || heardAt === undefined || Date.parse(tools.now()) - heardAt < seconds * 1000;
};

/** After a long stop of the program several rungs of one ladder are due at once: the last one says it all. */
const laterOneIsDue = (tx: Tx, id: string, self: number, data: Data, now: string): boolean =>
  timersWaiting(tx, id, 'remind').some((other) => {
    if (other.id === self || other.due_at > now) return false;
    const theirs = dataSchema.parse(JSON.parse(other.data));
    if (theirs.what !== data.what || theirs.step !== data.step || theirs.due !== data.due) return false;
    return data.what === 'late' ? theirs.days > data.days : theirs.days < data.days;
  });

const say = (tx: Tx, id: string, key: string, data: Data, tools: ChoreTools): boolean => {
  const talker = conversation(tx, id);
  const view = procedureOf(tx, id);
  if (talker === undefined || view === undefined) return false;
  const text = textOf(data, view, tools, tools.wording[talker.language as Language]);
  if (text === undefined) return false;
  officersTold(tx, id, data, tools.now());
  const contact = contactOf(tx, id);
  const port = contact && tools.port(contact.channel as Channel);
  if (contact === undefined || port === undefined || isMuted(tx, id)) return false;
  const reply: Reply = { text, tag: `remind.${data.what}` };
  // Words that no change of owner withdraws: a deadline runs whoever speaks.
  const written = enqueue(tx, {
    conversation: id,
    channel: contact.channel as Channel,
    chat: contact.chat,
    turnKey: `remind:${key}`,
    epoch: talker.epoch,
    lane: 'officer',
    replies: [reply],
    now: tools.now(),
    capabilities: port.capabilities,
  });
  return written > 0;
};

/** Once for each day, also when the person wants no reminders or cannot be reached: the case then waits in the queue (`deadline_near`). */
const officersTold = (tx: Tx, id: string, data: Data, now: string): void => {
  if (data.what !== 'late' && !isLast(data)) return;
  const kind = data.what === 'late' ? 'step_overdue' : 'deadline_near';
  const about = JSON.stringify({ step: data.step, due: data.due, days: data.days });
  if (eventsOf(tx, id).some((event) => event.kind === kind && event.data === about)) return;
  eventHappened(tx, id, kind, { step: data.step, due: data.due, days: data.days }, now);
};

/** Undefined when it no longer holds: done meanwhile, moved, paused, over. */
const textOf = ({ what, step: id, due }: Data, view: ProcedureView, tools: ChoreTools, words: Words): string | undefined => {
  const today = dayAt(tools.now());
  if (what === 'meeting') {
    const meeting = view.steps.find((step) => step.id === id && step.on === due);
    if (meeting === undefined || due < today) return undefined;
    return lines(words.say('procedure.remind.lead'), words.say('procedure.remind.meeting', { due, at: meeting.detail.at ?? '…', place: meeting.detail.place ?? '…' }));
  }
  const clock = clockOn(view, tools.law, today);
  const step = clock.steps.find((one) => one.id === id);
  if (step === undefined || dayOf(step) !== due) return undefined;
  const values = { step: titleIn(step, words), due, article: articleOf(step), left: daysBetween(today, due) };
  const follows = step.after === undefined ? '' : words.say(`law.after.${step.after}`);
  if (what === 'own') {
    if ((step.state !== 'waiting' && step.state !== 'unsure') || today > due) return undefined;
    return lines(
      words.say('procedure.remind.lead'),
      words.say(today === due ? 'procedure.remind.today' : 'procedure.remind.own', values),
      follows,
      words.say('procedure.remind.done'),
    );
  }
  if (what === 'law')
    return step.state === 'over' || step.state === 'paused' ? undefined : lines(words.say('procedure.remind.law_lead'), words.say('procedure.remind.law', values), follows);
  if (!overdue(clock).some((one) => one.id === id)) return undefined;
  return lines(words.say('procedure.remind.late_lead'), words.say('procedure.remind.late', values), words.say('procedure.remind.late_how'));
};

const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** A fact outside the recorded steps changed (an answer): the ladder is put right. */
export const reckon: Chore = async (timer, tools) => {
  await tools.db.transaction((tx) => reckoned(tx, timer.key, tools.law, tools.now()));
  return done;
};
