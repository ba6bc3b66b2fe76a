/** Owns who is told that a conversation changed: every console page, and the pages of each chat it is open in. Looks at nothing that changed. */
import { chatsOf } from './cases/index.js';
import type { Database } from './storage/index.js';

export type Watching = {
  /** Something of this conversation was committed. */
  readonly changed: (conversation: string) => void;
  /** Calls back for one chat's changes, before its first message too; returns how to stop. */
  readonly watchChat: (chat: string, listener: () => void) => () => void;
  /** Calls back for every change; returns how to stop. */
  readonly watchAll: (listener: (conversation: string) => void) => () => void;
};

export const openWatching = (db: Database): Watching => {
  const ofChat = new Map<string, Set<() => void>>();
  const ofAll = new Set<(conversation: string) => void>();
  return {
    changed: (id) => {
      for (const listener of ofAll) listener(id);
      if (ofChat.size === 0) return;
      // A talk may be open in several chats: every page of it is told.
      for (const { chat } of chatsOf(db.read, id)) for (const listener of ofChat.get(chat) ?? []) listener();
    },
    watchChat: (chat, listener) => {
      const listeners = ofChat.get(chat) ?? new Set();
      ofChat.set(chat, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) ofChat.delete(chat);
      };
    },
    watchAll: (listener) => {
      ofAll.add(listener);
      return () => void ofAll.delete(listener);
    },
  };
};
