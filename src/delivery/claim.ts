/** Owns which row of a chat may go out now, and marking it `sending` before the call. Ends on the way what must not be sent any more. */
import type { Instant } from '../basics/index.js';
import { eventHappened } from '../cases/index.js';
import type { Tx } from '../storage/index.js';
import { type Piece, readPiece } from './piece.js';
import { endWaiting, head, type HeadRow, markSending, waitingOf } from './rows.js';

export type Spot = { readonly channel: string; readonly chat: string };
export type Claimed = { readonly kind: 'row'; readonly row: HeadRow; readonly piece: Piece };
/** `asleep`: the person stopped us; the rows wait. */
export type Claim = Claimed | { readonly kind: 'none' } | { readonly kind: 'asleep' };

/**
 * Asked about a row in the transaction that would send it: false when its words no longer hold (switched off, the wrong hour, a day that
 * moved). Whoever answers may write down in `tx` what comes in its place.
 */
export type StillHolds = (tx: Tx, row: Pick<HeadRow, 'turn_key' | 'tag' | 'created_at'>, now: Instant) => boolean;

/** The head of a chat, or undefined when nothing waits. */
export const headOf = (tx: Pick<Tx, 'get'>, { channel, chat }: Spot): HeadRow | undefined => tx.get(head, { channel, chat });

/** Marks the head of a chat as on its way. `resumed`: the chat was not to be written to until now. `stale`: seconds. */
export const claimHead = (tx: Tx, spot: Spot, now: Instant, resumed: boolean, stale: number, stillHolds: StillHolds = () => true): Claim => {
  let looked = false;
  for (;;) {
    const row = headOf(tx, spot);
    if (row === undefined) return { kind: 'none' };
    if (row.stopped === 1) return { kind: 'asleep' };
    const piece = readPiece(row.payload);
    if (row.lane !== 'officer' && row.owner_epoch !== null && row.epoch < row.owner_epoch) {
      tx.run(endWaiting, { id: row.id, state: 'cancelled', error: 'older_epoch', now });
    } else if (piece === undefined) {
      tx.run(endWaiting, { id: row.id, state: 'parked', error: 'payload_unreadable', now });
      eventHappened(tx, row.conversation_id, 'send_parked', { row: row.id, tag: row.tag, code: 'payload_unreadable' }, now);
    } else if (!stillHolds(tx, row, now)) {
      tx.run(endWaiting, { id: row.id, state: 'cancelled', error: 'holds_no_more', now });
    } else if (!looked && (resumed || (piece.asks && ageOf(row.created_at, now) > stale))) {
      dropSuperseded(tx, spot, now);
      looked = true;
    } else {
      tx.run(markSending, { id: row.id });
      return { kind: 'row', row, piece };
    }
  }
};

const ageOf = (at: Instant, now: Instant): number => (Date.parse(now) - Date.parse(at)) / 1000;

/** After a silence only the newest question is still a question; what was merely told stays, and so do an officer's words. */
const dropSuperseded = (tx: Tx, spot: Spot, now: Instant): void => {
  const questions = tx
    .all(waitingOf, { channel: spot.channel, chat: spot.chat })
    .filter(({ lane, class: kind, payload }) => lane !== 'officer' && kind !== 'once' && readPiece(payload)?.asks === true);
  const newest = questions.at(-1)?.turn_key;
  for (const { id, turn_key } of questions) if (turn_key !== newest) tx.run(endWaiting, { id, state: 'cancelled', error: 'superseded', now });
};
