/** Owns the small values kept between starts, by key. */
import type { Database } from './database.js';
import { query } from './query.js';

const get = query<{ key: string }>()((db, p) => db.selectFrom('setting').select('value').where('key', '=', p('key')));
const set = query<{ key: string; value: string }>()((db, p) =>
  db
    .insertInto('setting')
    .values({ key: p('key'), value: p('value') })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: p('value') })),
);

export const openSettings = (db: Database) => ({
  get: (key: string): string | undefined => db.read.get(get, { key })?.value,
  set: (key: string, value: string): Promise<void> => db.transaction((tx) => void tx.run(set, { key, value })),
  /** Reads and writes in one transaction, also against other processes: `next` is given what stands and returns what shall, or undefined to leave it. Resolves with what stands then. */
  change: (key: string, next: (value: string | undefined) => string | undefined): Promise<string | undefined> =>
    db.transaction((tx) => {
      const before = tx.get(get, { key })?.value;
      const after = next(before);
      if (after === undefined) return before;
      tx.run(set, { key, value: after });
      return after;
    }),
});
