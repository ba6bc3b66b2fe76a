/** Owns reading what is sent without holding more than we would keep: a file too big is refused while it streams. */
import { ok, type Result, refused } from '../basics/index.js';
import type { Limits } from './limits.js';
import type { FileRefusal } from './refusals.js';
import { type Sniffed, sniff } from './sniff.js';

/** Bytes, or a stream of them (Node's or the web's). A refused stream is cancelled. */
export type Source = Uint8Array | AsyncIterable<Uint8Array>;

/** As much as tells the kind, and with it the limit. */
const headLength = 64 * 1024;

export const readAll = async (source: Source, limits: Limits): Promise<Result<Uint8Array, FileRefusal>> => {
  if (source instanceof Uint8Array) return source.byteLength > (await limitFor(source, limits)) ? refused(await tooBig(source)) : ok(source);
  const chunks: Uint8Array[] = [];
  let size = 0;
  let limit: number | undefined;
  for await (const chunk of source) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (limit === undefined && size >= headLength) limit = await limitFor(Buffer.concat(chunks), limits);
    if (limit !== undefined && size > limit) return refused(await tooBig(Buffer.concat(chunks).subarray(0, headLength)));
  }
  return ok(Buffer.concat(chunks));
};

const limitFor = async (head: Uint8Array, limits: Limits): Promise<number> => {
  const sniffed = await sniff(head.subarray(0, headLength));
  if (sniffed.ok) return bytesFor(sniffed.value.kind, limits);
  // A phone's recording tells that it is only sound at its very end.
  return sniffed.code === 'video_not_supported' ? limits.audioBytes : limits.photoBytes;
};

export const bytesFor = (kind: Sniffed['kind'], limits: Limits): number => {
  switch (kind) {
    case 'photo':
    case 'heic':
      return limits.photoBytes;
    case 'pdf':
      return limits.pdfBytes;
    case 'audio':
      return limits.audioBytes;
  }
};

/** A film or an archive is refused for what it is: making it smaller would not help. */
const tooBig = async (head: Uint8Array): Promise<FileRefusal> => {
  const sniffed = await sniff(head);
  return sniffed.ok || sniffed.code === 'file_type_unsupported' ? 'file_too_big' : sniffed.code;
};
