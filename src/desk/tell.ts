/** Owns putting words for the person into the outbox from the desk: an officer's own, and what the bot says about a change of owner. */
import { addSeconds, type Instant } from '../basics/index.js';
import { type Conversation, contactOf } from '../cases/index.js';
import { enqueue, type Lane } from '../delivery/index.js';
import type { Channel, Reply } from '../messages/index.js';
import type { Tx } from '../storage/index.js';
import type { DeskTools } from './tools.js';

export type Telling = { readonly key: string; readonly lane: Lane; readonly replies: readonly Reply[]; readonly holdSeconds?: number };

/** To the chat used last. False when the person has no chat any more, or the same key was told before. */
export const tell = (tx: Tx, to: Pick<Conversation, 'id' | 'epoch'>, telling: Telling, now: Instant, tools: DeskTools): boolean => {
  const contact = contactOf(tx, to.id);
  if (contact === undefined) return false;
  const channel = contact.channel as Channel;
  const written = enqueue(tx, {
    conversation: to.id,
    channel,
    chat: contact.chat,
    turnKey: telling.key,
    epoch: to.epoch,
    replies: telling.replies,
    now,
    capabilities: tools.capabilities(channel),
    lane: telling.lane,
    ...(telling.holdSeconds === undefined ? {} : { notBefore: addSeconds(now, telling.holdSeconds) }),
  });
  return written > 0;
};
