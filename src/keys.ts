/** Owns drawing every key from the one secret: the database's, the files', the links', the cookies'. Keeps none. */
import { hkdfSync } from 'node:crypto';

/** 32 bytes for one use, drawn from the one secret. */
export const keyFor = (secret: string, use: string): Buffer => Buffer.from(hkdfSync('sha256', Buffer.from(secret.trim(), 'utf8'), Buffer.from('dong-hanh'), Buffer.from(use), 32));
