/**
 * Owns who speaks with a person: taking over, handing back to the bot, passing on to the queue, the lease and its end. Each is one
 * transaction with one compare-and-set on the epoch; what the bot had not yet said is withdrawn. Decides no answer.
 */
import { addSeconds, type Instant } from '../basics/index.js';
import { type Conversation, conversation, eventHappened, ownerMoved, waitNoMore, waitsUntil, waitUntil } from '../cases/index.js';
import { takeUpAgain } from '../conversation/index.js';
import { onTheWire, withdrawOlder } from '../delivery/index.js';
import { heldReleased } from '../inbox/index.js';
import type { Tx } from '../storage/index.js';
import { envFor, loadTalk, writeOutcome } from '../turn/index.js';
import type { Language } from '../wording/index.js';
import { tell } from './tell.js';
import { type Actor, type DeskTools, LEASE_SECONDS, officerIn, owned, ownerOf, type Reading, type Refused, refused } from './tools.js';

export type Taken =
  | {
      readonly ok: true;
      readonly epoch: number /** Bot words taken back. */;
      readonly withdrawn: number /** Bot rows nobody can call back. */;
      readonly onTheWire: readonly number[];
    }
  | Refused<'not_there'>
  /** Somebody else has it: who. */
  | (Refused<'taken'> & { readonly by: Actor })
  /** Whoever owned it when the page was made does not any more: look again. */
  | Refused<'moved'>;

/** Makes the officer the owner, from the epoch the officer's page showed. Who already owns it gets `ok` and nothing happens. */
export const takeOver = (tx: Tx, id: string, officer: Actor, seenEpoch: number, now: Instant, tools: DeskTools): Taken => {
  const row = conversation(tx, id);
  if (row === undefined) return refused('not_there');
  if (row.owner === ownerOf(officer.id)) return { ok: true, epoch: row.epoch, withdrawn: 0, onTheWire: [] };
  const holder = officerIn(row.owner);
  if (holder !== undefined) return { ok: false, code: 'taken', by: tools.officer(tx, holder) ?? { id: holder, name: holder, office: '' } };
  const wire = onTheWire(tx, id);
  if (!ownerMoved(tx, id, seenEpoch, ownerOf(officer.id), now)) return refused('moved');
  const epoch = seenEpoch + 1;
  const withdrawn = withdrawOlder(tx, id, epoch, now);
  eventHappened(tx, id, 'taken_over', { epoch, from: row.owner, wire, withdrawn }, now, ownerOf(officer.id));
  const words = tools.wording[row.language as Language];
  const notice = { text: words.say('desk.said.taken_over', { name: officer.name, office: officer.office }), tag: 'desk.taken_over' };
  tell(tx, { id, epoch }, { key: `taken:${id}:${epoch}`, lane: 'officer', replies: [notice] }, now, tools);
  startLease(tx, id, now, tools);
  return { ok: true, epoch, withdrawn, onTheWire: wire };
};

export type Left = { readonly ok: true; readonly epoch: number } | Refused<'not_yours'>;

/** Gives the talk back to the bot: one line on what happened, then the question that was open. */
export const handBack = (tx: Tx, id: string, officer: Actor, now: Instant, tools: DeskTools): Left => {
  const row = owned(tx, id, officer);
  if (row === undefined) return refused('not_yours');
  const after = leave(tx, row, 'bot', now);
  eventHappened(tx, id, 'handed_back', { epoch: after.epoch }, now, ownerOf(officer.id));
  const loaded = loadTalk(tx, after, 0);
  const words = tools.wording[after.language as Language];
  const lead = words.say('desk.said.handed_back', { name: officer.name, count: Object.keys(loaded.talk.answers).length });
  const outcome = takeUpAgain(loaded.talk, envFor(tools, now), lead);
  writeOutcome(tx, after, outcome, { actor: 'bot', inbox: null, channel: '', key: `back:${id}:${after.epoch}`, seed: `back ${id} ${after.epoch}` }, now, tools, loaded);
  heldReleased(tx, id);
  return { ok: true, epoch: after.epoch };
};

/** Passes the case on to the other officers; the person is told. A supervisor may do it for an officer who is away: `of`. */
export const passOn = (tx: Tx, id: string, officer: Actor, now: Instant, tools: DeskTools, of: string = officer.id): Left => {
  const row = owned(tx, id, { id: of });
  if (row === undefined) return refused('not_yours');
  const after = leave(tx, row, 'queue', now);
  eventHappened(tx, id, 'case_passed_on', { epoch: after.epoch, of }, now, ownerOf(officer.id));
  sayWaiting(tx, after, 'desk.said.passed_on', tools.officer(tx, of) ?? officer, now, tools);
  return { ok: true, epoch: after.epoch };
};

/** Keeps the lease: every act of the officer on the case, and presence on its page. */
export const renewLease = (tx: Tx, id: string, officer: Pick<Actor, 'id'>, now: Instant, tools: DeskTools): boolean => {
  if (owned(tx, id, officer) === undefined) return false;
  startLease(tx, id, now, tools);
  return true;
};

/** The lease ended while an officer owned the talk: to the queue, never silently to the bot; the person is told, drafts stay. */
export const leaseLapsed = (tx: Tx, id: string, now: Instant, tools: DeskTools): boolean => {
  const row = conversation(tx, id);
  const holder = row === undefined ? undefined : officerIn(row.owner);
  const until = waitsUntil(tx, 'lease_ends', id);
  if (row === undefined || holder === undefined || (until !== undefined && until > now)) return false;
  const after = leave(tx, row, 'queue', now);
  eventHappened(tx, id, 'lease_lapsed', { epoch: after.epoch, of: holder }, now);
  sayWaiting(tx, after, 'desk.said.lease_lapsed', tools.officer(tx, holder), now, tools);
  return true;
};

/** Until when the officer's lease holds; undefined when no officer owns the talk. */
export const leaseUntil = (tx: Reading, id: string): Instant | undefined => waitsUntil(tx, 'lease_ends', id);

const startLease = (tx: Tx, id: string, now: Instant, tools: DeskTools): void => waitUntil(tx, 'lease_ends', id, addSeconds(now, tools.leaseSeconds ?? LEASE_SECONDS), {}, id);

const leave = (tx: Tx, row: Conversation, to: 'bot' | 'queue', now: Instant): Conversation => {
  if (!ownerMoved(tx, row.id, row.epoch, to, now)) throw new Error(`conversation ${row.id} changed its owner inside one transaction; only one writer may hold it`);
  const after = { ...row, owner: to, epoch: row.epoch + 1 };
  withdrawOlder(tx, row.id, after.epoch, now);
  waitNoMore(tx, 'lease_ends', row.id);
  return after;
};

/** The bot's words: the next take-over withdraws them when they have not gone yet. */
const sayWaiting = (tx: Tx, after: Conversation, key: string, of: Actor | undefined, now: Instant, tools: DeskTools): void => {
  const text = tools.wording[after.language as Language].say(key, { name: of?.name ?? '' });
  tell(tx, after, { key: `${key}:${after.id}:${after.epoch}`, lane: 'turn', replies: [{ text, tag: key }] }, now, tools);
};
