/** Owns how long things wait and how often they are tried. Seconds, unless named otherwise. Randomness is an argument. */
export type Pace = {
  /** Before the one blind repeat of a message that may have arrived. */
  readonly repeatAfter: number;
  /** First and longest wait after a failure that may pass. */
  readonly least: number;
  readonly most: number;
  /** Longest pause of a whole channel that keeps failing, unless the channel itself asks for more. */
  readonly mostPause: number;
  /** Calls after which a row is set aside: about 20 hours of trying. */
  readonly attempts: number;
  /** A question older than this is not sent when a newer one waits in the same chat. */
  readonly stale: number;
  /** A port that has not answered by then is taken for uncertain; ports have shorter limits of their own. */
  readonly ceiling: number;
  /** How long `stop` waits for what is on its way. */
  readonly drain: number;
  /** How often chats that are not to be written to are looked at again. */
  readonly recheck: number;
};

export const usualPace: Pace = { repeatAfter: 5, least: 1, most: 3600, mostPause: 300, attempts: 30, stale: 600, ceiling: 300, drain: 10, recheck: 1 };

/** No wait outlives a day: a clock that jumped must not silence a chat for longer. */
export const longestWait = 86_400;

/** Doubles from `least` to `most`, then up to half more at random, so that what failed together does not come back together. Never under `floor`. */
export const backOff = (tries: number, floor: number, most: number, least: number, random: () => number): number =>
  Math.max(floor, Math.min(most, least * 2 ** Math.min(Math.max(tries - 1, 0), 30))) * (1 + random() / 2);
