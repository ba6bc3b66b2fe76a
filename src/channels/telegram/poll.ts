/**
 * Owns fetching updates: one long poll after another. A batch is confirmed to Telegram only after the inbox has committed it, by
 * asking next for the id after the last of the batch. That id may be lower than ids seen before: Telegram restarts its count after a
 * quiet week, and a loop that only ever goes up then spins for ever.
 */
import type { Api } from 'grammy';
import { z } from 'zod';
import { describe, failureOf, longPollSeconds } from './api.js';
import type { Log } from '../log.js';
import { type ChannelState, makeTrouble, type Pace, untilDone, wait } from './trouble.js';
import { allowedUpdates } from './update.js';

export type OffsetStore = { readonly get: () => Promise<number | undefined>; readonly set: (next: number) => Promise<void> };

export type Polling = {
  readonly api: Api;
  readonly offsets: OffsetStore;
  readonly arrive: (updates: readonly unknown[]) => Promise<void>;
  readonly log: Log;
  readonly pace: Pace;
  readonly random: () => number;
  readonly stopping: AbortSignal;
  readonly onState: (state: ChannelState) => void;
};

/** Polls until `stopping`, and resolves when the batch in flight is done. */
export const poll = async (polling: Polling): Promise<void> => {
  const { api, offsets, arrive, pace, stopping, onState } = polling;
  const trouble = makeTrouble(polling);
  const position: { next: number | undefined } = { next: undefined };
  await untilDone(
    async () => {
      position.next = await offsets.get();
    },
    trouble,
    stopping,
  );
  onState('polling');
  while (!stopping.aborted) {
    try {
      const updates: readonly unknown[] = await api.getUpdates({
        limit: 100,
        timeout: longPollSeconds,
        allowed_updates: allowedUpdates,
        ...(position.next === undefined ? {} : { offset: position.next }),
      });
      onState('polling');
      if (updates.length > 0) {
        await arrive(updates);
        const next = afterLast(updates);
        const again = next === position.next;
        position.next = next;
        await offsets.set(next);
        // The batch we have just confirmed came back: a server that forgets must not be asked a thousand times a second.
        if (again) await wait(pace.least, stopping);
      }
      trouble.over();
    } catch (thrown) {
      if (stopping.aborted) break;
      await wait(trouble.met(thrown), stopping);
    }
  }
  await confirm(polling, position.next);
  onState('off');
};

/** One short last call, so that the next process is not handed the batch this one has taken. It confirms only what is committed. */
const confirm = async ({ api, log }: Polling, next: number | undefined): Promise<void> => {
  if (next === undefined) return;
  await api
    .getUpdates({ offset: next, limit: 1, timeout: 0 })
    .catch((thrown: unknown) => log.info({ channel: 'telegram', failure: describe(failureOf(thrown)) }, 'could not confirm the last batch; the inbox will see it twice'));
};

const idSchema = z.object({ update_id: z.int().nonnegative() });

/** The id after the last update of a batch, never the highest ever seen. */
export const afterLast = (updates: readonly unknown[]): number => {
  for (const update of updates.toReversed()) {
    const read = idSchema.safeParse(update);
    if (read.success) return read.data.update_id + 1;
  }
  throw new Error('telegram: a batch of updates without a single update_id; is TELEGRAM_API_ROOT really a Bot API server?');
};
