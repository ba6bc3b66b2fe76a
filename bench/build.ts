/** Owns the compiled copy that is measured: both sides and the fake API run as plain JavaScript of the sources as they are now. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBeside, buildPrograms, programs } from '../scripts/build-program.js';
import { repositoryFolder } from '../src/repository/index.js';

export type Workplace = {
  /** On the disk that is measured; everything written lies here. */
  readonly folder: string;
  /** The compiled file of a source: `script('src/main')`. */
  readonly script: (source: string) => string;
  /** A fresh, empty folder. */
  readonly fresh: (name: string) => string;
  readonly remove: () => void;
};

/** Types are not checked here; `npm run types` does. */
export const build = async (): Promise<Workplace> => {
  const root = repositoryFolder();
  const folder = mkdtempSync(join(tmpdir(), 'dong-hanh-bench-'));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  for (const name of ['node_modules', 'data', 'locales', 'templates', 'src']) symlinkSync(join(root, name), join(folder, name));
  await buildPrograms(root, folder, [...programs, 'bench/raw-child', 'bench/dossier-child']);
  await buildBeside(root, folder, ['bench/telegram/main', 'bench/peer/main']);
  let made = 0;
  return {
    folder,
    script: (source) => join(folder, 'dist', `${source}.js`),
    fresh: (name) => {
      made += 1;
      const path = join(folder, `${name}-${made}`);
      mkdirSync(path, { mode: 0o700 });
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
};
