/** Owns the rest a failing channel takes: nobody of it is tried, then one, and after a success all again. Said once, not at every try. */
import { addSeconds, type Instant } from '../basics/index.js';
import type { Reader, Tx } from '../storage/index.js';
import type { Log } from './log.js';
import { longestWait, type Pace } from './pace.js';
import { loadPause, savePause } from './rows.js';

export type Pauses = {
  /** `open`: as many as there is room. `probing`: one. `paused`: none. */
  readonly stateOf: (channel: string, at: number) => 'open' | 'probing' | 'paused';
  readonly failed: (channel: string, asked: number, why: string, at: number) => number;
  readonly worked: (channel: string, at: number) => void;
  /** When the next pause ends, in monotonic milliseconds. */
  readonly next: (at: number) => number | undefined;
  readonly paused: (at: number) => readonly string[];
};

const keyFor = (channel: string): string => `delivery.pause.${channel}`;

/** Kept in the caller's transaction, so that a restart does not try earlier than the platform asked. */
export const keepPause = (tx: Tx, channel: string, seconds: number, now: Instant): void => void tx.run(savePause, { key: keyFor(channel), value: addSeconds(now, seconds) });

export const openPauses = (read: Reader, channels: readonly string[], now: Instant, at: number, pace: Pace, log: Log): Pauses => {
  const resting = new Map<string, { until: number; tries: number }>();
  for (const channel of channels) {
    const kept = read.get(loadPause, { key: keyFor(channel) })?.value;
    const left = kept === undefined ? 0 : Date.parse(kept) - Date.parse(now);
    if (left > 0) resting.set(channel, { until: at + Math.min(left, longestWait * 1000), tries: 1 });
  }
  return {
    stateOf: (channel, when) => {
      const rest = resting.get(channel);
      return rest === undefined ? 'open' : rest.until > when ? 'paused' : 'probing';
    },
    failed: (channel, asked, why, when) => {
      const rest = resting.get(channel) ?? { until: when, tries: 0 };
      // Several that were on their way together fail together: that is one failure.
      if (rest.until <= when) rest.tries += 1;
      const seconds = Math.max(asked, Math.min(pace.mostPause, pace.least * 2 ** Math.min(rest.tries - 1, 20)));
      rest.until = Math.max(rest.until, when + seconds * 1000);
      if (!resting.has(channel)) log.error({ channel, why, seconds }, 'the channel fails as a whole: it is paused and nothing of it is lost; see its settings and the platform');
      resting.set(channel, rest);
      return (rest.until - when) / 1000;
    },
    worked: (channel, when) => {
      const rest = resting.get(channel);
      // What left before the pause may still arrive during it; that does not end it.
      if (rest === undefined || rest.until > when) return;
      resting.delete(channel);
      log.info({ channel, pauses: rest.tries }, 'the channel works again');
    },
    next: (when) => [...resting.values()].reduce<number | undefined>((next, { until }) => (until > when && (next === undefined || until < next) ? until : next), undefined),
    paused: (when) => [...resting].filter(([, { until }]) => until > when).map(([channel]) => channel),
  };
};
