/** Owns what is done with an exhibit after it was received: named, merged, ordered, taken out. */
import type { Instant } from '../basics/index.js';
import { query, type Tx } from '../storage/index.js';
import { eventHappened } from './events.js';
import { evidenceOf } from './evidence.js';
import { MERGED } from './exhibit-numbers.js';

const setPlace = query<{ id: string; place: number; exhibit: number }>()((db, p) =>
  db
    .updateTable('evidence')
    .set({ place: p('place'), exhibit: p('exhibit') })
    .where('id', '=', p('id')),
);
const setName = query<{ conversation: string; exhibit: number; paper: string | null; title: string | null }>()((db, p) =>
  db
    .updateTable('evidence')
    .set({ paper: p('paper'), title: p('title') })
    .where('conversation_id', '=', p('conversation'))
    .where('exhibit', '=', p('exhibit')),
);
const takeOut = query<{ conversation: string; exhibit: number }>()((db, p) =>
  db
    .updateTable('evidence')
    .set({ state: 'refused', reason: 'withdrawn' })
    .where('conversation_id', '=', p('conversation'))
    .where('exhibit', '=', p('exhibit'))
    .where('state', '=', 'received'),
);
/** The exhibit is this paper of the checklist, or has this title; it joins what is already there for the paper. Returns the exhibit's number. */
export const exhibitNamed = (tx: Tx, conversation: string, exhibit: number, { paper, title }: { readonly paper?: string; readonly title?: string }, now: Instant): number => {
  tx.run(setName, { conversation, exhibit, paper: paper ?? null, title: title ?? null });
  const mate =
    paper === undefined
      ? undefined
      : evidenceOf(tx, conversation).find((row) => row.paper === paper && row.state === 'received' && row.exhibit !== null && row.exhibit !== exhibit);
  if (mate?.exhibit == null) return exhibit;
  exhibitsMerged(tx, conversation, exhibit, mate.exhibit, now);
  return mate.exhibit;
};

/** All files of one exhibit behind those of another, which keeps its number and its name. */
export const exhibitsMerged = (tx: Tx, conversation: string, from: number, into: number, now: Instant): void => {
  const rows = evidenceOf(tx, conversation);
  const target = rows.find(({ exhibit }) => exhibit === into);
  if (target === undefined) throw new Error(`conversation ${conversation} has no exhibit ${into}; nothing can be merged into it`);
  const joined = [...rows.filter(({ exhibit }) => exhibit === into), ...rows.filter(({ exhibit }) => exhibit === from)];
  joined.forEach(({ id }, i) => void tx.run(setPlace, { id, place: i + 1, exhibit: into }));
  tx.run(setName, { conversation, exhibit: into, paper: target.paper, title: target.title });
  eventHappened(tx, conversation, MERGED, { from, into }, now, 'person');
};

/** The files of an exhibit in a new order; `order` names each by the place it has now, from 1. */
export const exhibitOrdered = (tx: Tx, conversation: string, exhibit: number, order: readonly number[]): void => {
  const rows = evidenceOf(tx, conversation).filter((row) => row.exhibit === exhibit && row.state === 'received');
  order.forEach((at, i) => {
    const row = rows[at - 1];
    if (row !== undefined) tx.run(setPlace, { id: row.id, place: i + 1, exhibit });
  });
};

/** The person takes it out: it is printed no more, and listed as left out. */
export const exhibitWithdrawn = (tx: Tx, conversation: string, exhibit: number, now: Instant): void => {
  tx.run(takeOut, { conversation, exhibit });
  eventHappened(tx, conversation, 'exhibit_withdrawn', { exhibit }, now, 'person');
};
