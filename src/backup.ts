/**
 * Owns backups: a whole copy of the encrypted database taken while the program runs, and a mirror of the encrypted files. The key is not in
 * it: keep `SECRET_KEY` elsewhere, or the backup opens for nobody. Also says how old the newest is.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import type { Instant } from './basics/index.js';
import { snapshotSqlite } from './storage/index.js';

/** So many database copies are kept; files are kept once. Erased people leave the backup after as many backups. */
const KEEP = 7;
const NAME = /^dong-hanh-\d{8}T\d{6}Z\.db$/;

const noteSchema = z.object({ at: z.string(), folder: z.string(), database: z.string(), databaseBytes: z.number(), files: z.number(), fileBytes: z.number() });
export type Backup = Readonly<z.infer<typeof noteSchema>>;
const noteFile = (stateDir: string): string => join(stateDir, 'backup.json');

/** `key`: the database's. Throws when the copy cannot be read back: a backup that does not open is none. */
export const backUp = (about: { readonly stateDir: string; readonly key: Buffer; readonly folder: string; readonly now: Instant }): Backup => {
  const { stateDir, key, folder, now } = about;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = `dong-hanh-${now.replace(/\.\d+Z$/, 'Z').replace(/[-:]/g, '')}.db`;
  const half = join(folder, `${database}.half`);
  rmSync(half, { force: true });
  // The database first: every file it names is there already, and a file erased after it is meant to be gone.
  const { bytes } = snapshotSqlite(join(stateDir, 'dong-hanh.db'), key, half);
  renameSync(half, join(folder, database));
  const files = mirror(join(stateDir, 'files'), join(folder, 'files'));
  for (const old of readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort()
    .slice(0, -KEEP))
    rmSync(join(folder, old));
  const note: Backup = { at: now, folder, database, databaseBytes: bytes, files: files.count, fileBytes: files.bytes };
  writeFileSync(noteFile(stateDir), `${JSON.stringify(note)}\n`, { mode: 0o600 });
  return note;
};

/** Files are named by their content and never change: what is there is there, what is gone was erased. */
const mirror = (from: string, to: string): { readonly count: number; readonly bytes: number } => {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const there = new Map(filesUnder(from).map((path) => [relative(from, path), path]));
  for (const copy of filesUnder(to)) if (!there.has(relative(to, copy))) rmSync(copy);
  let bytes = 0;
  let count = 0;
  for (const [name, path] of there) {
    const target = join(to, name);
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    // Erased since the list was read: then it is meant to be gone.
    if (size === undefined) continue;
    count += 1;
    bytes += size;
    if (statSync(target, { throwIfNoEntry: false })?.size === size) continue;
    mkdirSync(join(target, '..'), { recursive: true, mode: 0o700 });
    copyFileSync(path, `${target}.half`);
    renameSync(`${target}.half`, target);
  }
  return { count, bytes };
};

const filesUnder = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.half') && !entry.name.startsWith('.part-'))
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

/** The newest backup that was made from this state folder, and whether its copy is still where it was put. */
export const lastBackup = (stateDir: string): (Backup & { readonly there: boolean }) | undefined => {
  if (!existsSync(noteFile(stateDir))) return undefined;
  const note = noteSchema.parse(JSON.parse(readFileSync(noteFile(stateDir), 'utf8')));
  return { ...note, there: existsSync(join(note.folder, note.database)) };
};
