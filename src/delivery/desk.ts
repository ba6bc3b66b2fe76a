/** Owns the chats that wait, in memory: learning of new rows, putting chats to sleep and waking them, who is picked. Writes nothing to the outbox. */
import type { Instant } from '../basics/index.js';
import type { Reader } from '../storage/index.js';
import { type Chat, choose, hold, nextWait, note, type Room } from './chats.js';
import type { Claim, Spot } from './claim.js';
import { type HeadRow, isStopped, LOAD, newestId, openAfter, openNow } from './rows.js';

export type Desk = {
  /** Reads rows that came since the last time. */
  readonly load: () => void;
  /** Looks whether people who stopped us are back; at most once a `recheck`. */
  readonly rouse: () => void;
  readonly pick: (room: Room, at: number) => readonly Chat[];
  /** A chat whose first row is being written: held as busy until `claimed`. Undefined when it waits or speaks already. */
  readonly expect: (spot: Spot, at: number) => Chat | undefined;
  /** What a claim said. */
  readonly claimed: (chat: Chat, claim: Claim) => void;
  /** The chat is free again: its next row if it has one, and the seconds it must wait. */
  readonly freed: (chat: Chat, head: HeadRow | undefined, wait: number) => void;
  readonly hold: (chat: Chat, seconds: number) => void;
  /** When something is to be done that was not yet due at `at`, the time of the last pick; monotonic milliseconds. */
  readonly next: (at: number) => number | undefined;
  readonly counts: () => { readonly chats: number; readonly asleep: number };
};

/** `recheck`: seconds. */
export const openDesk = (read: Reader, now: () => Instant, monotonic: () => number, recheck: number): Desk => {
  const chats = new Map<string, Chat>();
  const asleep = new Set<Chat>();
  let lastSeen: number | undefined;
  let lastRoused = Number.NEGATIVE_INFINITY;
  let rouseLater = false;

  return {
    load: () => {
      for (;;) {
        // Also when nothing waits the last id moves on: looking from an old one reads every row sent since (4 s at 500,000).
        const newest = Number(read.get(newestId, {})?.last ?? 0);
        const rows = lastSeen === undefined ? read.all(openNow, {}) : read.all(openAfter, { after: lastSeen });
        for (const row of rows) note(chats, row, now(), monotonic());
        // One writer: ids are committed in order, so nothing can appear behind the last one seen.
        const more = lastSeen !== undefined && rows.length === LOAD;
        lastSeen = more ? (rows.at(-1)?.id ?? newest) : newest;
        if (!more) return;
      }
    },
    rouse: () => {
      rouseLater = asleep.size > 0 && monotonic() - lastRoused < recheck * 1000;
      if (asleep.size === 0 || rouseLater) return;
      lastRoused = monotonic();
      for (const chat of asleep) {
        if (read.get(isStopped, chat)?.stopped === 1) continue;
        chat.asleep = false;
        chat.resumed = true;
        asleep.delete(chat);
      }
    },
    pick: (room, at) => choose(chats, room, at),
    expect: (spot, at) => hold(chats, spot, at),
    claimed: (chat, claim) => {
      chat.resumed = false;
      if (claim.kind === 'row') chat.busy = true;
      else if (claim.kind === 'none') chats.delete(chat.key);
      else {
        chat.busy = false;
        chat.asleep = true;
        asleep.add(chat);
      }
    },
    freed: (chat, head, wait) => {
      if (head === undefined) {
        chats.delete(chat.key);
        return;
      }
      chat.busy = false;
      chat.head = head.id;
      chat.broadcast = head.lane === 'broadcast';
      chat.waitUntil = Math.max(chat.waitUntil, monotonic() + wait * 1000);
    },
    hold: (chat, seconds) => {
      chat.busy = false;
      chat.waitUntil = Math.max(chat.waitUntil, monotonic() + seconds * 1000);
    },
    next: (at) => {
      const times = [nextWait(chats, at), rouseLater ? lastRoused + recheck * 1000 : undefined].filter((time) => time !== undefined);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    counts: () => ({ chats: chats.size, asleep: asleep.size }),
  };
};
