/**
 * Owns the list of cases an officer sees: who waits and why, mine, all; its filters and its place to go on from. Every query is bound
 * to what the officer's office may see. Writes nothing.
 */
import { sql } from 'kysely';
import type { Sight } from '../office/index.js';
import { query } from '../storage/index.js';
import type { DeskCase } from './place.js';
import type { Reading } from './tools.js';

export const views = ['waiting', 'mine', 'all'] as const;
export type View = (typeof views)[number];

/** `''` in a filter: any. */
export type Filters = { readonly office: string; readonly province: string; readonly field: string; readonly verdict: string; readonly phase: string };
export const noFilters: Filters = { office: '', province: '', field: '', verdict: '', phase: '' };

export type QueueRow = DeskCase & {
  readonly epoch: number;
  readonly touched_at: string;
  readonly case_id: string | null;
  readonly number: number | null;
  readonly opened_at: string | null;
};

type Params = Filters & Sight & { offset: number; owner: string };

/** One prepared statement for each set of filters in use: a filter that is not there cannot keep an index from being used. */
const statements = new Map<string, ReturnType<typeof build>>();
const filterNames = ['office', 'province', 'field', 'verdict', 'phase'] as const;

const build = (view: View, used: readonly (typeof filterNames)[number][], limit: number) =>
  query<Params & Record<string, string | number | null>>()((db, p) => {
    let rows = db
      .selectFrom('desk_case')
      .innerJoin('conversation', 'conversation.id', 'desk_case.conversation_id')
      .leftJoin('case_record', 'case_record.id', 'conversation.case_id')
      .selectAll('desk_case')
      .select(['conversation.epoch', 'conversation.touched_at', 'conversation.case_id', 'case_record.number', 'case_record.opened_at']);
    rows = rows.where(seen(p('everything'), p('office_seen') as string, p('province_seen') as string | null));
    if (view === 'waiting') rows = rows.where(sql<boolean>`desk_case.wait_reason is not null`).orderBy('desk_case.wait_rank').orderBy('desk_case.wait_since');
    else if (view === 'mine') rows = rows.where('desk_case.owner', '=', p('owner')).orderBy('desk_case.hour', 'desc');
    else rows = rows.orderBy('desk_case.hour', 'desc').orderBy('desk_case.no', 'desc');
    for (const name of used) {
      const column = `desk_case.${name === 'office' ? 'office_id' : name}` as const;
      // Few wait and few are mine: `+` keeps SQLite with their index, where it would read every case of a field and sort them.
      rows = view === 'all' ? rows.where(column, '=', p(name)) : rows.where(sql<boolean>`+${sql.ref(column)} = ${p(name)}`);
    }
    // The limit stands in the text: bound, SQLite plans the statement anew at each run.
    return rows.limit(limit).offset(p('offset'));
  });

/** What `sightOf` binds; written out so that no page can forget it. */
export const seen = (everything: number, office: string, province: string | null) =>
  sql<boolean>`(${everything} = 1 or desk_case.office_id = ${office} or (desk_case.office_id is null and (desk_case.province is null or ${province} is null or desk_case.province = ${province})))`;

const statementFor = (view: View, filters: Filters, limit: number) => {
  const used = filterNames.filter((name) => filters[name] !== '');
  const key = [view, limit, ...used].join();
  const known = statements.get(key) ?? build(view, used, limit);
  statements.set(key, known);
  return known;
};

/** A page of the list. `owner`: of `mine`, `officer:<id>`. */
export const queue = (tx: Reading, view: View, owner: string, sight: Sight, filters: Filters, limit = 50, offset = 0): readonly QueueRow[] =>
  tx.all(statementFor(view, filters, limit), {
    ...filters,
    ...sight,
    office_seen: sight.office,
    province_seen: sight.province,
    offset,
    owner,
    office: filters.office,
    province: filters.province,
  });

const counted = query<{ everything: number; office: string; province: string | null }>()((db, p) =>
  db
    .selectFrom('desk_case')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(sql<boolean>`wait_reason is not null`)
    .where(seen(p('everything'), p('office'), p('province'))),
);
const mineCounted = query<{ owner: string }>()((db, p) =>
  db
    .selectFrom('desk_case')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('owner', '=', p('owner')),
);

/** How many wait that this officer may see, and how many are theirs. */
export const counts = (tx: Reading, owner: string, sight: Sight): { readonly waiting: number; readonly mine: number } => ({
  waiting: tx.get(counted, { everything: sight.everything, office: sight.office, province: sight.province })?.count ?? 0,
  mine: tx.get(mineCounted, { owner })?.count ?? 0,
});

const newest = query()((db) => db.selectFrom('desk_case').select((eb) => eb.fn.max('changed').as('last')));
/** Grows with every change of any case: where a page of the list goes on from. */
export const queueCursor = (tx: Reading): number => Number(tx.get(newest, {})?.last ?? 0);
