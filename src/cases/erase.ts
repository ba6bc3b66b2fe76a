/** Owns erasing a person: every row of the conversation but the bare fact that it was erased. Files are erased by the chore that calls this. */
import type { Instant } from '../basics/index.js';
import { query, type Tx } from '../storage/index.js';
import { codesForgotten } from './joining.js';
import { linksRevoked } from './links.js';
import { timersForgotten } from './timers.js';

type Of = { conversation: string };
const erasing = [
  query<Of>()((db, p) => db.deleteFrom('answer').where('conversation_id', '=', p('conversation'))),
  query<Of>()((db, p) => db.deleteFrom('evidence').where('conversation_id', '=', p('conversation'))),
  query<Of>()((db, p) => db.deleteFrom('dossier').where('conversation_id', '=', p('conversation'))),
  query<Of>()((db, p) => db.deleteFrom('handover').where('conversation_id', '=', p('conversation'))),
  query<Of>()((db, p) => db.deleteFrom('event').where('conversation_id', '=', p('conversation'))),
  query<Of>()((db, p) => db.deleteFrom('outbox').where('conversation_id', '=', p('conversation'))),
  query<Of>()((db, p) => db.deleteFrom('step').where('conversation_id', '=', p('conversation'))),
  query<Of>()((db, p) => db.deleteFrom('letter').where('conversation_id', '=', p('conversation'))),
  query<Of>()((db, p) => db.deleteFrom('follow').where('conversation_id', '=', p('conversation'))),
  query<Of>()((db, p) => db.deleteFrom('agency_visit').where('conversation_id', '=', p('conversation'))),
  query<Of>()((db, p) => db.deleteFrom('paper_sent').where('conversation_id', '=', p('conversation'))),
] as const;
/** The ids of messages stay, so that a repeated update is not taken for a new one; what they said goes. */
const emptyInbox = query<Of>()((db, p) =>
  db.updateTable('inbox').set({ body: '{"kind":"text","text":""}', note: null }).where('conversation_id', '=', p('conversation')).where('state', '!=', 'new'),
);
const freshConversation = query<Of & { now: string }>()((db, p) =>
  db
    .updateTable('conversation')
    .set((eb) => ({ phase: 'consent', owner: 'bot', epoch: eb('epoch', '+', 1), case_id: null, position: null, pending: null, touched_at: p('now') }))
    .where('id', '=', p('conversation')),
);
const closeCases = query<Of & { now: string }>()((db, p) =>
  db
    .updateTable('case_record')
    .set({ erased_at: p('now') })
    .where('conversation_id', '=', p('conversation')),
);
/** Wordings nobody's answer uses any more: some contain what the person said (a change repeated back). */
const unusedWordings = query()((db) =>
  db.deleteFrom('wording').where('id', 'not in', (eb) => eb.selectFrom('answer').select('wording_id').where('wording_id', 'is not', null).$castTo<{ wording_id: number }>()),
);

export const conversationErased = (tx: Tx, conversation: string, now: Instant): void => {
  for (const statement of erasing) tx.run(statement, { conversation });
  tx.run(emptyInbox, { conversation });
  linksRevoked(tx, conversation, now);
  timersForgotten(tx, conversation);
  codesForgotten(tx, conversation, now);
  tx.run(closeCases, { conversation, now });
  tx.run(freshConversation, { conversation, now });
  tx.run(unusedWordings, {});
};

const filesElsewhere = query<{ conversation: string; sha256: string }>()((db, p) =>
  db
    .selectFrom('evidence')
    .select('id')
    .where('conversation_id', '!=', p('conversation'))
    .where((eb) => eb.or([eb('sha256', '=', p('sha256')), eb(eb.fn('instr', ['pages', eb.val(p('sha256'))]), '>', 0)]))
    .limit(1),
);
/** True when someone else's case holds the same bytes, as a file or as a page of one. */
export const heldElsewhere = (tx: Pick<Tx, 'get'>, conversation: string, sha256: string): boolean => tx.get(filesElsewhere, { conversation, sha256 }) !== undefined;

const wordsOfMessage = query<{ id: number }>()((db, p) => db.updateTable('inbox').set({ body: '{"kind":"text","text":""}', note: null }).where('id', '=', p('id')));
const answersOfMessage = query<{ id: number }>()((db, p) => db.deleteFrom('answer').where('inbox_id', '=', p('id')));
const evidenceOfMessage = query<{ id: number }>()((db, p) => db.deleteFrom('evidence').where('inbox_id', '=', p('id')));

/** One message taken back: its words, the answer it was and the file it was go; that there was a message stays. Its bytes are erased by the chore that calls this. */
export const messageErased = (tx: Tx, inbox: number): void => {
  tx.run(wordsOfMessage, { id: inbox });
  tx.run(answersOfMessage, { id: inbox });
  tx.run(evidenceOfMessage, { id: inbox });
  tx.run(unusedWordings, {});
};
