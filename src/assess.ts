/**
 * Owns the command `npm run -s assess -- FILE`: facts (JSON) in, every finding (JSON) out; a list gives a list. `-` reads standard input,
 * `--schema` prints the JSON Schema of the facts, `--time` says on standard error how long it took. Exit 2 and one list on standard
 * error when the command or the facts are wrong. Decides nothing: see `src/law/assess`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFolder } from './repository/index.js';
import { assessor, factsJsonSchema, loadLaw, type Piece, readFacts } from './law/index.js';
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

const steps: string[] = [];
const timed = <T>(what: string, run: () => T): T => {
  const start = performance.now();
  const result = run();
  steps.push(`${what} ${Math.round(performance.now() - start)} ms`);
  return result;
};

/** Bytes written at once: the answers of a thousand cases together would only fill the memory. */
const ROOM = 1 << 20;
/** A UTF-16 unit is at most three bytes. */
const MOST_BYTES = 3;

/** What is put in goes to standard output in order, encoded; a piece that keeps coming is encoded no more. */
const sink = (): { readonly put: (piece: Piece) => void; readonly flush: () => void } => {
  let room = Buffer.allocUnsafe(ROOM);
  let used = 0;
  const seen = new WeakMap<object, Buffer | 'once'>();
  const flush = (): void => {
    if (used > 0) process.stdout.write(room.subarray(0, used));
    // What was handed over may still be on its way.
    room = Buffer.allocUnsafe(ROOM);
    used = 0;
  };
  const putBytes = (bytes: Buffer): void => {
    if (bytes.length > ROOM - used) flush();
    if (bytes.length > ROOM) process.stdout.write(bytes);
    else used += bytes.copy(room, used);
  };
  const putText = (text: string): void => {
    if (text.length * MOST_BYTES > ROOM - used) flush();
    if (text.length * MOST_BYTES > ROOM) process.stdout.write(text);
    else used += room.write(text, used);
  };
  const putShared = (piece: Exclude<Piece, string>): void => {
    const known = seen.get(piece);
    const bytes = known === 'once' ? Buffer.from(piece.text) : known;
    seen.set(piece, bytes ?? 'once');
    if (bytes === undefined) putText(piece.text);
    else putBytes(bytes);
  };
  const put = (piece: Piece): void => (typeof piece === 'string' ? putText(piece) : putShared(piece));
  return { put, flush };
};

if (wantsSchema) process.stdout.write(`${JSON.stringify(factsJsonSchema(), null, 2)}\n`);
else {
  const facts = timed('reading', () => readFacts(textOf(file ?? '-')));
  if (!facts.ok) wrong(facts.faults);
  else {
    const assess = timed('law and words', () => assessor(loadLaw(), loadBranch(join(repositoryFolder(), 'locales'), 'vi', 'law')));
    timed(`assessing and writing ${facts.cases.length}`, () => {
      const { put, flush } = sink();
      facts.cases.forEach((one, index) => {
        if (facts.many) put(index === 0 ? '[' : ',\n');
        if (facts.many) assess.write(one, put);
        else put(JSON.stringify(assess(one), null, 2));
      });
      put(facts.many ? (facts.cases.length === 0 ? '[]\n' : ']\n') : '\n');
      flush();
    });
    if (options.includes('--time')) process.stderr.write(`assess: ${steps.join(' · ')}\n`);
  }
}
