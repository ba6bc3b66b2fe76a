/** Owns that one process at a time uses a state folder: a second one would take the first one's sends for its own leftovers. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Takes the lock or throws. A lock left by a killed process is taken over. Returns how to give it back. */
export const lockFolder = (dir: string): (() => void) => {
  const file = join(dir, 'lock');
  const mine = `${process.pid} ${startOf(process.pid)}`;
  const held = readLock(file);
  if (held !== undefined && held !== mine) {
    const [pid = '', start = ''] = held.split(' ');
    if (startOf(Number(pid)) === start && start !== '') throw new Error(`${dir} is in use by process ${pid}; stop it first, or start with another STATE_DIR`);
  }
  writeFileSync(file, mine, { mode: 0o600 });
  return () => {
    if (readLock(file) === mine) rmSync(file, { force: true });
  };
};

const readLock = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** When a process started, in clock ticks since boot; empty when there is no such process. Tells a living process from a reused number. */
const startOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
};
