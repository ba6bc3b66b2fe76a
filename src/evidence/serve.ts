/** Owns the child's side of `child.ts`: says ready, takes one job, hands out items one at a time, says done. */
import { Worker } from 'node:worker_threads';

/** Hands out one item and waits until the parent has kept it. */
export type Say = (item: unknown) => Promise<void>;

/** Call once, at the end of an entry file, when all it needs is loaded. `handle` gives whether this process is fit for another job. */
export const serve = (handle: (job: unknown, say: Say) => Promise<boolean>): void => {
  process.on('disconnect', () => process.exit(1));
  let kept: (() => void) | undefined;
  const tell = (words: object): void => {
    process.send?.(words);
  };
  const say: Say = (item) =>
    new Promise((resolve) => {
      kept = resolve;
      tell({ item });
    });
  const work = async (job: unknown, lifeMs: number): Promise<void> => {
    const watchdog = endAfter(lifeMs);
    try {
      const again = await handle(job, say);
      tell({ done: true, again });
    } catch (error) {
      tell({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    } finally {
      await watchdog.terminate();
    }
  };
  process.on('message', (words: unknown) => {
    if (typeof words !== 'object' || words === null) return;
    if ('next' in words) kept?.();
    if ('job' in words && 'lifeMs' in words) void work(words.job, Number(words.lifeMs));
  });
  tell({ ready: true });
};

/** A parent killed outright cannot end a decoder that never yields to notice: a timer in a thread of its own does. */
const endAfter = (ms: number): Worker => {
  const watchdog = new Worker(`setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${ms})`, { eval: true, execArgv: [] });
  watchdog.unref();
  return watchdog;
};
