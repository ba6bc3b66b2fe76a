/** Owns what an outcome means for its row, its chat and its channel. Pure: writes nothing, waits for nothing. */
import type { SendOutcome } from '../messages/index.js';
import { backOff, longestWait, type Pace } from './pace.js';
import { asLink, type Piece } from './piece.js';
import type { OutboxRow } from './rows.js';

/** Besides what ports say. `mistake`: the port threw, which is ours to mend. */
export type Outcome = SendOutcome | { readonly kind: 'mistake'; readonly why: string };

export type Verdict = {
  readonly state: 'sent' | 'pending' | 'refused' | 'parked';
  readonly error: string | null;
  readonly providerId?: string;
  /** Calls that count towards giving up. */
  readonly attempts: number;
  /** Seconds before the chat is tried again. */
  readonly wait: number;
  /** The row goes on as this. */
  readonly piece?: Piece;
  /** Seconds the channel rests; it alone was at fault. */
  readonly pause?: number;
  readonly stopChat?: boolean;
  /** For an officer, with its code. */
  readonly event?: { readonly kind: 'send_refused' | 'send_parked' | 'send_waits' | 'file_sent_as_link'; readonly code: string };
};

type Sent = Pick<OutboxRow, 'class' | 'attempts' | 'error'>;

const DOUBT = 'uncertain';
/** It may already have been shown once; kept through later failures, so that there is one blind repeat at most. */
const inDoubt = ({ error }: Sent): boolean => error?.startsWith(DOUBT) ?? false;

/** `row.attempts` counts the call judged here. */
export const judge = (row: Sent & { readonly attempts: number }, piece: Piece, outcome: Outcome, pace: Pace, random: () => number): Verdict => {
  const { attempts } = row;
  const plain = { attempts, wait: 0 };
  switch (outcome.kind) {
    case 'sent':
      return { ...plain, state: 'sent', error: null, ...(outcome.providerId === undefined ? {} : { providerId: outcome.providerId }) };
    case 'later':
      return later(row, outcome, pace, random);
    case 'refused':
      if (piece.attachment !== undefined && outcome.stopChat !== true)
        return { ...plain, state: 'pending', error: noted(row, `as_link: ${outcome.code}`), piece: asLink(piece), event: { kind: 'file_sent_as_link', code: outcome.code } };
      return {
        ...plain,
        state: 'refused',
        error: outcome.code,
        event: { kind: 'send_refused', code: outcome.code },
        ...(outcome.stopChat === true ? { stopChat: true } : {}),
      };
    case 'uncertain':
      return unsure(row, outcome.why, pace);
    case 'mistake':
      return { ...plain, state: 'parked', error: `mistake: ${outcome.why}`, event: { kind: 'send_parked', code: 'mistake' } };
  }
};

/** A row that was on its way when the process ended: the same doubt, but the silence has already lasted. */
export const judgeLeft = (row: Sent, pace: Pace): Verdict => ({ ...unsure(row, 'stopped', pace), wait: 0 });

const later = (row: Sent, outcome: Extract<SendOutcome, { kind: 'later' }>, pace: Pace, random: () => number): Verdict => {
  const asked = Math.min(Math.max(outcome.afterSeconds, 0), longestWait);
  const error = noted(row, `later: ${outcome.why}`);
  // The channel's own failure is not the row's: nobody's message is given up because a token expired.
  if (outcome.untilTheyWrite === true) return { state: 'pending', error, attempts: row.attempts - 1, wait: 0, stopChat: true, event: { kind: 'send_waits', code: outcome.why } };
  if (outcome.wholeChannel === true) return { state: 'pending', error, attempts: row.attempts - 1, wait: 0, pause: asked };
  if (row.attempts >= pace.attempts) return { state: 'parked', error, attempts: row.attempts, wait: asked, event: { kind: 'send_parked', code: 'tried_too_often' } };
  return { state: 'pending', error, attempts: row.attempts, wait: backOff(row.attempts, asked, pace.most, pace.least, random) };
};

const unsure = (row: Sent, why: string, pace: Pace): Verdict => {
  const error = `${DOUBT}: ${why}`;
  const { attempts } = row;
  if (row.class === 'repeatable' && !inDoubt(row)) return { state: 'pending', error, attempts, wait: pace.repeatAfter };
  return { state: 'parked', error, attempts, wait: 0, event: { kind: 'send_parked', code: 'in_doubt' } };
};

const noted = (row: Sent, what: string): string => (inDoubt(row) ? `${DOUBT}; ${what}` : what);
