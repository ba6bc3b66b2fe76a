/**
 * Owns the one writer connection, its transactions and the reader connection. Transactions asked for in the same tick, or by
 * one of those, share a commit: each runs in a savepoint, so one that throws rolls back alone. Nothing inside may wait for the outside world.
 */
import type Sqlite from 'better-sqlite3';
import { fold } from '../basics/index.js';
import { openEncrypted, takeOver } from './cipher.js';
import { migrations } from './migrations.js';
import type { Bindable, Query } from './query.js';

/** Statements inside a transaction. */
export type Tx = {
  readonly all: <P, R>(query: Query<P, R>, params: P) => R[];
  readonly get: <P, R>(query: Query<P, R>, params: P) => R | undefined;
  /** Rows changed and the id of the row inserted last. */
  readonly run: <P, R>(query: Query<P, R>, params: P) => { readonly changes: number; readonly id: number };
};
export type Reader = Pick<Tx, 'all' | 'get'>;

export type Database = {
  /**
   * Resolves after the commit with what `work` returned; rejects, rolled back, when it throws. `work` is synchronous: no network, no clock, no waiting.
   * `ahead`: before what waits already, because somebody outside waits for the commit.
   */
  readonly transaction: <T>(work: (tx: Tx) => T, ahead?: 'ahead') => Promise<T>;
  /** Committed data only. */
  readonly read: Reader;
  /** Called after every commit, without saying what changed: who listens looks for itself. Returns how to stop. */
  readonly watch: (listener: () => void) => () => void;
  readonly close: () => void;
  /** How durable a commit is, read back from the connection. */
  readonly durability: () => { readonly synchronous: number; readonly journal: string };
  /** Size of the database in bytes. */
  readonly size: () => number;
};

/** Milliseconds of work in one commit: so many, or three times what the last commit took if that is longer. A slow disk is asked less often, a quick one lets words out early. */
const WORK_MS = 12;
const WORK_PER_COMMIT = 3;
/** So many that go ahead to one that waits: a flood keeps nobody waiting for good. */
const AHEAD_TO_ONE = 3;

/** Opens the encrypted file, or makes it. `key`: 32 bytes. Throws `WrongKey` when the file was written with another key; the file is not touched. */
export const openSqlite = (file: string, key: Buffer): Database => {
  takeOver(file, key);
  const writer = connect(file, key, false);
  migrate(writer, file);
  const reader = connect(file, key, true);
  const tx = statements(writer);
  const begin = writer.prepare('begin immediate');
  const commit = writer.prepare('commit');
  const rollback = writer.prepare('rollback');
  const savepoint = writer.prepare('savepoint one');
  const release = writer.prepare('release one');
  const undo = writer.prepare('rollback to one');

  const apart = statements(reader);
  /** Between transactions the writer sees exactly what is committed, and its pages are at hand: the other connection decrypts them anew after each commit. */
  const read: Reader = {
    all: (query, params) => (writer.inTransaction ? apart : tx).all(query, params),
    get: (query, params) => (writer.inTransaction ? apart : tx).get(query, params),
  };

  type Job = { readonly work: (tx: Tx) => unknown; readonly ahead: boolean; readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void };
  let queue: Job[] = [];
  let ahead: Job[] = [];
  /** Asked for by the job that runs, as a turn its first words: it goes before whoever waits, so that one person is done with before the next. */
  let followers: Job[] | undefined;
  let scheduled = false;
  let lastCommitMs = 0;
  const listeners = new Set<() => void>();

  const runOne = (job: Job): (() => void) => {
    savepoint.run();
    try {
      const value = job.work(tx);
      release.run();
      return () => job.resolve(value);
    } catch (error) {
      undo.run();
      release.run();
      return () => job.reject(error);
    }
  };
  /** The nth of a commit. */
  const next = (n: number): Job | undefined => (n % (AHEAD_TO_ONE + 1) === AHEAD_TO_ONE ? (queue.shift() ?? ahead.shift()) : (ahead.shift() ?? queue.shift()));
  const drain = (): void => {
    scheduled = false;
    if (queue.length + ahead.length === 0) return;
    const jobs: Job[] = [];
    const settle: (() => void)[] = [];
    const until = performance.now() + Math.max(WORK_MS, WORK_PER_COMMIT * lastCommitMs);
    try {
      begin.run();
      for (let n = 0, job = next(n); job !== undefined; job = performance.now() < until ? next(++n) : undefined) {
        // What one job leads to is in its commit, however long it takes; what it leads to when it went ahead waits like everyone's.
        for (const chain = [job]; chain.length > 0; ) {
          const one = chain.shift() as Job;
          followers = [];
          jobs.push(one);
          settle.push(runOne(one));
          if (job.ahead) queue.push(...followers);
          else chain.unshift(...followers);
        }
      }
      followers = undefined;
      const began = performance.now();
      commit.run();
      lastCommitMs = performance.now() - began;
      for (const done of settle) done();
      for (const listener of listeners) listener();
    } catch (error) {
      followers = undefined;
      if (writer.inTransaction) rollback.run();
      for (const job of jobs) job.reject(error);
    }
    if (queue.length + ahead.length > 0) schedule();
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(drain);
  };

  return {
    transaction: <T>(work: (tx: Tx) => T, first?: 'ahead') =>
      new Promise<T>((resolve, reject) => {
        const job = { work, ahead: first === 'ahead', resolve: resolve as (value: unknown) => void, reject };
        if (followers === undefined) {
          (job.ahead ? ahead : queue).push(job);
          schedule();
        } else followers.push(job);
      }),
    read,
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      while (queue.length + ahead.length > 0) drain();
      reader.close();
      writer.close();
      queue = [];
      ahead = [];
    },
    durability: () => ({ synchronous: Number(writer.pragma('synchronous', { simple: true })), journal: String(writer.pragma('journal_mode', { simple: true })) }),
    size: () => Number(writer.pragma('page_count', { simple: true })) * Number(writer.pragma('page_size', { simple: true })),
  };
};

/**
 * A whole, consistent copy of the database, encrypted with the same key, taken while others read and write (`vacuum into`; this encrypting
 * build's backup call refuses). Opens the copy again and checks it; throws when it is not sound.
 */
export const snapshotSqlite = (file: string, key: Buffer, target: string): { readonly bytes: number } => {
  const from = connect(file, key, true);
  try {
    from.prepare('vacuum into ?').run(target);
  } finally {
    from.close();
  }
  const copy = connect(target, key, true);
  try {
    const verdict = String(copy.pragma('integrity_check', { simple: true }));
    if (verdict !== 'ok') throw new Error(`the copy ${target} is damaged (${verdict}); the disk may be failing, copy to another`);
    return { bytes: Number(copy.pragma('page_count', { simple: true })) * Number(copy.pragma('page_size', { simple: true })) };
  } finally {
    copy.close();
  }
};

const connect = (file: string, key: Buffer, readonly: boolean): Sqlite.Database => {
  const { db } = openEncrypted(file, key, readonly);
  db.pragma('busy_timeout=5000');
  if (!readonly) {
    db.pragma('journal_mode=WAL');
    // A re-opened WAL file silently runs NORMAL in this build; FULL is what "acknowledged after commit" rests on.
    db.pragma('synchronous=FULL');
    db.pragma('foreign_keys=ON');
    db.pragma('temp_store=MEMORY');
    db.pragma('cache_size=-65536');
    db.pragma('secure_delete=ON');
    // The triggers of the search index fold what they store (`desk-tables.ts`).
    db.function('fold', { deterministic: true }, (text: unknown) => fold(String(text)));
  }
  return db;
};

/** A connection's prepared statements, made at first use and kept. */
const statements = (db: Sqlite.Database): Tx => {
  const prepared = new WeakMap<object, Sqlite.Statement>();
  const of = (query: Query<never, unknown> | Query<unknown, unknown>): Sqlite.Statement => {
    let statement = prepared.get(query);
    if (statement === undefined) {
      statement = db.prepare(query.sql);
      prepared.set(query, statement);
    }
    return statement;
  };
  const bound = (query: Query<never, unknown> | Query<unknown, unknown>, params: unknown): Bindable[] =>
    query.binds.map((name) => (params as Record<string, Bindable | undefined>)[name] ?? null);
  return {
    all: <P, R>(query: Query<P, R>, params: P) => of(query as Query<unknown, unknown>).all(...bound(query as Query<unknown, unknown>, params)) as R[],
    get: <P, R>(query: Query<P, R>, params: P) => of(query as Query<unknown, unknown>).get(...bound(query as Query<unknown, unknown>, params)) as R | undefined,
    run: <P, R>(query: Query<P, R>, params: P) => {
      const done = of(query as Query<unknown, unknown>).run(...bound(query as Query<unknown, unknown>, params));
      return { changes: done.changes, id: Number(done.lastInsertRowid) };
    },
  };
};

/** Brings the file to the newest migration, each in a transaction of its own; refuses a file written by a newer release. */
const migrate = (db: Sqlite.Database, file: string): void => {
  const version = Number(db.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.number ?? 0;
  if (version > newest) throw new Error(`the database ${file} was written by a newer release (migration ${version}, this one knows ${newest}); start the newer release`);
  for (const migration of migrations.filter(({ number }) => number > version))
    db.transaction(() => {
      for (const statement of migration.statements) db.exec(statement);
      db.pragma(`user_version=${migration.number}`);
    }).immediate();
};
