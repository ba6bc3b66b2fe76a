/** Owns the free words that belong to a case: messages the person sent that were no answer, kept as they were written. */
import { bodySchema } from '../messages/index.js';
import { query, type Tx } from '../storage/index.js';

const kept = query<{ conversation: string }>()((db, p) =>
  db.selectFrom('inbox').select(['received_at', 'body']).where('conversation_id', '=', p('conversation')).where('note', '=', 'kept').orderBy('id'),
);

export const keptWords = (tx: Pick<Tx, 'all'>, conversation: string): readonly { readonly at: string; readonly text: string }[] =>
  tx.all(kept, { conversation }).flatMap((row) => {
    const body = bodySchema.parse(JSON.parse(row.body));
    return body.kind === 'text' ? [{ at: row.received_at, text: body.text }] : [];
  });
