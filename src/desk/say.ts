/**
 * Owns an officer's words to a person: a reply over the view the officer had, taking it back for a moment, sending a failed one once
 * more, drafts and private notes. Refuses what was written without seeing the newest messages.
 */
import { clean, type Instant } from '../basics/index.js';
import { contactOf, eventHappened } from '../cases/index.js';
import { sendAgain, takeBack } from '../delivery/index.js';
import type { Attachment, Choice, Reply } from '../messages/index.js';
import { query, type Tx } from '../storage/index.js';
import { renewLease } from './ownership.js';
import { replyKey, writerIn } from './reply-key.js';
import { tell } from './tell.js';
import { type Line, linesMissed, type Seen } from './thread.js';
import { type Actor, type DeskTools, HOLD_SECONDS, owned, ownerOf, type Reading, type Refused, refused } from './tools.js';

/** `token`: made with the form, so that a form sent twice speaks once. `seen`: the last lines the officer's page showed. */
export type Words = {
  readonly text: string;
  readonly token: string;
  readonly seen: Seen;
  readonly attachment?: Attachment;
  /** A question of the interview asked in the bot's stead keeps its choices. */
  readonly choices?: readonly Choice[];
  readonly plain?: string;
  readonly tag?: string;
};
export type Said =
  | { readonly ok: true; readonly key: string /** Already said with this token. */; readonly again: boolean }
  | Refused<'not_yours' | 'empty' | 'too_long' | 'no_chat'>
  | (Refused<'stale'> & { readonly missed: readonly Line[] });

const LONGEST = 8_000;

export const reply = (tx: Tx, id: string, officer: Actor, words: Words, now: Instant, tools: DeskTools): Said => {
  const row = owned(tx, id, officer);
  if (row === undefined) return refused('not_yours');
  const text = clean(words.text);
  if (text === '' && words.attachment === undefined) return refused('empty');
  if (text.length > LONGEST) return refused('too_long');
  const missed = linesMissed(tx, id, officer.id, words.seen);
  if (missed.length > 0) return { ok: false, code: 'stale', missed };
  if (contactOf(tx, id) === undefined) return refused('no_chat');
  const key = replyKey(officer, words.token);
  const said: Reply = {
    text,
    tag: words.tag ?? 'officer',
    ...(words.choices === undefined ? {} : { choices: words.choices }),
    ...(words.plain === undefined ? {} : { plain: words.plain }),
    ...(words.attachment === undefined ? {} : { attachment: words.attachment }),
  };
  const written = tell(tx, row, { key, lane: 'officer', replies: [said], holdSeconds: tools.holdSeconds ?? HOLD_SECONDS }, now, tools);
  if (written) eventHappened(tx, id, 'officer_said', { key, tag: said.tag }, now, ownerOf(officer.id));
  draftKept(tx, id, officer, '', now);
  renewLease(tx, id, officer, now, tools);
  return { ok: true, key, again: !written };
};

/** Takes an own reply back while it has not gone; the text becomes the draft again. */
export const undoReply = (tx: Tx, id: string, officer: Actor, key: string, now: Instant, tools: DeskTools): { readonly ok: true } | Refused<'not_yours' | 'too_late'> => {
  if (owned(tx, id, officer) === undefined || writerIn(key) !== officer.id) return refused('not_yours');
  const text = tx
    .all(textsOf, { conversation: id, key })
    .map(({ text }) => text)
    .join('\n');
  if (!takeBack(tx, id, key, now)) return refused('too_late');
  draftKept(tx, id, officer, text, now);
  eventHappened(tx, id, 'officer_took_back', { key }, now, ownerOf(officer.id));
  renewLease(tx, id, officer, now, tools);
  return { ok: true };
};

/** «Send it once more» for a row that failed or was set aside. */
export const retry = (tx: Tx, id: string, officer: Actor, rowId: number, now: Instant): { readonly ok: true } | Refused<'not_there'> => {
  if (tx.get(rowOf, { id: rowId })?.conversation_id !== id || !sendAgain(tx, rowId, now)) return refused('not_there');
  eventHappened(tx, id, 'sent_again', { row: rowId }, now, ownerOf(officer.id));
  return { ok: true };
};

/** What an officer began to write, kept across a closed page and a lapsed lease; an empty text forgets it. */
export const draftKept = (tx: Tx, id: string, officer: Pick<Actor, 'id'>, text: string, now: Instant): void => {
  if (text.trim() === '') tx.run(dropDraft, { conversation: id, officer: officer.id });
  else tx.run(keepDraft, { conversation: id, officer: officer.id, text: text.slice(0, LONGEST), now });
};
export const draftOf = (tx: Reading, id: string, officer: Pick<Actor, 'id'>): string => tx.get(draft, { conversation: id, officer: officer.id })?.text ?? '';

/** For officers only; never shown to the person, never in the dossier. */
export const noteAdded = (tx: Tx, id: string, officer: Actor, text: string, now: Instant): boolean => {
  const kept = clean(text);
  if (kept === '') return false;
  tx.run(addNote, { conversation: id, officer: officer.id, text: kept.slice(0, LONGEST), now });
  eventHappened(tx, id, 'note_added', {}, now, ownerOf(officer.id));
  return true;
};
export const notesOf = (tx: Reading, id: string) => tx.all(notes, { conversation: id });

type Of = { conversation: string; officer: string };
const keepDraft = query<Of & { text: string; now: string }>()((db, p) =>
  db
    .insertInto('desk_draft')
    .values({ conversation_id: p('conversation'), officer_id: p('officer'), text: p('text'), at: p('now') })
    .onConflict((conflict) => conflict.columns(['conversation_id', 'officer_id']).doUpdateSet({ text: p('text'), at: p('now') })),
);
const dropDraft = query<Of>()((db, p) => db.deleteFrom('desk_draft').where('conversation_id', '=', p('conversation')).where('officer_id', '=', p('officer')));
const draft = query<Of>()((db, p) => db.selectFrom('desk_draft').select('text').where('conversation_id', '=', p('conversation')).where('officer_id', '=', p('officer')));
const addNote = query<Of & { text: string; now: string }>()((db, p) =>
  db.insertInto('desk_note').values({ conversation_id: p('conversation'), officer_id: p('officer'), text: p('text'), at: p('now') }),
);
const notes = query<{ conversation: string }>()((db, p) => db.selectFrom('desk_note').selectAll().where('conversation_id', '=', p('conversation')).orderBy('id'));
const rowOf = query<{ id: number }>()((db, p) => db.selectFrom('outbox').select('conversation_id').where('id', '=', p('id')));
const textsOf = query<{ conversation: string; key: string }>()((db, p) =>
  db
    .selectFrom('outbox')
    .select((eb) => eb.fn<string>('json_extract', ['payload', eb.val('$.text')]).as('text'))
    .where('conversation_id', '=', p('conversation'))
    .where('turn_key', '=', p('key'))
    .orderBy('part'),
);
