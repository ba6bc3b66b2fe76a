/**
 * Owns the talk as an officer reads it: what came in on every channel, what went out and by whom, with how each was delivered. Read
 * after a cursor, so that a page that lost its connection goes on where it stopped. Writes nothing.
 */
import { sql } from 'kysely';
import { type Body, bodySchema } from '../messages/index.js';
import { query } from '../storage/index.js';
import { writerIn } from './reply-key.js';
import type { Reading } from './tools.js';

/** The newest message and the newest outgoing row a page has shown. */
export type Seen = { readonly in: number; readonly out: number };

/** `sending`: with the platform now. `wire`: the bot's, too late to call back when an officer took over. */
export type Delivery = 'pending' | 'sending' | 'sent' | 'refused' | 'parked' | 'cancelled';
export type Line =
  | { readonly side: 'in'; readonly id: number; readonly at: string; readonly channel: string; readonly body: Body; readonly state: string; readonly files: readonly LineFile[] }
  | {
      readonly side: 'out';
      readonly id: number;
      readonly at: string;
      readonly channel: string;
      readonly text: string;
      readonly choices: readonly string[];
      readonly file?: { readonly id: string; readonly name: string; readonly mime: string };
      readonly tag: string;
      /** The officer's id; undefined: the bot. */
      readonly writer: string | undefined;
      readonly key: string;
      readonly delivery: Delivery;
      readonly error: string | null;
      readonly epoch: number;
      readonly doneAt: string | null;
      readonly notBefore: string;
    };
export type LineFile = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly mime: string | null;
  readonly pages: number;
  readonly exhibit: number | null;
  readonly reason: string | null;
};

/** The newest rows of each side; a statement for each limit in use, since a bound one is planned anew at each run. */
const newest = (limit: number) => ({
  came: query<{ conversation: string; after: number }>()((db, p) =>
    db
      .selectFrom('inbox')
      .select(['id', 'received_at', 'channel', 'body', 'state'])
      .where('conversation_id', '=', p('conversation'))
      .where('id', '>', p('after'))
      .where('channel', '!=', 'system')
      .orderBy('id', 'desc')
      .limit(limit),
  ),
  went: query<{ conversation: string; after: number }>()((db, p) =>
    db
      .selectFrom('outbox')
      .select(['id', 'created_at', 'channel', 'payload', 'tag', 'lane', 'turn_key', 'state', 'error', 'epoch', 'done_at', 'not_before'])
      .where('conversation_id', '=', p('conversation'))
      .where('id', '>', p('after'))
      .orderBy('id', 'desc')
      .limit(limit),
  ),
});
const statements = new Map<number, ReturnType<typeof newest>>();
const newestBy = (limit: number): ReturnType<typeof newest> => {
  const known = statements.get(limit) ?? newest(limit);
  statements.set(limit, known);
  return known;
};

/** Rows shown before whose delivery may have changed: still open, or ended since. */
const settled = query<{ conversation: string; upto: number; since: string }>()((db, p) =>
  db
    .selectFrom('outbox')
    .select(['id', 'created_at', 'channel', 'payload', 'tag', 'lane', 'turn_key', 'state', 'error', 'epoch', 'done_at', 'not_before'])
    .where('conversation_id', '=', p('conversation'))
    .where('id', '<=', p('upto'))
    .where((eb) => eb.or([eb('done_at', '>=', p('since')), sql<boolean>`outbox.state in ('pending', 'sending')`]))
    .orderBy('id'),
);
const filesOf = query<{ conversation: string; from: number }>()((db, p) =>
  db
    .selectFrom('evidence')
    .select(['id', 'inbox_id', 'name', 'state', 'mime', 'pages', 'exhibit', 'reason'])
    .where('conversation_id', '=', p('conversation'))
    .where('inbox_id', '>=', p('from')),
);
const missedIn = query<{ conversation: string; after: number }>()((db, p) =>
  db.selectFrom('inbox').select('id').where('conversation_id', '=', p('conversation')).where('id', '>', p('after')).where('channel', '!=', 'system').limit(1),
);
const missedOut = query<{ conversation: string; after: number }>()((db, p) =>
  db.selectFrom('outbox').select('turn_key').where('conversation_id', '=', p('conversation')).where('id', '>', p('after')).where('lane', '=', 'officer'),
);

type OutRow = {
  readonly id: number;
  readonly created_at: string;
  readonly channel: string;
  readonly payload: string;
  readonly tag: string;
  readonly lane: string;
  readonly turn_key: string;
  readonly state: string;
  readonly error: string | null;
  readonly epoch: number;
  readonly done_at: string | null;
  readonly not_before: string;
};

type Payload = {
  readonly text?: string;
  readonly choices?: readonly { readonly label: string }[];
  readonly attachment?: { readonly fileId: string; readonly name: string; readonly mime: string };
};

const outLine = (row: OutRow): Line => {
  const payload = JSON.parse(row.payload) as Payload;
  return {
    side: 'out',
    id: row.id,
    at: row.created_at,
    channel: row.channel,
    text: payload.text ?? '',
    choices: (payload.choices ?? []).map(({ label }) => label),
    ...(payload.attachment === undefined ? {} : { file: { id: payload.attachment.fileId, name: payload.attachment.name, mime: payload.attachment.mime } }),
    tag: row.tag,
    writer: writerIn(row.turn_key),
    key: row.turn_key,
    delivery: row.state as Delivery,
    error: row.error,
    epoch: row.epoch,
    doneAt: row.done_at,
    notBefore: row.not_before,
  };
};

/** The order things happened in; at the same instant a person's message goes before its answer. */
const byTime = (a: Line, b: Line): number => (a.at === b.at ? (a.side === b.side ? a.id - b.id : a.side === 'in' ? -1 : 1) : a.at < b.at ? -1 : 1);

/** The newest lines after a cursor, at most `limit` of each side, in order and without holes; `more`: there are older ones. */
export const linesOf = (
  tx: Reading,
  conversation: string,
  after: Seen = { in: 0, out: 0 },
  limit = 150,
): { readonly lines: readonly Line[]; readonly seen: Seen; readonly more: boolean } => {
  const { came, went } = newestBy(limit);
  const inRows = tx.all(came, { conversation, after: after.in });
  const outRows = tx.all(went, { conversation, after: after.out });
  const files = inRows.length === 0 ? [] : tx.all(filesOf, { conversation, from: inRows.at(-1)?.id ?? 0 });
  const lines: Line[] = [
    ...inRows.map(
      (row): Line => ({
        side: 'in',
        id: row.id,
        at: row.received_at,
        channel: row.channel,
        body: bodySchema.parse(JSON.parse(row.body)),
        state: row.state,
        files: files.filter(({ inbox_id }) => inbox_id === row.id).map(fileLine),
      }),
    ),
    ...outRows.map(outLine),
  ];
  // One side may reach further back than the other: what is older than the shorter side would stand there with holes.
  const oldest = [inRows.length === limit ? inRows.at(-1)?.received_at : undefined, outRows.length === limit ? outRows.at(-1)?.created_at : undefined];
  const from = oldest.reduce<string>((latest, at) => (at !== undefined && at > latest ? at : latest), '');
  return {
    lines: lines.filter(({ at }) => at >= from).sort(byTime),
    seen: { in: Math.max(after.in, inRows[0]?.id ?? 0), out: Math.max(after.out, outRows[0]?.id ?? 0) },
    more: inRows.length === limit || outRows.length === limit,
  };
};

/** Lines a page already shows that may look different now. `since`: when the page was last brought up to date. */
export const linesSettled = (tx: Reading, conversation: string, upto: number, since: string): readonly Line[] => tx.all(settled, { conversation, upto, since }).map(outLine);

/** What came after `seen` that an officer must know before speaking: the person's messages and another officer's words. */
export const linesMissed = (tx: Reading, conversation: string, officerId: string, seen: Seen): readonly Line[] => {
  const someIn = tx.get(missedIn, { conversation, after: seen.in }) !== undefined;
  const others = tx.all(missedOut, { conversation, after: seen.out }).some(({ turn_key }) => ![undefined, officerId].includes(writerIn(turn_key)));
  if (!someIn && !others) return [];
  return linesOf(tx, conversation, seen).lines.filter((line) => line.side === 'in' || (line.writer !== undefined && line.writer !== officerId));
};

const fileLine = (row: {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly mime: string | null;
  readonly pages: string | null;
  readonly exhibit: number | null;
  readonly reason: string | null;
}): LineFile => ({
  id: row.id,
  name: row.name,
  state: row.state,
  mime: row.mime,
  pages: row.pages === null ? 0 : (JSON.parse(row.pages) as unknown[]).length,
  exhibit: row.exhibit,
  reason: row.reason,
});

/** `i12.o40`. */
export const showSeen = ({ in: came, out }: Seen): string => `i${came}.o${out}`;
export const readSeen = (text: string | undefined): Seen => {
  const match = /^i(\d{1,15})\.o(\d{1,15})$/.exec(text ?? '');
  return match ? { in: Number(match[1]), out: Number(match[2]) } : { in: 0, out: 0 };
};

const lastWords = query<{ conversation: string }>()((db, p) =>
  db
    .selectFrom('inbox')
    .select('body')
    .where('conversation_id', '=', p('conversation'))
    .where('channel', '!=', 'system')
    .where(sql<boolean>`json_extract(body, '$.kind') = 'text'`)
    .orderBy('id', 'desc')
    .limit(5),
);
/** Shorter than this it is a command or a yes. */
const TELLING = 20;
/** What the person told last, for who must decide whom to help first; '' when they only tapped. */
export const lastSaid = (tx: Reading, conversation: string): string => {
  const texts = tx.all(lastWords, { conversation }).flatMap((row) => {
    const body = bodySchema.parse(JSON.parse(row.body));
    return body.kind === 'text' ? [body.text] : [];
  });
  return texts.find((text) => text.length >= TELLING) ?? texts[0] ?? '';
};
