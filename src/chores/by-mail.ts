/**
 * Owns reaching a person by the mail address they gave where the chat cannot be: left, or its window shut. The mail says that something waits, never
 * what. Once per key. Does not own what waits in the chat.
 */
import { dayAt, idsFrom } from '../basics/index.js';
import { contactOf, conversation, eventHappened, eventsOf } from '../cases/index.js';
import { heardOf, mailMessageId } from '../delivery/index.js';
import type { Channel } from '../messages/index.js';
import { mailOf } from '../procedure/index.js';
import type { Language } from '../wording/index.js';
import { type Chore, type ChoreTools, done, waitMore } from './chore.js';

const said = { remind: { sent: 'reminder_mailed', not: 'reminder_not_mailed' }, news: { sent: 'news_mailed', not: 'news_not_mailed' } } as const;

/** Ends when nothing is owed: reached in the chat, no address, or mailed before under this key. */
export const mailInstead = async (id: string, key: string, about: keyof typeof said, tools: ChoreTools): ReturnType<Chore> => {
  const { read } = tools.db;
  const talker = conversation(read, id);
  const contact = contactOf(read, id);
  const to = mailOf(read, id);
  if (talker === undefined || contact === undefined || to === undefined || isReached(contact, tools)) return done;
  const mailId = idsFrom(`${about} ${key}`)();
  if (eventsOf(read, id).some(({ kind, data }) => kind === said[about].sent && data.includes(mailId))) return done;
  const words = tools.wording[talker.language as Language];
  const outcome = await tools.mailer.send({
    to,
    subject: words.say(`procedure.${about}.mail_subject`),
    text: words.say(`procedure.${about}.mail_text`),
    attachments: [],
    messageId: mailMessageId(mailId, tools.mailFrom),
  });
  if (outcome.kind === 'later') return waitMore(Math.max(60, outcome.afterSeconds));
  await tools.db.transaction((tx) => eventHappened(tx, id, outcome.kind === 'sent' ? said[about].sent : said[about].not, { key: mailId, outcome: outcome.kind }, tools.now()));
  return done;
};

/** What an agency or an officer told: the words wait in the chat, and once a day a mail says so. */
export const mailNews: Chore = async (timer, tools) => mailInstead(timer.key, `${timer.key} ${dayAt(timer.due_at)}`, 'news', tools);

const isReached = (contact: { readonly channel: string; readonly chat: string; readonly stopped: number }, tools: ChoreTools): boolean => {
  const seconds = tools.port(contact.channel as Channel)?.capabilities.pushWindow;
  const { heardAt } = heardOf(tools.db.read, contact.channel, contact.chat);
  // A shut window is noted as a stop too, until they write.
  if (contact.stopped === 1) return false;
  return seconds === undefined || heardAt === undefined || Date.parse(tools.now()) - heardAt < seconds * 1000;
};
