/** Owns how one of our own programs is started as a child: its source through the loader while developing, its bundle in `dist` otherwise. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryFolder } from './folder.js';

const isSource = import.meta.url.endsWith('.ts');

/** The file of a program named without its ending: `programFile('src/dossier/typeset')`. */
export const programFile = (name: string): string => join(repositoryFolder(), isSource ? `${name}.ts` : join('dist', `${name}.js`));

/** What Node needs before the file of a program: the loader of TypeScript for a source, nothing for a bundle. */
export const loaderFor = (file: string): readonly string[] => (file.endsWith('.ts') ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : []);
