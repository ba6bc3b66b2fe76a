/**
 * Owns making one talk of two that one person proved to hold: every row of the one that ends goes to the other, so that reading, searching
 * and erasing find one talk. Answers come as history only. Asks nobody whether it may.
 */
import type { Instant } from '../basics/index.js';
import { query, type Tx } from '../storage/index.js';
import { nextExhibit } from './exhibit-numbers.js';
import { evidenceOf, exhibitGiven } from './evidence.js';

type Between = { from: string; to: string };
const moved = [
  query<Between>()((db, p) =>
    db
      .updateTable('contact')
      .set({ conversation_id: p('to') })
      .where('conversation_id', '=', p('from')),
  ),
  query<Between>()((db, p) =>
    db
      .updateTable('inbox')
      .set({ conversation_id: p('to') })
      .where('conversation_id', '=', p('from')),
  ),
  query<Between>()((db, p) =>
    db
      .updateTable('outbox')
      .set({ conversation_id: p('to') })
      .where('conversation_id', '=', p('from')),
  ),
  query<Between>()((db, p) =>
    db
      .updateTable('evidence')
      .set({ conversation_id: p('to') })
      .where('conversation_id', '=', p('from')),
  ),
  query<Between>()((db, p) =>
    db
      .updateTable('answer')
      .set({ conversation_id: p('to') })
      .where('conversation_id', '=', p('from')),
  ),
  query<Between>()((db, p) =>
    db
      .updateTable('event')
      .set({ conversation_id: p('to') })
      .where('conversation_id', '=', p('from')),
  ),
] as const;
/** Two talks' answers must not mix unseen: what the ended one had said counts no more, and is there to be read. */
const answersEnded = query<{ from: string; now: string }>()((db, p) =>
  db
    .updateTable('answer')
    .set({ superseded_at: p('now') })
    .where('conversation_id', '=', p('from'))
    .where('superseded_at', 'is', null),
);
/** Reports that waited for the bot name exhibits by numbers that are no more. */
const reportsDropped = query<{ from: string }>()((db, p) => db.updateTable('inbox').set({ state: 'done' }).where('conversation_id', '=', p('from')).where('state', '=', 'held'));
/** A file still being fetched tells its talk when it is there. */
const fetching = query<Between>()((db, p) =>
  db
    .updateTable('timer')
    .set({ conversation_id: p('to') })
    .where('conversation_id', '=', p('from'))
    .where('kind', 'in', ['fetch_file', 'read_card']),
);

/** Files keep their order and get the numbers after the last of `to`; files of one exhibit stay together. */
export const talkMovedInto = (tx: Tx, from: string, to: string, now: Instant): void => {
  const own = evidenceOf(tx, to);
  const coming = evidenceOf(tx, from);
  const first = nextExhibit(tx, to, own);
  const numbers = [...new Set(coming.flatMap(({ exhibit }) => (exhibit === null ? [] : [exhibit])))].sort((a, b) => a - b);
  for (const row of coming) if (row.exhibit !== null) exhibitGiven(tx, row.id, first + numbers.indexOf(row.exhibit));
  tx.run(answersEnded, { from, now });
  tx.run(reportsDropped, { from });
  for (const statement of moved) tx.run(statement, { from, to });
  tx.run(fetching, { from, to });
};
