/** Owns the letters of a case: frozen records, their files, their numbers. The only writer of `letter`. */
import type { Instant } from '../basics/index.js';
import { query, type Row, type Tx } from '../storage/index.js';

export type LetterRow = Row<'letter'>;

const insert = query<{ id: string; conversation: string; kind: string; number: number; record: string; now: string }>()((db, p) =>
  db
    .insertInto('letter')
    .values({
      id: p('id'),
      conversation_id: p('conversation'),
      kind: p('kind'),
      number: p('number'),
      record: p('record'),
      state: 'preparing',
      pdf_sha256: null,
      docx_sha256: null,
      error: null,
      prepared_at: p('now'),
      ready_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);
const byId = query<{ id: string }>()((db, p) => db.selectFrom('letter').selectAll().where('id', '=', p('id')));
const ofConversation = query<{ conversation: string }>()((db, p) =>
  db.selectFrom('letter').selectAll().where('conversation_id', '=', p('conversation')).orderBy('prepared_at').orderBy('id'),
);
const ready = query<{ id: string; pdf: string; docx: string; now: string }>()((db, p) =>
  db
    .updateTable('letter')
    .set({ state: 'ready', pdf_sha256: p('pdf'), docx_sha256: p('docx'), ready_at: p('now') })
    .where('id', '=', p('id')),
);

export const letterFrozen = (tx: Tx, id: string, conversation: string, kind: string, number: number, record: unknown, now: Instant): void =>
  void tx.run(insert, { id, conversation, kind, number, record: JSON.stringify(record), now });
export const letterById = (tx: Pick<Tx, 'get'>, id: string): LetterRow | undefined => tx.get(byId, { id });
export const lettersOf = (tx: Pick<Tx, 'all'>, conversation: string): readonly LetterRow[] => tx.all(ofConversation, { conversation });
export const letterReady = (tx: Tx, id: string, pdf: string, docx: string, now: Instant): void => void tx.run(ready, { id, pdf, docx, now });
