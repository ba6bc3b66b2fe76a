/** Owns the processes of a measurement: starting them, waiting for them, what memory they take, ending them. */
import { type ChildProcess, fork, type ForkOptions } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Child = {
  readonly pid: number;
  /** The next thing the child sends; rejects when it ends instead. `ms`: how long to wait. */
  readonly hears: (ms: number) => Promise<unknown>;
  readonly say: (message: object) => void;
  readonly end: () => Promise<void>;
  readonly printed: () => string;
};

/** `environment` is all the child sees besides PATH and TMPDIR. */
export const start = (script: string, environment: Readonly<Record<string, string>>, args: readonly string[] = [], node: readonly string[] = ['--enable-source-maps']): Child => {
  const env = { PATH: process.env.PATH ?? '', ...(process.env.TMPDIR === undefined ? {} : { TMPDIR: process.env.TMPDIR }), ...environment };
  const options: ForkOptions = { env, execArgv: [...node], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] };
  const child = fork(script, [...args], options);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (printed = (printed + text).slice(-20_000)));
  return {
    pid: child.pid ?? 0,
    printed: () => printed,
    hears: (ms) => heard(child, ms, () => printed),
    say: (message) => void child.send(message),
    end: async () => {
      child.kill('SIGTERM');
      const cut = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(cut);
    },
  };
};

const heard = (child: ChildProcess, ms: number, printed: () => string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const off = () => {
      clearTimeout(limit);
      child.off('message', hear);
      child.off('close', gone);
    };
    const fail = (why: string) => {
      off();
      reject(new Error(`${child.spawnargs.find((arg) => arg.endsWith('.js')) ?? 'a child'} ${why}:\n${printed()}`));
    };
    const hear = (message: unknown) => {
      off();
      resolve(message);
    };
    const gone = () => fail('ended');
    const limit = setTimeout(() => fail(`said nothing for ${ms} ms`), ms);
    child.once('message', hear).once('close', gone);
  });

/** A port nobody listens on now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address === null || typeof address === 'string' ? reject(new Error('no port')) : resolve(address.port)));
    });
  });

/** Milliseconds until the address answers 200; throws after `ms`. */
export const answers = async (url: string, ms: number): Promise<void> => {
  const end = performance.now() + ms;
  for (;;) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.arrayBuffer().then(() => response.ok),
      () => false,
    );
    if (ok) return;
    if (performance.now() > end) throw new Error(`${url} did not answer within ${ms} ms`);
    await sleep(4);
  }
};

/** Resident megabytes of a process and everything it started; a page shared between them is counted once, a share in each. */
export const treeMb = (pid: number): number => {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = statusOf(Number(name), 'PPid');
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const family = new Set([pid]);
  for (let grown = 0; grown !== family.size; ) {
    grown = family.size;
    for (const [child, parent] of parents) if (family.has(parent)) family.add(child);
  }
  return [...family].reduce((all, one) => all + (shareOf(one) ?? statusOf(one, 'VmRSS') ?? 0), 0) / 1024;
};

/** Kilobytes of a process, shared pages divided among those that share them. Undefined where the system does not tell. */
const shareOf = (pid: number): number | undefined => {
  try {
    const value = /^Pss:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return value === undefined ? undefined : Number(value);
  } catch {
    // Gone, or a system without it: the caller looks at the plain figure then.
    return undefined;
  }
};

/** Undefined when the process is gone. */
const statusOf = (pid: number, field: 'PPid' | 'VmRSS'): number | undefined => {
  try {
    const value = new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return value === undefined ? undefined : Number(value);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return undefined;
    throw error;
  }
};

/** Samples `treeMb` until told to stop; the largest seen. */
export const watchMemory = (pid: number, everyMs = 100): (() => number) => {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, treeMb(pid));
  };
  const timer = setInterval(look, everyMs);
  return () => {
    clearInterval(timer);
    look();
    return peak;
  };
};

/** Seconds of processor a process has used so far, all its threads (Linux counts them in hundredths). */
export const cpuSeconds = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};
