/**
 * Owns bringing the queue's and the search's copies up to where the talks stand, after the turns and in commits of their own: cases whose answers
 * changed, words people wrote. Does not own who waits (triggers, in the turn itself) nor what is known of a case (`place.ts`).
 */
import { sql } from 'kysely';
import type { Instant } from '../basics/index.js';
import { conversation } from '../cases/index.js';
import { standing } from '../conversation/index.js';
import type { Log } from '../log.js';
import { type Database, inboxWords, query, type Tx } from '../storage/index.js';
import { envFor, loadTalk, type TurnTools } from '../turn/index.js';
import { placeCase } from './place.js';

/** So long after a turn its words and its case are filed; somebody who answers quickly is filed once. */
const AFTER_MS = 2_000;
/** In one transaction, so that a turn never waits long behind it: cases, and messages. */
const CASES = 8;
const MESSAGES = 100;

/** `stale`: 1 is to be filed, 2 could not be filed. */
const mark = query<{ id: string }>()((db, p) => db.updateTable('desk_case').set({ stale: 1 }).where('conversation_id', '=', p('id')).where('stale', '!=', 1));
const settle = query<{ id: string; stale: number }>()((db, p) =>
  db
    .updateTable('desk_case')
    .set({ stale: p('stale') })
    .where('conversation_id', '=', p('id')),
);
const staleCases = query()((db) => db.selectFrom('desk_case').select('conversation_id').where('stale', '=', 1).orderBy('no').limit(CASES));
const unfiledTo = query()((db) =>
  db
    .selectFrom('inbox')
    .select(sql<number | null>`min(max(inbox.id), (select inbox_to from desk_filed) + ${sql.lit(MESSAGES)})`.as('to'))
    .where('inbox.id', '>', (eb) => eb.selectFrom('desk_filed').select('inbox_to')),
);
const index = query<{ to: number }>()((db, p) =>
  db
    .insertInto('desk_words')
    .columns(['rowid', 'raw', 'folded'])
    .expression((eb) =>
      eb
        .selectFrom((inner) =>
          inner
            .selectFrom('inbox')
            .select([sql<number>`id * 2`.as('number'), sql<string>`${sql.raw(inboxWords('body'))}`.as('words')])
            .where('id', '>', (filed) => filed.selectFrom('desk_filed').select('inbox_to'))
            .where('id', '<=', p('to'))
            .as('came'),
        )
        .select(['number', 'words', sql<string>`fold(words)`.as('folded')])
        .where('words', '!=', ''),
    ),
);
const filedTo = query<{ to: number }>()((db, p) => db.updateTable('desk_filed').set({ inbox_to: p('to') }));

/** Told in the turn that changed answers: the case is to be filed. */
export const fileLater = (tx: Tx, id: string): void => void tx.run(mark, { id });

/** Puts the next messages into the search index. */
export const fileWords = (tx: Tx): void => {
  const to = tx.get(unfiledTo, {})?.to ?? undefined;
  if (to === undefined) return;
  tx.run(index, { to });
  tx.run(filedTo, { to });
};

const fileCase = (tx: Tx, id: string, now: Instant, tools: TurnTools): void => {
  tx.run(settle, { id, stale: 0 });
  const row = conversation(tx, id);
  if (row !== undefined) placeCase(tx, id, standing(envFor(tools, now), loadTalk(tx, row, 0).talk));
};

export type Filing = {
  /** Resolves when everything committed so far is filed. */
  readonly done: () => Promise<void>;
  /** Files what waits, and looks no more. */
  readonly stop: () => Promise<void>;
};

/** Files after every commit that left something to file, and what a crash left. */
export const openFiling = (db: Database, now: () => Instant, tools: TurnTools, log: Log): Filing => {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const fileOne = async (id: string): Promise<void> => {
    try {
      await db.transaction((tx) => fileCase(tx, id, now(), tools));
    } catch (error) {
      // One that cannot be read holds up nobody; it stays in the queue as it was filed last, and its next turn asks for it again.
      log.error({ conversation: id, error: error instanceof Error ? error.stack : String(error) }, 'a case could not be filed');
      await db.transaction((tx) => tx.run(settle, { id, stale: 2 }));
    }
  };
  const file = async (): Promise<void> => {
    while (db.read.get(unfiledTo, {})?.to != null) await db.transaction(fileWords);
    for (let ids = db.read.all(staleCases, {}); ids.length > 0; ids = db.read.all(staleCases, {})) await Promise.all(ids.map(({ conversation_id }) => fileOne(conversation_id)));
  };
  const done = async (): Promise<void> => {
    // One that runs may have looked before the last commit.
    await running;
    running ??= file().finally(() => {
      running = undefined;
    });
    await running;
  };
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      // The next commit tries again; who opens the console is told.
      done().catch((error: unknown) => log.error({ error: error instanceof Error ? error.stack : String(error) }, 'cases could not be filed; queue and search are behind'));
    }, AFTER_MS).unref();
  };
  const unwatch = db.watch(later);
  later();
  return {
    done,
    stop: async () => {
      unwatch();
      clearTimeout(timer);
      await done();
    },
  };
};
