/** Owns a state folder in which people have answered everything but the last confirmation, made in this process: chores are tested from there. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../../src/app.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { conversationOfChat } from '../../src/cases/index.js';
import type { ChannelPort } from '../../src/messages/index.js';
import { loadWording } from '../../src/wording/index.js';
import { restOfScript, type Said, scriptOf } from './script.js';

export type Ready = { readonly stateDir: string; readonly secretKey: string; readonly remove: () => void };

/** Telegram people by chat id; `script`: what each says after `/start`. Throws when the talk does not end at the confirmation. */
export const readyToConfirm = async (chats: readonly number[], script: (i: number) => readonly Said[] = (i) => [...scriptOf(i), ...restOfScript()]): Promise<Ready> => {
  const stateDir = mkdtempSync(join(tmpdir(), 'dong-hanh-ready-'));
  const secretKey = randomBytes(32).toString('base64');
  const quiet = () => undefined;
  const deaf: ChannelPort = {
    channel: 'telegram',
    capabilities: { buttons: true, filesIn: true, filesOut: true, textLimit: 4096, fileLimit: 50_000_000, captionLimit: 1024 },
    send: async () => ({ kind: 'sent' }),
  };
  const app = await openApp({
    stateDir,
    secretKey,
    now: () => new Date().toISOString(),
    publicUrl: 'http://127.0.0.1',
    wording: loadWording(join(repositoryFolder(), 'locales')),
    log: { info: quiet, warn: quiet, error: quiet },
    mailFrom: 'Đồng Hành <donghanh@example.com>',
  });
  app.addChannel(deaf);
  app.start();
  for (const [i, chat] of chats.entries()) {
    const lines = ['/start', ...script(i).map(({ says }) => says)];
    for (const [n, line] of lines.entries())
      await app.receive([
        { channel: 'telegram', externalId: String(1_000 + chat * 1_000 + n), chat: String(chat), body: line === '/start' ? { kind: 'start' } : { kind: 'text', text: line } },
      ]);
  }
  await app.idle();
  for (const [i, chat] of chats.entries()) {
    const id = conversationOfChat(app.db.read, 'telegram', String(chat)) ?? '';
    const [given, asked] = [Object.keys(app.answers(id)), script(i).map(({ question }) => question)];
    if (given.join() !== asked.join()) throw new Error(`the script no longer fits the flow: given ${given.join()}, asked ${asked.join()}`);
  }
  await app.stop();
  return { stateDir, secretKey, remove: () => rmSync(stateDir, { recursive: true, force: true }) };
};
