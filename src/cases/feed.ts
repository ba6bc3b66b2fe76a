/** Owns the talk as a page shows it: what came in and what went out, in order, after a cursor. */
import { bodySchema } from '../messages/index.js';
import { query, type Tx } from '../storage/index.js';

/** One line of the talk. `in`: what the person sent; `out`: what we said, with its payload (a `Reply`) as stored. */
export type Line =
  | {
      readonly side: 'in';
      readonly id: number;
      readonly at: string;
      readonly externalId: string;
      readonly text: string;
      readonly file?: { readonly name: string; readonly state: string };
    }
  | { readonly side: 'out'; readonly id: number; readonly at: string; readonly tag: string; readonly payload: string; readonly state: string };

/** `in12.out40`: everything up to these was seen. */
export type Cursor = { readonly in: number; readonly out: number };
export const showCursor = (cursor: Cursor): string => `in${cursor.in}.out${cursor.out}`;
export const readCursor = (text: string | undefined): Cursor => {
  const match = /^in(\d{1,15})\.out(\d{1,15})$/.exec(text ?? '');
  return match ? { in: Number(match[1]), out: Number(match[2]) } : { in: 0, out: 0 };
};

const incoming = query<{ conversation: string; after: number }>()((db, p) =>
  db
    .selectFrom('inbox')
    .leftJoin('evidence', 'evidence.inbox_id', 'inbox.id')
    .select(['inbox.id', 'inbox.received_at', 'inbox.external_id', 'inbox.body', 'evidence.name as file_name', 'evidence.state as file_state'])
    .where('inbox.conversation_id', '=', p('conversation'))
    .where('inbox.id', '>', p('after'))
    .where('inbox.channel', '!=', 'system')
    .orderBy('inbox.id'),
);
const outgoing = query<{ conversation: string; after: number }>()((db, p) =>
  db
    .selectFrom('outbox')
    .select(['id', 'created_at', 'tag', 'payload', 'state'])
    .where('conversation_id', '=', p('conversation'))
    .where('id', '>', p('after'))
    .where('state', '!=', 'cancelled')
    .orderBy('id'),
);

/** Lines after the cursor in the order they happened, and the cursor after them. */
export const feed = (tx: Pick<Tx, 'all'>, conversation: string, after: Cursor): { readonly lines: readonly Line[]; readonly cursor: Cursor } => {
  const came = tx.all(incoming, { conversation, after: after.in });
  const went = tx.all(outgoing, { conversation, after: after.out });
  const lines: Line[] = [
    ...came.map((row): Line => {
      const body = bodySchema.parse(JSON.parse(row.body));
      const text = body.kind === 'text' ? body.text : body.kind === 'file' ? (body.caption ?? '') : body.kind === 'tap' ? body.payload : '';
      return {
        side: 'in',
        id: row.id,
        at: row.received_at,
        externalId: row.external_id,
        text,
        ...(row.file_name === null ? {} : { file: { name: row.file_name, state: row.file_state ?? '' } }),
      };
    }),
    ...went.map((row): Line => ({ side: 'out', id: row.id, at: row.created_at, tag: row.tag, payload: row.payload, state: row.state })),
  ];
  lines.sort((a, b) => (a.at === b.at ? (a.side === b.side ? a.id - b.id : a.side === 'in' ? -1 : 1) : a.at < b.at ? -1 : 1));
  return { lines, cursor: { in: came.at(-1)?.id ?? after.in, out: went.at(-1)?.id ?? after.out } };
};
