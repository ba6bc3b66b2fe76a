/**
 * Owns which chats have something to say and who speaks next: oldest first, turns before broadcasts. In memory, made anew from the
 * outbox at each start; the row itself is always taken from the outbox. Times are milliseconds of a monotonic clock.
 */
import type { Instant } from '../basics/index.js';
import type { Spot } from './claim.js';
import { longestWait } from './pace.js';

export type Chat = Spot & {
  readonly key: string;
  /** Number of its oldest row known; orders chats. */
  head: number;
  broadcast: boolean;
  waitUntil: number;
  busy: boolean;
  /** The person stopped us. */
  asleep: boolean;
  /** Came back from a stop: older questions are dropped at the next claim. */
  resumed: boolean;
};

export type Fresh = { readonly id: number; readonly channel: string; readonly chat: string; readonly lane: string; readonly attempts: number; readonly not_before: Instant };

/** How many more of a channel may go now: all, and of those how many broadcasts. */
export type Room = (channel: string) => { readonly all: number; readonly broadcasts: number };

export const keyOf = ({ channel, chat }: Spot): string => `${channel}\n${chat}`;

const before = (a: Chat, b: Chat): boolean => (a.broadcast === b.broadcast ? a.head < b.head : b.broadcast);

/** Notes a row that waits. A row tried before waits its time also after a restart; a new one does not, but for an officer's words, which can be taken back for a moment. */
export const note = (chats: Map<string, Chat>, row: Fresh, now: Instant, at: number): void => {
  const key = keyOf(row);
  const broadcast = row.lane === 'broadcast';
  const wait = row.attempts > 0 || row.lane === 'officer' ? Math.min(Math.max(Date.parse(row.not_before) - Date.parse(now), 0), longestWait * 1000) : 0;
  const known = chats.get(key);
  if (known === undefined) {
    chats.set(key, { key, channel: row.channel, chat: row.chat, head: row.id, broadcast, waitUntil: at + wait, busy: false, asleep: false, resumed: false });
    return;
  }
  if (wait > 0) known.waitUntil = Math.max(known.waitUntil, at + wait);
  if (known.broadcast && !broadcast) {
    known.broadcast = false;
    known.head = row.id;
  }
};

/** A chat that had nothing to say and now has, held for whoever asked; undefined when it is known already. */
export const hold = (chats: Map<string, Chat>, spot: Spot, at: number): Chat | undefined => {
  const key = keyOf(spot);
  if (chats.has(key)) return undefined;
  const chat: Chat = { key, channel: spot.channel, chat: spot.chat, head: 0, broadcast: false, waitUntil: at, busy: true, asleep: false, resumed: false };
  chats.set(key, chat);
  return chat;
};

/** Those that go now. Walks all chats once and keeps only as many as there is room for. */
export const choose = (chats: ReadonlyMap<string, Chat>, room: Room, at: number): readonly Chat[] => {
  const best = new Map<string, Chat[]>();
  const rooms = new Map<string, ReturnType<Room>>();
  for (const chat of chats.values()) {
    if (chat.busy || chat.asleep || chat.waitUntil > at) continue;
    const free = rooms.get(chat.channel) ?? room(chat.channel);
    rooms.set(chat.channel, free);
    if (free.all <= 0 || (chat.broadcast && free.broadcasts <= 0)) continue;
    const list = best.get(chat.channel) ?? [];
    best.set(chat.channel, list);
    place(list, chat, free.all);
  }
  return [...best].flatMap(([channel, list]) => {
    const turns = list.filter(({ broadcast }) => !broadcast);
    return [...turns, ...list.filter(({ broadcast }) => broadcast).slice(0, rooms.get(channel)?.broadcasts ?? 0)];
  });
};

/** Keeps the list sorted and no longer than there is room. */
const place = (list: Chat[], chat: Chat, room: number): void => {
  const last = list.at(-1);
  if (list.length >= room && last !== undefined && !before(chat, last)) return;
  const where = list.findIndex((other) => before(chat, other));
  list.splice(where === -1 ? list.length : where, 0, chat);
  if (list.length > room) list.pop();
};

/** When a chat that waits may go; undefined when none waits for time alone. */
export const nextWait = (chats: ReadonlyMap<string, Chat>, at: number): number | undefined => {
  let next: number | undefined;
  for (const { busy, asleep, waitUntil } of chats.values()) if (!busy && !asleep && waitUntil > at && (next === undefined || waitUntil < next)) next = waitUntil;
  return next;
};
