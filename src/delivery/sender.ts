/**
 * Owns the loop from the outbox to the channels: one in flight per chat, many chats side by side, `sending` written before each call.
 * No polling: it runs when woken after a commit, when an outcome comes back, and when the earliest wait ends. One process only.
 */
import type { Instant } from '../basics/index.js';
import type { Channel, ChannelPort } from '../messages/index.js';
import type { Database } from '../storage/index.js';
import { type BytesOf, carry } from './carry.js';
import type { Chat } from './chats.js';
import { type Claim, type Claimed, claimHead, headOf, type Spot, type StillHolds } from './claim.js';
import { openDesk } from './desk.js';
import { openFlights } from './flights.js';
import { type Log, reasonOf } from './log.js';
import { backOff, type Pace, usualPace } from './pace.js';
import { keepPause, openPauses } from './pauses.js';
import { settleLeft, writeVerdict } from './settle.js';
import { judge, type Outcome, type Verdict } from './verdict.js';

export type DeliveryTools = {
  readonly db: Database;
  readonly ports: ReadonlyMap<Channel, ChannelPort>;
  /** A stored file's bytes, decrypted; rejects when it is gone. */
  readonly bytesOf: BytesOf;
  readonly now: () => Instant;
  readonly log: Log;
  /** Whether words that wait still hold when their turn comes; without it all do. */
  readonly stillHolds?: StillHolds;
  /** Most calls at once per channel; also the most repeats one crash can cause there. Default 20. */
  readonly parallel?: number;
  readonly pace?: Partial<Pace>;
  /** 0 to 1. */
  readonly random?: () => number;
  /** Milliseconds that never jump. */
  readonly monotonic?: () => number;
};

export type Delivery = {
  /** Call after every commit that may have written outbox rows or let a chat be written to again. Cheap. */
  readonly wake: () => void;
  /**
   * Call inside a transaction that gave a silent chat its first row: the row is claimed in the same commit and sent right after it. Where it
   * cannot be, `wake` does it.
   */
  readonly offer: (spot: Spot) => void;
  /** Resolves when nothing is on its way and nothing can go now; what waits for a time does not count. */
  readonly idle: () => Promise<void>;
  /** Takes nothing new, waits for what is on its way (10 s at most), then resolves. */
  readonly stop: () => Promise<void>;
  /** Counts for health and metrics. `asleep`: chats that stopped us; `paused`: channels at rest. */
  readonly state: () => { readonly chats: number; readonly inFlight: number; readonly asleep: number; readonly paused: readonly string[] };
};

type Done = { readonly chat: Chat; readonly claimed: Claimed; readonly verdict: Verdict; readonly pause: number | undefined };

/** Starts sending at once, beginning with what the last process left. */
export const openDelivery = (tools: DeliveryTools): Delivery => {
  const { db, bytesOf, now, log, random = Math.random, monotonic = () => performance.now() } = tools;
  const pace: Pace = { ...usualPace, ...tools.pace };
  const pauses = openPauses(db.read, [...tools.ports.keys()], now(), monotonic(), pace, log);
  const flights = openFlights(tools.ports, tools.parallel ?? 64, pauses, log);
  const desk = openDesk(db.read, now, monotonic, pace.recheck);
  const is = { recovered: false, woken: true, scheduled: false, running: false, again: false, stopping: false, dead: false };
  let done: Done[] = [];
  /** Claims asked for and not yet committed; they take room too. */
  let offered = 0;
  const waiters: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  /** Rounds in a row that could not write. */
  let troubles = 0;
  /** What was due then was picked or had no room; what was not needs the timer, even if it fell due since. */
  let pickedAt = Number.NEGATIVE_INFINITY;

  const start = (chat: Chat, claimed: Claimed): void => {
    const port = flights.portFor(chat.channel);
    if (port === undefined) throw new Error(`outbox row ${claimed.row.id}: no port for ${chat.channel}; a channel without one is never picked`);
    const arrived = flights.left(chat.channel, claimed.row.lane === 'broadcast');
    void carry(port, claimed, bytesOf, pace.ceiling, log).then((outcome) => {
      arrived();
      done.push(judged(chat, claimed, outcome));
      request();
    });
  };

  /** What the outcome means; a channel's pause holds from this moment, before anything is written. */
  const judged = (chat: Chat, claimed: Claimed, outcome: Outcome): Done => {
    const { row, piece } = claimed;
    const verdict = judge({ ...row, attempts: row.attempts + 1 }, piece, outcome, pace, random);
    if (outcome.kind === 'sent') pauses.worked(chat.channel, monotonic());
    if (verdict.event) log.warn({ channel: chat.channel, row: row.id, tag: row.tag, event: verdict.event.kind, code: verdict.event.code }, 'a message did not go out as meant');
    const pause = verdict.pause === undefined ? undefined : pauses.failed(chat.channel, verdict.pause, outcome.kind === 'later' ? outcome.why : outcome.kind, monotonic());
    return { chat, claimed, verdict, pause };
  };

  /** Writes what came back; a chat is free only after that. Transactions asked for together share a commit, and one that fails holds up only its chat. */
  const settleDone = async (): Promise<unknown[]> => {
    const batch = done;
    done = [];
    return settledEach(
      batch,
      (one) =>
        db.transaction((tx) => {
          writeVerdict(tx, one.claimed.row, one.verdict, now());
          if (one.pause !== undefined) keepPause(tx, one.chat.channel, one.pause, now());
          return headOf(tx, one.chat);
        }),
      (one, head) => desk.freed(one.chat, head, one.verdict.wait),
      (one) => done.push(one),
    );
  };

  const begin = (chat: Chat, claim: Claim): void => {
    desk.claimed(chat, claim);
    if (claim.kind === 'row') start(chat, claim);
  };

  const offer = (spot: Spot): void => {
    const at = monotonic();
    if (!is.recovered || is.stopping || is.dead || flights.roomAt(at)(spot.channel).all - offered <= 0) return;
    const chat = desk.expect(spot, at);
    if (chat === undefined) return;
    offered += 1;
    // Asked for inside a transaction, it joins that commit. One that fails is an ordinary row again.
    void db
      .transaction((tx) => claimHead(tx, chat, now(), false, pace.stale, tools.stillHolds))
      .then(
        (claim) => begin(chat, claim),
        () => desk.hold(chat, 0),
      )
      .finally(() => {
        offered -= 1;
        request();
      });
  };

  const claimSome = async (): Promise<unknown[]> => {
    pickedAt = monotonic();
    const picks = desk.pick(flights.roomAt(pickedAt), pickedAt);
    if (picks.length === 0) return [];
    is.again = true;
    return settledEach(
      picks,
      (chat) => db.transaction((tx) => claimHead(tx, chat, now(), chat.resumed, pace.stale, tools.stillHolds)),
      begin,
      (chat) => desk.hold(chat, 1),
    );
  };

  const round = async (): Promise<unknown[]> => {
    if (!is.recovered) {
      const { left, parked } = await db.transaction((tx) => settleLeft(tx, now(), pace));
      is.recovered = true;
      if (left > 0) log.warn({ left, parked }, 'messages were on their way when the last process ended: repeated once, or set aside for an officer');
    }
    if (is.woken) {
      is.woken = false;
      desk.load();
    }
    desk.rouse();
    const failures = done.length > 0 ? await settleDone() : [];
    return is.stopping ? failures : [...failures, ...(await claimSome())];
  };

  const tick = async (): Promise<void> => {
    is.scheduled = false;
    is.again = true;
    if (is.running || is.dead) return;
    is.running = true;
    const failures: unknown[] = [];
    try {
      while (is.again) {
        is.again = false;
        failures.push(...(await round()));
      }
    } catch (error) {
      failures.push(error);
    }
    is.running = false;
    troubles = failures.length === 0 ? 0 : troubles + 1;
    if (troubles > 0 && !is.dead)
      log.error({ reason: reasonOf(failures[0]), failures: failures.length, troubles }, 'the outbox cannot be read or written; nothing is lost, trying again');
    arm();
    tellWaiters();
  };

  const request = (): void => {
    if (is.scheduled || is.dead) return;
    is.scheduled = true;
    setImmediate(() => void tick());
  };

  /** One timer, for the earliest thing that waits. */
  const arm = (): void => {
    clearTimeout(timer);
    if (is.dead) return;
    const at = monotonic();
    const retry = troubles > 0 ? at + backOff(troubles, 0, 60, 1, random) * 1000 : undefined;
    const times = [retry, ...(is.stopping ? [] : [desk.next(pickedAt), pauses.next(pickedAt)])].filter((time) => time !== undefined);
    if (times.length > 0) timer = setTimeout(request, Math.min(Math.max(1, Math.ceil(Math.min(...times) - at)), 2 ** 31 - 1));
  };

  const isIdle = (): boolean => is.dead || (!is.running && !is.scheduled && done.length === 0 && offered === 0 && flights.count() === 0 && troubles === 0);
  const tellWaiters = (): void => {
    if (!isIdle()) return;
    for (const tell of waiters.splice(0)) tell();
  };
  const idle = (): Promise<void> => (isIdle() ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)));

  request();
  return {
    wake: () => {
      is.woken = true;
      request();
    },
    offer,
    idle,
    stop: async () => {
      is.stopping = true;
      await within(idle(), pace.drain);
      is.dead = true;
      clearTimeout(timer);
      tellWaiters();
      if (flights.count() > 0) log.warn({ inFlight: flights.count() }, 'stopped while messages were on their way: the next start takes them for uncertain');
    },
    state: () => ({ ...desk.counts(), inFlight: flights.count(), paused: pauses.paused(monotonic()) }),
  };
};

/** Runs all side by side; hands each its result or its failure. The failures. */
const settledEach = async <T, R>(list: readonly T[], run: (one: T) => Promise<R>, well: (one: T, result: R) => void, badly: (one: T) => void): Promise<unknown[]> => {
  const results = await Promise.allSettled(list.map(async (one) => [one, await run(one)] as const));
  const failures: unknown[] = [];
  for (const [i, result] of results.entries()) {
    if (result.status === 'fulfilled') well(...result.value);
    else {
      failures.push(result.reason);
      const one = list[i];
      if (one !== undefined) badly(one);
    }
  }
  return failures;
};

/** Waits for the promise, or for the seconds. */
const within = async (promise: Promise<void>, seconds: number): Promise<void> => {
  let limit: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    limit = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([promise, tooLong]);
  clearTimeout(limit);
};
