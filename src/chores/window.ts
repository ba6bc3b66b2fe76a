/** Owns telling a person, shortly before a channel falls silent, how news will reach them from then on. Once per silence, and only while it can still be read in time. */
import { z } from 'zod';
import { contactOf, conversation, currentAnswers } from '../cases/index.js';
import { enqueue, heardOf, type StillHolds } from '../delivery/index.js';
import { channels } from '../messages/index.js';
import type { Language } from '../wording/index.js';
import { type Chore, done } from './chore.js';

const dataSchema = z.object({ channel: z.enum(channels) });
/** A case that is closed brings no more news. */
const OVER: readonly string[] = ['closed'];

export const windowEnds: Chore = async (timer, tools) => {
  const { channel } = dataSchema.parse(JSON.parse(timer.data));
  const port = tools.port(channel);
  if (port?.capabilities.pushWindow === undefined) return done;
  const seconds = port.capabilities.pushWindow;
  await tools.db.transaction((tx) => {
    const talker = conversation(tx, timer.key);
    const contact = contactOf(tx, timer.key);
    // Somewhere else by now, stopped, or over: nothing to say here.
    if (talker === undefined || talker.case_id === null || OVER.includes(talker.phase) || contact?.channel !== channel || contact.stopped === 1) return;
    // Run late, after a stop of the program: the channel is silent already.
    const { heardAt } = heardOf(tx, contact.channel, contact.chat);
    if (heardAt === undefined || Date.parse(tools.now()) - heardAt >= seconds * 1000) return;
    const answers = new Map(currentAnswers(tx, timer.key).map(({ question, value }) => [question, z.unknown().parse(JSON.parse(value))]));
    const words = tools.wording[talker.language as Language];
    const phone = /^\+?\d+$/.test(String(answers.get('phone') ?? '')) ? String(answers.get('phone')).replace(/^\+84/, '0') : undefined;
    const email = String(answers.get('email') ?? '').includes('@') ? String(answers.get('email')) : undefined;
    const ways = [...(phone === undefined ? [] : [words.say('zalo.way_phone', { phone })]), ...(email === undefined ? [] : [words.say('zalo.way_email', { email })])].join(
      ` ${words.say('zalo.way_or')} `,
    );
    enqueue(tx, {
      conversation: timer.key,
      channel,
      chat: contact.chat,
      turnKey: `window:${timer.key}:${timer.due_at}`,
      epoch: talker.epoch,
      replies: [{ text: ways === '' ? words.say('zalo.window_ends_nobody') : words.say('zalo.window_ends', { ways }), tag: 'window_ends' }],
      now: tools.now(),
      capabilities: port.capabilities,
    });
  });
  tools.wake([timer.key]);
  return done;
};

/** For delivery: one that could not be sent in time is not sent once the person has written, who then reads everything anyway. */
export const windowNoticeHolds: StillHolds = (tx, { turn_key, tag, created_at }) => {
  if (tag !== 'window_ends') return true;
  const contact = contactOf(tx, turn_key.split(':')[1] ?? '');
  const { heardAt } = contact === undefined ? { heardAt: undefined } : heardOf(tx, contact.channel, contact.chat);
  return heardAt === undefined || heardAt <= Date.parse(created_at);
};
