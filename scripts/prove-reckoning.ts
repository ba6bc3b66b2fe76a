/**
 * Proves the reckoning of `src/law` against the second one in `test/law/reckoning`: `npx tsx scripts/prove-reckoning.ts [CASES] [SEED]`
 * (100 000 cases by default). Prints each difference with its facts, then how many and how long. Exit 1 when there is one.
 */
import { loadLaw } from '../src/law/index.js';
import { differences } from '../test/law/reckoning/compare.js';
import { randomFacts, randomFrom } from '../test/law/reckoning/random-facts.js';

const MOST_SHOWN = 20;
const cases = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
if (!Number.isInteger(cases) || !Number.isInteger(seed)) throw new Error('npx tsx scripts/prove-reckoning.ts [CASES] [SEED]: both are whole numbers');

const law = loadLaw();
const random = randomFrom(seed);
const start = performance.now();
const kinds = new Map<string, number>();
let differing = 0;
for (let n = 0; n < cases; n++) {
  const facts = randomFacts(random);
  const found = differences(facts, law);
  if (found.length === 0) continue;
  differing += 1;
  for (const difference of found) {
    const kind = difference.slice(0, difference.indexOf(':'));
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  if (differing <= MOST_SHOWN) process.stdout.write(`case ${n}\n  ${found.join('\n  ')}\n  ${JSON.stringify(facts)}\n`);
}
const seconds = (performance.now() - start) / 1000;
process.stdout.write(
  `${cases} cases, seed ${seed}: ${differing} differ${differing === 0 ? '' : ` (${[...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')})`} · ${seconds.toFixed(1)} s\n`,
);
process.exitCode = differing === 0 ? 0 : 1;
