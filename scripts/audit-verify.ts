/**
 * Owns `npm run audit:verify [-- --head SEQ:HASH]`: proves that the audit trail of STATE_DIR is whole, with the key of the environment. `--head`: a
 * head noted earlier (each start logs one), which the trail must still pass through. Exit 1 when something is wrong. Changes nothing.
 */
import { join } from 'node:path';
import { keyFor } from '../src/keys.js';
import { readConfig } from '../src/config.js';
import { readHead, showProof, verifyAudit } from '../src/office/index.js';
import { openSqlite } from '../src/storage/index.js';

const given = process.argv.slice(2);
const fail = (why: string): never => {
  process.stderr.write(`audit:verify: ${why}\n`);
  process.exit(2);
};
const headText = given[0] === '--head' && given.length === 2 ? given[1] : undefined;
if (given.length > 0 && headText === undefined) fail('unknown options; use: npm run audit:verify -- --head SEQ:HASH');
const noted = headText === undefined ? undefined : readHead(headText);
if (headText !== undefined && noted === undefined) fail(`«${headText}» is no head; one looks like 812:Jq3k…`);

try {
  const config = readConfig(process.env);
  const db = openSqlite(join(config.stateDir, 'dong-hanh.db'), keyFor(config.secretKey, 'database'));
  const proof = verifyAudit(db.read, noted);
  db.close();
  process.stdout.write(`${showProof(proof)}\n`);
  process.exit(proof.faults.length === 0 ? 0 : 1);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
