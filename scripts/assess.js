/**
 * Owns starting `npm run -s assess`: the bundle of `npm run build` when it is newer than every source and than the packages, which spares
 * half a second; the source itself otherwise. Plain JavaScript, because nothing is there yet to read anything else.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isFresh } from '../src/repository/fresh.js';

const root = join(import.meta.dirname, '..');
const bundle = join(root, 'dist/src/assess.js');

if (isFresh(root, bundle)) await import(pathToFileURL(bundle).href);
else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('../src/assess.ts');
}
