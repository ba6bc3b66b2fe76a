/** Owns which number an exhibit gets. A number that was told once is never given again, though its exhibit is merged into another. */
import type { Tx } from '../storage/index.js';
import { eventsOf } from './events.js';

/** The event that keeps the number of an exhibit that went into another. */
export const MERGED = 'exhibits_merged';

/** The number after the highest that was ever told. */
export const nextExhibit = (tx: Pick<Tx, 'all'>, conversation: string, rows: readonly { readonly exhibit: number | null }[]): number => {
  const gone = eventsOf(tx, conversation).flatMap(({ kind, data }) => (kind === MERGED ? [Number((JSON.parse(data) as { from?: unknown }).from)] : []));
  return Math.max(0, ...rows.map(({ exhibit }) => exhibit ?? 0), ...gone) + 1;
};
