/**
 * Owns the long proof of reminders: a year of a thousand cases on a fake clock, then the same year lived by processes that are killed with SIGKILL.
 * `npm run prove:year`, or `npm run prove:year -- --cases 5000 --killed 300 --kills 60`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { reportIn } from '../test/procedure/year-ledger.js';
import { faultsOf, figuresOf } from '../test/procedure/year.js';

const DAYS = 365;
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '1000' }, killed: { type: 'string', default: '300' }, kills: { type: 'string', default: '40' } },
});
const { status } = spawnSync('npx', ['vitest', 'run', 'test/procedure/year.test.ts'], { stdio: 'inherit', env: { ...process.env, CASES: values.cases } });
if (status !== 0) process.exit(status ?? 1);

const home = mkdtempSync(join(tmpdir(), 'dong-hanh-year-'));
const ledger = join(home, 'ledger.ndjson');
/** Lives on until it ends or is killed; true when the year is over. */
const live = async (killAfterMs: number | undefined): Promise<boolean> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/procedure/year-child.ts', join(home, 'state'), ledger, values.killed, String(DAYS)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  if (killAfterMs !== undefined) await Promise.race([ended, sleep(killAfterMs).then(() => child.kill('SIGKILL'))]);
  const { code, signal } = await ended;
  if (signal === null && code !== 0) throw new Error(`the year ended with ${code}`);
  return signal === null;
};
let starts = 0;
let over = false;
// The first seconds of each life load the program: a kill there proves less, so most come later.
for (let kill = 0; kill < Number(values.kills) && !over; kill++, starts++) over = await live(2_500 + ((kill * 7_919) % 4_000));
const kills = starts - (over ? 1 : 0);
while (!over) {
  starts += 1;
  over = await live(undefined);
}
const year = reportIn(ledger, starts, kills);
rmSync(home, { recursive: true, force: true });
process.stdout.write(`by processes killed with SIGKILL: ${figuresOf(Number(values.killed), year)}\n`);
const found = Object.entries(faultsOf(year)).filter(([, list]) => list.length > 0);
for (const [what, list] of found) process.stdout.write(`WRONG, ${what}: ${JSON.stringify(list.slice(0, 5))}\n`);
process.exitCode = found.length === 0 ? 0 : 1;
