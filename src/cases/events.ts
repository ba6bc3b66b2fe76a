/** Owns the case's history: what happened, when, by whom. The console reads it by `seq`. Never holds names or message text. */
import type { Instant } from '../basics/index.js';
import { query, type Tx } from '../storage/index.js';

const insert = query<{ conversation: string; kind: string; actor: string; now: string; data: string }>()((db, p) =>
  db.insertInto('event').values({ conversation_id: p('conversation'), kind: p('kind'), actor: p('actor'), at: p('now'), data: p('data') }),
);
const ofConversation = query<{ conversation: string }>()((db, p) => db.selectFrom('event').selectAll().where('conversation_id', '=', p('conversation')).orderBy('seq'));

export const eventHappened = (tx: Tx, conversation: string, kind: string, data: Readonly<Record<string, unknown>>, now: Instant, actor = 'bot'): void =>
  void tx.run(insert, { conversation, kind, actor, now, data: JSON.stringify(data) });

export const eventsOf = (tx: Pick<Tx, 'all'>, conversation: string) => tx.all(ofConversation, { conversation });
