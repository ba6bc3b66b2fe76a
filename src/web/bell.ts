/** Owns waiting for a change between two looks at the database, for every page that is live: the chat and the console. Looks at nothing itself. */

/** Remembers a ring that nobody waited for, so a change during a write is not lost. `heard`: true when it rang within `patience` milliseconds. */
export const makeBell = (): { readonly ring: () => void; readonly heard: (patience: number) => Promise<boolean> } => {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    heard: async (patience) => {
      if (!rung) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, patience);
        });
        clearTimeout(timer);
        wake = undefined;
      }
      const heard = rung;
      rung = false;
      return heard;
    },
  };
};
