/** Owns how many calls are on their way on each channel and how much room is left: no channel takes another's, no broadcast takes a turn's. */
import type { Channel, ChannelPort } from '../messages/index.js';
import type { Room } from './chats.js';
import type { Log } from './log.js';
import type { Pauses } from './pauses.js';

export type Flights = {
  readonly roomAt: (at: number) => Room;
  readonly portFor: (channel: string) => ChannelPort | undefined;
  /** Notes a departure; call what it returns once, on arrival. */
  readonly left: (channel: string, broadcast: boolean) => () => void;
  readonly count: () => number;
};

/** `parallel`: most calls at once per channel; half of them for broadcasts. */
export const openFlights = (ports: ReadonlyMap<Channel, ChannelPort>, parallel: number, pauses: Pauses, log: Log): Flights => {
  const byName = new Map<string, ChannelPort>(ports);
  const counts = new Map<string, { all: number; broadcasts: number }>();
  const missing = new Set<string>();
  const countFor = (channel: string): { all: number; broadcasts: number } => {
    const known = counts.get(channel) ?? { all: 0, broadcasts: 0 };
    counts.set(channel, known);
    return known;
  };
  return {
    portFor: (channel) => byName.get(channel),
    roomAt: (at) => (channel) => {
      if (!byName.has(channel)) {
        if (!missing.has(channel)) log.warn({ channel }, 'messages wait for a channel that is off: set its token and restart');
        missing.add(channel);
        return { all: 0, broadcasts: 0 };
      }
      const count = countFor(channel);
      const state = pauses.stateOf(channel, at);
      const all = state === 'paused' ? 0 : (state === 'probing' ? 1 : parallel) - count.all;
      return { all, broadcasts: Math.min(all, Math.max(1, Math.floor(parallel / 2)) - count.broadcasts) };
    },
    left: (channel, broadcast) => {
      const count = countFor(channel);
      const share = broadcast ? 1 : 0;
      count.all += 1;
      count.broadcasts += share;
      return () => {
        count.all -= 1;
        count.broadcasts -= share;
      };
    },
    count: () => [...counts.values()].reduce((sum, { all }) => sum + all, 0),
  };
};
