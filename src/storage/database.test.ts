import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openSqlite, query, WrongKey } from './index.js';

const key = Buffer.alloc(32, 7);
const set = query<{ key: string; value: string }>()((db, p) => db.insertInto('setting').values({ key: p('key'), value: p('value') }));
const get = query<{ key: string }>()((db, p) => db.selectFrom('setting').select('value').where('key', '=', p('key')));

let dir: string;
let file: string;
let db: Database;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'storage-'));
  file = join(dir, 'x.db');
  db = openSqlite(file, key);
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true });
});

describe('transactions', () => {
  it('one that throws rolls back alone; the others of the same tick are committed', async () => {
    const outcomes = await Promise.allSettled([
      db.transaction((tx) => tx.run(set, { key: 'a', value: '1' })),
      db.transaction((tx) => {
        tx.run(set, { key: 'b', value: '2' });
        throw new Error('no');
      }),
      db.transaction((tx) => tx.run(set, { key: 'c', value: '3' })),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(['a', 'b', 'c'].map((name) => db.read.get(get, { key: name })?.value)).toEqual(['1', undefined, '3']);
  });

  it('what somebody outside waits for goes ahead of what waits, but never keeps it waiting', async () => {
    const order: string[] = [];
    const work = (name: string) => () => void order.push(name);
    await Promise.all([
      ...Array.from({ length: 3 }, (_, i) => db.transaction(work(`turn ${i}`))),
      ...Array.from({ length: 50 }, (_, i) => db.transaction(work(`message ${i}`), 'ahead')),
    ]);
    expect(order.slice(0, 12)).toEqual([
      ...['message 0', 'message 1', 'message 2', 'turn 0'],
      ...['message 3', 'message 4', 'message 5', 'turn 1'],
      ...['message 6', 'message 7', 'message 8', 'turn 2'],
    ]);
    expect(order.slice(12)).toEqual(Array.from({ length: 41 }, (_, i) => `message ${i + 9}`));
  });

  it('a reader sees only what is committed', async () => {
    let during: unknown = 'unread';
    await db.transaction((tx) => {
      tx.run(set, { key: 'a', value: '1' });
      during = db.read.get(get, { key: 'a' });
    });
    expect(during).toBeUndefined();
    expect(db.read.get(get, { key: 'a' })).toEqual({ value: '1' });
  });

  it('what was committed is there after opening again', async () => {
    await db.transaction((tx) => tx.run(set, { key: 'a', value: 'kept' }));
    db.close();
    db = openSqlite(file, key);
    expect(db.read.get(get, { key: 'a' })).toEqual({ value: 'kept' });
  });
});

describe('the file', () => {
  it('runs with synchronous=FULL also when re-opened (the build defaults to NORMAL)', () => {
    db.close();
    db = openSqlite(file, key);
    expect(db.durability()).toEqual({ synchronous: 2, journal: 'wal' });
  });

  it('has no clear text in it', async () => {
    await db.transaction((tx) => tx.run(set, { key: 'canary', value: 'Nguyễn Thị Canary 0912345678' }));
    const bytes = Buffer.concat([readFileSync(file), readFileSync(`${file}-wal`)]);
    expect(bytes.includes('Canary')).toBe(false);
    expect(bytes.includes('0912345678')).toBe(false);
    expect(bytes.includes('SQLite format 3')).toBe(false);
  });

  it('refuses another key, says so, and harms nothing', async () => {
    await db.transaction((tx) => tx.run(set, { key: 'a', value: '1' }));
    db.close();
    const before = readFileSync(file);
    expect(() => openSqlite(file, Buffer.alloc(32, 8))).toThrow(WrongKey);
    expect(() => openSqlite(file, Buffer.alloc(32, 8))).toThrow(/another SECRET_KEY/);
    expect(readFileSync(file).equals(before)).toBe(true);
    db = openSqlite(file, key);
    expect(db.read.get(get, { key: 'a' })).toEqual({ value: '1' });
  });

  it('refuses a file of a newer release', () => {
    db.close();
    const raw = new Sqlite(file);
    raw.pragma(`cipher='aegis'`);
    raw.pragma(`key="x'${key.toString('hex')}'"`);
    const version = Number(raw.pragma('user_version', { simple: true }));
    raw.pragma('user_version=9999');
    raw.close();
    expect(() => openSqlite(file, key)).toThrow(/newer release/);
    const mended = new Sqlite(file);
    mended.pragma(`cipher='aegis'`);
    mended.pragma(`key="x'${key.toString('hex')}'"`);
    mended.pragma(`user_version=${version}`);
    mended.close();
    db = openSqlite(file, key);
  });
});
