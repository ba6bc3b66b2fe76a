/**
 * Owns how one of our own programs is started as a child: its bundle in `dist`, and while developing its source through the loader unless
 * the bundle is newer than every source: a child through the loader takes a second longer to start.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryFolder } from './folder.js';
import { isFresh } from './fresh.js';

const isSource = import.meta.url.endsWith('.ts');

/** The file of a program named without its ending: `programFile('src/dossier/typeset')`. */
export const programFile = (name: string): string => {
  const bundle = join(repositoryFolder(), 'dist', `${name}.js`);
  return isSource && !isFresh(repositoryFolder(), bundle) ? join(repositoryFolder(), `${name}.ts`) : bundle;
};

/** What Node needs before the file of a program: the loader of TypeScript for a source, nothing for a bundle. */
export const loaderFor = (file: string): readonly string[] => (file.endsWith('.ts') ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : []);
