// Each file people and attackers send gets its own answer, in time, and a next step in words.
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type FileStore, fileRefusals, openStore, photoDoubts, prepare, takeIn } from '../../src/evidence/index.js';
import { hostileFiles } from '../kit/hostile-files.js';

let dir: string;
let store: FileStore;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hostile-'));
  store = await openStore(dir, Buffer.alloc(32, 1));
});
afterAll(() => rm(dir, { recursive: true }));

/** The time `takeIn` may take, with room for a machine that runs other tests beside this one. */
const verdictMs = 30_000;
/** What each file is, is asked here; how long a look may take on a good machine is printed by the abuse tests and set in `limits.ts`. */
const patient = { verdictMs: 20_000, lookMs: 20_000 };

describe('a hostile file', () => {
  it.each(hostileFiles)('$name: $expect', async ({ name, expect: wanted, make }) => {
    const bytes = await make();
    const before = (await readdir(dir)).length;
    const began = performance.now();
    const taken = await takeIn(bytes, { name }, { store, limits: patient });
    expect(performance.now() - began).toBeLessThan(verdictMs);
    if (!taken.ok) expect((await readdir(dir)).length).toBe(before);
    const settled = taken.ok ? await prepare(taken.value, { store }) : taken;
    expect(settled.ok ? settled.value.kind : settled.code).toBe(wanted);
    if (!settled.ok) return;
    expect((await store.get(settled.value.sha256)).equals(bytes)).toBe(true);
    expect(settled.value.prepared).toBe(true);
    expect(settled.value.pages.length > 0).toBe(wanted !== 'audio');
    for (const page of settled.value.pages) {
      expect((await store.get(page.sha256)).subarray(0, 3).toString('hex')).toBe('ffd8ff');
      expect(Math.max(page.width, page.height)).toBeLessThanOrEqual(2_000);
    }
  });
});

describe('the words for files', () => {
  it.each(['vi', 'en'])('%s: one for every code, short, and none too many', (language) => {
    const words: Record<string, string> = parse(readFileSync(new URL(`../../locales/${language}/files.yaml`, import.meta.url), 'utf8'));
    expect(Object.keys(words).toSorted()).toEqual([...fileRefusals, ...photoDoubts].toSorted());
    for (const text of Object.values(words)) {
      expect(text.length).toBeLessThanOrEqual(350);
      expect(text).toBe(text.normalize('NFC'));
    }
  });
});
