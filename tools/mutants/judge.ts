/**
 * Owns judging one mutant: the tests that reach it, on a fresh book of law, until one notices. Runs as a child of `mutants.ts`, in a bundle
 * whose `src/law` holds every mutant behind a switch, so that nothing is loaded twice. Does not make mutants, count or report.
 */
import { damagesFor, type Law, loadLaw } from '../../src/law/index.js';
import { holdsForDamages } from '../../test/law/always.js';
import { loadWording } from '../../src/wording/index.js';
import { exampleFiles, run, runOn, titleOf } from '../../test/law/run-example.js';
import { differences } from '../../test/law/reckoning/compare.js';
import { randomFacts, randomFrom } from '../../test/law/reckoning/random-facts.js';

/** What Stryker's switches read and write: `@stryker-mutator/api`, `INSTRUMENTER_CONSTANTS`. */
type Switches = {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
};
const world = globalThis as { __stryker__?: Switches };
const switches: Switches = world.__stryker__ ?? {};
world.__stryker__ = switches;

/** Cases for the second reckoning: enough to reach every head of damage a dozen times. */
const RANDOM_CASES = 250;
/** A mutant that is asked so much more often than the code it stands for runs round and round. */
const HIT_LIMIT = 2_000_000;

const random = randomFrom(5);
type Judge = { readonly name: string; readonly judge: (law: Law) => void };
const judges: readonly Judge[] = [
  ...exampleFiles.flatMap(([, examples]) => examples.map((example): Judge => ({ name: titleOf(example), judge: () => run(example) }))),
  ...Array.from({ length: RANDOM_CASES }, (_, index): Judge => {
    const facts = randomFacts(random);
    return {
      name: `random case ${index}`,
      judge: (law) => {
        holdsForDamages(damagesFor(facts, law), facts, words);
        const found = differences(facts, law);
        if (found.length > 0) throw new Error(found[0]);
      },
    };
  }),
];

const words = loadWording('locales').vi;
const read = loadLaw();
/** The tables again, as objects nobody has seen: what a mutant remembers about them is not passed on to the next. */
const freshLaw = (): Law => ({
  ...read,
  entries: new Map([...read.entries].map(([id, entries]) => [id, entries.map((entry) => ({ ...entry }))])),
  calendar: new Map([...read.calendar].map(([year, table]) => [year, { ...table }])),
});

export type Told =
  | { readonly kind: 'ready'; readonly reached: Readonly<Record<string, readonly number[]>>; readonly fell: readonly string[] }
  | { readonly kind: 'judged'; readonly mutant: string; readonly noticed: string | undefined };
const tell = (told: Told): void => void process.send?.(told);

/** All tests on the code as it is: none may fall, and each says which mutants it reaches. */
const look = (): void => {
  const law = freshLaw();
  runOn(law);
  const fell: string[] = [];
  judges.forEach(({ name, judge }, index) => {
    switches.currentTestId = String(index);
    try {
      judge(law);
    } catch (error) {
      fell.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  });
  switches.currentTestId = undefined;
  const reached: Record<string, readonly number[]> = {};
  for (const [test, mutants] of Object.entries(switches.mutantCoverage?.perTest ?? {}))
    for (const mutant of Object.keys(mutants)) reached[mutant] = [...(reached[mutant] ?? []), Number(test)];
  tell({ kind: 'ready', reached, fell });
};

const judgeMutant = (mutant: string, tests: readonly number[]): string | undefined => {
  const law = freshLaw();
  runOn(law);
  switches.hitCount = 0;
  switches.hitLimit = HIT_LIMIT;
  switches.activeMutant = mutant;
  try {
    return tests.map((index) => judges[index]).find((one) => one !== undefined && notices(one, law))?.name;
  } finally {
    switches.activeMutant = undefined;
  }
};

const notices = ({ judge }: Judge, law: Law): boolean => {
  try {
    judge(law);
    return false;
  } catch {
    return true;
  }
};

process.on('message', ({ mutant, tests }: { readonly mutant: string; readonly tests: readonly number[] }) => tell({ kind: 'judged', mutant, noticed: judgeMutant(mutant, tests) }));
/** `--once`: one mutant, switched on by the environment before anything was loaded, and every test until one notices: exit 1 when one did. */
const once = (): void => {
  const law = freshLaw();
  runOn(law);
  process.exit(judges.some((one) => notices(one, law)) ? 1 : 0);
};

if (process.argv.includes('--once')) once();
else look();
