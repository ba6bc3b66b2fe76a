/** Owns `npm run build`: the programs of this checkout into `dist`, or into the `dist` of a folder given. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repositoryFolder } from '../src/repository/index.js';
import { buildPrograms } from './build-program.js';

const root = repositoryFolder();
const folder = resolve(process.argv[2] ?? root);
rmSync(join(folder, 'dist'), { recursive: true, force: true });
await buildPrograms(root, folder);
