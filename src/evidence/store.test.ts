import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryName } from './leftovers.js';
import { type FileStore, isFileDamaged, isFileMissing, openStore } from './store.js';

const key = Buffer.alloc(32, 7);
const paper = Buffer.from('Quyết định đình chỉ điều tra bị can '.repeat(50));
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

let dir: string;
let store: FileStore;
const entries = async (): Promise<readonly string[]> => (await readdir(dir)).toSorted();
const added = async (before: readonly string[]): Promise<string> => join(dir, (await entries()).find((name) => !before.includes(name)) ?? 'none');

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'store-'));
  store = await openStore(dir, key);
});
afterEach(() => rm(dir, { recursive: true }));

describe('the store', () => {
  it('gives back what was put, under the hash of the clear bytes', async () => {
    const kept = await store.put(paper);
    expect(kept).toEqual({ sha256: sha(paper), size: paper.length });
    expect((await store.get(kept.sha256)).equals(paper)).toBe(true);
    expect(await (await openStore(dir, key)).has(kept.sha256)).toBe(true);
  });

  it('keeps the same bytes once, twice over and at once', async () => {
    const before = await entries();
    await Promise.all(Array.from({ length: 8 }, () => store.put(paper)));
    await store.put(paper);
    expect((await entries()).length).toBe(before.length + 1);
    expect((await store.get(sha(paper))).equals(paper)).toBe(true);
  });

  it('tells nothing by name or by content', async () => {
    const before = await entries();
    await store.put(paper);
    const path = await added(before);
    expect(path).not.toContain(sha(paper));
    expect((await readFile(path)).includes('Quyết')).toBe(false);
    expect((await readFile(path)).includes('đình chỉ')).toBe(false);
  });

  it('encrypts the same paper differently each time', async () => {
    const before = await entries();
    await store.put(paper);
    const first = await readFile(await added(before));
    await store.remove(sha(paper));
    await store.put(paper);
    expect((await readFile(await added(before))).equals(first)).toBe(false);
  });

  it('notices every changed or missing byte', async () => {
    const before = await entries();
    await store.put(paper);
    const path = await added(before);
    const whole = await readFile(path);
    for (const at of [0, 5, 25, 40, whole.length - 20, whole.length - 1]) {
      const spoilt = Buffer.from(whole);
      spoilt[at] = (spoilt[at] ?? 0) ^ 1;
      await writeFile(path, spoilt);
      await expect(store.get(sha(paper))).rejects.toSatisfy(isFileDamaged);
    }
    for (const length of [0, 10, 48, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length));
      await expect(store.get(sha(paper))).rejects.toSatisfy(isFileDamaged);
    }
  });

  it('notices one entry put in the place of another', async () => {
    const before = await entries();
    await store.put(paper);
    const first = await added(before);
    const between = await entries();
    await store.put(Buffer.from('another'));
    await writeFile(first, await readFile(await added(between)));
    await expect(store.get(sha(paper))).rejects.toSatisfy(isFileDamaged);
  });

  it('is healed by putting a damaged file again', async () => {
    const before = await entries();
    await store.put(paper);
    await writeFile(await added(before), 'spoilt');
    await store.put(paper);
    expect((await store.get(sha(paper))).equals(paper)).toBe(true);
  });

  it('names what is missing, and forgets what is removed', async () => {
    await expect(store.get(sha(paper))).rejects.toSatisfy(isFileMissing);
    await store.put(paper);
    await store.remove(sha(paper));
    await store.remove(sha(paper));
    expect(await store.has(sha(paper))).toBe(false);
    await expect(store.get(sha(paper))).rejects.toSatisfy(isFileMissing);
  });

  it('refuses to open under another key, or a short one', async () => {
    await store.put(paper);
    await expect(openStore(dir, Buffer.alloc(32, 8))).rejects.toThrow(/another SECRET_KEY/);
    await expect(openStore(dir, Buffer.alloc(16))).rejects.toThrow(/32 bytes/);
  });

  it('takes an empty file and a large one', async () => {
    const large = randomBytes(12_000_000);
    expect((await store.get((await store.put(Buffer.alloc(0))).sha256)).length).toBe(0);
    expect((await store.get((await store.put(large)).sha256)).equals(large)).toBe(true);
  });

  it('clears what a crash left, but not what a living process writes', async () => {
    const living = temporaryName();
    const dead = living.replace(`-${process.pid}-`, '-4194999-');
    const elsewhere = '.part-0000abcd-1-aa';
    const forgotten = '.part-0000abcd-1-bb';
    for (const name of [living, dead, elsewhere, forgotten]) await writeFile(join(dir, name), 'ciphertext');
    await utimes(join(dir, forgotten), new Date(0), new Date(0));
    await openStore(dir, key);
    expect((await entries()).filter((name) => name.startsWith('.part-'))).toEqual([living, elsewhere].toSorted());
  });
});
