import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryIn, isBrokenBody, readMultipart } from './multipart.js';

const boundary = '----WebKitFormBoundaryabc';
const bodyOf = (parts: readonly { readonly head: string; readonly bytes: Buffer }[], end = '--'): Buffer =>
  Buffer.concat([...parts.flatMap(({ head, bytes }) => [Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), bytes, Buffer.from('\r\n')]), Buffer.from(`--${boundary}${end}\r\n`)]);
async function* chunked(body: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < body.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    yield body.subarray(at, at + size);
    at += size;
  }
}
const readAll = async (body: Buffer, sizes: readonly number[] = [body.length]): Promise<readonly { name: string; filename?: string; bytes: Buffer }[]> => {
  const parts = [];
  for await (const { bytes, ...head } of readMultipart(chunked(body, sizes), boundary)) {
    const read: Buffer[] = [];
    for await (const chunk of bytes) read.push(Buffer.from(chunk));
    parts.push({ ...head, bytes: Buffer.concat(read) });
  }
  return parts;
};

/** Bytes that like to look like the beginning of a boundary. */
const tricky = fc
  .array(
    fc.oneof(
      fc.constant(Buffer.from('\r\n--')),
      fc.constant(Buffer.from(`\r\n--${boundary.slice(0, -1)}`)),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => Buffer.concat(pieces));

describe('a form with files', () => {
  it('reads the same bytes however the network cuts them', () =>
    fc.assert(
      fc.asyncProperty(fc.array(tricky, { maxLength: 4 }), fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }), async (files, sizes) => {
        fc.pre(files.every((file) => !file.includes(`\r\n--${boundary}`)));
        const body = bodyOf(files.map((bytes, i) => ({ head: `Content-Disposition: form-data; name="file"; filename="tệp ${i}.jpg"\r\nContent-Type: image/jpeg`, bytes })));
        expect((await readAll(body, sizes)).map(({ bytes, filename }) => [filename, bytes.toString('hex')])).toEqual(
          files.map((bytes, i) => [`tệp ${i}.jpg`, bytes.toString('hex')]),
        );
      }),
    ));
  it('skips what nobody read', async () => {
    const body = bodyOf([
      { head: 'Content-Disposition: form-data; name="a"', bytes: Buffer.alloc(5000, 65) },
      { head: 'Content-Disposition: form-data; name="b"', bytes: Buffer.from('x') },
    ]);
    const names: string[] = [];
    for await (const part of readMultipart(chunked(body, [7]), boundary)) {
      names.push(part.name);
      await part.bytes.next();
      await part.bytes.return(undefined);
    }
    expect(names).toEqual(['a', 'b']);
  });
  it.each([
    ['ends inside a file', bodyOf([{ head: 'Content-Disposition: form-data; name="a"', bytes: Buffer.from('abc') }]).subarray(0, 80)],
    ['is no form at all', Buffer.from('hello')],
    ['has a head without end', Buffer.concat([Buffer.from(`--${boundary}\r\n`), Buffer.alloc(20_000, 65)])],
    ['has something odd after a boundary', Buffer.from(`--${boundary}xx`)],
  ])('says that it is broken when it %s', async (_, body) => {
    const error = await readAll(body, [64]).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(isBrokenBody(error)).toBe(true);
  });
  it('finds its boundary, quoted or not', () => {
    expect([
      boundaryIn('multipart/form-data; boundary=ab-c'),
      boundaryIn('multipart/form-data; charset=utf-8; boundary="a b"'),
      boundaryIn('application/json'),
      boundaryIn(undefined),
    ]).toEqual(['ab-c', 'a b', undefined, undefined]);
  });
});
