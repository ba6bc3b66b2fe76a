// Killed in the middle of writing, or sent far too much: nothing said to be kept is lost, nothing half-written is kept.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openStore } from '../../src/evidence/index.js';

const script = (name: string): readonly string[] => ['--import', 'tsx', fileURLToPath(new URL(`./children/${name}.ts`, import.meta.url))];

/** Kills the writer as soon as it has said so many hashes and a bit of time has passed; gives what it said. */
const killedAfter = (dir: string, hashes: number, ms: number): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const writer = spawn(process.execPath, [...script('writer'), dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    let dying = false;
    writer.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (dying || said.split('\n').length <= hashes) return;
      dying = true;
      setTimeout(() => writer.kill('SIGKILL'), ms);
    });
    writer.on('error', reject);
    writer.on('close', () => resolve(said.split('\n').filter((line) => line.length === 64)));
  });

describe('a writer that is killed', () => {
  it.each([0, 3, 7, 12])('%i ms into its work leaves a store that opens, whole', async (ms) => {
    const dir = await mkdtemp(join(tmpdir(), 'killed-'));
    const said = await killedAfter(dir, 4, ms);
    const store = await openStore(dir, Buffer.alloc(32, 1));
    const names = await readdir(dir);
    expect(names.filter((name) => name.startsWith('.part-'))).toEqual([]);
    for (const sha256 of said)
      expect(
        createHash('sha256')
          .update(await store.get(sha256))
          .digest('hex'),
      ).toBe(sha256);
    // Besides what was said: the key check, and at most the one that was safe but not yet said.
    expect(names.length - said.length).toBeLessThanOrEqual(2);
    await rm(dir, { recursive: true });
  });
});

describe('200 MB', () => {
  const outcome = z.object({ code: z.string(), sent: z.number(), closed: z.boolean(), grew: z.number() });
  it.each([
    ['of a photo', 'ffd8ffe000104a464946', 'file_too_big', 21],
    ['of a PDF', Buffer.from('%PDF-1.7\n').toString('hex'), 'file_too_big', 51],
    ['of nothing known', '00', 'file_too_big', 21],
    ['of a ZIP', '504b030414000000', 'zip_not_supported', 21],
  ])('%s is refused while it streams, in bounded memory', async (_, head, code, megabytes) => {
    const { stdout } = await promisify(execFile)(process.execPath, [...script('big-stream'), head]);
    const seen = outcome.parse(JSON.parse(stdout));
    expect(seen.code).toBe(code);
    expect(seen.closed).toBe(true);
    expect(seen.sent).toBeLessThan(megabytes * 1_000_000);
    expect(seen.grew).toBeLessThan(140_000_000);
  });
});
