/** Owns where the repository lies, from source or from `dist`: tables, words, templates and assets are read from there. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

let found: string | undefined;

/** The folder of `package.json`. Throws when the program does not run from a whole checkout. */
export const repositoryFolder = (): string => {
  found ??= above(import.meta.dirname);
  return found;
};

const above = (folder: string): string => {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json was not found above the program; run it from a checkout');
  return above(parent);
};
