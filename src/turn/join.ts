/**
 * Owns what typing a one-time code does: the chat it is typed in and the chat that showed it lead to one talk from then on. Runs inside
 * the turn that takes the message. People are joined by nothing else.
 */
import { fold, type Instant } from '../basics/index.js';
import { type Conversation, chatsMoved, chatsOf, codeTyped, codeUsed, contactOn, conversation, currentAnswers, eventHappened, waitUntil } from '../cases/index.js';
import { enqueue } from '../delivery/index.js';
import type { InboxRow } from '../inbox/index.js';
import type { Capabilities, Channel } from '../messages/index.js';
import type { Tx } from '../storage/index.js';
import type { Language, Wording } from '../wording/index.js';

export type JoinTools = { readonly wording: Wording; readonly capabilities: (channel: Channel) => Capabilities; readonly linkKey: Buffer };

/** The eight digits of «nối 4821 9375»; also alone where they can mean nothing else. */
export const codeIn = (text: string, alone: boolean): string | undefined => {
  const said = fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  const match = /^(noi kenh|noi|ma noi|ma|join|link|code)? ?((?:\d ?){8})$/.exec(said);
  if (match === null || (match[1] === undefined && !alone)) return undefined;
  return (match[2] ?? '').replaceAll(' ', '');
};

/** `joined`: the talk that goes on in this chat. `said`: what is answered when nothing was joined. */
export type Joined = { readonly kind: 'joined'; readonly into: string; readonly lead: string } | { readonly kind: 'said'; readonly key: string };

/** Settles a typed code: joins the two talks when at most one of them has a case, which then is the one that goes on. */
export const join = (tx: Tx, talker: Conversation, message: InboxRow, code: string, now: Instant, tools: JoinTools): Joined => {
  const contact = contactOn(tx, talker.id, message.channel);
  if (contact === undefined) return { kind: 'said', key: 'join.wrong' };
  const typed = codeTyped(tx, tools.linkKey, code, contact.channel, contact.chat, now);
  if (typed.kind !== 'found') return { kind: 'said', key: `join.${typed.kind}` };
  const other = conversation(tx, typed.conversation);
  if (other === undefined) return { kind: 'said', key: 'join.wrong' };
  codeUsed(tx, tools.linkKey, code, now);
  if (other.id === talker.id) return { kind: 'said', key: 'join.already' };
  if (hasCase(tx, talker) && hasCase(tx, other)) {
    // One person proved to hold both chats: an officer may make one talk of them (`src/desk/merge.ts`).
    eventHappened(tx, talker.id, 'join_proved', { other: other.id }, now, 'person');
    eventHappened(tx, other.id, 'join_proved', { other: talker.id }, now, 'person');
    return { kind: 'said', key: 'join.two_cases' };
  }
  const [into, from] = hasCase(tx, talker) ? [talker, other] : [other, talker];
  const elsewhere = [...chatsOf(tx, into.id), ...chatsOf(tx, from.id)].filter(({ channel, chat }) => channel !== contact.channel || chat !== contact.chat);
  chatsMoved(tx, from.id, into.id, contact, now);
  eventHappened(tx, into.id, 'chats_joined', { channel: message.channel }, now, 'person');
  // Nothing is left of the other talk but its name: it never had a case.
  waitUntil(tx, 'forget_guest', from.id, now, {}, from.id);
  const words = tools.wording[into.language as Language];
  for (const { channel, chat } of elsewhere)
    enqueue(tx, {
      conversation: into.id,
      channel: channel as Channel,
      chat,
      turnKey: `joined:${message.id}:${channel}:${chat}`,
      epoch: into.epoch,
      replies: [{ text: words.say('join.told', { channel: words.say(`join.channel.${message.channel}`) }), tag: 'join.told' }],
      now,
      capabilities: tools.capabilities(channel as Channel),
    });
  return { kind: 'joined', into: into.id, lead: words.say('join.done') };
};

const hasCase = (tx: Tx, talker: Conversation): boolean =>
  talker.case_id !== null || currentAnswers(tx, talker.id).some(({ question, value }) => question === 'consent' && value === JSON.stringify('agree'));
