/**
 * Owns running one job in a child process with a time and a memory limit: bytes go in and come out over IPC, nothing touches the disk,
 * and the child gets no environment, so no keys. Knows nothing of files or pages.
 */
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Gate } from './gate.js';
import { giveBack, keepReady, takeChild } from './spare.js';

export type ChildLimits = {
  /** From ready to the first item, and from item to item. */
  readonly stepMs: number;
  readonly totalMs: number;
  /** Peak resident memory. Enforced where `/proc` exists (Linux); elsewhere only the JavaScript heap is limited. */
  readonly memoryMb: number;
};

export type Run<Item> = {
  readonly gate: Gate;
  readonly limits: ChildLimits;
  /** Reads what the child says; throws when it is not an item. */
  readonly parse: (said: unknown) => Item;
  /** The child waits for this before its next item, so only one is ever in memory. A throw here ends the child and is passed on. */
  readonly onItem: (item: Item) => Promise<void> | void;
  /** Gives up waiting and working. */
  readonly signal?: AbortSignal;
};

/** `crashed`: the decoder died on this input. `stopped`: the signal gave up, which says nothing about the input. */
export type Ended = 'done' | 'too_long' | 'too_heavy' | 'crashed' | 'stopped';

/** Runs `entry` (which calls `serve`) with `job`. Throws when the child cannot start or has a bug of its own. */
export const runChild = async <Item>(entry: URL, job: unknown, run: Run<Item>): Promise<Ended> => {
  if (!(await run.gate.enter(run.signal))) return 'stopped';
  const { memoryMb } = run.limits;
  const started = takeChild(entry, memoryMb);
  let again = false;
  try {
    const began = await Promise.race([started.ready.then(() => 'ready' as const), aborted(run.signal)]);
    if (began === 'stopped') return began;
    const done = await work(started.child, job, run);
    again = done.again && ((await peakMb(started.child.pid)) ?? memoryMb) < memoryMb / 2;
    return done.ended;
  } finally {
    if (again) giveBack(entry, memoryMb, started);
    else started.child.kill('SIGKILL');
    run.gate.leave();
    keepReady(entry, memoryMb);
  }
};

const aborted = (signal: AbortSignal | undefined): Promise<'stopped'> =>
  new Promise((resolve) => {
    if (signal?.aborted) resolve('stopped');
    signal?.addEventListener('abort', () => resolve('stopped'), { once: true });
  });

/** `again`: the child ended well and offers to take another job. */
type Done = { readonly ended: Ended; readonly again: boolean };

const work = <Item>(child: ChildProcess, job: unknown, run: Run<Item>): Promise<Done> =>
  new Promise((resolve, reject) => {
    let over = false;
    const finish = (settle: () => void): void => {
      over = true;
      clearTimeout(step);
      clearTimeout(total);
      child.off('message', onMessage);
      child.off('exit', onExit);
      run.signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const end = (ended: Ended, again = false): void => finish(() => resolve({ ended, again }));
    const fail = (error: unknown): void => finish(() => reject(error));
    const tooLong = (): void => end('too_long');
    let step = setTimeout(tooLong, run.limits.stepMs);
    const total = setTimeout(tooLong, run.limits.totalMs);
    const tell = (words: object): void => {
      // A child that died hears nothing; its exit says so.
      child.send(words, () => undefined);
    };

    const hear = async (said: unknown): Promise<void> => {
      if (over) return;
      const words = heard(said);
      switch (words.what) {
        case 'item':
          // Keeping an item is our time, not the child's.
          clearTimeout(step);
          await run.onItem(run.parse(words.item));
          if (over) return;
          step = setTimeout(tooLong, run.limits.stepMs);
          tell({ next: true });
          return;
        case 'done':
          end('done', words.again);
          return;
        case 'bug':
          fail(new Error(`Child ${child.spawnargs.at(-1)}: ${words.message}`));
      }
    };

    const onMessage = (said: unknown): void => {
      hear(said).catch(fail);
    };
    // Killed, but not by us: the system ran out of memory. Aborted: the heap or an allocator did.
    const onExit = (_: unknown, signal: NodeJS.Signals | null): void => end(signal === 'SIGKILL' || signal === 'SIGABRT' ? 'too_heavy' : 'crashed');
    const onAbort = (): void => end('stopped');
    child.on('message', onMessage);
    child.on('exit', onExit);
    run.signal?.addEventListener('abort', onAbort, { once: true });
    watchMemory(
      child,
      run.limits.memoryMb,
      () => over,
      () => end('too_heavy'),
    ).catch(fail);
    tell({ job, lifeMs: run.limits.totalMs + graceMs });
  });

/** How long a child may outlive its limit when its parent died and cannot end it. */
const graceMs = 5_000;
const watchEveryMs = 40;

type Heard = { readonly what: 'done'; readonly again: boolean } | { readonly what: 'item'; readonly item: unknown } | { readonly what: 'bug'; readonly message: string };

const heard = (said: unknown): Heard => {
  if (typeof said !== 'object' || said === null) return { what: 'bug', message: 'said nothing readable' };
  if ('done' in said) return { what: 'done', again: 'again' in said && said.again === true };
  if ('item' in said) return { what: 'item', item: said.item };
  return { what: 'bug', message: 'bug' in said ? String(said.bug) : 'said nothing readable' };
};

/** Looks from outside, because a decoder that is eating memory never yields to look at itself. */
const watchMemory = async (child: ChildProcess, limitMb: number, isOver: () => boolean, tooHeavy: () => void): Promise<void> => {
  if (process.platform !== 'linux') return;
  while (!isOver()) {
    const peak = await peakMb(child.pid);
    if (peak !== undefined && peak > limitMb) return tooHeavy();
    await new Promise((resolve) => setTimeout(resolve, watchEveryMs));
  }
};

/** VmHWM, the peak, so that a spike between two looks is seen too; undefined when the child is gone. */
const peakMb = async (pid: number | undefined): Promise<number | undefined> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kb = /^VmHWM:\s*(\d+) kB/m.exec(status)?.[1];
  return kb === undefined ? undefined : Number(kb) / 1024;
};
