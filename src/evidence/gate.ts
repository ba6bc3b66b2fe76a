/** Owns waiting in line: at most so many at once, first come first served. */

export type Gate = {
  /** True once inside; false when `signal` gave up first. */
  readonly enter: (signal?: AbortSignal) => Promise<boolean>;
  readonly leave: () => void;
};

export const gateFor = (atOnce: number): Gate => {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return {
    enter: async (signal) => {
      if (signal?.aborted) return false;
      if (inside < atOnce) {
        inside += 1;
        return true;
      }
      return new Promise<boolean>((resolve) => {
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(letIn), 1);
          resolve(false);
        };
        // Whoever leaves hands over the place, so `inside` stays as it is.
        const letIn = (): void => {
          signal?.removeEventListener('abort', giveUp);
          resolve(true);
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        waiting.push(letIn);
      });
    },
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    },
  };
};
