import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite, query, snapshotSqlite, WrongKey } from './index.js';

const key = Buffer.alloc(32, 7);
const set = query<{ key: string; value: string }>()((db, p) => db.insertInto('setting').values({ key: p('key'), value: p('value') }));
const get = query<{ key: string }>()((db, p) => db.selectFrom('setting').select('value').where('key', '=', p('key')));

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cipher-'));
  file = join(dir, 'x.db');
});
afterEach(() => rmSync(dir, { recursive: true }));

/** As the first release wrote it: SQLCipher, WAL. What was written last is in the WAL only, as a kill leaves it. */
const ofTheFirstRelease = (): void => {
  const made = join(dir, 'made.db');
  openSqlite(made, key).close();
  const db = new Sqlite(made);
  db.pragma(`cipher='aegis'`);
  db.pragma(`key="x'${key.toString('hex')}'"`);
  db.pragma('journal_mode=DELETE');
  db.pragma(`cipher='sqlcipher'`);
  db.pragma(`rekey="x'${key.toString('hex')}'"`);
  db.pragma('journal_mode=WAL');
  db.prepare('insert into setting values (?, ?)').run('early', 'in the file');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.prepare('insert into setting values (?, ?)').run('late', 'in the log');
  for (const end of ['', '-wal']) copyFileSync(`${made}${end}`, `${file}${end}`);
  db.close();
};
const readBy = (cipher: string): boolean => {
  const db = new Sqlite(file, { readonly: true });
  try {
    db.pragma(`cipher='${cipher}'`);
    db.pragma(`key="x'${key.toString('hex')}'"`);
    db.prepare('select count(*) from sqlite_master').get();
    return true;
  } catch {
    return false;
  } finally {
    db.close();
  }
};
const bytesOf = (): readonly string[] => ['', '-wal'].filter((end) => existsSync(`${file}${end}`)).map((end) => readFileSync(`${file}${end}`).toString('base64'));

describe('a file of the first release', () => {
  it('is taken over whole, with what a kill left in its log, and is then encrypted as today’s are', () => {
    ofTheFirstRelease();
    const db = openSqlite(file, key);
    expect(['early', 'late'].map((name) => db.read.get(get, { key: name })?.value)).toEqual(['in the file', 'in the log']);
    expect(db.durability()).toEqual({ synchronous: 2, journal: 'wal' });
    db.close();
    expect([readBy('aegis'), readBy('sqlcipher')]).toEqual([true, false]);
    expect(existsSync(`${file}.half`)).toBe(false);
  });

  it('is taken over after somebody died half way', () => {
    ofTheFirstRelease();
    writeFileSync(`${file}.half`, 'half a copy');
    const db = openSqlite(file, key);
    expect(db.read.get(get, { key: 'late' })?.value).toBe('in the log');
    db.close();
  });

  it('can be backed up before it is taken over, and the copy opens', () => {
    ofTheFirstRelease();
    const target = join(dir, 'copy.db');
    expect(snapshotSqlite(file, key, target).bytes).toBeGreaterThan(100_000);
    const db = openSqlite(target, key);
    expect(db.read.get(get, { key: 'late' })?.value).toBe('in the log');
    db.close();
  });

  it('with another key is refused, and neither the file nor its log is touched', () => {
    ofTheFirstRelease();
    const before = bytesOf();
    expect(() => openSqlite(file, Buffer.alloc(32, 8))).toThrow(WrongKey);
    expect(bytesOf()).toEqual(before);
    const db = openSqlite(file, key);
    expect(db.read.get(get, { key: 'late' })?.value).toBe('in the log');
    db.close();
  });
});

describe('today’s file', () => {
  it('with another key is refused after a kill, too, and neither the file nor its log is touched', async () => {
    const living = join(dir, 'living.db');
    const db = openSqlite(living, key);
    await db.transaction((tx) => tx.run(set, { key: 'late', value: 'in the log' }));
    for (const end of ['', '-wal']) copyFileSync(`${living}${end}`, `${file}${end}`);
    db.close();
    const before = bytesOf();
    expect(before).toHaveLength(2);
    expect(() => openSqlite(file, Buffer.alloc(32, 8))).toThrow(WrongKey);
    expect(bytesOf()).toEqual(before);
    const again = openSqlite(file, key);
    expect(again.read.get(get, { key: 'late' })?.value).toBe('in the log');
    again.close();
  });

  it('with one changed byte in a page is not read: each page carries a tag', () => {
    const made = openSqlite(file, key);
    made.close();
    const bytes = readFileSync(file);
    const at = 4096 * 3 + 100;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(file, bytes);
    const db = new Sqlite(file);
    db.pragma(`cipher='aegis'`);
    db.pragma(`key="x'${key.toString('hex')}'"`);
    expect(db.pragma('integrity_check', { simple: true })).not.toBe('ok');
    db.close();
  });
});
