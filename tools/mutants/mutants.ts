/**
 * Owns `npm run mutants [-- FILE…] [--tables]`: Stryker's mutants of `src/law`, each switched on in turn in one process and shown to the worked
 * examples and to the second reckoning. Prints every survivor and a score for each file. Exit 1 when the score is below 90 %. `--tables`: the
 * mutants of what is worked out once at loading (lists, tables of rules) instead, a process for each. Does not judge: see `judge.ts`.
 */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Instrumenter, type File } from '@stryker-mutator/instrumenter';
import { build } from 'esbuild';
import type { Told } from './judge.js';

const root = join(import.meta.dirname, '../..');
const GOAL = 90;
/** A mutant that has not been judged by then goes round and round. */
const PATIENCE_MS = 60_000;
/** Reading files, putting words and what is due for review are no questions about a case; their own tests hold them. */
const notMutated =
  /\.test\.ts$|^src\/law\/(assess\/|loader\.ts|index\.ts|review\.ts|agencies\.ts|facts\.ts|options\.ts|day-schema\.ts|finding\.ts|clock\/events\.ts|clock\/types\.ts)/;

const tables = process.argv.includes('--tables');
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const files = readdirSync(join(root, 'src/law'), { recursive: true, encoding: 'utf8' })
  .map((file) => `src/law/${file}`)
  .filter((file) => file.endsWith('.ts') && !notMutated.test(file) && (asked.length === 0 || asked.includes(file)))
  .sort();
if (files.length === 0) throw new Error(`no file of src/law is called ${asked.join(', ')}`);

const silent = () => undefined;
const never = () => false;
const logger = {
  isTraceEnabled: never,
  isDebugEnabled: never,
  isInfoEnabled: never,
  isWarnEnabled: never,
  isErrorEnabled: never,
  isFatalEnabled: never,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};
const made = await new Instrumenter(logger).instrument(
  files.map((name): File => ({ name: join(root, name), content: readFileSync(join(root, name), 'utf8'), mutate: true })),
  { ignorers: [], excludedMutations: [], plugins: null },
);

const contents = new Map(made.files.map(({ name, content }) => [name, content]));
const judgeFile = join(root, 'dist/mutants/judge.js');
await build({
  entryPoints: [join(import.meta.dirname, 'judge.ts')],
  outfile: judgeFile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'error',
  plugins: [
    {
      name: 'mutants',
      setup: (into) => {
        into.onResolve({ filter: /^vitest$/ }, () => ({ path: join(import.meta.dirname, 'expect.ts') }));
        into.onLoad({ filter: /src\/law\/.*\.ts$/ }, ({ path }) => (contents.has(path) ? { contents: contents.get(path) ?? '', loader: 'ts' } : undefined));
        // The examples lie beside their runner, which is not where the bundle is.
        into.onLoad({ filter: /test\/law\/.*\.ts$/ }, ({ path }) => ({
          contents: readFileSync(path, 'utf8').replaceAll('import.meta.dirname', JSON.stringify(join(path, '..'))),
          loader: 'ts',
        }));
      },
    },
  ],
});

type Ready = Extract<Told, { kind: 'ready' }>;
const begin = async (): Promise<{ readonly child: ChildProcess; readonly ready: Ready }> => {
  const child = fork(judgeFile, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: ['--max-old-space-size=600'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the judge ended before it began, code ${code}`)));
    child.once('message', (told: Told) => {
      if (told.kind === 'ready') resolve({ child, ready: told });
    });
  });
};

/** `undefined`: no answer in time. */
const ask = (child: ChildProcess, mutant: string, tests: readonly number[]): Promise<{ readonly noticed: string | undefined } | undefined> =>
  new Promise((resolve) => {
    const answered = (told: Told): void => {
      if (told.kind === 'judged' && told.mutant === mutant) end({ noticed: told.noticed });
    };
    const end = (answer: { readonly noticed: string | undefined } | undefined): void => {
      clearTimeout(timer);
      child.off('message', answered);
      resolve(answer);
    };
    const timer = setTimeout(() => end(undefined), PATIENCE_MS);
    child.on('message', answered);
    child.send({ mutant, tests });
  });

type Score = { noticed: number; endless: number; unseen: number; survived: number };
const scores = new Map<string, Score>(files.map((file) => [file, { noticed: 0, endless: 0, unseen: 0, survived: 0 }]));
const percent = ({ noticed, endless, unseen, survived }: Score): string => ((100 * (noticed + endless)) / Math.max(1, noticed + endless + unseen + survived)).toFixed(1);

/** A mutant that works at loading only: it must be on before. */
const judgeAtLoading = (mutant: string): { readonly noticed: string | undefined } | undefined => {
  const { status, error } = spawnSync(process.execPath, [judgeFile, '--once'], {
    cwd: root,
    stdio: 'ignore',
    timeout: PATIENCE_MS,
    env: { ...process.env, __STRYKER_ACTIVE_MUTANT__: mutant },
  });
  if (error !== undefined) return undefined;
  return { noticed: status === 0 ? undefined : 'a test, or the loading itself' };
};

const source = (file: string): readonly string[] => readFileSync(file, 'utf8').split('\n');
const started = performance.now();
let { child, ready } = await begin();
if (ready.fell.length > 0) throw new Error(`tests fall on the code as it is: ${ready.fell.slice(0, 5).join(' · ')}`);
let left = 0;
for (const mutant of made.mutants) {
  const file = relative(root, mutant.fileName);
  const score = scores.get(file);
  if (score === undefined) continue;
  const tests = ready.reached[mutant.id];
  // What is worked out once at loading, before any test, a switch cannot reach any more.
  if ((tests === undefined) !== tables) {
    left += 1;
    continue;
  }
  const answer = tests === undefined ? judgeAtLoading(mutant.id) : await ask(child, mutant.id, tests);
  if (answer === undefined && tests === undefined) score.endless += 1;
  else if (answer === undefined) {
    child.kill('SIGKILL');
    ({ child } = await begin());
    score.endless += 1;
  } else if (answer.noticed !== undefined) score.noticed += 1;
  else {
    score.survived += 1;
    const { start, end } = mutant.location;
    const lines = source(mutant.fileName);
    const was = start.line === end.line ? (lines[start.line]?.slice(start.column, end.column) ?? '') : `${lines[start.line]?.slice(start.column) ?? ''} …`;
    process.stdout.write(`${file}:${start.line + 1}:${start.column + 1} ${mutant.mutatorName} (${tests?.length ?? 'all'} tests)\n  - ${was}\n  + ${mutant.replacement}\n`);
  }
}
child.kill();

const all: Score = { noticed: 0, endless: 0, unseen: 0, survived: 0 };
process.stdout.write('\n| file | score | noticed | endless | survived |\n| --- | ---: | ---: | ---: | ---: |\n');
for (const [file, score] of scores) {
  for (const key of ['noticed', 'endless', 'unseen', 'survived'] as const) all[key] += score[key];
  process.stdout.write(`| \`${file.replace('src/law/', '')}\` | ${percent(score)} % | ${score.noticed} | ${score.endless} | ${score.survived} |\n`);
}
process.stdout.write(`| **all** | **${percent(all)} %** | ${all.noticed} | ${all.endless} | ${all.survived} |\n`);
process.stdout.write(
  `${left} mutants ${tables ? 'of what is worked out when asked are judged without --tables' : 'of what is worked out once at loading are judged by --tables'} · ${Math.round((performance.now() - started) / 1000)} s\n`,
);
process.exitCode = Number(percent(all)) >= GOAL ? 0 : 1;
