/** Owns what the console needs from the rest. `app.ts` wires it; the desk adds what it needs to `DeskParts`. */
import type { Readable } from 'node:stream';
import type { Instant, Result } from '../basics/index.js';
import type { Law } from '../law/index.js';
import type { CaseScope } from '../office/index.js';
import type { Database, Reader } from '../storage/index.js';
import type { Wording } from '../wording/index.js';
import type { DeskParts } from './desk/parts.js';

export type ConsoleParts = {
  readonly db: Database;
  readonly now: () => Instant;
  readonly wording: Wording;
  readonly law: Law;
  /** Signs form tokens of visitors who are not signed in. */
  readonly cookieKey: Buffer;
  /** Pages go over https: cookies get `Secure` and the `__Host-` prefix. */
  readonly secure: boolean;
  /** Base of links given to people, without a trailing slash. */
  readonly publicUrl: string;
  /** The office a case belongs to; undefined when there is no such case. */
  readonly scopeOf: (read: Pick<Reader, 'get'>, conversation: string) => CaseScope | undefined;
  /** Resolves when queue and search know of every turn taken so far. */
  readonly filed: () => Promise<void>;
  /** Clear bytes of a stored file. */
  readonly bytes: (fileId: string) => Promise<Buffer>;
  /** Keeps a file's bytes. */
  readonly takeFile: (name: string, bytes: Readable) => Promise<Result<{ readonly handle: string; readonly name: string; readonly size: number }>>;
  /** Something was written for these conversations: turns, delivery and chores look. */
  readonly wake: (conversations: readonly string[]) => void;
  /** Calls back after each commit that changed a conversation; returns how to stop. */
  readonly watch: (listener: (conversation: string) => void) => () => void;
  /** The folder of everything written: for the age and size of the backup. */
  readonly stateDir: string;
  /** Told of a fault of ours: for the log. */
  readonly failed: (where: string, error: unknown) => void;
  readonly desk: DeskParts;
};
