/** Owns the limits of a session and who needs a second factor: settings an admin may tighten, within bounds. */
import { z } from 'zod';
import { query, type Reader, type Tx } from '../storage/index.js';
import type { Role } from './officer.js';

const KEY = 'console_security';
const schema = z.object({
  /** Minutes without a request. */
  idleMinutes: z.number().int().min(5).max(120).default(30),
  /** Hours since the sign-in, whatever was done. */
  absoluteHours: z.number().int().min(1).max(24).default(12),
  secondFactorForAll: z.boolean().default(false),
});
export type Security = Readonly<z.infer<typeof schema>>;

const get = query<{ key: string }>()((db, p) => db.selectFrom('setting').select('value').where('key', '=', p('key')));
const set = query<{ key: string; value: string }>()((db, p) =>
  db
    .insertInto('setting')
    .values({ key: p('key'), value: p('value') })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: p('value') })),
);

export const security = (read: Pick<Reader, 'get'>): Security => schema.parse(JSON.parse(read.get(get, { key: KEY })?.value ?? '{}'));
/** Throws when a limit is out of bounds: the page checks with `readSecurity` first. */
export const securitySet = (tx: Tx, limits: Security): void => void tx.run(set, { key: KEY, value: JSON.stringify(schema.parse(limits)) });
/** From a form; undefined when out of bounds. */
export const readSecurity = (given: { readonly idleMinutes: string; readonly absoluteHours: string; readonly secondFactorForAll: boolean }): Security | undefined =>
  schema.safeParse({ ...given, idleMinutes: Number(given.idleMinutes), absoluteHours: Number(given.absoluteHours) }).data;

export const needsSecondFactor = (role: Role, limits: Security): boolean => limits.secondFactorForAll || role === 'admin' || role === 'supervisor' || role === 'agency';
