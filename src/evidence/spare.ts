/**
 * Owns starting child processes, and keeping one ready for the next job: starting takes longer than looking at most files.
 * Every child serves one job only, so no stranger's bytes ever meet another's.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `ready` rejects when the child cannot start: our fault, never the file's. */
export type Started = { readonly child: ChildProcess; readonly ready: Promise<void> };

const startMs = 20_000;
/** An idle spare is let go, so a quiet server holds no extra memory. */
const idleMs = 60_000;

type Spare = Started & { readonly idle: NodeJS.Timeout };
const spares = new Map<string, Spare>();

/** Starts a spare unless there is one. It does not keep this process alive, and ends with it. */
export const keepReady = (entry: URL, memoryMb: number): void => {
  const key = keyOf(entry, memoryMb);
  if (spares.has(key)) return;
  const started = start(entry, memoryMb);
  const letGo = (): void => {
    spares.delete(key);
    started.child.kill('SIGKILL');
  };
  const idle = setTimeout(letGo, idleMs).unref();
  const spare = { ...started, idle };
  spares.set(key, spare);
  hold(started.child, false);
  // A spare that cannot start is not missed: the job that needs one starts its own and reports why.
  started.ready.catch(letGo);
  started.child.once('exit', () => {
    clearTimeout(idle);
    if (spares.get(key) === spare) spares.delete(key);
  });
};

/** The spare, or a new child. */
export const takeChild = (entry: URL, memoryMb: number): Started => {
  const key = keyOf(entry, memoryMb);
  const spare = spares.get(key);
  if (spare === undefined) return start(entry, memoryMb);
  spares.delete(key);
  clearTimeout(spare.idle);
  hold(spare.child, true);
  return spare;
};

const keyOf = (entry: URL, memoryMb: number): string => `${memoryMb} ${entry.href}`;

const start = (entry: URL, memoryMb: number): Started => {
  const child = fork(entry, [], {
    // No environment: no keys, and no settings that would change how a file is read.
    env: { MALLOC_ARENA_MAX: '2' },
    execArgv: [`--max-old-space-size=${memoryMb}`, ...(extname(entry.pathname) === '.ts' ? ['--import', tsx()] : [])],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return { child, ready: readiness(child, entry) };
};

const tsx = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

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
