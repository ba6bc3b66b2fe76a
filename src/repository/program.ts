/**
 * Owns how one of our own programs is started as a child: its bundle in `dist`, and while developing its source through the loader unless
 * the bundle is newer than every source: a child through the loader takes a second longer to start.
 */
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryFolder } from './folder.js';

const isSource = import.meta.url.endsWith('.ts');

/** The file of a program named without its ending: `programFile('src/dossier/typeset')`. */
export const programFile = (name: string): string => {
  const bundle = join(repositoryFolder(), 'dist', `${name}.js`);
  return isSource && writtenAt(bundle) <= newestSource() ? join(repositoryFolder(), `${name}.ts`) : bundle;
};

/** What Node needs before the file of a program: the loader of TypeScript for a source, nothing for a bundle. */
export const loaderFor = (file: string): readonly string[] => (file.endsWith('.ts') ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : []);

/** When it was last written; 0 when there is none. */
const writtenAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

let newest: number | undefined;
const newestSource = (): number => {
  newest ??= Math.max(
    writtenAt(join(repositoryFolder(), 'package-lock.json')),
    ...readdirSync(join(repositoryFolder(), 'src'), { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [writtenAt(join(entry.parentPath, entry.name))] : [],
    ),
  );
  return newest;
};
