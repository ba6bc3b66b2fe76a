/**
 * Owns starting child processes and keeping idle ones for the next job: starting takes longer than looking at most files.
 * Only a child that ended its job well comes back here, and not for ever.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import { loaderFor } from '../repository/index.js';

export type Started = {
  readonly child: ChildProcess;
  /** Rejects when the child cannot start: our fault, never the file's. */
  readonly ready: Promise<void>;
  /** Jobs it has done. */
  readonly jobs: number;
};

const startMs = 20_000;
/** Idle children are let go, so a quiet server holds no extra memory. */
const idleMs = 60_000;
const mostIdle = 2;
/** Decoders leak; a fresh start now and then is cheaper than finding out where. */
const mostJobs = 25;

const idle = new Map<string, Started[]>();
const living = new Set<ChildProcess>();
const keyOf = (entry: URL, memoryMb: number): string => `${memoryMb} ${entry.href}`;

/** Starts a child unless one waits, or as many work as may work at once: one of those will be free. An idle child does not keep this process alive, and ends with it. */
export const keepReady = (entry: URL, memoryMb: number): void => {
  if ((idle.get(keyOf(entry, memoryMb)) ?? []).length > 0 || living.size >= mostIdle) return;
  const started = start(entry, memoryMb);
  // Not missed: the job that needs one starts its own and reports why.
  started.ready.catch(() => started.child.kill('SIGKILL'));
  putAside(started, keyOf(entry, memoryMb));
};

/** An idle child, or a new one. */
export const takeChild = (entry: URL, memoryMb: number): Started => {
  const waiting = idle.get(keyOf(entry, memoryMb))?.pop();
  if (waiting === undefined) return start(entry, memoryMb);
  hold(waiting.child, true);
  return waiting;
};

/** Hands back a child that ended its job well. */
export const giveBack = (entry: URL, memoryMb: number, { child, ready, jobs }: Started): void => {
  const enough = jobs + 1 >= mostJobs || (idle.get(keyOf(entry, memoryMb)) ?? []).length >= mostIdle;
  if (enough || !child.connected) child.kill('SIGKILL');
  else putAside({ child, ready, jobs: jobs + 1 }, keyOf(entry, memoryMb));
};

/** Ends the children that wait for a job: what comes now needs the memory. */
export const letGo = (): void => {
  for (const { child } of [...idle.values()].flat()) child.kill('SIGKILL');
  idle.clear();
};

const putAside = (started: Started, key: string): void => {
  const { child } = started;
  hold(child, false);
  idle.set(key, [...(idle.get(key) ?? []), started]);
  const forget = (): void => {
    idle.set(
      key,
      (idle.get(key) ?? []).filter((other) => other !== started),
    );
  };
  child.once('exit', forget);
  setTimeout(() => {
    child.off('exit', forget);
    if (!idle.get(key)?.includes(started)) return;
    forget();
    child.kill('SIGKILL');
  }, idleMs).unref();
};

const start = (entry: URL, memoryMb: number): Started => {
  const child = fork(entry, [], {
    // No environment: no keys, and no settings that would change how a file is read.
    env: { MALLOC_ARENA_MAX: '2' },
    execArgv: [`--max-old-space-size=${memoryMb}`, ...loaderFor(entry.pathname)],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.setMaxListeners(2 * mostJobs);
  living.add(child);
  child.once('exit', () => living.delete(child));
  return { child, ready: readiness(child, entry), jobs: 0 };
};

const readiness = (child: ChildProcess, entry: URL): Promise<void> =>
  new Promise((resolve, reject) => {
    let lastWords = '';
    let isReady = false;
    const late = setTimeout(() => failed(`was not ready after ${startMs} ms`), startMs).unref();
    const failed = (why: string): void => {
      clearTimeout(late);
      reject(new Error(`Child ${entry.pathname} ${why} ${lastWords}`.trim()));
    };
    child.once('message', () => {
      isReady = true;
      clearTimeout(late);
      resolve();
    });
    child.once('error', (error) => failed(error.message));
    child.once('exit', (code, signal) => failed(`did not start (${code ?? signal})`));
    // Only until ready: what a decoder says about a stranger's file is not for our logs.
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (!isReady) lastWords = (lastWords + text).slice(-2_000);
    });
  });

/** Whether this process stays alive for the child. */
const hold = (child: ChildProcess, held: boolean): void => {
  const how = held ? 'ref' : 'unref';
  child[how]();
  child.channel?.[how]();
  if (child.stderr instanceof Socket) child.stderr[how]();
};
