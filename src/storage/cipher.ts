/**
 * Owns how the database file is encrypted: AEGIS-256, a fresh nonce and a tag a page, with the 32 key bytes as they are. Files that an earlier
 * release wrote with SQLCipher are read as they stand and taken over at the next start. Does not own the key.
 */
import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';

type Cipher = 'aegis' | 'sqlcipher';
const CIPHER: Cipher = 'aegis';
/** Newest first. */
const EARLIER: readonly Cipher[] = ['sqlcipher'];

export class WrongKey extends Error {}

/** Opens a file that is there, or makes it. `key`: 32 bytes. Throws `WrongKey` when no cipher reads it with this key; the file is not touched. */
export const openEncrypted = (file: string, key: Buffer, readonly: boolean): { readonly db: Sqlite.Database; readonly earlier: boolean } => {
  for (const cipher of [CIPHER, ...EARLIER]) {
    const db = unlocked(file, key, cipher, readonly);
    if (db !== undefined) return { db, earlier: cipher !== CIPHER };
  }
  throw new WrongKey(`the database ${file} was written with another SECRET_KEY (or is damaged); start with the key it was made with`);
};

/**
 * Encrypts a file of an earlier release as today's are. A copy is written, checked and synced, then put in its place: whoever dies on the way
 * finds the old file whole. Nobody else may have the file open (`src/lock.ts`).
 */
export const takeOver = (file: string, key: Buffer): void => {
  const { db: old, earlier } = openEncrypted(file, key, false);
  if (!earlier) {
    old.close();
    return;
  }
  // Everything into the one file, which then may be copied.
  old.pragma('wal_checkpoint(TRUNCATE)');
  old.pragma('journal_mode=DELETE');
  old.close();
  const half = `${file}.half`;
  rmSync(half, { force: true });
  copyFileSync(file, half);
  const { db: copy } = openEncrypted(half, key, false);
  try {
    copy.pragma(`cipher='${CIPHER}'`);
    copy.pragma(`rekey="${raw(key)}"`);
  } finally {
    copy.close();
  }
  const { db: again } = openEncrypted(half, key, true);
  const verdict = String(again.pragma('integrity_check', { simple: true }));
  again.close();
  if (verdict !== 'ok') throw new Error(`the database ${file} could not be encrypted anew: the copy is damaged (${verdict}); the disk may be failing. The old file is untouched`);
  synced(half);
  renameSync(half, file);
  synced(dirname(file));
};

const raw = (key: Buffer): string => `x'${key.toString('hex')}'`;

/** Undefined when this cipher and key do not read it. */
const unlocked = (file: string, key: Buffer, cipher: Cipher, readonly: boolean): Sqlite.Database | undefined => {
  const db = new Sqlite(file, { readonly });
  db.pragma(`cipher='${cipher}'`);
  db.pragma(`key="${raw(key)}"`);
  try {
    db.prepare('select count(*) from sqlite_master').get();
    return db;
  } catch (error) {
    db.close();
    if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_NOTADB') return undefined;
    throw error;
  }
};

const synced = (path: string): void => {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
