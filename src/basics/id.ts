/** Owns identifiers. Randomness is passed in, so a turn stays repeatable. */
import { hash, randomBytes } from 'node:crypto';

/** SHA-256 of a short text, base64url. In one call: a hash object costs more than the hashing. */
export const sha256 = (text: string): string => hash('sha256', text, 'base64url');

/** Gives a fresh id: 20 characters, url-safe, unguessable enough for rows (tokens use `newToken`). */
export type NewId = () => string;

export const randomId: NewId = () => randomBytes(15).toString('base64url');

/** 256 unguessable bits for a link; store only `hashToken` of it. */
export const newToken = (): string => randomBytes(32).toString('base64url');
export const hashToken = (token: string): string => sha256(token);

/** Ids that follow from a seed: the same turn run again gives the same ids. */
export const idsFrom = (seed: string): NewId => {
  let n = 0;
  return () => sha256(`${seed}:${n++}`).slice(0, 20);
};
