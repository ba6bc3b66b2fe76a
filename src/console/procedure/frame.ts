/** Owns what every part of a case's way needs to be drawn. */
import type { Day } from '../../basics/index.js';
import type { Words } from '../../wording/index.js';

export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;
export type Frame = {
  /** Vietnamese: statutory words. */
  readonly words: Words;
  /** Words below `following`. */
  readonly say: Say;
  readonly csrf: string;
  readonly id: string;
  /** Where this case's way is: `/console/cases/…/procedure`. */
  readonly base: string;
  readonly today: Day;
  /** Who only reads sees no buttons. */
  readonly acts: boolean;
};
