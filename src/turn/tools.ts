/** Owns what a turn is given besides its message: words, ways out, keys; and the law, flow and day the conversation reads. */
import { claim, law, rooms, tellings } from '../../flows/index.js';
import { dayAt, type Instant } from '../basics/index.js';
import { type Conversation, codeFor, linkToken } from '../cases/index.js';
import type { Env, Flow, Position } from '../conversation/index.js';
import type { InboxRow } from '../inbox/index.js';
import type { Capabilities, Channel } from '../messages/index.js';
import type { Tx } from '../storage/index.js';
import type { Wording } from '../wording/index.js';

export type TurnTools = {
  readonly wording: Wording;
  /** The claim as this installation asks it; without one, every question. */
  readonly flow?: Flow;
  readonly capabilities: (channel: Channel) => Capabilities;
  /** Turns of these are to be taken, too: asked for while the transaction is open. */
  readonly wake?: (conversations: readonly string[]) => void;
  /** Told of a chat that was given words, while the transaction is open: they may be claimed in the same commit. */
  readonly said?: (spot: { readonly channel: Channel; readonly chat: string }) => void;
  /** Told in the same transaction when answers changed: where the talk stands now. The desk keeps its queue and its search by it. */
  readonly answersChanged?: (tx: Tx, conversation: string, position: Position) => void;
  /** Makes the tokens of links; where the pages are. */
  readonly linkKey: Buffer;
  readonly publicUrl: string;
};

/** The same law, flow and words for every turn of a process; only the day changes. */
export const envFor = ({ wording, linkKey, publicUrl, flow = claim }: Pick<TurnTools, 'wording' | 'linkKey' | 'publicUrl' | 'flow'>, now: Instant): Env => ({
  today: dayAt(now),
  now,
  flow,
  tellings,
  rooms,
  wording,
  law,
  timelineUrl: (target) => `${publicUrl}/t/${linkToken(linkKey, 'timeline', target)}`,
  joinCode: (message) => codeFor(linkKey, message, now),
  uploadUrl: (target) => `${publicUrl}/u/${linkToken(linkKey, 'upload', target)}`,
});

/** Who an outcome comes from: the person by a message, or `officer:<id>`. `key`: of what is said; the same twice speaks once. `seed`: of new ids. */
export type By = { readonly actor: string; readonly inbox: number | null; readonly channel: string; readonly key: string; readonly seed: string };

/** A person's own message. What is said in answer, and ids made on the way, follow from its number and name: the turn run again makes the same. */
export const byPerson = (message: Pick<InboxRow, 'id' | 'channel' | 'external_id'>, talker: Pick<Conversation, 'id'>): By => ({
  actor: 'person',
  inbox: message.id,
  channel: message.channel,
  key: `turn:${message.id}`,
  seed: `turn ${message.channel} ${message.external_id} ${talker.id}`,
});
