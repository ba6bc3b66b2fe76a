/** Owns entering: password, then second factor, each try counted and recorded. Owns no cookies and no pages. */
import type { Instant } from '../basics/index.js';
import type { Database } from '../storage/index.js';
import { audit } from './audit.js';
import { emailKey, keysByEmail, keysByOfficer, officerById } from './people.js';
import { checkNobody, isPassword } from './passwords.js';
import { codeTaken, secretConfirmed } from './second-factor.js';
import { needsSecondFactor, security } from './security.js';
import { type Session, type Stage, sessionEnded, sessionOpened } from './sessions.js';
import { type Door, doorOpened, tryDoors } from './throttle.js';

/** Where a try comes from. */
export type From = { readonly address: string; readonly agent: string };
export type Entered =
  | { readonly kind: 'in'; readonly token: string; readonly stage: Stage; readonly officer: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number };

/** The stage after a right password. */
const stageFor = (db: Pick<Database, 'read'>, officer: string): Stage => {
  const keys = keysByOfficer(db.read, officer);
  const person = officerById(db.read, officer);
  if (keys?.totp_confirmed_at != null) return 'code';
  return person !== undefined && needsSecondFactor(person.role, security(db.read)) ? 'enrol' : 'full';
};

/** A right password: a session that is full, or waits for the second factor. The same answer and the same time for a wrong password and an unknown address. */
export const signIn = async (db: Database, email: string, password: string, from: From, now: () => Instant): Promise<Entered> => {
  const doors: readonly Door[] = [
    { kind: 'account', who: emailKey(email) },
    { kind: 'address', who: from.address },
  ];
  const seconds = await db.transaction((tx) => tryDoors(tx, doors, now()));
  if (seconds > 0) return { kind: 'wait', seconds };
  const keys = keysByEmail(db.read, email);
  const usable = keys !== undefined && keys.disabled_at === null;
  const right = usable ? await isPassword(keys.password, password) : await checkNobody(password);
  if (keys === undefined || !right) {
    await db.transaction((tx) => audit(tx, { who: keys?.id ?? 'unknown', what: 'sign_in_failed', why: usable ? 'password' : 'account', at: now() }));
    return { kind: 'wrong' };
  }
  return db.transaction((tx): Entered => {
    // Read anew: switched off, or given another password, while we were hashing.
    const fresh = keysByOfficer(tx, keys.id);
    if (fresh === undefined || fresh.disabled_at !== null || fresh.password !== keys.password) return { kind: 'wrong' };
    for (const door of doors) doorOpened(tx, door, now());
    const stage = stageFor({ read: tx }, keys.id);
    const { token } = sessionOpened(tx, { officer: keys.id, stage, ...from }, now());
    audit(tx, { who: keys.id, what: stage === 'full' ? 'signed_in' : 'password_right', at: now() });
    return { kind: 'in', token, stage, officer: keys.id };
  });
};

/** A session right after an invitation was accepted: the password is known to be right. */
export const enterAfterInvitation = (db: Database, officer: string, from: From, now: Instant): Promise<{ readonly token: string; readonly stage: Stage }> =>
  db.transaction((tx) => {
    const stage = stageFor({ read: tx }, officer);
    const { token } = sessionOpened(tx, { officer, stage, ...from }, now);
    audit(tx, { who: officer, what: stage === 'full' ? 'signed_in' : 'password_right', at: now });
    return { token, stage };
  });

/** A right code: the half session ends and a full one begins, with a token of its own. */
export const enterCode = async (db: Database, half: Pick<Session, 'id' | 'officer'>, code: string, from: From, now: () => Instant): Promise<Entered> => {
  const door: Door = { kind: 'code', who: half.officer.id };
  return db.transaction((tx): Entered => {
    const seconds = tryDoors(tx, [door], now());
    if (seconds > 0) return { kind: 'wait', seconds };
    const how = codeTaken(tx, half.officer.id, code, now());
    if (how === undefined) {
      audit(tx, { who: half.officer.id, what: 'sign_in_failed', why: 'code', at: now() });
      return { kind: 'wrong' };
    }
    doorOpened(tx, door, now());
    sessionEnded(tx, half.id, half.officer.id, now());
    const { token } = sessionOpened(tx, { officer: half.officer.id, stage: 'full', ...from }, now());
    audit(tx, { who: half.officer.id, what: 'signed_in', why: how, at: now() });
    return { kind: 'in', token, stage: 'full', officer: half.officer.id };
  });
};

/** The first right code of a new secret: recovery codes, and a full session. */
export const enterEnrolled = async (
  db: Database,
  session: Pick<Session, 'id' | 'officer'>,
  code: string,
  from: From,
  now: () => Instant,
): Promise<(Extract<Entered, { kind: 'in' }> & { readonly recovery: readonly string[] }) | Exclude<Entered, { kind: 'in' }>> => {
  const door: Door = { kind: 'code', who: session.officer.id };
  return db.transaction((tx) => {
    const seconds = tryDoors(tx, [door], now());
    if (seconds > 0) return { kind: 'wait', seconds } as const;
    const recovery = secretConfirmed(tx, session.officer.id, code, now());
    if (recovery === undefined) return { kind: 'wrong' } as const;
    doorOpened(tx, door, now());
    sessionEnded(tx, session.id, session.officer.id, now());
    const { token } = sessionOpened(tx, { officer: session.officer.id, stage: 'full', ...from }, now());
    audit(tx, { who: session.officer.id, what: 'second_factor_set', target: `officer:${session.officer.id}`, at: now() });
    return { kind: 'in', token, stage: 'full', officer: session.officer.id, recovery } as const;
  });
};
