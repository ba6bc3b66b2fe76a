/**
 * Owns the child process that sets one document and ends: the compiler's native memory is never given back. Reads frames
 * (length, bytes) from stdin: pictures in order, the plan last. Writes to stdout the places (length, JSON), then the PDF.
 * Nothing touches the disk: the plan and the pictures lie in memory as shadow files.
 */
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontBytes } from './places.js';

const [templates = '', seconds = ''] = process.argv.slice(2);

/** One frame at a time: a dossier of many photos never lies here twice. */
async function* framesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let held = 0;
  for await (const chunk of input) {
    parts.push(Buffer.from(chunk));
    held += chunk.length;
    for (;;) {
      if (held < 4) break;
      if ((parts[0]?.length ?? 0) < 4) parts = [Buffer.concat(parts)];
      const length = parts[0]?.readUInt32BE(0) ?? 0;
      if (held < 4 + length) break;
      const all = Buffer.concat(parts);
      yield all.subarray(4, 4 + length);
      // A copy, so that what was handed on can go.
      parts = [Buffer.from(all.subarray(4 + length))];
      held = parts[0]?.length ?? 0;
    }
  }
}

/** Messages only: a span could quote the person's words. */
const messagesOf = (problems: readonly unknown[]): string => problems.map(messageOf).join('; ');
const messageOf = (problem: unknown): string =>
  typeof problem === 'object' && problem !== null && 'message' in problem && typeof problem.message === 'string' ? problem.message : 'unknown problem';

const set = async (frames: AsyncIterable<Buffer>): Promise<readonly [Buffer, Buffer, Buffer]> => {
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: [...fontBytes()] }] });
  let pictures = 0;
  let last: Buffer | undefined;
  for await (const frame of frames) {
    if (last !== undefined) compiler.mapShadow(join(templates, `picture-${pictures++}`), last);
    last = frame;
  }
  if (last === undefined) throw new Error('no plan came in');
  compiler.mapShadow(join(templates, 'plan.json'), last);
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
  return [length, head, pdf];
};

const saidBy = (error: unknown): string => {
  if (error instanceof Error) return error.message;
  const told: unknown = typeof error === 'object' && error !== null && 'shortDiagnostics' in error ? error.shortDiagnostics : undefined;
  return Array.isArray(told) ? messagesOf(told) : 'the compiler threw something unreadable';
};

try {
  const [length, head, pdf] = await set(framesOf(process.stdin));
  process.stdout.write(length);
  process.stdout.write(head);
  process.stdout.write(pdf, () => process.exit(0));
} catch (error) {
  process.stderr.write(saidBy(error), () => process.exit(2));
}
