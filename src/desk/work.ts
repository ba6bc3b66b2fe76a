/**
 * Owns an officer's work on the file of a case: exhibits in order, a photo nobody can read, a paper asked for, a reason
 * for waiting seen to. Each is one transaction, attributed, and told to the person where it concerns them.
 */
import type { Instant } from '../basics/index.js';
import { type Conversation, eventHappened, evidenceById, evidenceOf, evidenceRefused, exhibitGiven } from '../cases/index.js';
import { putBack } from '../conversation/index.js';
import { query, type Tx } from '../storage/index.js';
import { envFor, loadTalk, writeOutcome } from '../turn/index.js';
import type { Language, Words as Wording } from '../wording/index.js';
import { renewLease } from './ownership.js';
import { reply, type Said, type Words } from './say.js';
import { tell } from './tell.js';
import { type Actor, type DeskTools, owned, ownerOf, type Refused, refused } from './tools.js';

type Done<Code extends string = 'not_yours'> = { readonly ok: true } | Refused<Code | 'not_yours'>;

/** Gives a file another exhibit number; the files that had it get the old one, so that numbers stay a row without holes. */
export const exhibitMoved = (tx: Tx, id: string, officer: Actor, file: string, number: number, now: Instant, tools: DeskTools): Done<'not_there'> => {
  if (owned(tx, id, officer) === undefined) return refused('not_yours');
  const moved = evidenceById(tx, file);
  const all = evidenceOf(tx, id);
  if (moved?.conversation_id !== id || moved.exhibit === null || !all.some(({ exhibit }) => exhibit === number)) return refused('not_there');
  const from = moved.exhibit;
  // Files of one paper share a number and move together.
  for (const row of all) if (row.exhibit === number) exhibitGiven(tx, row.id, from);
  for (const row of all) if (row.exhibit === from) exhibitGiven(tx, row.id, number);
  eventHappened(tx, id, 'exhibit_moved', { from, to: number }, now, ownerOf(officer.id));
  renewLease(tx, id, officer, now, tools);
  return { ok: true };
};

/** An officer looked at a file and it will do: colleagues need not look again. */
export const exhibitAccepted = (tx: Tx, id: string, officer: Actor, file: string, now: Instant, tools: DeskTools): Done<'not_there'> => {
  if (owned(tx, id, officer) === undefined) return refused('not_yours');
  const row = evidenceById(tx, file);
  if (row?.conversation_id !== id || row.state !== 'received') return refused('not_there');
  eventHappened(tx, id, 'exhibit_accepted', { file }, now, ownerOf(officer.id));
  renewLease(tx, id, officer, now, tools);
  return { ok: true };
};

/** A photo that cannot be read is not printed; the person is asked for it again, and the bot asks too when it was the only one of its paper. */
export const markedUnreadable = (tx: Tx, id: string, officer: Actor, file: string, now: Instant, tools: DeskTools): Done<'not_there'> => {
  const row = owned(tx, id, officer);
  if (row === undefined) return refused('not_yours');
  const photo = evidenceById(tx, file);
  if (photo?.conversation_id !== id || photo.state !== 'received') return refused('not_there');
  evidenceRefused(tx, file, 'unreadable_to_officer');
  eventHappened(tx, id, 'marked_unreadable', { file }, now, ownerOf(officer.id));
  const key = photo.paper === null ? undefined : `paper_${photo.paper}`;
  const another = evidenceOf(tx, id).some((one) => one.paper === photo.paper && one.state === 'received');
  const loaded = loadTalk(tx, row, 0);
  if (key !== undefined && !another && key in loaded.talk.answers) {
    const by = { actor: ownerOf(officer.id), inbox: null, channel: '', key: `unreadable:${file}`, seed: `unreadable ${file}` };
    writeOutcome(tx, row, putBack(loaded.talk, envFor(tools, now), key, undefined), by, now, tools, loaded);
  }
  const words = wordsFor(row, tools);
  const name = photo.name === '' ? words.say('desk.evidence.nameless') : photo.name;
  const text = words.say('desk.said.unreadable', { name: officer.name, file: name });
  tell(tx, row, { key: `unreadable:${file}`, lane: 'officer', replies: [{ text, tag: 'desk.unreadable' }] }, now, tools);
  renewLease(tx, id, officer, now, tools);
  return { ok: true };
};

/** Asks for one paper, in words that say how to send it. */
export const paperRequested = (tx: Tx, id: string, officer: Actor, paper: string, words: Omit<Words, 'text' | 'tag'>, now: Instant, tools: DeskTools): Said => {
  const row = owned(tx, id, officer);
  if (row === undefined) return refused('not_yours');
  if (paper.trim() === '') return refused('empty');
  return reply(tx, id, officer, { ...words, text: wordsFor(row, tools).say('desk.said.paper', { paper: paper.trim() }), tag: 'desk.paper' }, now, tools);
};

const settle = query<{ id: string }>()((db, p) =>
  db
    .updateTable('desk_case')
    .set({ wait_reason: null, wait_rank: 99, wait_since: null })
    .where('conversation_id', '=', p('id'))
    .where('owner', '=', 'bot')
    .where('wait_reason', 'is not', null),
);
/** A reason for waiting was seen to without taking the talk over: the bot goes on. False when nothing waited, or a person does. */
export const seenTo = (tx: Tx, id: string, officer: Actor, now: Instant): boolean => {
  if (tx.run(settle, { id }).changes === 0) return false;
  eventHappened(tx, id, 'seen_to', {}, now, ownerOf(officer.id));
  return true;
};

const wordsFor = (row: Conversation, tools: DeskTools): Wording => tools.wording[row.language as Language];
