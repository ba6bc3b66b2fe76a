/** Owns saying on what a figure was measured: machine, disk, versions, and how busy it was. A figure without these means nothing. */
import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem, type } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { repositoryFolder } from '../src/repository/index.js';
import { quantile } from './stats.js';

const parts = ['grammy', '@grammyjs/conversations', 'better-sqlite3', 'kysely', 'xstate', 'zod', 'i18next', 'hono', 'sharp', '@myriaddreamin/typst-ts-node-compiler'] as const;

/** Markdown lines. `folder`: on the disk that was measured. */
export const describeMachine = (folder: string): readonly string[] => {
  const disk = syncTimes(folder);
  const cpu = cpus()[0]?.model.trim() ?? 'unknown';
  return [
    `- machine: ${cpu}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(1)} GB, ${type()}; Node ${process.version}`,
    `- disk: write 4 KB + fdatasync ${disk.middle.toFixed(2)} ms median, ${disk.worst.toFixed(2)} ms p99; both sides WAL, synchronous=FULL, AEGIS-256, under ${folder}`,
    `- versions: ${parts.map((name) => `${name} ${versionOf(name)}`).join(' · ')} · SQLite ${sqliteVersion()}`,
  ];
};

/** Runnable processes over the last minute: above the number of cores the figures are those of a busy machine. */
export const load = (): string => (loadavg()[0] ?? 0).toFixed(1);

const syncTimes = (folder: string): { readonly middle: number; readonly worst: number } => {
  const file = join(folder, 'sync-time');
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 400 }, () => {
    const from = performance.now();
    writeSync(handle, block);
    fdatasyncSync(handle);
    return performance.now() - from;
  });
  closeSync(handle);
  rmSync(file);
  return { middle: quantile(times, 0.5), worst: quantile(times, 0.99) };
};

const versionOf = (name: string): string => {
  const read: { readonly version?: string } = JSON.parse(readFileSync(join(repositoryFolder(), 'node_modules', name, 'package.json'), 'utf8'));
  return read.version ?? '?';
};

const sqliteVersion = (): string => {
  const db = new Sqlite(':memory:');
  const version = String(db.prepare('select sqlite_version()').pluck().get());
  db.close();
  return version;
};
