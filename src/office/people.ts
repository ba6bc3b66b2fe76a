/** Owns officers: who there is, role and office, switching off and on. The last admin cannot be lost. */
import type { Instant } from '../basics/index.js';
import { query, type Reader, type Row, type Tx } from '../storage/index.js';
import { type Officer, type Role, roles } from './officer.js';

/** An officer as the people page shows one. */
export type Person = Officer & { readonly email: string; readonly secondFactor: boolean; readonly createdAt: string; readonly disabledAt: string | null };

const joined = query<{ id: string }>()((db, p) =>
  db
    .selectFrom('officer')
    .innerJoin('office', 'office.id', 'officer.office_id')
    .select(['officer.id', 'officer.name', 'email', 'role', 'totp_confirmed_at', 'officer.created_at', 'disabled_at', 'office_id', 'office.name as office_name', 'province'])
    .where('officer.id', '=', p('id')),
);
const everybody = query()((db) =>
  db
    .selectFrom('officer')
    .innerJoin('office', 'office.id', 'officer.office_id')
    .select(['officer.id', 'officer.name', 'email', 'role', 'totp_confirmed_at', 'officer.created_at', 'disabled_at', 'office_id', 'office.name as office_name', 'province'])
    .orderBy('office.name')
    .orderBy('officer.name'),
);
const keysOf = query<{ email: string }>()((db, p) => db.selectFrom('officer').selectAll().where('email', '=', p('email')));
const keysById = query<{ id: string }>()((db, p) => db.selectFrom('officer').selectAll().where('id', '=', p('id')));
const insert = query<Pick<Row<'officer'>, 'id' | 'office_id' | 'name' | 'email' | 'role' | 'password' | 'created_at'>>()((db, p) =>
  db.insertInto('officer').values({
    id: p('id'),
    office_id: p('office_id'),
    name: p('name'),
    email: p('email'),
    role: p('role'),
    password: p('password'),
    totp_secret: null,
    totp_confirmed_at: null,
    totp_counter: 0,
    created_at: p('created_at'),
    disabled_at: null,
  }),
);
const change = query<{ id: string; role: string; office: string; name: string }>()((db, p) =>
  db
    .updateTable('officer')
    .set({ role: p('role'), office_id: p('office'), name: p('name') })
    .where('id', '=', p('id')),
);
const setDisabled = query<{ id: string; at: string | null }>()((db, p) =>
  db
    .updateTable('officer')
    .set({ disabled_at: p('at') })
    .where('id', '=', p('id')),
);
const setPassword = query<{ id: string; password: string }>()((db, p) =>
  db
    .updateTable('officer')
    .set({ password: p('password') })
    .where('id', '=', p('id')),
);
const admins = query()((db) => db.selectFrom('officer').select('id').where('role', '=', 'admin').where('disabled_at', 'is', null));

type JoinedRow = {
  id: string;
  name: string;
  email: string;
  role: string;
  totp_confirmed_at: string | null;
  created_at: string;
  disabled_at: string | null;
  office_id: string;
  office_name: string;
  province: string | null;
};
export const readRole = (text: string): Role | undefined => roles.find((role) => role === text);
const roleOf = (row: { readonly id: string; readonly role: string }): Role => {
  const role = readRole(row.role);
  if (role === undefined) throw new Error(`officer ${row.id} has the role «${row.role}», which this release does not know; start the newer release`);
  return role;
};
const personOf = (row: JoinedRow): Person => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: roleOf(row),
  officeId: row.office_id,
  officeName: row.office_name,
  province: row.province,
  secondFactor: row.totp_confirmed_at !== null,
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
});

/** Whether it can be an address; whether somebody reads it, only a mail shows. */
export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
/** What is typed at sign-in, made the same however it was typed. */
export const emailKey = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

export const officerById = (read: Pick<Reader, 'get'>, id: string): Person | undefined => {
  const row = read.get(joined, { id });
  return row === undefined ? undefined : personOf(row);
};
export const people = (read: Pick<Reader, 'all'>): readonly Person[] => read.all(everybody, {}).map(personOf);

/** Password hash and second factor: for entering only. */
export type Keys = Row<'officer'>;
export const keysByEmail = (read: Pick<Reader, 'get'>, email: string): Keys | undefined => read.get(keysOf, { email: emailKey(email) });
export const keysByOfficer = (read: Pick<Reader, 'get'>, id: string): Keys | undefined => read.get(keysById, { id });

export const officerAdded = (tx: Tx, one: Pick<Row<'officer'>, 'id' | 'office_id' | 'name' | 'email' | 'role' | 'password' | 'created_at'>): void =>
  void tx.run(insert, { ...one, email: emailKey(one.email) });
export const passwordSet = (tx: Tx, id: string, password: string): void => void tx.run(setPassword, { id, password });

export const isThereAnAdmin = (read: Pick<Reader, 'all'>): boolean => read.all(admins, {}).length > 0;
const isLastAdmin = (read: Pick<Reader, 'all'>, id: string): boolean => {
  const left = read.all(admins, {});
  return left.length === 1 && left[0]?.id === id;
};

/** False, and nothing changed, when it would leave no admin. */
export const officerChanged = (tx: Tx, id: string, to: { readonly role: Role; readonly officeId: string; readonly name: string }): boolean => {
  if (to.role !== 'admin' && isLastAdmin(tx, id)) return false;
  return tx.run(change, { id, role: to.role, office: to.officeId, name: to.name }).changes === 1;
};
/** False, and nothing changed, when it would leave no admin. */
export const officerDisabled = (tx: Tx, id: string, now: Instant): boolean => !isLastAdmin(tx, id) && tx.run(setDisabled, { id, at: now }).changes === 1;
export const officerEnabled = (tx: Tx, id: string): boolean => tx.run(setDisabled, { id, at: null }).changes === 1;
