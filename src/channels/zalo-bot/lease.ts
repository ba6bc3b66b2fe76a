/** Owns that one process polls: two pollers on one token split the messages between them. The lease is a row; whoever dies loses it after its time. */
import { z } from 'zod';
import { readRow, type Settings } from '../settings.js';

const leaseSchema = z.object({ by: z.string(), until: z.number() });
const leaseRow = 'zalo-bot.poller';

export type Lease = {
  /** Takes or keeps the lease for `ms`; false while somebody else holds it. */
  readonly hold: (ms: number) => Promise<boolean>;
  readonly giveBack: () => Promise<void>;
};

export const openLease = (settings: Settings, by: string, now: () => number): Lease => {
  const read = (text: string | undefined) => readRow(text, (value) => leaseSchema.safeParse(value));
  return {
    hold: async (ms) => {
      const stands = read(
        await settings.change(leaseRow, (text) => {
          const held = read(text);
          return held !== undefined && held.by !== by && held.until > now() ? undefined : JSON.stringify({ by, until: now() + ms });
        }),
      );
      return stands?.by === by;
    },
    giveBack: async () => {
      await settings.change(leaseRow, (text) => (read(text)?.by === by ? JSON.stringify({ by, until: 0 }) : undefined));
    },
  };
};
