/** Owns writing a verdict down: the row, the person's stop, the event an officer sees. Inside the caller's transaction. */
import { addSeconds, type Instant } from '../basics/index.js';
import { eventHappened, stopContact } from '../cases/index.js';
import type { Tx } from '../storage/index.js';
import { leftSending, type OutboxRow, settle } from './rows.js';
import type { Pace } from './pace.js';
import { judgeLeft, type Verdict } from './verdict.js';

/** False when the row was erased meanwhile. */
export const writeVerdict = (tx: Tx, row: OutboxRow, verdict: Verdict, now: Instant): boolean => {
  const open = verdict.state === 'pending';
  const changed = tx.run(settle, {
    id: row.id,
    state: verdict.state,
    attempts: verdict.attempts,
    not_before: open ? addSeconds(now, verdict.wait) : row.not_before,
    payload: verdict.piece === undefined ? row.payload : JSON.stringify(verdict.piece),
    provider_id: verdict.providerId ?? null,
    error: verdict.error,
    done_at: open ? null : now,
  }).changes;
  if (verdict.stopChat === true) stopContact(tx, row.channel, row.chat, true);
  if (changed === 0) return false;
  if (verdict.event) eventHappened(tx, row.conversation_id, verdict.event.kind, { row: row.id, tag: row.tag, code: verdict.event.code }, now);
  return true;
};

/** Rows a crash left on their way are exactly the uncertain ones. How many there were and how many are set aside. */
export const settleLeft = (tx: Tx, now: Instant, pace: Pace): { readonly left: number; readonly parked: number } => {
  const rows = tx.all(leftSending, {});
  let parked = 0;
  for (const row of rows) {
    const verdict = judgeLeft(row, pace);
    writeVerdict(tx, row, verdict, now);
    if (verdict.state === 'parked') parked += 1;
  }
  return { left: rows.length, parked };
};
