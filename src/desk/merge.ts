/**
 * Owns making one case of two that one person opened on two chats. The person proves to hold both by typing in one the code the other
 * showed (`src/turn/join.ts`); nothing else joins people. Which talk goes on is the one on whose page the officer stands.
 */
import { z } from 'zod';
import { addSeconds, type Instant } from '../basics/index.js';
import { chatsOf, contactOf, conversation, dossiersOf, eventHappened, eventsOf, referenceOf, talkMovedInto, waitUntil } from '../cases/index.js';
import { enqueue, withdrawOlder } from '../delivery/index.js';
import type { Channel } from '../messages/index.js';
import { query, type Tx } from '../storage/index.js';
import type { Language } from '../wording/index.js';
import { renewLease } from './ownership.js';
import { type Actor, type DeskTools, officerIn, owned, ownerOf, type Reading, type Refused, refused } from './tools.js';

/** A proof older than this is asked for again: phones change hands. */
const PROOF_DAYS = 7;
const proofSchema = z.object({ other: z.string() });

const notesMoved = query<{ from: string; to: string }>()((db, p) =>
  db
    .updateTable('desk_note')
    .set({ conversation_id: p('to') })
    .where('conversation_id', '=', p('from')),
);
/** Off the lists: what it was is found in the case that goes on. Its words first, so that the search index forgets them. */
const wordsGone = query<{ from: string }>()((db, p) => db.updateTable('desk_case').set({ words: '' }).where('conversation_id', '=', p('from')));
const unlisted = query<{ from: string }>()((db, p) => db.deleteFrom('desk_case').where('conversation_id', '=', p('from')));
/** Lines of the register keep their numbers and lead to the case that goes on. */
const requestsMoved = query<{ from: string; to: string }>()((db, p) =>
  db
    .updateTable('help_request')
    .set({ conversation_id: p('to') })
    .where('conversation_id', '=', p('from')),
);

/** The other talk this person proved to hold, with its reference; undefined when there is no proof, or nothing to merge any more. */
export const provedOther = (tx: Reading, id: string, now: Instant): { readonly id: string; readonly reference: string | undefined; readonly at: Instant } | undefined => {
  const proof = eventsOf(tx, id).findLast(({ kind, at }) => kind === 'join_proved' && at > addSeconds(now, -PROOF_DAYS * 86_400));
  if (proof === undefined) return undefined;
  const { other } = proofSchema.parse(JSON.parse(proof.data));
  const row = other === id ? undefined : conversation(tx, other);
  return row === undefined || contactOf(tx, other) === undefined ? undefined : { id: other, reference: referenceOf(tx, row.case_id), at: proof.at };
};

/** Everything of the other talk comes here and it ends. Its answers become history: nothing is taken into this case unseen. */
export const chatsMerged = (
  tx: Tx,
  id: string,
  officer: Actor,
  now: Instant,
  tools: DeskTools,
): { readonly ok: true } | Refused<'not_yours' | 'not_proved' | 'other_owned' | 'other_has_dossier'> => {
  const row = owned(tx, id, officer);
  if (row === undefined) return refused('not_yours');
  const proved = provedOther(tx, id, now);
  const other = proved === undefined ? undefined : conversation(tx, proved.id);
  if (proved === undefined || other === undefined) return refused('not_proved');
  const holder = officerIn(other.owner);
  if (holder !== undefined && holder !== officer.id) return refused('other_owned');
  // A dossier is frozen with its own number and may be with an agency: it cannot become part of another case.
  if (dossiersOf(tx, other.id).length > 0) return refused('other_has_dossier');
  withdrawOlder(tx, other.id, other.epoch + 1, now);
  talkMovedInto(tx, other.id, id, now);
  tx.run(notesMoved, { from: other.id, to: id });
  tx.run(requestsMoved, { from: other.id, to: id });
  tx.run(wordsGone, { from: other.id });
  tx.run(unlisted, { from: other.id });
  // Nothing is left of the other talk but its name; what it was is here.
  waitUntil(tx, 'forget_guest', other.id, now, {}, other.id);
  eventHappened(tx, id, 'chats_merged', { other: other.id, reference: proved.reference ?? '' }, now, ownerOf(officer.id));
  const words = tools.wording[row.language as Language];
  for (const { channel, chat } of chatsOf(tx, id))
    enqueue(tx, {
      conversation: id,
      channel: channel as Channel,
      chat,
      turnKey: `merged:${id}:${other.id}:${channel}:${chat}`,
      epoch: row.epoch,
      lane: 'officer',
      replies: [{ text: words.say('desk.said.merged', { name: officer.name }), tag: 'desk.merged' }],
      now,
      capabilities: tools.capabilities(channel as Channel),
    });
  renewLease(tx, id, officer, now, tools);
  return { ok: true };
};
