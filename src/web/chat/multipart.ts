/** Owns reading `multipart/form-data` as it streams in: one part after another, never a whole file in memory. Knows nothing of chats. */

/** `bytes` must be read, or left, before the next part is asked for; what is left is skipped. */
export type Part = { readonly name: string; readonly filename?: string; readonly bytes: AsyncGenerator<Buffer> };

const headLimit = 8 * 1024;

/** What this file throws: the sender's line broke, or it is no form. Every other error is somebody else's. */
const broken = (why: string, cause?: unknown): Error => Object.assign(new Error(why, { cause }), { name: 'BrokenBody' });
export const isBrokenBody = (error: unknown): boolean => error instanceof Error && error.name === 'BrokenBody';

export const boundaryIn = (contentType: string | undefined): string | undefined => {
  const match = /^multipart\/form-data;.*\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType ?? '');
  return match?.[1] ?? match?.[2];
};

/** The parts in order. Throws a broken body (`isBrokenBody`) when it ends early or is not multipart. */
export async function* readMultipart(source: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const scan = scannerOf(source);
  const mark = Buffer.from(`\r\n--${boundary}`);
  await scan.skip(mark);
  for (;;) {
    const next = (await scan.take(2)).toString('latin1');
    if (next === '--') return;
    if (next !== '\r\n') throw broken('no line end after a boundary');
    const head = headOf(await scan.textUntil(Buffer.from('\r\n\r\n'), headLimit));
    const bytes = scan.until(mark);
    yield { ...head, bytes: bytes.read() };
    if (!bytes.ended()) await scan.skip(mark);
  }
}

const headOf = (head: string): { readonly name: string; readonly filename?: string } => {
  const line = head.split('\r\n').find((text) => /^content-disposition:/i.test(text)) ?? '';
  const field = (key: string): string | undefined => {
    const value = new RegExp(`;\\s*${key}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(line)?.[1];
    // Browsers write quotes and line ends inside names as %22, %0D and %0A, and nothing else.
    return value?.replace(/%22/g, '"').replace(/%0[DA]/gi, ' ');
  };
  const filename = field('filename');
  return { name: field('name') ?? '', ...(filename === undefined ? {} : { filename }) };
};

const scannerOf = (source: AsyncIterable<Uint8Array>) => {
  const chunks = source[Symbol.asyncIterator]();
  // The first boundary has no line end before it; giving it one makes all boundaries alike.
  let held: Buffer = Buffer.from('\r\n');
  const more = async (): Promise<void> => {
    const { done, value } = await chunks.next().catch((error: unknown) => {
      throw broken('the line broke', error);
    });
    if (done) throw broken('the body ended inside a part');
    held = held.length === 0 ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.concat([held, value]);
  };
  const until = (mark: Buffer): { readonly read: () => AsyncGenerator<Buffer>; readonly ended: () => boolean } => {
    let ended = false;
    async function* read(): AsyncGenerator<Buffer> {
      for (;;) {
        const at = held.indexOf(mark);
        // A mark may be cut by the end of a chunk: its length, less one, stays behind.
        const sure = at >= 0 ? at : Math.max(0, held.length - mark.length + 1);
        const found = held.subarray(0, sure);
        held = held.subarray(at >= 0 ? at + mark.length : sure);
        ended = at >= 0;
        if (found.length > 0) yield found;
        if (ended) return;
        await more();
      }
    }
    return { read, ended: () => ended };
  };
  return {
    until,
    skip: async (mark: Buffer): Promise<void> => {
      for await (const _ of until(mark).read());
    },
    take: async (length: number): Promise<Buffer> => {
      while (held.length < length) await more();
      const taken = held.subarray(0, length);
      held = held.subarray(length);
      return taken;
    },
    textUntil: async (mark: Buffer, limit: number): Promise<string> => {
      const found: Buffer[] = [];
      let length = 0;
      for await (const chunk of until(mark).read()) {
        length += chunk.length;
        if (length > limit) throw broken('a part head without an end');
        found.push(chunk);
      }
      return Buffer.concat(found).toString('utf8');
    },
  };
};
