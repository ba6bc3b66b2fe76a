/** Owns what every chore has at hand. A chore is one timer row; it may run twice after a crash and must end the same. */
import type { Instant } from '../basics/index.js';
import type { Timer } from '../cases/index.js';
import type { DeskTools } from '../desk/index.js';
import type { Contacts } from '../office/index.js';
import type { Tools as EvidenceTools } from '../evidence/index.js';
import type { Law } from '../law/index.js';
import type { Log } from '../log.js';
import type { Channel, ChannelPort } from '../messages/index.js';
import type { Mailer } from '../delivery/index.js';
import type { Database } from '../storage/index.js';
import type { Wording } from '../wording/index.js';

export type ChoreTools = {
  readonly db: Database;
  readonly now: () => Instant;
  readonly evidence: EvidenceTools;
  readonly port: (channel: Channel) => ChannelPort | undefined;
  readonly mailer: Mailer;
  readonly mailFrom: string;
  readonly contacts: Contacts;
  readonly law: Law;
  readonly wording: Wording;
  readonly publicUrl: string;
  readonly linkKey: Buffer;
  /** What acts on who owns a talk need: a lease that ended. */
  readonly desk: DeskTools;
  readonly log: Log;
  /** Hands over uploads that are whole, and forgets those that nobody will end. */
  readonly sweepUploads: () => Promise<void>;
  /** Something new is in the inbox of these conversations. */
  readonly wake: (conversations: readonly string[]) => void;
};

/** `done`; `again` after a failure, counted as a try; `wait` for something that is on its way, not counted. */
export type ChoreEnd =
  | { readonly end: 'done' }
  | { readonly end: 'again'; readonly afterSeconds: number; readonly why: string }
  | { readonly end: 'wait'; readonly afterSeconds: number };
export type Chore = (timer: Timer, tools: ChoreTools) => Promise<ChoreEnd>;

export const done: ChoreEnd = { end: 'done' };
export const waitMore = (afterSeconds: number): ChoreEnd => ({ end: 'wait', afterSeconds });
export const again = (afterSeconds: number, why: string): ChoreEnd => ({ end: 'again', afterSeconds, why });
