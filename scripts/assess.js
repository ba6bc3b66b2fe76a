/**
 * Owns starting `npm run -s assess`: the bundle of `npm run build` when it is newer than every source and than the packages, which spares
 * half a second; the source itself otherwise. Plain JavaScript, because nothing is there yet to read anything else.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const bundle = join(root, 'dist/src/assess.js');

/** @param {string} file @returns {number} when it was last written; 0 when there is none */
const writtenAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const newest = Math.max(writtenAt(join(root, 'package-lock.json')), ...sources.map((entry) => writtenAt(join(entry.parentPath, entry.name))));

if (writtenAt(bundle) > newest) await import(pathToFileURL(bundle).href);
else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('../src/assess.ts');
}
