/**
 * Owns an officer's work on the answers of a case: giving or correcting one for the person, undoing that, asking a question in the bot's
 * stead. Every change says who made it, is shown to the person, and can be undone. What an answer means is `src/conversation`.
 */
import type { Instant } from '../basics/index.js';
import { allAnswers, type Conversation, conversation, eventHappened, eventsOf } from '../cases/index.js';
import { answerFor, type AnswerValue, type Given, putBack, questionFor } from '../conversation/index.js';
import type { Tx } from '../storage/index.js';
import { type By, envFor, loadTalk, writeOutcome } from '../turn/index.js';
import type { Language } from '../wording/index.js';
import { renewLease } from './ownership.js';
import { reply, type Said, type Words } from './say.js';
import { tell } from './tell.js';
import { type Actor, type DeskTools, owned, ownerOf, type Refused, refused } from './tools.js';
import { z } from 'zod';

export type Corrected =
  | { readonly ok: true; readonly label: string; readonly before: string; readonly after: string /** Names the correction, for undoing it. */; readonly event: number }
  | Refused<'not_yours' | 'same'>
  /** A refusal code of the readers, `not_asked`, `only_person`, or `several`. */
  | { readonly ok: false; readonly code: 'unreadable'; readonly why: string; readonly readings?: readonly string[] };

/** Records an answer for the person. `source`: the message it was told in, when it was told here. */
export const correct = (
  tx: Tx,
  id: string,
  officer: Actor,
  change: { readonly key: string; readonly given: Given; readonly source?: number },
  now: Instant,
  tools: DeskTools,
): Corrected => {
  const row = owned(tx, id, officer);
  if (row === undefined) return refused('not_yours');
  const loaded = loadTalk(tx, row, 0);
  const made = answerFor(loaded.talk, envFor(tools, now), change.key, change.given);
  if (!made.ok) return { ok: false, code: 'unreadable', why: made.code, ...(made.readings === undefined ? {} : { readings: made.readings }) };
  if (made.before === made.after) return refused('same');
  writeOutcome(tx, row, made.outcome, byOfficer(officer, change.source ?? null, `correct ${id} ${change.key} ${now}`), now, tools, loaded);
  eventHappened(tx, id, 'answer_corrected', { key: change.key, undoes: answeredBefore(tx, id, change.key) }, now, ownerOf(officer.id));
  const event = eventsOf(tx, id).at(-1)?.seq ?? 0;
  sayChange(tx, row, officer, made.before === '' ? 'answered' : 'corrected', { label: made.label, before: made.before, after: made.after }, event, now, tools);
  renewLease(tx, id, officer, now, tools);
  return { ok: true, label: made.label, before: made.before, after: made.after, event };
};

const correctionSchema = z.object({ key: z.string(), undoes: z.number().nullable() });

/** Makes an answer what it was before a correction, unless it was changed again since. */
export const undoCorrection = (
  tx: Tx,
  id: string,
  officer: Actor,
  event: number,
  now: Instant,
  tools: DeskTools,
): { readonly ok: true } | Refused<'not_yours' | 'not_there' | 'moved'> => {
  const row = owned(tx, id, officer);
  if (row === undefined) return refused('not_yours');
  const events = eventsOf(tx, id).filter(({ kind }) => kind === 'answer_corrected' || kind === 'correction_undone');
  const made = events.find(({ seq, kind }) => seq === event && kind === 'answer_corrected');
  if (made === undefined) return refused('not_there');
  const { key, undoes } = correctionSchema.parse(JSON.parse(made.data));
  const history = allAnswers(tx, id).filter(({ question }) => question === key);
  const standing = history.find(({ superseded_at }) => superseded_at === null);
  const later = events.some(({ seq, data }) => seq > event && keyIn(data) === key);
  if (later || standing?.answered_at !== made.at) return refused('moved');
  const before = undoes === null ? undefined : (JSON.parse(history[undoes]?.value ?? 'null') as AnswerValue | null);
  const loaded = loadTalk(tx, row, 0);
  const outcome = putBack(loaded.talk, envFor(tools, now), key, before ?? undefined);
  writeOutcome(tx, row, outcome, byOfficer(officer, null, `undo ${id} ${event}`), now, tools, loaded);
  eventHappened(tx, id, 'correction_undone', { key, undoes: event }, now, ownerOf(officer.id));
  const words = tools.wording[row.language as Language];
  tell(
    tx,
    row,
    { key: `undo:${id}:${event}`, lane: 'officer', replies: [{ text: words.say('desk.said.correction_undone', { name: officer.name }), tag: 'desk.correction_undone' }] },
    now,
    tools,
  );
  renewLease(tx, id, officer, now, tools);
  return { ok: true };
};

/** Asks a question of the interview in the bot's stead, with its choices; the answer comes to the officer, who records it. */
export const askFor = (tx: Tx, id: string, officer: Actor, key: string, words: Omit<Words, 'text'>, now: Instant, tools: DeskTools): Said | Refused<'not_asked'> => {
  const row = conversation(tx, id);
  if (row === undefined) return refused('not_yours');
  const question = questionFor(loadTalk(tx, row, 0).talk, envFor(tools, now), key);
  if (question === undefined) return refused('not_asked');
  return reply(
    tx,
    id,
    officer,
    {
      ...words,
      text: question.text,
      tag: `asked.${key}`,
      ...(question.choices === undefined ? {} : { choices: question.choices }),
      ...(question.plain === undefined ? {} : { plain: question.plain }),
    },
    now,
    tools,
  );
};

const byOfficer = (officer: Actor, inbox: number | null, seed: string): By => ({ actor: ownerOf(officer.id), inbox, channel: '', key: seed, seed });

/** The place, in the history of this question, of the answer that stood before the newest; null when none did. */
const answeredBefore = (tx: Tx, id: string, key: string): number | null => {
  const history = allAnswers(tx, id).filter(({ question }) => question === key);
  const newest = history.at(-1);
  const before = history.findLastIndex((answer) => answer !== newest && answer.superseded_at === newest?.answered_at);
  return before < 0 ? null : before;
};

const keyIn = (data: string): string | undefined => correctionSchema.partial().parse(JSON.parse(data)).key;

const sayChange = (
  tx: Tx,
  row: Conversation,
  officer: Actor,
  how: 'answered' | 'corrected',
  values: { readonly label: string; readonly before: string; readonly after: string },
  event: number,
  now: Instant,
  tools: DeskTools,
): void => {
  const text = tools.wording[row.language as Language].say(`desk.said.${how}`, { name: officer.name, ...values });
  tell(tx, row, { key: `corrected:${row.id}:${event}`, lane: 'officer', replies: [{ text, tag: `desk.${how}` }] }, now, tools);
};
