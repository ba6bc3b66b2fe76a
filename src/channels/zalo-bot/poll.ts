/**
 * Owns fetching updates: one long poll after another, by whoever holds the lease. The platform has no way to confirm an update and was seen to
 * bring a consumed one again for ever, at once: what was seen before costs a second, and the inbox stores it once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.js';
import { type Api, describe, type Failure, isIdle, isUnauthorized, isWebhookSet, type Limits, longPollSeconds } from './api.js';
import type { Lease } from './lease.js';
import { updatesIn } from './update.js';

/** Milliseconds. `again`: after an update seen before. `idle`: another process polls. `paused`: the token is refused. `least`, `most`: bounds of the back-off. */
export type Pace = { readonly again: number; readonly idle: number; readonly paused: number; readonly least: number; readonly most: number };
export const usualPace: Pace = { again: 1_000, idle: 10_000, paused: 60_000, least: 1_000, most: 60_000 };

export type ChannelState = 'off' | 'starting' | 'polling' | 'webhook' | 'idle' | 'paused' | 'backing_off';

export type Polling = {
  readonly api: Api;
  readonly lease: Lease;
  readonly limits: Limits;
  /** Stores updates; gives how many were new to this process. */
  readonly arrive: (updates: readonly unknown[]) => Promise<number>;
  readonly removeWebhook: () => Promise<void>;
  readonly log: Log;
  readonly pace: Pace;
  readonly random: () => number;
  readonly stopping: AbortSignal;
  readonly onState: (state: ChannelState) => void;
  readonly pollSeconds?: number;
};

/** Polls until `stopping`, and resolves when the update in flight is stored. */
export const poll = async ({ api, lease, limits, arrive, removeWebhook, log, pace, random, stopping, onState, pollSeconds = longPollSeconds }: Polling): Promise<void> => {
  let tries = 0;
  let said: string | undefined;
  const wait = (ms: number): Promise<void> =>
    sleep(ms, undefined, { signal: stopping }).catch((error: unknown) => {
      if (!stopping.aborted) throw error;
    });
  const backOff = (): number => Math.min(pace.most, pace.least * 2 ** Math.min(tries++, 16)) * (0.5 + random() / 2);
  const sayOnce = (what: ChannelState, write: () => void): void => {
    onState(what);
    if (said !== what) write();
    said = what;
  };

  const failed = async (failure: Failure): Promise<void> => {
    const fields = { channel: 'zalo-bot', failure: describe(failure) };
    if (isUnauthorized(failure)) {
      sayOnce('paused', () => log.error(fields, 'Zalo refuses the token: the channel is paused; set ZALO_BOT_TOKEN to a valid one'));
      return wait(pace.paused);
    }
    if (isWebhookSet(failure)) await removeWebhook();
    sayOnce('backing_off', () => log.warn(fields, 'Zalo cannot be reached: backing off'));
    return wait(backOff());
  };

  /** The platform may not bring it again, so what cannot be stored is held and tried until it can, and nothing else is fetched meanwhile. */
  const stored = async (updates: readonly unknown[]): Promise<number> => {
    for (;;) {
      try {
        return updates.length === 0 ? 0 : await arrive(updates);
      } catch (error) {
        sayOnce('backing_off', () =>
          log.error({ channel: 'zalo-bot', failure: error instanceof Error ? error.message : 'unknown' }, 'an update cannot be stored: held, trying again'),
        );
        if (stopping.aborted) throw error;
        await wait(backOff());
      }
    }
  };

  while (!stopping.aborted) {
    try {
      if (!(await lease.hold((pollSeconds + limits.poll) * 1000 + 20_000))) {
        sayOnce('idle', () => log.warn({ channel: 'zalo-bot' }, 'another process polls this bot: idling'));
        await wait(pace.idle);
        continue;
      }
      if (said === undefined || said === 'idle') onState('polling');
      // Never cut short, not even to stop: an update answered into a closed connection is lost.
      const came = await api('getUpdates', { timeout: pollSeconds }, pollSeconds + limits.poll);
      if (!came.ok && !isIdle(came.failure)) {
        await failed(came.failure);
        continue;
      }
      onState('polling');
      if (said !== undefined) log.info({ channel: 'zalo-bot', after: said }, 'Zalo works again');
      said = undefined;
      tries = 0;
      const fresh = came.ok ? await stored(updatesIn(came.result)) : 0;
      // Nothing new although the answer came at once: a server that repeats itself must not be asked a thousand times a second.
      if (fresh === 0 && came.ok) await wait(pace.again);
    } catch (error) {
      sayOnce('backing_off', () =>
        log.warn({ channel: 'zalo-bot', failure: error instanceof Error ? error.message : 'unknown' }, 'the lease cannot be read or written: backing off'),
      );
      await wait(backOff());
    }
  }
  await lease.giveBack();
  onState('off');
};
