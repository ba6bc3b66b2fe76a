/** Owns the record of every opening of an agency's page and of every form sent by it: when and what, never who. */
import { hashToken, type Instant } from '../basics/index.js';
import { query, type Row, type Tx } from '../storage/index.js';

const insert = query<{ hash: string; conversation: string; now: string; what: string }>()((db, p) =>
  db.insertInto('agency_visit').values({ token_hash: p('hash'), conversation_id: p('conversation'), at: p('now'), what: p('what') }),
);
const ofConversation = query<{ conversation: string }>()((db, p) => db.selectFrom('agency_visit').selectAll().where('conversation_id', '=', p('conversation')).orderBy('id'));

export const visited = (tx: Tx, token: string, conversation: string, what: string, now: Instant): void => void tx.run(insert, { hash: hashToken(token), conversation, now, what });
export const visitsOf = (tx: Pick<Tx, 'all'>, conversation: string): readonly Row<'agency_visit'>[] => tx.all(ofConversation, { conversation });
