/** Owns the compiled copy that is measured: both sides and the fake API run as plain JavaScript of the sources as they are now. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryFolder } from '../src/folders.js';

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
export const build = (): Workplace => {
  const root = repositoryFolder();
  const folder = mkdtempSync(join(tmpdir(), 'dong-hanh-bench-'));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  for (const name of ['node_modules', 'data', 'locales', 'templates', 'src']) symlinkSync(join(root, name), join(folder, name));
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'bench/tsconfig.json'), '--noCheck', '--outDir', join(folder, 'dist')], {
    cwd: root,
    stdio: 'pipe',
  });
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
