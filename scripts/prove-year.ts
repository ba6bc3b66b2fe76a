/** Owns the long proof of reminders: a year of a thousand cases on a fake clock. `npm run prove:year`, or `npm run prove:year -- 5000`. */
import { spawnSync } from 'node:child_process';

const cases = process.argv[2] ?? '1000';
const { status } = spawnSync('npx', ['vitest', 'run', 'test/procedure/year.test.ts'], { stdio: 'inherit', env: { ...process.env, CASES: cases } });
process.exit(status ?? 1);
