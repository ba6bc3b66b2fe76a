/** Owns what every act of the desk has at hand, and how officers are named as owners. Injected, so that tests need no accounts. */
import type { Instant } from '../basics/index.js';
import { type Conversation, conversation } from '../cases/index.js';
import type { Database, Tx } from '../storage/index.js';
import type { TurnTools } from '../turn/index.js';

export type Reading = Pick<Tx, 'get' | 'all'>;

/** Whoever acts; `office` is the office's name as the person is told it. */
export type Actor = { readonly id: string; readonly name: string; readonly office: string };

export type DeskTools = TurnTools & {
  /** Name and office of an officer, also of one who left; undefined for an id nobody ever had. */
  readonly officer: (tx: Reading, id: string) => Actor | undefined;
  /** How long an officer's words can be taken back before they go. Default 4. */
  readonly holdSeconds?: number;
  /** How long an officer may be silent before the case goes to the queue. Default 1800. */
  readonly leaseSeconds?: number;
};

/** An act that could not be done; each code has its words in `desk.refused`. */
export type Refused<Code extends string> = { readonly ok: false; readonly code: Code };
export const refused = <const Code extends string>(code: Code): Refused<Code> => ({ ok: false, code });

export const ownerOf = (officerId: string): string => `officer:${officerId}`;
/** The officer's id in `officer:<id>`; undefined for `bot`, `queue` and `person`. */
export const officerIn = (owner: string): string | undefined => (owner.startsWith('officer:') ? owner.slice('officer:'.length) : undefined);

export const HOLD_SECONDS = 4;
export const LEASE_SECONDS = 1_800;

/** The conversation, when this officer owns it. */
export const owned = (tx: Reading, id: string, officer: Pick<Actor, 'id'>): Conversation | undefined => {
  const row = conversation(tx, id);
  return row?.owner === ownerOf(officer.id) ? row : undefined;
};

export type Clock = () => Instant;
export type Desk = { readonly db: Database; readonly tools: DeskTools; readonly now: Clock };
