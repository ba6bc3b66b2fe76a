/** Owns a platform for tests in which nothing happens by itself: each message leaves and arrives when the story says so, and a ledger remembers both. */
import { claimHead } from '../../src/delivery/claim.js';
import { settleLeft, writeVerdict } from '../../src/delivery/settle.js';
import { usualPace } from '../../src/delivery/index.js';
import { judge } from '../../src/delivery/verdict.js';
import type { Claimed } from '../../src/delivery/claim.js';
import { conversation } from '../../src/cases/index.js';
import type { Database } from '../../src/storage/index.js';

type Left = { readonly row: number; readonly lane: string; readonly at: string };
export type Wire = {
  /** The next row of a chat leaves us. */
  readonly claim: (db: Database, chat: string, now: string) => Promise<void>;
  /** What is on the wire of a chat arrives, or nobody knows. */
  readonly settle: (db: Database, chat: string, how: 'sent' | 'uncertain', now: string) => Promise<void>;
  /** The process ends; what was on the wire is in doubt at the next start. */
  readonly crash: (db: Database, now: string) => Promise<void>;
  readonly left: (chat: string) => readonly Left[];
  /** Bot rows that arrived when an officer owned the talk. */
  readonly arrivedLate: (chat: string) => readonly Left[];
};

export const openWire = (): Wire => {
  const flying = new Map<string, Claimed>();
  const gone = new Map<string, Left[]>();
  const late = new Map<string, Left[]>();
  /** Processes so far: what one claimed, another does not send. */
  let lives = 0;
  const noted = (map: Map<string, Left[]>, chat: string, left: Left): void => void map.set(chat, [...(map.get(chat) ?? []), left]);
  return {
    claim: async (db, chat, now) => {
      if (flying.has(chat)) return;
      const life = lives;
      const claim = await db.transaction((tx) => claimHead(tx, { channel: 'telegram', chat }, now, false, usualPace.stale));
      if (claim.kind !== 'row' || life !== lives) return;
      flying.set(chat, claim);
      noted(gone, chat, { row: claim.row.id, lane: claim.row.lane, at: now });
    },
    settle: async (db, chat, how, now) => {
      const claimed = flying.get(chat);
      if (claimed === undefined) return;
      flying.delete(chat);
      const { row, piece } = claimed;
      const outcome = how === 'sent' ? ({ kind: 'sent' } as const) : ({ kind: 'uncertain', why: 'no_answer' } as const);
      const owner = conversation(db.read, row.conversation_id)?.owner ?? '';
      if (owner.startsWith('officer:') && row.lane !== 'officer') noted(late, chat, { row: row.id, lane: row.lane, at: now });
      await db.transaction((tx) =>
        writeVerdict(
          tx,
          row,
          judge({ ...row, attempts: row.attempts + 1 }, piece, outcome, usualPace, () => 0.5),
          now,
        ),
      );
    },
    crash: async (db, now) => {
      lives += 1;
      flying.clear();
      await db.transaction((tx) => settleLeft(tx, now, usualPace));
    },
    left: (chat) => gone.get(chat) ?? [],
    arrivedLate: (chat) => late.get(chat) ?? [],
  };
};
