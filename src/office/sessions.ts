/** Owns sessions: a random token of which only the hash is stored, idle and absolute limits, ending one or all. */
import { addSeconds, hashToken, type Instant, newToken, randomId } from '../basics/index.js';
import { query, type Reader, type Row, type Tx } from '../storage/index.js';
import type { Officer } from './officer.js';
import { officerById } from './people.js';
import { needsSecondFactor, security } from './security.js';

/** `code`: the second factor is to come; `enrol`: it is to be set up; `full`: all is done. */
const stages = ['code', 'enrol', 'full'] as const;
export type Stage = (typeof stages)[number];
export type Session = { readonly id: string; readonly stage: Stage; readonly officer: Officer };
export type SessionRow = Row<'officer_session'>;

/** Until the second factor is done a session lives this long, in seconds. */
const HALF_LIFE = 15 * 60;
/** Seen again within this many seconds nothing is written. */
const TOUCH = 60;
/** Ended sessions are forgotten after so many seconds. */
const KEEP = 90 * 86_400;

const insert = query<Omit<SessionRow, 'ended_at'>>()((db, p) =>
  db.insertInto('officer_session').values({
    id: p('id'),
    token_hash: p('token_hash'),
    officer_id: p('officer_id'),
    stage: p('stage'),
    started_at: p('started_at'),
    seen_at: p('seen_at'),
    ended_at: null,
    address: p('address'),
    agent: p('agent'),
  }),
);
const byHash = query<{ hash: string }>()((db, p) => db.selectFrom('officer_session').selectAll().where('token_hash', '=', p('hash')).where('ended_at', 'is', null));
const touch = query<{ id: string; now: string }>()((db, p) =>
  db
    .updateTable('officer_session')
    .set({ seen_at: p('now') })
    .where('id', '=', p('id')),
);
const end = query<{ id: string; officer: string; now: string }>()((db, p) =>
  db
    .updateTable('officer_session')
    .set({ ended_at: p('now') })
    .where('id', '=', p('id'))
    .where('officer_id', '=', p('officer'))
    .where('ended_at', 'is', null),
);
const endAll = query<{ officer: string; except: string; now: string }>()((db, p) =>
  db
    .updateTable('officer_session')
    .set({ ended_at: p('now') })
    .where('officer_id', '=', p('officer'))
    .where('id', '!=', p('except'))
    .where('ended_at', 'is', null),
);
const openOf = query<{ officer: string }>()((db, p) =>
  db.selectFrom('officer_session').selectAll().where('officer_id', '=', p('officer')).where('ended_at', 'is', null).orderBy('seen_at', 'desc'),
);
const sweep = query<{ before: string }>()((db, p) => db.deleteFrom('officer_session').where('seen_at', '<', p('before')));

/** A fresh session and its token, which is shown to the browser once and stored nowhere. */
export const sessionOpened = (
  tx: Tx,
  about: { readonly officer: string; readonly stage: Stage; readonly address: string; readonly agent: string },
  now: Instant,
): { readonly token: string; readonly id: string } => {
  tx.run(sweep, { before: addSeconds(now, -KEEP) });
  const token = newToken();
  const id = randomId();
  tx.run(insert, {
    id,
    token_hash: hashToken(token),
    officer_id: about.officer,
    stage: about.stage,
    started_at: now,
    seen_at: now,
    address: about.address.slice(0, 60),
    agent: about.agent.slice(0, 160),
  });
  return { token, id };
};

const isLive = (row: SessionRow, read: Pick<Reader, 'get'>, now: Instant): boolean => {
  const limits = security(read);
  if (row.stage !== 'full') return addSeconds(row.started_at, HALF_LIFE) > now;
  return addSeconds(row.seen_at, limits.idleMinutes * 60) > now && addSeconds(row.started_at, limits.absoluteHours * 3600) > now;
};

const stageOf = (row: SessionRow): Stage => {
  const stage = stages.find((one) => one === row.stage);
  if (stage === undefined) throw new Error(`session ${row.id} has the stage «${row.stage}», which this release does not know`);
  return stage;
};

/** The live session behind a token, its officer read anew: a role taken away counts at once. */
export const sessionOf = (read: Pick<Reader, 'get'>, token: string, now: Instant): (Session & { readonly stale: boolean }) | undefined => {
  const row = read.get(byHash, { hash: hashToken(token) });
  if (row === undefined || !isLive(row, read, now)) return undefined;
  const officer = officerById(read, row.officer_id);
  if (officer === undefined || officer.disabledAt !== null) return undefined;
  // A role raised, or the rule tightened, counts at once too.
  const stage = row.stage === 'full' && needsSecondFactor(officer.role, security(read)) && !officer.secondFactor ? 'enrol' : stageOf(row);
  return { id: row.id, stage, officer, stale: addSeconds(row.seen_at, TOUCH) <= now };
};

export const sessionSeen = (tx: Tx, id: string, now: Instant): void => void tx.run(touch, { id, now });
/** False when it is not this officer's or had ended. */
export const sessionEnded = (tx: Tx, id: string, officer: string, now: Instant): boolean => tx.run(end, { id, officer, now }).changes === 1;
/** Ends all of an officer, but `except` where given. How many. */
export const sessionsEnded = (tx: Tx, officer: string, now: Instant, except = ''): number => tx.run(endAll, { officer, except, now }).changes;
/** Live ones, the one used last first. */
export const sessionsOf = (read: Reader, officer: string, now: Instant): readonly SessionRow[] => read.all(openOf, { officer }).filter((row) => isLive(row, read, now));
