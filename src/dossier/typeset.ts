/**
 * Owns the child process that sets one document and ends: the compiler's native memory is never given back. Reads frames
 * (length, bytes) from stdin: pictures in order, the plan last. Writes to stdout the places (length, JSON), then the PDF.
 * Nothing touches the disk: the plan and the pictures lie in memory as shadow files.
 */
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontBytes } from './places.js';

const [templates = '', seconds = ''] = process.argv.slice(2);

const readFrames = async (): Promise<readonly Buffer[]> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  const all = Buffer.concat(chunks);
  const frames: Buffer[] = [];
  for (let at = 0; at < all.length; ) {
    const length = all.readUInt32BE(at);
    frames.push(all.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return frames;
};

/** Messages only: a span could quote the person's words. */
const messagesOf = (problems: readonly unknown[]): string => problems.map(messageOf).join('; ');
const messageOf = (problem: unknown): string =>
  typeof problem === 'object' && problem !== null && 'message' in problem && typeof problem.message === 'string' ? problem.message : 'unknown problem';

const set = (frames: readonly Buffer[]): Buffer => {
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: [...fontBytes()] }] });
  const plan = frames.at(-1);
  if (plan === undefined) throw new Error('no plan came in');
  compiler.mapShadow(join(templates, 'plan.json'), plan);
  frames.slice(0, -1).forEach((picture, i) => {
    compiler.mapShadow(join(templates, `picture-${i}`), picture);
  });
  const compiled = compiler.compile({ mainFilePath: join(templates, 'main.typ') });
  const document = compiled.result;
  if (document === null) {
    const error = compiled.takeError();
    throw new Error(error === null ? 'no document and no error' : messagesOf(compiler.fetchDiagnostics(error)));
  }
  /** Checked by the parent, which has zod loaded anyway. */
  const places: unknown = compiler.query(document, { selector: '<place>', field: 'value' });
  const pdf = compiler.pdf(document, { pdfStandard: 'a-2a', creationTimestamp: Number(seconds) });
  const head = Buffer.from(JSON.stringify({ pages: document.numOfPages, places }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, pdf]);
};

const saidBy = (error: unknown): string => {
  if (error instanceof Error) return error.message;
  const told: unknown = typeof error === 'object' && error !== null && 'shortDiagnostics' in error ? error.shortDiagnostics : undefined;
  return Array.isArray(told) ? messagesOf(told) : 'the compiler threw something unreadable';
};

try {
  const made = set(await readFrames());
  process.stdout.write(made, () => process.exit(0));
} catch (error) {
  process.stderr.write(saidBy(error), () => process.exit(2));
}
