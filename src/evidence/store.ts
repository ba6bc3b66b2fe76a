/**
 * Owns the encrypted files of one directory: one per SHA-256 of the clear bytes. Knows nothing of what they are or whose.
 *
 * An entry is `DHF1 · salt 16 · nonce 12 · ciphertext · tag 16`. Its key is drawn from the app key and its salt, so two files never share
 * a key and nonce; its name is an HMAC of the hash, so the directory tells nobody which papers we hold; the name is authenticated with
 * the bytes, so entries cannot be swapped.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetLeftovers, temporaryName } from './leftovers.js';

export type FileStore = {
  /** Durable when it resolves. The same bytes twice are one file, also when put at the same moment. */
  readonly put: (bytes: Uint8Array) => Promise<{ readonly sha256: string; readonly size: number }>;
  /** Throws `FileMissing` or `FileDamaged` (see `isFileMissing`, `isFileDamaged`). */
  readonly get: (sha256: string) => Promise<Buffer>;
  readonly has: (sha256: string) => Promise<boolean>;
  /** Removing what is not there is not an error. */
  readonly remove: (sha256: string) => Promise<void>;
};

const magic = Buffer.from('DHF1');
const saltLength = 16;
const nonceLength = 12;
const tagLength = 16;
const headLength = magic.length + saltLength + nonceLength;
/** Kept in every store, so that opening it with another key is noticed at once and not as "all files are gone". */
const keyCheck = Buffer.from('dong-hanh evidence');

/** Opens or makes the store in `dir`. `key`: at least 32 secret bytes. Throws when the store was written with another key. */
export const openStore = async (dir: string, key: Buffer): Promise<FileStore> => {
  if (key.length < 32) throw new Error('Evidence store: the key has fewer than 32 bytes; set SECRET_KEY');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await forgetLeftovers(dir);
  const store = storeIn(dir, key);
  const empty = (await readdir(dir)).every((name) => !/^[0-9a-f]{64}$/.test(name));
  if (!empty && !(await store.has(sha256Of(keyCheck)))) {
    throw new Error(`Evidence store ${dir} was written with another SECRET_KEY; start with the key it was written with`);
  }
  await store.put(keyCheck);
  return store;
};

const storeIn = (dir: string, appKey: Buffer): FileStore => {
  const nameKey = subkey(appKey, Buffer.alloc(0), 'evidence.name');
  const nameOf = (sha256: string): string => createHmac('sha256', nameKey).update(sha256).digest('hex');
  const pathOf = (sha256: string): string => join(dir, nameOf(sha256));
  const get = async (sha256: string): Promise<Buffer> => decrypt(await readEntry(pathOf(sha256), sha256), appKey, nameOf(sha256), sha256);
  const has = async (sha256: string): Promise<boolean> => access(pathOf(sha256)).then(() => true, notThere);
  return {
    get,
    has,
    put: async (bytes) => {
      const sha256 = sha256Of(bytes);
      // An entry that no longer opens is written again: whoever sends the paper a second time heals it.
      const kept = (await has(sha256)) && (await get(sha256).then(() => true, damaged));
      if (!kept) await writeDurably(dir, nameOf(sha256), encrypt(bytes, appKey, nameOf(sha256)));
      return { sha256, size: bytes.byteLength };
    },
    remove: async (sha256) => {
      await rm(pathOf(sha256), { force: true });
      await syncDirectory(dir);
    },
  };
};

const writeDurably = async (dir: string, name: string, parts: readonly Buffer[]): Promise<void> => {
  const temporary = join(dir, temporaryName());
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      for (const part of parts) await file.writeFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(dir, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dir);
};

/** A rename survives a power cut only once the directory itself is on disk. */
const syncDirectory = async (dir: string): Promise<void> => {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const encrypt = (bytes: Uint8Array, appKey: Buffer, name: string): readonly Buffer[] => {
  const salt = randomBytes(saltLength);
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', subkey(appKey, salt, 'evidence.file'), nonce).setAAD(Buffer.concat([magic, Buffer.from(name)]));
  return [magic, salt, nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()];
};

const decrypt = (entry: Buffer, appKey: Buffer, name: string, sha256: string): Buffer => {
  if (entry.length < headLength + tagLength || !entry.subarray(0, magic.length).equals(magic)) throw fileDamaged(sha256);
  const salt = entry.subarray(magic.length, magic.length + saltLength);
  const nonce = entry.subarray(magic.length + saltLength, headLength);
  const opened = createDecipheriv('aes-256-gcm', subkey(appKey, salt, 'evidence.file'), nonce)
    .setAAD(Buffer.concat([magic, Buffer.from(name)]))
    .setAuthTag(entry.subarray(-tagLength));
  try {
    return Buffer.concat([opened.update(entry.subarray(headLength, -tagLength)), opened.final()]);
  } catch (cause) {
    throw fileDamaged(sha256, cause);
  }
};

const readEntry = async (path: string, sha256: string): Promise<Buffer> => {
  try {
    return await readFile(path);
  } catch (cause) {
    if (isNoEntry(cause)) throw named('FileMissing', `Evidence file ${sha256} is not in the store`, cause);
    throw cause;
  }
};

const subkey = (appKey: Buffer, salt: Buffer, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', appKey, salt, purpose, 32));
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const named = (name: string, message: string, cause?: unknown): Error => Object.assign(new Error(message, { cause }), { name });
const fileDamaged = (sha256: string, cause?: unknown): Error =>
  named('FileDamaged', `Evidence file ${sha256} was changed or cut on disk; restore it from the backup or ask for it again`, cause);
const isNoEntry = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
const notThere = (error: unknown): false => {
  if (isNoEntry(error)) return false;
  throw error;
};
const damaged = (error: unknown): false => {
  if (isFileDamaged(error)) return false;
  throw error;
};

export const isFileMissing = (error: unknown): boolean => error instanceof Error && error.name === 'FileMissing';
export const isFileDamaged = (error: unknown): boolean => error instanceof Error && error.name === 'FileDamaged';
