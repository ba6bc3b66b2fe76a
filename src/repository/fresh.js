/**
 * Owns whether a bundle is newer than every source and than the packages. Plain JavaScript with its types beside it, because
 * `scripts/assess.js` asks before anything is there to read TypeScript.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** When it was last written; 0 when there is none. @param {string} file */
const writtenAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Looked for once a process: sources do not change under a running program. */
/** @type {number | undefined} */
let newest;
/** @param {string} root */
const newestSource = (root) => {
  newest ??= Math.max(
    writtenAt(join(root, 'package-lock.json')),
    ...readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [writtenAt(join(entry.parentPath, entry.name))] : [])),
  );
  return newest;
};

/** @param {string} root @param {string} bundle */
export const isFresh = (root, bundle) => writtenAt(bundle) > newestSource(root);
