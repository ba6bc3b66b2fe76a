/**
 * Owns how long to hold off when Telegram or our own storage fails, and saying so once, not at every try. Waits are monotonic: a jump
 * of the wall clock changes nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, type Failure, failureIn, isUnauthorized } from './api.js';
import type { Log } from '../log.js';

/** Milliseconds. `idle`: another poller is at work. `paused`: the token is refused. `least`, `most`: bounds of the back-off. */
export type Pace = { readonly idle: number; readonly paused: number; readonly least: number; readonly most: number };
export const usualPace: Pace = { idle: 30_000, paused: 60_000, least: 1_000, most: 60_000 };

export type ChannelState = 'off' | 'starting' | 'polling' | 'webhook' | 'idle' | 'paused' | 'backing_off';

export type Trouble = {
  /** Milliseconds to hold off before the next try. */
  readonly met: (thrown: unknown) => number;
  readonly over: () => void;
};

type Needs = { readonly log: Log; readonly pace: Pace; readonly random: () => number; readonly onState: (state: ChannelState) => void };

export const makeTrouble = ({ log, pace, random, onState }: Needs): Trouble => {
  let said: string | undefined;
  let tries = 0;

  const sayOnce = (what: string, write: () => void) => {
    if (said !== what) write();
    said = what;
  };

  /** Doubles up to the bound; the jitter keeps processes that failed together from returning together. */
  const backOff = (): number => {
    const full = Math.min(pace.most, pace.least * 2 ** Math.min(tries, 16));
    tries += 1;
    return full * (0.5 + random() / 2);
  };

  return {
    met: (thrown) => {
      const failure = failureIn(thrown);
      const fields = { channel: 'telegram', failure: failure ? describe(failure) : thrown instanceof Error ? thrown.message : 'unknown' };
      if (failure && isUnauthorized(failure)) {
        onState('paused');
        sayOnce('paused', () => log.error(fields, 'Telegram refuses the token: the channel is paused; set TELEGRAM_BOT_TOKEN to a valid one'));
        return pace.paused;
      }
      if (failure && isConflict(failure)) {
        onState('idle');
        sayOnce('idle', () => log.warn(fields, 'another process polls this bot or a webhook is set: idling'));
        return pace.idle;
      }
      onState('backing_off');
      sayOnce('backing_off', () => log.warn(fields, failure ? 'Telegram cannot be reached: backing off' : 'updates could not be stored: they stay with Telegram, backing off'));
      if (failure?.kind === 'told' && failure.retryAfter !== undefined) return failure.retryAfter * 1000;
      return backOff();
    },
    over: () => {
      if (said !== undefined) log.info({ channel: 'telegram', after: said }, 'Telegram works again');
      said = undefined;
      tries = 0;
    },
  };
};

const isConflict = (failure: Failure): boolean => failure.kind === 'told' && failure.code === 409;

/** Resolves after the time, or at once when stopping. */
export const wait = async (ms: number, stopping: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal: stopping }).catch((error: unknown) => {
    if (!stopping.aborted) throw error;
  });
};

/** Tries until it works or we stop. */
export const untilDone = async (task: () => Promise<void>, trouble: Trouble, stopping: AbortSignal): Promise<void> => {
  while (!stopping.aborted) {
    try {
      await task();
      return trouble.over();
    } catch (thrown) {
      await wait(trouble.met(thrown), stopping);
    }
  }
};
