/** Owns telling a person, shortly before a channel falls silent, how news will reach them from then on. Once per silence. */
import { z } from 'zod';
import { contactOf, conversation, currentAnswers } from '../cases/index.js';
import { enqueue } from '../delivery/index.js';
import { channels } from '../messages/index.js';
import type { Language } from '../wording/index.js';
import { type Chore, done } from './chore.js';

const dataSchema = z.object({ channel: z.enum(channels) });
/** A case that is closed brings no more news. */
const OVER: readonly string[] = ['closed'];

export const windowEnds: Chore = async (timer, tools) => {
  const { channel } = dataSchema.parse(JSON.parse(timer.data));
  const port = tools.port(channel);
  if (port === undefined) return done;
  await tools.db.transaction((tx) => {
    const talker = conversation(tx, timer.key);
    const contact = contactOf(tx, timer.key);
    // Somewhere else by now, stopped, or over: nothing to say here.
    if (talker === undefined || talker.case_id === null || OVER.includes(talker.phase) || contact?.channel !== channel || contact.stopped === 1) return;
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
      turnKey: `window:${timer.id}:${timer.due_at}`,
      epoch: talker.epoch,
      replies: [{ text: ways === '' ? words.say('zalo.window_ends_nobody') : words.say('zalo.window_ends', { ways }), tag: 'window_ends' }],
      now: tools.now(),
      capabilities: port.capabilities,
    });
  });
  tools.wake([timer.key]);
  return done;
};
