/** Owns links by which somebody gets in: the very first admin, an invited officer, a new password. Each works once and expires; only its hash is stored. */
import { addSeconds, hashToken, type Instant, newToken, ok, randomId, type Result, refused } from '../basics/index.js';
import { query, type Reader, type Row, type Tx } from '../storage/index.js';
import { audit } from './audit.js';
import type { Role } from './officer.js';
import { officeById, officeOpened, usualHours } from './offices.js';
import { emailKey, isThereAnAdmin, keysByEmail, officerAdded, officerById, passwordSet, readRole } from './people.js';
import { sessionsEnded } from './sessions.js';

/** `first`: makes the first office and its admin; `invite`: an officer of an office; `password`: a new password for an officer. */
export type InvitationKind = 'first' | 'invite' | 'password';
export type Invitation = Row<'invitation'>;

const DAY = 86_400;
const lives: Readonly<Record<InvitationKind, number>> = { first: 3 * DAY, invite: 7 * DAY, password: DAY };

const insert = query<Omit<Invitation, 'used_at' | 'revoked_at'>>()((db, p) =>
  db.insertInto('invitation').values({
    token_hash: p('token_hash'),
    kind: p('kind'),
    office_id: p('office_id'),
    officer_id: p('officer_id'),
    name: p('name'),
    email: p('email'),
    role: p('role'),
    invited_by: p('invited_by'),
    created_at: p('created_at'),
    expires_at: p('expires_at'),
    used_at: null,
    revoked_at: null,
  }),
);
const byHash = query<{ hash: string }>()((db, p) => db.selectFrom('invitation').selectAll().where('token_hash', '=', p('hash')));
const use = query<{ hash: string; now: string }>()((db, p) =>
  db
    .updateTable('invitation')
    .set({ used_at: p('now') })
    .where('token_hash', '=', p('hash'))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', p('now')),
);
const revokeOne = query<{ hash: string; now: string }>()((db, p) =>
  db
    .updateTable('invitation')
    .set({ revoked_at: p('now') })
    .where('token_hash', '=', p('hash'))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null),
);
const revokeLike = query<{ kind: string; email: string; now: string }>()((db, p) =>
  db
    .updateTable('invitation')
    .set({ revoked_at: p('now') })
    .where('kind', '=', p('kind'))
    .where('email', '=', p('email'))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null),
);
const open = query<{ now: string }>()((db, p) =>
  db.selectFrom('invitation').selectAll().where('used_at', 'is', null).where('revoked_at', 'is', null).where('expires_at', '>', p('now')).orderBy('created_at', 'desc'),
);

type Invited = {
  readonly kind: InvitationKind;
  readonly officeId: string | null;
  readonly officerId: string | null;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
};

/** A fresh link's token; an older open one of the same kind for the same person stops working. */
export const invited = (tx: Tx, one: Invited, by: string, now: Instant): string => {
  const token = newToken();
  const email = emailKey(one.email);
  tx.run(revokeLike, { kind: one.kind, email, now });
  tx.run(insert, {
    token_hash: hashToken(token),
    kind: one.kind,
    office_id: one.officeId,
    officer_id: one.officerId,
    name: one.name,
    email,
    role: one.role,
    invited_by: by,
    created_at: now,
    expires_at: addSeconds(now, lives[one.kind]),
  });
  audit(tx, { who: by, what: 'invited', target: one.officerId === null ? `invitation:${hashToken(token).slice(0, 12)}` : `officer:${one.officerId}`, why: one.kind, at: now });
  return token;
};

/** The link for the first admin, or undefined once there is one. */
export const firstAdminInvited = (tx: Tx, now: Instant): string | undefined =>
  isThereAnAdmin(tx) ? undefined : invited(tx, { kind: 'first', officeId: null, officerId: null, name: '', email: '', role: 'admin' }, 'system', now);

const isOpen = (row: Invitation, read: Pick<Reader, 'all'>, now: Instant): boolean =>
  row.used_at === null && row.revoked_at === null && row.expires_at > now && (row.kind !== 'first' || !isThereAnAdmin(read));

/** The invitation behind a token while it works. Looking does not use it up. */
export const invitationOf = (read: Reader, token: string, now: Instant): Invitation | undefined => {
  const row = read.get(byHash, { hash: hashToken(token) });
  return row !== undefined && isOpen(row, read, now) ? row : undefined;
};
export const openInvitations = (read: Pick<Reader, 'all'>, now: Instant): readonly Invitation[] => read.all(open, { now }).filter(({ kind }) => kind !== 'first');
export const invitationRevoked = (tx: Tx, tokenHash: string, now: Instant): boolean => tx.run(revokeOne, { hash: tokenHash, now }).changes === 1;

export type Accepted = {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly officeName: string;
  readonly province: string | null;
  readonly passwordHash: string;
};
export type AcceptRefusal = 'invitation_gone' | 'email_taken';

/** Uses the invitation up: the officer, or the new password, is there. In one transaction, so two presses make one officer. */
export const invitationAccepted = (tx: Tx, one: Accepted, now: Instant): Result<{ readonly officer: string; readonly role: Role }, AcceptRefusal> => {
  const row = tx.get(byHash, { hash: hashToken(one.token) });
  if (row === undefined || !isOpen(row, tx, now)) return refused('invitation_gone');
  const role = readRole(row.role);
  if (role === undefined) return refused('invitation_gone');
  if (row.kind === 'password') {
    const person = row.officer_id === null ? undefined : officerById(tx, row.officer_id);
    if (person === undefined || person.disabledAt !== null) return refused('invitation_gone');
    tx.run(use, { hash: row.token_hash, now });
    passwordSet(tx, person.id, one.passwordHash);
    sessionsEnded(tx, person.id, now);
    audit(tx, { who: person.id, what: 'password_set', target: `officer:${person.id}`, at: now });
    return ok({ officer: person.id, role: person.role });
  }
  const email = row.kind === 'first' ? one.email : row.email;
  if (keysByEmail(tx, email) !== undefined) return refused('email_taken');
  const officeId = row.kind === 'first' ? randomId() : row.office_id;
  if (officeId === null) return refused('invitation_gone');
  if (row.kind === 'first') {
    officeOpened(tx, { id: officeId, name: one.officeName, province: one.province, hours: usualHours, approves: false }, now);
    audit(tx, { who: 'system', what: 'office_opened', target: `office:${officeId}`, at: now });
  } else if (officeById(tx, officeId) === undefined) return refused('invitation_gone');
  tx.run(use, { hash: row.token_hash, now });
  const id = randomId();
  officerAdded(tx, { id, office_id: officeId, name: one.name, email, role, password: one.passwordHash, created_at: now });
  audit(tx, { who: id, what: 'invitation_accepted', target: `officer:${id}`, why: `invited by ${row.invited_by}`, at: now });
  return ok({ officer: id, role });
};
