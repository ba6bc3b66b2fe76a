/** Owns what the web chat's page shows of a talk and keeps of a file: its lines, its language, uploads once the person agreed. */
import type { Readable } from 'node:stream';
import { ok, type Result } from './basics/index.js';
import { agreedToKeep, conversation, conversationOfChat, feed } from './cases/index.js';
import type { Database } from './storage/index.js';
import type { WebPort } from './web/index.js';
import type { Language } from './wording/index.js';

/** Keeps a file's bytes: `handle` goes into the message that names it. */
export type TakeFile = (name: string, bytes: Readable) => Promise<Result<{ readonly handle: string; readonly name: string; readonly size: number }>>;

export const openChatPages = (db: Database, takeFile: TakeFile): Pick<WebPort, 'feed' | 'language' | 'takeUpload'> => ({
  feed: (chat, after) => {
    const id = conversationOfChat(db.read, 'web', chat);
    return id === undefined ? { lines: [], cursor: after } : feed(db.read, id, after);
  },
  language: (chat) => {
    const id = conversationOfChat(db.read, 'web', chat);
    return id === undefined ? undefined : (conversation(db.read, id)?.language as Language | undefined);
  },
  takeUpload: async (chat, name, bytes) => {
    const id = conversationOfChat(db.read, 'web', chat);
    // Without consent nothing is kept; the message alone makes the bot say why.
    return id !== undefined && agreedToKeep(db.read, id) ? takeFile(name, bytes) : ok({ handle: 'not kept', name, size: 0 });
  },
});
