/** Owns running the typesetting child: its start, its time and memory limits, and clear errors. Knows no record. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { loaderFor, programFile } from '../repository/index.js';
import { templatesFolder } from './places.js';

export type Limits = { readonly timeoutMs: number; readonly memoryMb: number };
export type Setting = { readonly pdf: Buffer; readonly pages: number; readonly places: ReadonlyMap<string, number> };

/** Writes one frame; resolves when the child has taken it, so that pictures do not pile up in memory. */
export type Send = (frame: Buffer) => Promise<void>;

const headSchema = z.object({ pages: z.number().int(), places: z.array(z.object({ id: z.string(), page: z.number().int() })) });

const entry = programFile('src/dossier/typeset');
const PAGE_BYTES = 4096;

/**
 * Sets one document in a process of its own. `feed` sends the pictures, then the plan. Throws when the child fails, takes
 * longer than `timeoutMs`, or grows over `memoryMb`; the message holds no personal data.
 */
export const setInChild = async (what: string, createdAt: number, limits: Limits, feed: (send: Send) => Promise<void>, templates: string = templatesFolder): Promise<Setting> => {
  const child = spawn(process.execPath, ['--max-old-space-size=512', ...loaderFor(entry), entry, templates, String(createdAt)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Each arena of the allocator keeps what it once had.
    env: { MALLOC_ARENA_MAX: '2' },
  });
  let stopped: string | undefined;
  const stop = (why: string): void => {
    stopped ??= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => stop(`took longer than ${limits.timeoutMs} ms`), limits.timeoutMs);
  const watch = setInterval(() => {
    if (residentMb(child.pid) > limits.memoryMb) stop(`needed more than ${limits.memoryMb} MB`);
  }, 50);
  const out: Buffer[] = [];
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  /** A child that died early breaks the pipe; its exit tells more than EPIPE does. */
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? '' : (stopped ?? ending(Buffer.concat(said).toString(), code, signal))));
  });
  try {
    await Promise.race([feed((frame) => write(child.stdin, frame)).then(() => child.stdin.end()), ended]);
    const failure = await ended;
    if (failure !== '') throw new Error(`${what}: typesetting failed, ${failure}`);
    return read(Buffer.concat(out));
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    child.kill('SIGKILL');
  }
};

/** Words in quotation marks may be the person's own: they do not belong in a log. */
const ending = (said: string, code: number | null, signal: NodeJS.Signals | null): string =>
  `${
    said
      .replace(/["'`“][^"'`”]*["'`”]/g, '…')
      .slice(0, 600)
      .trim() || 'no message'
  } (exit ${code ?? signal ?? 'unknown'})`;

const write = (stdin: NodeJS.WritableStream, frame: Buffer): Promise<void> => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(frame.length);
  stdin.write(length);
  return new Promise((resolve) => stdin.write(frame, () => resolve()));
};

const read = (all: Buffer): Setting => {
  const length = all.readUInt32BE(0);
  const head = headSchema.parse(JSON.parse(all.toString('utf8', 4, 4 + length)));
  return { pdf: all.subarray(4 + length), pages: head.pages, places: new Map(head.places.map(({ id, page }) => [id, page])) };
};

/** Resident megabytes of a process on Linux; 0 where the system does not tell, so that only the time limit holds there. */
const residentMb = (pid: number | undefined): number => {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES) / 1_048_576;
  } catch {
    return 0;
  }
};
