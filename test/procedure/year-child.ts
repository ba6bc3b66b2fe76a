/**
 * Owns a year lived by a process of its own, which writes down each thing as it happens and may be killed at any moment; begun again it goes on from the
 * database and from what it wrote. `node --import tsx test/procedure/year-child.ts STATE_DIR LEDGER CASES DAYS`. Who kills it: `scripts/prove-year.ts`.
 */
import { appendFileSync } from 'node:fs';
import { entriesIn } from './year-ledger.js';
import { simulateYear } from './year.js';

const [stateDir = '', ledger = '', cases = '', days = ''] = process.argv.slice(2);
const before = entriesIn(ledger).entries;
const write = (line: unknown): void => appendFileSync(ledger, `${JSON.stringify(line)}\n`);
const { rows, near, planned } = await simulateYear(Number(cases), Number(days), false, 7, { stateDir, before, note: write });
write({ is: 'end', rows, near, planned });
process.exit(0);
