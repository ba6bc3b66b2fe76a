/** Owns a talk as the conversation sees it, read from the tables: most of it only when asked for. Writes nothing. */
import { type Conversation, currentAnswers, evidenceOf, latestDossier, referenceOf } from '../cases/index.js';
import { type AnswerValue, pendingSchema, type Talk } from '../conversation/index.js';
import { isMuted, procedureOf } from '../procedure/index.js';
import type { Tx } from '../storage/index.js';
import type { Language } from '../wording/index.js';
import { type AnswerRow, cachedPosition, hashOf } from './position.js';

export type Loaded = { readonly talk: Talk; readonly rows: readonly AnswerRow[]; readonly answersHash: string };

/** Everything the conversation may look at, in five reads. */
export const loadTalk = (tx: Pick<Tx, 'get' | 'all'>, talker: Conversation, message: number): Loaded => {
  const rows = currentAnswers(tx, talker.id);
  const answersHash = hashOf(rows);
  const answers = Object.fromEntries(rows.map(({ question, value }) => [question, JSON.parse(value) as AnswerValue]));
  const evidence = once(() => evidenceIn(tx, talker.id));
  const reference = once(() => referenceOf(tx, talker.case_id));
  const procedure = once(() => procedureOf(tx, talker.id));
  const dossier = once(() => {
    const row = latestDossier(tx, talker.id);
    return row === undefined ? undefined : { id: row.id, version: row.version, state: row.state };
  });
  return {
    rows,
    answersHash,
    talk: {
      id: talker.id,
      message,
      greeted: talker.position !== null,
      language: talker.language as Language,
      answers,
      pending: talker.pending === null ? undefined : pendingSchema.parse(JSON.parse(talker.pending)),
      cached: cachedPosition(talker.position, answersHash, Object.keys(answers)),
      // Looked up when asked for: most turns ask the next question and need none of it.
      get evidence() {
        return evidence();
      },
      get dossier() {
        return dossier();
      },
      get reference() {
        return reference();
      },
      get procedure() {
        return procedure();
      },
      get muted() {
        return isMuted(tx, talker.id);
      },
      queued: talker.owner === 'queue',
    },
  };
};

const evidenceIn = (tx: Pick<Tx, 'all'>, id: string): Talk['evidence'] =>
  evidenceOf(tx, id).map((row) => ({
    id: row.id,
    name: row.name,
    state: row.state,
    paper: row.paper,
    album: row.album,
    exhibit: row.exhibit,
    title: row.title,
    reason: row.reason,
    pages: row.pages === null ? 0 : (JSON.parse(row.pages) as unknown[]).length,
  }));

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
