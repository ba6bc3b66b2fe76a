/** Owns when turns are taken: each conversation one at a time and in order, many conversations side by side in shared commits. */
import type { Instant } from './basics/index.js';
import { conversationsWaiting } from './inbox/index.js';
import type { Log } from './log.js';
import type { Database } from './storage/index.js';
import { parkMessage, takeTurn, type TurnTools } from './turn/index.js';

export type Turns = {
  /** Something new was stored for these. */
  readonly wake: (conversations: readonly string[]) => void;
  /** Takes up what a crash left behind. */
  readonly resume: () => void;
  /** Resolves when nothing is left to do. */
  readonly idle: () => Promise<void>;
  readonly counts: () => { readonly taken: number; readonly parked: number; readonly running: number };
};

/** `after` is told of each conversation once its turn is committed. */
export const openTurns = (db: Database, now: () => Instant, tools: TurnTools, after: (conversation: string) => void, log: Log): Turns => {
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  let taken = 0;
  let parked = 0;

  const one = async (id: string): Promise<boolean> => {
    try {
      const left = await db.transaction((tx) => takeTurn(tx, id, now(), { ...tools, wake }));
      if (left !== 'none') {
        taken += 1;
        after(id);
      }
      return left === 'more';
    } catch (error) {
      parked += 1;
      log.error({ conversation: id, error: error instanceof Error ? error.stack : String(error) }, 'turn failed; message parked for an officer');
      await db.transaction((tx) => parkMessage(tx, id, now(), tools));
      after(id);
      return true;
    }
  };
  const run = async (id: string): Promise<void> => {
    do {
      again.delete(id);
      while (await one(id));
    } while (again.has(id));
    running.delete(id);
  };
  const wake = (conversations: readonly string[]): void => {
    for (const id of conversations) {
      if (running.has(id)) again.add(id);
      else
        running.set(
          id,
          run(id).catch((error: unknown) => {
            running.delete(id);
            log.error(
              { conversation: id, error: error instanceof Error ? error.stack : String(error) },
              'turns stopped for a conversation; they go on with its next message or at the next start',
            );
          }),
        );
    }
  };
  return {
    wake,
    resume: () => wake(conversationsWaiting(db.read)),
    idle: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
    counts: () => ({ taken, parked, running: running.size }),
  };
};
