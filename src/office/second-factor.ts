/** Owns the second factor: a secret for an authenticator app (TOTP, RFC 6238), codes that work once, recovery codes kept as hashes. */
import { createHash, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../basics/index.js';
import { query, type Reader, type Tx } from '../storage/index.js';
import { keysByOfficer } from './people.js';

const ISSUER = 'Đồng Hành';
/** No letter that is read as another. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODES = 10;

const putSecret = query<{ id: string; secret: string }>()((db, p) =>
  db
    .updateTable('officer')
    .set({ totp_secret: p('secret'), totp_confirmed_at: null, totp_counter: 0 })
    .where('id', '=', p('id')),
);
const confirm = query<{ id: string; now: string; counter: number }>()((db, p) =>
  db
    .updateTable('officer')
    .set({ totp_confirmed_at: p('now'), totp_counter: p('counter') })
    .where('id', '=', p('id')),
);
const useCounter = query<{ id: string; counter: number }>()((db, p) =>
  db
    .updateTable('officer')
    .set({ totp_counter: p('counter') })
    .where('id', '=', p('id'))
    .where('totp_counter', '<', p('counter')),
);
const clear = query<{ id: string }>()((db, p) => db.updateTable('officer').set({ totp_secret: null, totp_confirmed_at: null, totp_counter: 0 }).where('id', '=', p('id')));
const dropCodes = query<{ id: string }>()((db, p) => db.deleteFrom('recovery_code').where('officer_id', '=', p('id')));
const putCode = query<{ id: string; hash: string }>()((db, p) => db.insertInto('recovery_code').values({ officer_id: p('id'), hash: p('hash'), used_at: null }));
const useCode = query<{ id: string; hash: string; now: string }>()((db, p) =>
  db
    .updateTable('recovery_code')
    .set({ used_at: p('now') })
    .where('officer_id', '=', p('id'))
    .where('hash', '=', p('hash'))
    .where('used_at', 'is', null),
);
const leftCodes = query<{ id: string }>()((db, p) => db.selectFrom('recovery_code').select('hash').where('officer_id', '=', p('id')).where('used_at', 'is', null));

const totpOf = (secret: string, label: string): TOTP => new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), digits: 6, period: 30 });
const plainCode = (typed: string): string => typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
const hashCode = (officer: string, code: string): string => createHash('sha256').update(`${officer}\n${code}`).digest('base64url');

/** A fresh secret, not yet asked for; the one begun before if it was never confirmed, so that a reloaded page shows the same picture. */
export const secretBegun = (tx: Tx, officer: string): { readonly secret: string; readonly uri: string } => {
  const keys = keysByOfficer(tx, officer);
  if (keys === undefined) throw new Error(`officer ${officer} is not there; the session should have ended`);
  if (keys.totp_confirmed_at !== null) throw new Error(`officer ${officer} has a second factor; reset it before setting up another`);
  const secret = keys.totp_secret ?? new Secret({ size: 20 }).base32;
  if (keys.totp_secret === null) tx.run(putSecret, { id: officer, secret });
  return { secret, uri: totpOf(secret, keys.email).toString() };
};

/** The time step a code belongs to, one step early or late allowed; undefined when it is wrong. */
const counterOf = (secret: string, typed: string, now: Instant): number | undefined => {
  const code = plainCode(typed);
  if (!/^\d{6}$/.test(code)) return undefined;
  const timestamp = Date.parse(now);
  const delta = totpOf(secret, '').validate({ token: code, timestamp, window: 1 });
  return delta === null ? undefined : TOTP.counter({ period: 30, timestamp }) + delta;
};

/** The first right code confirms the secret and gives the recovery codes, shown this once; undefined when the code is wrong. */
export const secretConfirmed = (tx: Tx, officer: string, typed: string, now: Instant): readonly string[] | undefined => {
  const keys = keysByOfficer(tx, officer);
  if (keys?.totp_secret == null || keys.totp_confirmed_at !== null) return undefined;
  const counter = counterOf(keys.totp_secret, typed, now);
  if (counter === undefined) return undefined;
  tx.run(confirm, { id: officer, now, counter });
  tx.run(dropCodes, { id: officer });
  const codes = Array.from({ length: CODES }, () => Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join(''));
  for (const code of codes) tx.run(putCode, { id: officer, hash: hashCode(officer, code) });
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
};

/** `app`: a code of the authenticator, never taken twice; `recovery`: one of the codes written down, gone now. */
export const codeTaken = (tx: Tx, officer: string, typed: string, now: Instant): 'app' | 'recovery' | undefined => {
  const keys = keysByOfficer(tx, officer);
  if (keys?.totp_secret == null || keys.totp_confirmed_at === null) return undefined;
  const counter = counterOf(keys.totp_secret, typed, now);
  if (counter !== undefined) return tx.run(useCounter, { id: officer, counter }).changes === 1 ? 'app' : undefined;
  return tx.run(useCode, { id: officer, hash: hashCode(officer, plainCode(typed)), now }).changes === 1 ? 'recovery' : undefined;
};

export const recoveryCodesLeft = (read: Pick<Reader, 'all'>, officer: string): number => read.all(leftCodes, { id: officer }).length;
/** Takes the second factor away: it must be set up anew at the next sign-in where it is required. */
export const secondFactorReset = (tx: Tx, officer: string): void => {
  tx.run(clear, { id: officer });
  tx.run(dropCodes, { id: officer });
};
