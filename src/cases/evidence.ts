/** Owns what people send in: each file from announced to received or refused, and its exhibit number. Bytes are in `src/evidence`. */
import { bodySchema } from '../messages/index.js';
import { nextExhibit } from './exhibit-numbers.js';
import { query, type Row, type Tx } from '../storage/index.js';

export type EvidenceRow = Row<'evidence'>;

const ofConversation = query<{ conversation: string }>()((db, p) =>
  db.selectFrom('evidence').selectAll().where('conversation_id', '=', p('conversation')).orderBy('received_at').orderBy('inbox_id').orderBy('id'),
);
const byUpload = query<{ conversation: string; prefix: string; length: number }>()((db, p) =>
  db
    .selectFrom('inbox')
    .leftJoin('evidence', 'evidence.inbox_id', 'inbox.id')
    .select(['inbox.external_id', 'inbox.body', 'evidence.name', 'evidence.state', 'evidence.exhibit', 'evidence.reason'])
    .where('inbox.conversation_id', '=', p('conversation'))
    .where('inbox.channel', '=', 'system')
    .where((eb) => eb(eb.fn('substr', ['inbox.external_id', eb.lit(1), eb.val(p('length'))]), '=', p('prefix')))
    .orderBy('inbox.id'),
);
const byId = query<{ id: string }>()((db, p) => db.selectFrom('evidence').selectAll().where('id', '=', p('id')));
const insert = query<Omit<EvidenceRow, 'state' | 'reason' | 'sha256' | 'mime' | 'size' | 'pages' | 'exhibit' | 'place' | 'seconds'>>()((db, p) =>
  db.insertInto('evidence').values({
    id: p('id'),
    conversation_id: p('conversation_id'),
    inbox_id: p('inbox_id'),
    album: p('album'),
    channel: p('channel'),
    handle: p('handle'),
    name: p('name'),
    caption: p('caption'),
    paper: p('paper'),
    state: 'fetching',
    reason: null,
    sha256: null,
    mime: null,
    size: null,
    pages: null,
    exhibit: null,
    title: p('title'),
    place: null,
    seconds: null,
    received_at: p('received_at'),
  }),
);
type Taken = { id: string; state: string; sha256: string; mime: string; size: number; pages: string; exhibit: number; name: string; reason: string | null; seconds: number | null };
const receive = query<Taken>()((db, p) =>
  db
    .updateTable('evidence')
    .set({
      state: p('state'),
      sha256: p('sha256'),
      mime: p('mime'),
      size: p('size'),
      pages: p('pages'),
      exhibit: p('exhibit'),
      name: p('name'),
      reason: p('reason'),
      seconds: p('seconds'),
    })
    .where('id', '=', p('id')),
);
const takeUp = query<{ id: string }>()((db, p) => db.updateTable('evidence').set({ state: 'received' }).where('id', '=', p('id')));
const refuse = query<{ id: string; reason: string }>()((db, p) =>
  db
    .updateTable('evidence')
    .set({ state: 'refused', reason: p('reason') })
    .where('id', '=', p('id')),
);

/** Everything sent in, in the order it came; files of one exhibit that the person ordered stand as ordered. */
export const evidenceOf = (tx: Pick<Tx, 'all'>, conversation: string): readonly EvidenceRow[] => {
  const rows = tx.all(ofConversation, { conversation });
  if (rows.every(({ place }) => place === null)) return rows;
  const ordered = (exhibit: number): readonly EvidenceRow[] =>
    rows.filter((row) => row.exhibit === exhibit).sort((a, b) => (a.place ?? Number.MAX_SAFE_INTEGER) - (b.place ?? Number.MAX_SAFE_INTEGER));
  const exhibits = [...new Set(rows.map(({ exhibit }) => exhibit).filter((exhibit) => exhibit !== null))];
  return [...exhibits.flatMap(ordered), ...rows.filter(({ exhibit }) => exhibit === null)];
};
export const evidenceById = (tx: Pick<Tx, 'get'>, id: string): EvidenceRow | undefined => tx.get(byId, { id });

type Announced = Omit<EvidenceRow, 'state' | 'reason' | 'sha256' | 'mime' | 'size' | 'pages' | 'exhibit' | 'title' | 'place' | 'seconds'>;
/** `paper`: of the checklist, or `step:<id>`, the paper of a recorded step; `title`: what it is called where the checklist has no name for it. */
export const evidenceAnnounced = (tx: Tx, row: Announced & { readonly title?: string | null }): void => void tx.run(insert, { ...row, title: row.title ?? null });

/** What a file turned out to be once it was looked at. */
type Got = {
  readonly sha256: string;
  readonly mime: string;
  readonly size: number;
  readonly pages: readonly string[];
  readonly name: string;
  readonly unclear?: string;
  readonly seconds?: number;
};

/** Marks the file as received and gives it its exhibit: files for one paper or of one album share a number. Returns the number. */
export const evidenceReceived = (tx: Tx, id: string, got: Got): number => {
  const row = evidenceById(tx, id);
  if (row === undefined) throw new Error(`evidence ${id} is gone; it cannot be received`);
  if (row.state === 'received' && row.exhibit !== null) return row.exhibit;
  const others = evidenceOf(tx, row.conversation_id);
  const mate = others.find((other) => other.exhibit !== null && ((row.paper !== null && other.paper === row.paper) || (row.album !== null && other.album === row.album)));
  const exhibit = mate?.exhibit ?? nextExhibit(tx, row.conversation_id, others);
  tx.run(receive, { ...takenAs(id, got), state: 'received', exhibit });
  return exhibit;
};

const takenAs = (id: string, got: Got): Omit<Taken, 'state' | 'exhibit'> => ({
  id,
  sha256: got.sha256,
  mime: got.mime,
  size: got.size,
  pages: JSON.stringify(got.pages),
  name: got.name,
  reason: got.unclear ?? null,
  seconds: got.seconds ?? null,
});

/**
 * The received file with the same bytes that this one only repeats. The same scan sent for another paper of the checklist is no repetition; sent
 * again for a paper, it names the one that had no name, when that stands alone in its exhibit.
 */
export const repeatedBy = (tx: Pick<Tx, 'all'>, row: EvidenceRow, sha256: string): EvidenceRow | undefined => {
  const there = evidenceOf(tx, row.conversation_id).filter((other) => other.id !== row.id && other.state === 'received' && other.exhibit !== null);
  const nameless = (other: EvidenceRow): boolean => other.paper === null && other.title === null && there.filter(({ exhibit }) => exhibit === other.exhibit).length === 1;
  const same = there.filter((other) => other.sha256 === sha256);
  return row.paper === null ? same[0] : (same.find(({ paper }) => paper === row.paper) ?? same.find(nameless));
};

/** Marks the file as one that is there already: kept in the list, printed once. */
export const evidenceRepeated = (tx: Tx, id: string, got: Got, exhibit: number): void => void tx.run(receive, { ...takenAs(id, got), state: 'repeated', exhibit });

/** Files went (their rows are gone): what repeated one of them stands for it now. */
export const repetitionsTakenUp = (tx: Tx, conversation: string, gone: readonly (string | null)[]): void => {
  for (const sha256 of new Set(gone)) {
    const same = evidenceOf(tx, conversation).filter((row) => row.sha256 !== null && row.sha256 === sha256);
    const [next] = same.filter(({ state }) => state === 'repeated');
    if (next !== undefined && same.every(({ state }) => state !== 'received')) tx.run(takeUp, { id: next.id });
  }
};

export const evidenceRefused = (tx: Tx, id: string, reason: string): void => void tx.run(refuse, { id, reason });
const number = query<{ id: string; exhibit: number }>()((db, p) =>
  db
    .updateTable('evidence')
    .set({ exhibit: p('exhibit') })
    .where('id', '=', p('id')),
);
/** An officer's order of exhibits. */
export const exhibitGiven = (tx: Tx, id: string, exhibit: number): void => void tx.run(number, { id, exhibit });

/** A file that came by an upload page. `state`: `waiting` until its turn was taken. */
export type UploadedFile = { readonly id: string; readonly name: string; readonly state: string; readonly exhibit: number | null; readonly reason: string | null };

/** The inbox's name for a file of an upload page: the same upload is one message, however often it is handed over. */
export const uploadExternalId = (id: string): string => `upload:${id}`;

/** Bytes of the file handed over under this id, as its message says. */
export const uploadedSize = (tx: Pick<Tx, 'all'>, conversation: string, id: string): number | undefined => {
  const [row] = tx.all(byUpload, { conversation, prefix: uploadExternalId(id), length: uploadExternalId(id).length });
  const body = row && bodySchema.parse(JSON.parse(row.body));
  return body?.kind === 'file' ? body.file.size : undefined;
};

/** Files that came by one upload link, in the order they came. `prefix`: what their ids begin with. */
export const uploadedBy = (tx: Pick<Tx, 'all'>, conversation: string, prefix: string): readonly UploadedFile[] => {
  const start = uploadExternalId(prefix);
  return tx.all(byUpload, { conversation, prefix: start, length: start.length }).map((row) => {
    const body = bodySchema.parse(JSON.parse(row.body));
    return {
      id: row.external_id.slice(uploadExternalId('').length),
      name: row.name ?? (body.kind === 'file' ? (body.file.name ?? '') : ''),
      state: row.state ?? 'waiting',
      exhibit: row.exhibit,
      reason: row.reason,
    };
  });
};
