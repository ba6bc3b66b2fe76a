/**
 * Owns agencies' contacts entered on this installation, and finding an agency's contact: those here win over `data/agencies`. None is
 * invented: each names its source. `agencies.yaml` of the state folder is taken over once, at the first start that finds it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fold, type Instant, randomId } from '../basics/index.js';
import { type AgencyContact, agencyContact, agencySchema, type Law } from '../law/index.js';
import { readYaml } from '../repository/index.js';
import { type Database, query, type Reader, type Row, type Tx } from '../storage/index.js';
import { audit } from './audit.js';

/** A contact and which row it is. */
export type EnteredAgency = AgencyContact & { readonly id: string; readonly updatedAt: string; readonly retiredAt: string | null };
/** The contact of a body by its full name or another of its names; undefined when nobody entered it. */
export type Contacts = (name: string) => AgencyContact | undefined;

const all = query()((db) => db.selectFrom('agency_contact').selectAll().orderBy('name'));
const put = query<Omit<Row<'agency_contact'>, 'retired_at'>>()((db, p) => {
  const fields = {
    name: p('name'),
    also: p('also'),
    address: p('address'),
    email: p('email'),
    phone: p('phone'),
    electronic_filing: p('electronic_filing'),
    source: p('source'),
    checked_on: p('checked_on'),
    checked_by: p('checked_by'),
    updated_at: p('updated_at'),
    updated_by: p('updated_by'),
  };
  return db
    .insertInto('agency_contact')
    .values({ id: p('id'), ...fields, retired_at: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(fields));
});
const retire = query<{ id: string; at: string | null }>()((db, p) =>
  db
    .updateTable('agency_contact')
    .set({ retired_at: p('at') })
    .where('id', '=', p('id')),
);
const setting = query<{ key: string }>()((db, p) => db.selectFrom('setting').select('value').where('key', '=', p('key')));
const setSetting = query<{ key: string; value: string }>()((db, p) =>
  db
    .insertInto('setting')
    .values({ key: p('key'), value: p('value') })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: p('value') })),
);

const contactOf = (row: Row<'agency_contact'>): EnteredAgency => ({
  ...agencySchema.parse({
    name: row.name,
    also: JSON.parse(row.also),
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.email === null ? {} : { email: row.email }),
    ...(row.phone === null ? {} : { phone: row.phone }),
    electronic_filing: row.electronic_filing === 1,
    source: row.source,
    checked_on: row.checked_on,
    checked_by: row.checked_by,
  }),
  id: row.id,
  updatedAt: row.updated_at,
  retiredAt: row.retired_at,
});

export const enteredAgencies = (read: Pick<Reader, 'all'>): readonly EnteredAgency[] => read.all(all, {}).map(contactOf);

/** Another entry, not retired, that already answers to one of these names. */
export const agencyClash = (read: Pick<Reader, 'all'>, id: string, contact: AgencyContact): string | undefined => {
  const names = new Set([contact.name, ...contact.also].map(fold));
  return enteredAgencies(read).find((one) => one.id !== id && one.retiredAt === null && [one.name, ...one.also].some((name) => names.has(fold(name))))?.name;
};

export const agencySaved = (tx: Tx, id: string, contact: AgencyContact, by: string, now: Instant): void =>
  void tx.run(put, {
    id,
    name: contact.name,
    also: JSON.stringify(contact.also),
    address: contact.address ?? null,
    email: contact.email ?? null,
    phone: contact.phone ?? null,
    electronic_filing: contact.electronic_filing ? 1 : 0,
    source: contact.source,
    checked_on: contact.checked_on,
    checked_by: contact.checked_by,
    updated_at: now,
    updated_by: by,
  });
/** A retired contact stays for the record and is used no more; `at` null takes it back. */
export const agencyRetired = (tx: Tx, id: string, at: Instant | null): void => void tx.run(retire, { id, at });

/** Reads the database at each call: a change in the console counts from then on. */
export const contactsFrom =
  (read: Pick<Reader, 'all'>, law: Law): Contacts =>
  (name) =>
    agencyContact(name, { ...law, agencies: [...enteredAgencies(read).filter(({ retiredAt }) => retiredAt === null), ...law.agencies] });

const IMPORTED = 'agencies_yaml';

/**
 * Takes `agencies.yaml` over, once. Returns `imported` with how many, `changed` when the file was edited after it was taken over (it is no
 * longer read: edit in the console), or `nothing`. Throws, naming the file and the field, when an entry is not complete.
 */
export const importAgencies = async (
  db: Database,
  stateDir: string,
  now: Instant,
): Promise<{ readonly kind: 'imported'; readonly count: number } | { readonly kind: 'changed' | 'nothing' }> => {
  const file = join(stateDir, 'agencies.yaml');
  if (!existsSync(file)) return { kind: 'nothing' };
  const text = readFileSync(file, 'utf8');
  const hash = createHash('sha256').update(text).digest('base64url');
  const before = db.read.get(setting, { key: IMPORTED })?.value;
  if (before !== undefined) return { kind: before === hash ? 'nothing' : 'changed' };
  const parsed = z.array(agencySchema).safeParse(readYaml(file));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  await db.transaction((tx) => {
    for (const contact of parsed.data) {
      const id = randomId();
      agencySaved(tx, id, contact, 'system', now);
      audit(tx, { who: 'system', what: 'agency_saved', target: `agency:${id}`, why: 'agencies.yaml', at: now });
    }
    tx.run(setSetting, { key: IMPORTED, value: hash });
  });
  return { kind: 'imported', count: parsed.data.length };
};
