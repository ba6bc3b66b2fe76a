/** Owns the way into the outbox: rows written inside the caller's transaction, each (turn, part) once. Sends nothing. */
import type { Instant } from '../basics/index.js';
import { conversation } from '../cases/index.js';
import type { Capabilities, Channel, Reply } from '../messages/index.js';
import type { Tx } from '../storage/index.js';
import { spoken } from './cut.js';
import { byId, cancelOlder, cancelTurn, insert, sendingOf, turnOf } from './rows.js';

/** `turn`: the bot's answers. `broadcast`: the bot to many, after all turns. `officer`: a person's own words, which no change of owner withdraws. */
export type Lane = 'turn' | 'broadcast' | 'officer';

export type Entry = {
  readonly conversation: string;
  readonly channel: Channel;
  readonly chat: string;
  /** The same key again writes nothing: a turn run twice speaks once. */
  readonly turnKey: string;
  /** The owner's epoch these words were written under. */
  readonly epoch: number;
  readonly replies: readonly Reply[];
  readonly now: Instant;
  readonly capabilities: Capabilities;
  readonly lane?: Lane;
  /** Officers' words only: not sent before, so that they can be taken back (`takeBack`). */
  readonly notBefore?: Instant;
};

/** Puts a turn's replies into the outbox, cut to what the channel can send; parts are numbered over the whole turn. Rows written. */
export const enqueue = (tx: Tx, entry: Entry): number => {
  let part = 0;
  let written = 0;
  for (const { reply, pieces } of spoken(entry.replies, entry.capabilities))
    for (const piece of pieces) {
      written += tx.run(insert, {
        conversation: entry.conversation,
        channel: entry.channel,
        chat: entry.chat,
        turn_key: entry.turnKey,
        part,
        lane: entry.lane ?? 'turn',
        class: reply.class ?? (entry.capabilities.repeats === false ? 'unrepeated' : 'repeatable'),
        epoch: entry.epoch,
        tag: reply.tag,
        payload: JSON.stringify(piece),
        not_before: entry.notBefore ?? entry.now,
        now: entry.now,
      }).changes;
      part += 1;
    }
  return written;
};

/** Takes back what the bot had not yet said under older epochs; part of every change of owner. Rows taken back. */
export const withdrawOlder = (tx: Tx, conversation: string, epoch: number, now: Instant): number => tx.run(cancelOlder, { conversation, epoch, now }).changes;

/** An officer's «send it once more» for a row set aside: a new row at the end of that chat, once per press. False when the row is not set aside. */
export const sendAgain = (tx: Tx, row: number, now: Instant): boolean => {
  const parked = tx.get(byId, { id: row });
  if (parked === undefined || (parked.state !== 'parked' && parked.state !== 'refused')) return false;
  return (
    tx.run(insert, {
      conversation: parked.conversation_id,
      channel: parked.channel,
      chat: parked.chat,
      turn_key: `again:${row}`,
      part: 0,
      lane: 'officer',
      class: parked.class,
      epoch: conversation(tx, parked.conversation_id)?.epoch ?? parked.epoch,
      tag: parked.tag,
      payload: parked.payload,
      not_before: now,
      now,
    }).changes === 1
  );
};

/** An officer takes words back. False when any part of them has already left, or there is nothing under that key. */
export const takeBack = (tx: Tx, conversation: string, turnKey: string, now: Instant): boolean => {
  const parts = tx.all(turnOf, { conversation, turn_key: turnKey });
  if (parts.length === 0 || parts.some(({ state }) => state !== 'pending')) return false;
  tx.run(cancelTurn, { conversation, turn_key: turnKey, now });
  return true;
};

/** Rows of a conversation that are with the platform at this moment: nothing can call them back. */
export const onTheWire = (tx: Pick<Tx, 'all'>, conversation: string): readonly number[] => tx.all(sendingOf, { conversation }).map(({ id }) => id);
