/**
 * Proves that nothing forged comes in by Zalo's webhooks: `npx tsx scripts/prove-webhooks.ts [BODIES] [SEED]` (100 000 by default). Half of them
 * are signed by nobody, half by the platform but of any shape. Prints how they were answered. Exit 1 when one got in or broke something.
 */
import { fuzz } from '../test/abuse/fuzzed-bodies.js';

const bodies = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
if (!Number.isInteger(bodies) || !Number.isInteger(seed)) throw new Error('npx tsx scripts/prove-webhooks.ts [BODIES] [SEED]: both are whole numbers');

const start = performance.now();
const { forged, admitted, leaked, failed, taken, aside, statuses } = await fuzz(bodies, seed);
for (const [what, count] of Object.entries(statuses).sort()) process.stdout.write(`${String(count).padStart(8)}  ${what}\n`);
process.stdout.write(
  `${bodies} bodies, seed ${seed}: ${forged} forged, ${admitted} admitted, ${leaked} leaked; of the signed ${taken} became messages, ${aside} set aside, ${failed} failed · ${((performance.now() - start) / 1000).toFixed(1)} s\n`,
);
process.exitCode = admitted + leaked + failed === 0 ? 0 : 1;
