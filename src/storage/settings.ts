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
});
