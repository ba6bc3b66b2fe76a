/** Owns the names of half-written files and their removal after a crash. They hold ciphertext only, and are never entries. */
import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

const prefix = '.part-';
const oldEnoughMs = 10 * 60_000;
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** `.part-<host>-<pid>-<random>`: says who is writing, so that nobody removes the file of a living writer. */
export const temporaryName = (): string => `${prefix}${host}-${process.pid}-${randomBytes(6).toString('hex')}`;

/** Removes what a dead process of this machine left, and what is older than ten minutes whoever left it. */
export const forgetLeftovers = async (dir: string): Promise<void> => {
  for (const name of await readdir(dir)) {
    if (!name.startsWith(prefix)) continue;
    const [writer, pid] = name.slice(prefix.length).split('-');
    const writerIsDead = writer === host && !isAlive(Number(pid));
    if (writerIsDead || (await ageMs(join(dir, name))) > oldEnoughMs) await rm(join(dir, name), { force: true });
  }
};

/** A file that is gone meanwhile counts as old: there is nothing left to protect. */
const ageMs = async (path: string): Promise<number> =>
  stat(path).then(
    (found) => Date.now() - found.mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: someone else's process, so it lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
