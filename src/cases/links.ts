/** Owns signed links: an unguessable token, of which only the hash is stored, for one purpose, expiring and revocable. */
import { createHmac } from 'node:crypto';
import { hashToken, type Instant } from '../basics/index.js';
import { query, type Row, type Tx } from '../storage/index.js';

export type Link = Row<'link'>;
/** `file`: something an officer sent; its target is the bytes, the type and the name, a line each. */
export type LinkKind = 'dossier' | 'export' | 'upload' | 'file' | 'agency' | 'timeline' | 'letter';

/** As much of a token's hash as names its link in the ids of what comes in by it. */
const HASH_START = 16;

const insert = query<{ token_hash: string; kind: string; target: string; conversation: string; now: string; expires: string }>()((db, p) =>
  db
    .insertInto('link')
    .values({
      token_hash: p('token_hash'),
      kind: p('kind'),
      target: p('target'),
      conversation_id: p('conversation'),
      created_at: p('now'),
      expires_at: p('expires'),
      revoked_at: null,
      opened: 0,
    })
    .onConflict((conflict) => conflict.column('token_hash').doNothing()),
);
const byHash = query<{ hash: string }>()((db, p) => db.selectFrom('link').selectAll().where('token_hash', '=', p('hash')));
const exports = query<{ conversation: string }>()((db, p) =>
  db.selectFrom('link').select('target').where('conversation_id', '=', p('conversation')).where('kind', 'in', ['export', 'file']),
);
const opened = query<{ hash: string }>()((db, p) =>
  db
    .updateTable('link')
    .set((eb) => ({ opened: eb('opened', '+', 1) }))
    .where('token_hash', '=', p('hash')),
);
const revoke = query<{ conversation: string; now: string }>()((db, p) =>
  db
    .updateTable('link')
    .set({ revoked_at: p('now') })
    .where('conversation_id', '=', p('conversation'))
    .where('revoked_at', 'is', null),
);

const byHashStart = query<{ start: string }>()((db, p) =>
  db
    .selectFrom('link')
    .selectAll()
    .where('kind', '=', 'upload')
    .where((eb) => eb(eb.fn('substr', ['token_hash', eb.lit(1), eb.lit(HASH_START)]), '=', p('start'))),
);
const revokeUploads = query<{ conversation: string; now: string }>()((db, p) =>
  db
    .updateTable('link')
    .set({ revoked_at: p('now') })
    .where('conversation_id', '=', p('conversation'))
    .where('kind', '=', 'upload')
    .where('revoked_at', 'is', null),
);

/** The token of a link; it follows from the key, so that a repeated turn gives the same link and nothing secret is stored. */
export const linkToken = (key: Buffer, kind: LinkKind, target: string): string => createHmac('sha256', key).update(`${kind}\n${target}`).digest('base64url');

export const linkMade = (tx: Tx, token: string, kind: LinkKind, target: string, conversation: string, now: Instant, expires: Instant): void =>
  void tx.run(insert, { token_hash: hashToken(token), kind, target, conversation, now, expires });

/** The link behind a token, or undefined when there is none, it expired or was revoked. Counts the opening. */
export const linkOpened = (tx: Tx, token: string, now: Instant): Link | undefined => {
  const link = tx.get(byHash, { hash: hashToken(token) });
  if (link === undefined || link.revoked_at !== null || link.expires_at <= now) return undefined;
  tx.run(opened, { hash: link.token_hash });
  return link;
};
/** The link behind a token of one kind, looked at without counting; undefined when it is unknown, of another kind, expired or revoked. */
export const linkSeen = (tx: Pick<Tx, 'get'>, token: string, kind: LinkKind, now: Instant): Link | undefined => {
  const link = tx.get(byHash, { hash: hashToken(token) });
  return link === undefined || link.kind !== kind || link.revoked_at !== null || link.expires_at <= now ? undefined : link;
};
const ofKind = query<{ conversation: string; kind: string }>()((db, p) =>
  db.selectFrom('link').selectAll().where('conversation_id', '=', p('conversation')).where('kind', '=', p('kind')).orderBy('created_at'),
);
export const linksOf = (tx: Pick<Tx, 'all'>, conversation: string, kind: LinkKind): readonly Link[] => tx.all(ofKind, { conversation, kind });
const revokeOne = query<{ hash: string; now: string }>()((db, p) =>
  db
    .updateTable('link')
    .set({ revoked_at: p('now') })
    .where('token_hash', '=', p('hash'))
    .where('revoked_at', 'is', null),
);
export const linkRevoked = (tx: Tx, tokenHash: string, now: Instant): boolean => tx.run(revokeOne, { hash: tokenHash, now }).changes > 0;
/** The files of a conversation's exports, and those officers sent. */
export const exportedFiles = (tx: Pick<Tx, 'all'>, conversation: string): readonly string[] =>
  tx.all(exports, { conversation }).map(({ target }) => target.split('\n')[0] ?? target);
export const linksRevoked = (tx: Tx, conversation: string, now: Instant): void => void tx.run(revoke, { conversation, now });

/** The paper an upload link was made for; its target is the message that asked, and the paper's id. */
export const uploadPaper = (target: string): string | undefined => target.split(' ')[1];

/** What ids of files that come by this link begin with. */
export const uploadPrefix = (link: Pick<Link, 'token_hash'>): string => `${link.token_hash.slice(0, HASH_START)}-`;
/** The link a file came by, also after it expired; undefined once it is revoked. */
export const linkOfUpload = (tx: Pick<Tx, 'get'>, uploadId: string): Link | undefined => {
  const link = tx.get(byHashStart, { start: uploadId.slice(0, HASH_START) });
  return link?.revoked_at === null ? link : undefined;
};
/** Closes the upload pages of a conversation; whatever already came by them stays. True when there was one open. */
export const uploadsClosed = (tx: Tx, conversation: string, now: Instant): boolean => tx.run(revokeUploads, { conversation, now }).changes > 0;

/** The target of an agency's link: the hand-over, and which of its links it is: one revoked is replaced by the next. */
export const agencyTarget = (handover: string, nth: number): string => `${handover} ${nth}`;
/** The hand-over an agency's link belongs to. */
export const addressedTo = (target: string): string => target.split(' ')[0] ?? '';
