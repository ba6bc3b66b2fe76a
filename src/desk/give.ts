/** Owns giving a case to another office, with the reason. Whoever owns the talk lets go of it first; the other office finds the case in its queue. */
import { sql } from 'kysely';
import { clean, type Instant } from '../basics/index.js';
import { conversation, eventHappened } from '../cases/index.js';
import { query, type Tx } from '../storage/index.js';
import { passOn } from './ownership.js';
import { deskCase, officesToGive } from './place.js';
import { type Actor, type DeskTools, officerIn, ownerOf, type Refused, refused } from './tools.js';

const give = query<{ id: string; office: string }>()((db, p) =>
  db
    .updateTable('desk_case')
    .set({ office_id: p('office'), changed: sql<number>`(select coalesce(max(changed), 0) + 1 from desk_case)` })
    .where('conversation_id', '=', p('id')),
);

/** From now on only the other office sees the case. The person is told when an officer was speaking with them: another will go on. */
export const caseGiven = (
  tx: Tx,
  id: string,
  officer: Actor,
  to: string,
  why: string,
  now: Instant,
  tools: DeskTools,
): { readonly ok: true } | Refused<'not_there' | 'not_yours' | 'empty'> => {
  const reason = clean(why).slice(0, 1_000);
  if (reason === '') return refused('empty');
  const row = conversation(tx, id);
  if (row === undefined || deskCase(tx, id) === undefined || !officesToGive(tx, id).some((office) => office.id === to)) return refused('not_there');
  const holder = officerIn(row.owner);
  if (holder !== undefined && holder !== officer.id) return refused('not_yours');
  if (holder !== undefined) passOn(tx, id, officer, now, tools);
  tx.run(give, { id, office: to });
  eventHappened(tx, id, 'case_given', { office: to, why: reason }, now, ownerOf(officer.id));
  return { ok: true };
};
