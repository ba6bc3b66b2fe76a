/**
 * Owns `npm run backup [-- --to FOLDER]`: a copy of the database and files of STATE_DIR while the program runs, into `STATE_DIR/backup` or a folder given
 * (another disk, better). To restore: README. The secret key is not in it.
 */
import { join, resolve } from 'node:path';
import { keyFor } from '../src/keys.js';
import { backUp } from '../src/backup.js';
import { readConfig } from '../src/config.js';

const given = process.argv.slice(2);
const fail = (why: string): never => {
  process.stderr.write(`backup: ${why}\n`);
  process.exit(2);
};
const to = given[0] === '--to' && given.length === 2 ? given[1] : undefined;
if (given.length > 0 && to === undefined) fail('unknown options; use: npm run backup -- --to FOLDER');
try {
  const config = readConfig(process.env);
  const made = backUp({
    stateDir: config.stateDir,
    key: keyFor(config.secretKey, 'database'),
    folder: to === undefined ? join(config.stateDir, 'backup') : resolve(to),
    now: new Date().toISOString(),
  });
  process.stdout.write(`${join(made.folder, made.database)}: ${made.databaseBytes} bytes, ${made.files} files of ${made.fileBytes} bytes\n`);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
