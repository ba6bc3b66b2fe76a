/**
 * Owns files that are still on their way in: the bytes of a resumable upload, encrypted piece by piece as they arrive, so that a lost
 * connection or a killed process costs only the last piece and a stolen disk shows nothing. Not the verdict on the whole file (`take-in.ts`).
 *
 * `<name>.about` is one sealed JSON, `<name>` an HMAC of the upload's id. `<name>.bytes` is a row of frames `length 4 · nonce 12 · ciphertext · tag 16`; a frame is bound to the
 * upload and to its place, so frames cannot be swapped; one cut at the end by a crash is dropped when the upload goes on.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What is known of an upload before its bytes. `size`: as the sender said; more is never written. */
const aboutSchema = z.object({ id: z.string(), size: z.number().int().nonnegative(), begunAt: z.string(), metadata: z.record(z.string(), z.string().nullable()) });
export type PartialAbout = z.infer<typeof aboutSchema>;
export type PartialState = PartialAbout & { readonly offset: number };

export type Partials = {
  readonly begin: (about: PartialAbout) => Promise<void>;
  /** Adds bytes at `offset`, which must be where the upload stands. What arrived before a break is kept. Gives the new offset. */
  readonly append: (id: string, offset: number, bytes: AsyncIterable<Uint8Array>) => Promise<number>;
  /** Undefined when there is no such upload. */
  readonly state: (id: string) => Promise<PartialState | undefined>;
  readonly read: (id: string) => AsyncGenerator<Buffer>;
  /** Removing what is not there is not an error. */
  readonly remove: (id: string) => Promise<void>;
  /** Every upload there is, in no order. */
  readonly all: () => Promise<readonly PartialState[]>;
};

const nonceLength = 12;
const tagLength = 16;
const headLength = 4 + nonceLength;
/** The most clear bytes of one frame: what a crash may cost. */
const frameBytes = 256 * 1024;
const idPattern = /^[\w-]{10,80}$/;

/** Opens or makes the folder. `key`: at least 32 secret bytes. */
export const openPartials = async (dir: string, key: Buffer): Promise<Partials> => {
  if (key.length < 32) throw new Error('Uploads: the key has fewer than 32 bytes; set SECRET_KEY');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const folderKey = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'uploads.name', 32));
  const nameOf = (id: string): string => createHmac('sha256', folderKey).update(id).digest('hex');
  const fileOf = (id: string, ending: 'about' | 'bytes'): string => {
    if (!idPattern.test(id)) throw new Error('Uploads: an id that is not one of ours; ids are made by the upload page');
    return join(dir, `${nameOf(id)}.${ending}`);
  };
  const keyFor = (id: string): Buffer => Buffer.from(hkdfSync('sha256', key, Buffer.from(id), 'uploads.bytes', 32));
  const stateIn = async (name: string): Promise<PartialState | undefined> => {
    const sealed = await readFile(join(dir, `${name}.about`)).catch(missing);
    if (sealed === undefined) return undefined;
    const about = aboutSchema.parse(JSON.parse(unseal(folderKey, sealed, name).toString('utf8')));
    return { ...about, offset: (await wholeFrames(fileOf(about.id, 'bytes'))).clear };
  };

  return {
    begin: async (about) => {
      const path = fileOf(about.id, 'about');
      await writeFile(fileOf(about.id, 'bytes'), '', { mode: 0o600 });
      await writeFile(`${path}.new`, seal(folderKey, Buffer.from(JSON.stringify(about)), nameOf(about.id)), { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
    append: async (id, offset, bytes) => {
      const path = fileOf(id, 'bytes');
      const { clear, onDisk } = await wholeFrames(path);
      if (clear !== offset) throw new Error(`Uploads: bytes for offset ${offset} while the upload stands at ${clear}; ask where it stands and send from there`);
      await truncate(path, onDisk);
      const frameKey = keyFor(id);
      const file = await open(path, 'a', 0o600);
      let at = clear;
      let held: Uint8Array[] = [];
      let size = 0;
      const write = async (): Promise<void> => {
        if (size === 0) return;
        const clearBytes = Buffer.concat(held);
        const sealed = seal(frameKey, clearBytes, `${id} ${at}`);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(clearBytes.length);
        await file.appendFile(Buffer.concat([length, sealed]));
        at += clearBytes.length;
        held = [];
        size = 0;
      };
      try {
        for await (const chunk of bytes) {
          held.push(chunk);
          size += chunk.byteLength;
          if (size >= frameBytes) await write();
        }
      } finally {
        // What came before the line broke is kept: the sender goes on from there.
        await write();
        await file.sync();
        await file.close();
      }
      return at;
    },
    state: async (id) => (idPattern.test(id) ? stateIn(nameOf(id)) : undefined),
    read: async function* (id) {
      const frameKey = keyFor(id);
      const file = await open(fileOf(id, 'bytes'), 'r');
      try {
        let at = 0;
        for (let position = 0; ; ) {
          const head = await take(file, position, 4);
          if (head === undefined) return;
          const length = head.readUInt32BE(0);
          const sealed = await take(file, position + 4, nonceLength + length + tagLength);
          if (sealed === undefined) return;
          yield unseal(frameKey, sealed, `${id} ${at}`);
          at += length;
          position += headLength + length + tagLength;
        }
      } finally {
        await file.close();
      }
    },
    remove: async (id) => {
      await rm(fileOf(id, 'about'), { force: true });
      await rm(fileOf(id, 'bytes'), { force: true });
    },
    all: async () => {
      const names = (await readdir(dir)).filter((name) => name.endsWith('.about'));
      const found = await Promise.all(names.map((name) => stateIn(name.slice(0, -'.about'.length))));
      return found.filter((one) => one !== undefined);
    },
  };
};

type Handle = Awaited<ReturnType<typeof open>>;

/** Exactly so many bytes, or undefined when the file ends before. */
const take = async (file: Handle, position: number, length: number): Promise<Buffer | undefined> => {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytesRead === length ? bytes : undefined;
};

/** How many clear bytes stand in whole frames, and where the last of them ends. */
const wholeFrames = async (path: string): Promise<{ readonly clear: number; readonly onDisk: number }> => {
  const size = await stat(path).then(({ size: bytes }) => bytes, missing);
  if (size === undefined) return { clear: 0, onDisk: 0 };
  const file = await open(path, 'r');
  try {
    let clear = 0;
    let onDisk = 0;
    for (;;) {
      const head = await take(file, onDisk, 4);
      if (head === undefined) return { clear, onDisk };
      const length = head.readUInt32BE(0);
      const end = onDisk + headLength + length + tagLength;
      if (end > size) return { clear, onDisk };
      clear += length;
      onDisk = end;
    }
  } finally {
    await file.close();
  }
};

const seal = (key: Buffer, clear: Buffer, place: string): Buffer => {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
};

const unseal = (key: Buffer, sealed: Buffer, place: string): Buffer => {
  const opened = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength)).setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-tagLength));
  return Buffer.concat([opened.update(sealed.subarray(nonceLength, -tagLength)), opened.final()]);
};

const missing = (error: unknown): undefined => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
};
