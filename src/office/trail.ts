/** Owns reading the trail for its page: the newest first, filtered, a page at a time; and whether a reading was just recorded. */
import { sql } from 'kysely';
import { addSeconds, type Instant } from '../basics/index.js';
import { query, type Reader, type Tx } from '../storage/index.js';
import { type AuditRow, audit } from './audit.js';

/** Empty strings filter nothing. `from` and `to`: instants, the first included, the second not. */
export type TrailFilter = { readonly who: string; readonly what: string; readonly target: string; readonly from: string; readonly to: string; readonly before: number };
export const TRAIL_PAGE = 100;

const filtered = query<TrailFilter & { limit: number }>()((db, p) =>
  db
    .selectFrom('audit')
    .selectAll()
    .where('seq', '<', p('before'))
    .where(sql<boolean>`(${p('who')} = '' or who = ${p('who')})`)
    .where(sql<boolean>`(${p('what')} = '' or what = ${p('what')})`)
    .where(sql<boolean>`(${p('target')} = '' or target = ${p('target')})`)
    .where(sql<boolean>`(${p('from')} = '' or at >= ${p('from')})`)
    .where(sql<boolean>`(${p('to')} = '' or at < ${p('to')})`)
    .orderBy('seq', 'desc')
    .limit(p('limit')),
);
const kinds = query()((db) => db.selectFrom('audit').select('what').distinct().orderBy('what'));
const lastReading = query<{ who: string; what: string; target: string; since: string }>()((db, p) =>
  db
    .selectFrom('audit')
    .select('seq')
    .where('target', '=', p('target'))
    .where('who', '=', p('who'))
    .where('what', '=', p('what'))
    .where('at', '>', p('since'))
    .orderBy('seq', 'desc')
    .limit(1),
);

export const trail = (read: Pick<Reader, 'all'>, filter: TrailFilter): readonly AuditRow[] => read.all(filtered, { ...filter, limit: TRAIL_PAGE });
/** Every kind of act that is in the trail. */
export const trailKinds = (read: Pick<Reader, 'all'>): readonly string[] => read.all(kinds, {}).map(({ what }) => what);

/** A page loaded again within this many seconds is the same reading. */
const SAME_READING = 300;

/** Records that somebody read something. True when a row was written. */
export const readingRecorded = (tx: Tx, reading: { readonly who: string; readonly what: string; readonly target: string }, now: Instant): boolean => {
  if (tx.get(lastReading, { ...reading, since: addSeconds(now, -SAME_READING) }) !== undefined) return false;
  audit(tx, { ...reading, at: now });
  return true;
};
