/** Owns what the desk's tests share: an encrypted database in a folder of its own, invented officers, a person who types, and a sender that keeps a ledger. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '../../src/basics/index.js';
import { conversationOfChat } from '../../src/cases/index.js';
import { type Actor, type DeskTools, fileWords, placeCase } from '../../src/desk/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { storeMessage } from '../../src/inbox/index.js';
import type { Body, Capabilities } from '../../src/messages/index.js';
import { type Database, openSqlite } from '../../src/storage/index.js';
import { takeTurn } from '../../src/turn/index.js';
import { loadWording } from '../../src/wording/index.js';

export const hoa: Actor = { id: 'hoa', name: 'Trần Thị Hòa', office: 'Trung tâm Trợ giúp pháp lý Ví Dụ' };
export const nam: Actor = { id: 'nam', name: 'Lê Văn Nam', office: 'Sở Tư pháp Ví Dụ' };

const capabilities: Capabilities = { buttons: true, filesIn: true, filesOut: true, textLimit: 4096, fileLimit: 1_000_000 };
export const wording = loadWording(join(repositoryFolder(), 'locales'));
const usualTools: DeskTools = {
  wording,
  linkKey: Buffer.alloc(32, 1),
  publicUrl: 'https://bot.example',
  capabilities: () => capabilities,
  answersChanged: placeCase,
  officer: (_tx, id) => [hoa, nam].find((one) => one.id === id),
  holdSeconds: 0,
};
export { usualTools as tools };

export type Bench = {
  readonly db: Database;
  readonly tools: DeskTools;
  /** One second later each time it is asked. */
  readonly now: () => Instant;
  readonly later: (seconds: number) => void;
  /** The person writes and, when nobody else owns the talk, the bot's turn is taken. */
  readonly says: (chat: string, text: string | Body) => Promise<string>;
  readonly idOf: (chat: string) => string;
  readonly close: () => void;
};

export const openBench = (start = '2026-11-18T01:00:00.000Z', tools: DeskTools = usualTools): Bench => {
  const dir = mkdtempSync(join(tmpdir(), 'dh-desk-'));
  const db = openSqlite(join(dir, 'desk.db'), Buffer.alloc(32, 7));
  let clock = Date.parse(start);
  let messages = 0;
  const now = (): Instant => {
    clock += 1_000;
    return new Date(clock).toISOString();
  };
  return {
    db,
    tools,
    now,
    later: (seconds) => {
      clock += seconds * 1_000;
    },
    says: (chat, text) =>
      db.transaction((tx) => {
        messages += 1;
        const body: Body = typeof text === 'string' ? { kind: 'text', text } : text;
        const id = storeMessage(tx, { channel: 'telegram', externalId: String(messages), chat, body }, now());
        if (id === undefined) throw new Error('the test stored a message twice');
        while (takeTurn(tx, id, now(), tools) === 'more');
        fileWords(tx);
        return id;
      }),
    idOf: (chat) => conversationOfChat(db.read, 'telegram', chat) ?? '',
    close: () => {
      db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
