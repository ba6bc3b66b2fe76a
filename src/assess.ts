/**
 * Owns the command `npm run -s assess -- FILE`: facts (JSON) in, every finding (JSON) out; a list gives a list. `-` reads standard input,
 * `--schema` prints the JSON Schema of the facts, `--time` says on standard error how long it took. Exit 2 and one list on standard
 * error when the command or the facts are wrong. Decides nothing: see `src/law/assess`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFolder } from './repository/index.js';
import { assessor, factsJsonSchema, loadLaw, readFacts } from './law/index.js';
import { loadBranch } from './wording/index.js';

const USAGE =
  'npm run -s assess -- FILE [--time]    FILE: facts as JSON, one case or a list; "-" reads standard input\nnpm run -s assess -- --schema         the JSON Schema of the facts';

const wrong = (faults: readonly string[], usage = false): never => {
  process.stderr.write(`${faults.map((fault) => `assess: ${fault}`).join('\n')}\n${usage ? `${USAGE}\n` : ''}`);
  process.exit(2);
};

const given = process.argv.slice(2);
const options = given.filter((word) => word.startsWith('--'));
const stray = options.find((word) => word !== '--schema' && word !== '--time');
if (stray !== undefined) wrong([`unknown option ${stray}`], true);
const [file, ...more] = given.filter((word) => !word.startsWith('--'));
const wantsSchema = options.includes('--schema');
if (wantsSchema ? file !== undefined : file === undefined || more.length > 0) wrong([wantsSchema ? '--schema takes no FILE' : 'which FILE?'], true);

/** A reader that closes early (`| head`) is not our fault. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const textOf = (name: string): string => {
  try {
    return readFileSync(name === '-' ? 0 : name, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'it may not be read' : code;
    return wrong([`cannot read ${name}: ${why}`]);
  }
};

/** UTF-16 units written at once. */
const CHUNK = 1 << 18;

const steps: string[] = [];
const timed = <T>(what: string, run: () => T): T => {
  const start = performance.now();
  const result = run();
  steps.push(`${what} ${Math.round(performance.now() - start)} ms`);
  return result;
};

/** Written as it is worked out: the answers of a thousand cases together would only fill the memory. */
const writeList = <T>(cases: readonly T[], textOfCase: (one: T) => string): void => {
  let begun = '[';
  cases.forEach((one, index) => {
    begun += `${index === 0 ? '' : ',\n'}${textOfCase(one)}`;
    if (begun.length < CHUNK) return;
    process.stdout.write(begun);
    begun = '';
  });
  process.stdout.write(`${begun}]\n`);
};

if (wantsSchema) process.stdout.write(`${JSON.stringify(factsJsonSchema(), null, 2)}\n`);
else {
  const facts = timed('reading', () => readFacts(textOf(file ?? '-')));
  if (!facts.ok) wrong(facts.faults);
  else {
    const assess = timed('law and words', () => assessor(loadLaw(), loadBranch(join(repositoryFolder(), 'locales'), 'vi', 'law')));
    timed(`assessing and writing ${facts.cases.length}`, () => {
      if (facts.many) writeList(facts.cases, assess.text);
      else process.stdout.write(facts.cases.map((one) => `${JSON.stringify(assess(one), null, 2)}\n`).join(''));
    });
    if (options.includes('--time')) process.stderr.write(`assess: ${steps.join(' · ')}\n`);
  }
}
