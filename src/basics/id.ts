/** Owns identifiers. Randomness is passed in, so a turn stays repeatable. */
import { createHash, randomBytes } from 'node:crypto';

/** Gives a fresh id: 20 characters, url-safe, unguessable enough for rows (tokens use `newToken`). */
export type NewId = () => string;

export const randomId: NewId = () => randomBytes(15).toString('base64url');

/** 256 unguessable bits for a link; store only `hashToken` of it. */
export const newToken = (): string => randomBytes(32).toString('base64url');
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Ids that follow from a seed: the same turn run again gives the same ids. */
export const idsFrom = (seed: string): NewId => {
  let n = 0;
  return () => createHash('sha256').update(`${seed}:${n++}`).digest('base64url').slice(0, 20);
};
