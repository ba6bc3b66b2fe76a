/**
 * The heart: one inbox row in, one transaction, outbox rows out. No network, no clock and no randomness inside; the instant and
 * the ids are arguments. A turn that throws is rolled back alone and its message parked for an officer. Read this first.
 */
import type { Instant } from '../basics/index.js';
import { type Conversation, conversation, eventHappened, saveConversation } from '../cases/index.js';
import { type Effect, respond } from '../conversation/index.js';
import { type InboxRow, messageDone, messageParked, oldestNew, oldestNewId } from '../inbox/index.js';
import type { Tx } from '../storage/index.js';
import type { Language } from '../wording/index.js';
import { codeIn, join } from './join.js';
import { loadTalk } from './load.js';
import { leaveToOfficer } from './officer-owns.js';
import { byPerson, envFor, type TurnTools } from './tools.js';
import { post, writeOutcome } from './write.js';

/** Takes the oldest new message of a conversation: whether there was one, and whether another waits behind it. */
export const takeTurn = (tx: Tx, id: string, now: Instant, tools: TurnTools): 'none' | 'last' | 'more' => {
  const message = oldestNew(tx, id);
  if (message === undefined) return 'none';
  const left = message.more ? 'more' : 'last';
  const talker = conversation(tx, id);
  if (talker === undefined) throw new Error(`inbox row ${message.id} belongs to conversation ${id}, which does not exist`);
  const code = message.body.kind === 'text' ? codeIn(message.body.text, talker.case_id === null || talker.pending === JSON.stringify({ kind: 'joining' })) : undefined;
  if (code !== undefined) {
    joinBy(tx, talker, message, code, now, tools);
    return left;
  }
  // Taking back what one sent is a right, whoever owns the talk.
  if (talker.owner.startsWith('officer:') && message.body.kind !== 'withdrawn') {
    leaveToOfficer(tx, talker, message, now, tools);
    return left;
  }
  const loaded = loadTalk(tx, talker, message.id);
  const outcome = respond(loaded.talk, message.body, envFor(tools, now));
  writeOutcome(tx, talker, outcome, byPerson(message, talker), now, tools, loaded);
  messageDone(tx, message.id);
  for (const effect of outcome.effects) if (effect.do === 'keep_words') messageDone(tx, effect.message, 'kept');
  return left;
};

/** A one-time code was typed: the talk it opens goes on in this chat, from the question it stood at. */
const joinBy = (tx: Tx, talker: Conversation, message: InboxRow, code: string, now: Instant, tools: TurnTools): void => {
  const done = join(tx, talker, message, code, now, tools);
  if (done.kind === 'said' && talker.owner.startsWith('officer:')) {
    // The officer sees what was typed and, on the case's page, what it proved; the bot is silent.
    leaveToOfficer(tx, talker, message, now, tools);
    return;
  }
  messageDone(tx, message.id);
  if (done.kind === 'said') {
    post(tx, talker, `turn:${message.id}`, [{ text: tools.wording[talker.language as Language].say(done.key), tag: done.key }], now, tools);
    return;
  }
  const into = conversation(tx, done.into);
  if (into === undefined) throw new Error(`conversation ${done.into} vanished while a chat was joined to it`);
  const loaded = loadTalk(tx, into, message.id);
  const outcome = respond(loaded.talk, { kind: 'start' }, envFor(tools, now));
  const silent = into.owner.startsWith('officer:');
  const effects: readonly Effect[] = [{ do: 'say', reply: { text: done.lead, tag: 'join.done' } }, ...(silent ? [] : outcome.effects)];
  writeOutcome(tx, into, { ...outcome, effects }, byPerson(message, into), now, tools, loaded);
  tools.wake?.([into.id]);
};

/** Sets a failed message aside: the person is told once, an officer sees it, the next messages go on. */
export const parkMessage = (tx: Tx, id: string, now: Instant, tools: TurnTools): void => {
  const message = oldestNewId(tx, id);
  const talker = conversation(tx, id);
  if (message === undefined || talker === undefined) return;
  messageParked(tx, message);
  eventHappened(tx, id, 'person_wanted', { reason: 'turn_failed', inbox: message }, now);
  const owner = talker.owner === 'bot' ? 'queue' : talker.owner;
  // Whatever half-known state made it fail is dropped; the answers stand, and the next message is walked from the start.
  saveConversation(tx, { ...talker, owner, pending: null, position: talker.position === null ? null : '{}' }, now);
  const words = tools.wording[talker.language as Language];
  post(tx, talker, `park:${message}`, [{ text: words.say('common.failed'), tag: 'failed' }], now, tools);
};
