/** Owns the key that an officer's words have in the outbox: it says whose they are, and the same form gives the same one. */
import type { Actor } from './tools.js';

export const replyKey = (officer: Pick<Actor, 'id'>, token: string): string => `officer:${officer.id}:${token}`;
/** Who wrote a row of the outbox: the officer's id, from its key. */
export const writerIn = (turnKey: string): string | undefined => /^officer:([^:]+):/.exec(turnKey)?.[1];
