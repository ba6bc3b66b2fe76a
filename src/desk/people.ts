/** Owns naming an officer to a person and to colleagues: name and office by id, also of one who left. */
import { query } from '../storage/index.js';
import type { Actor, Reading } from './tools.js';

const byId = query<{ id: string }>()((db, p) =>
  db.selectFrom('officer').innerJoin('office', 'office.id', 'officer.office_id').select(['officer.id', 'officer.name', 'office.name as office']).where('officer.id', '=', p('id')),
);

export const officerNamed = (tx: Reading, id: string): Actor | undefined => tx.get(byId, { id });
