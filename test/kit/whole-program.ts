/** Owns the whole program in this process for a test: encrypted database, pages on a port, a real SMTP server, a clock that can be set. */
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { type App, openApp } from '../../src/app.js';
import { consoleApp } from '../../src/console/index.js';
import type { Channel } from '../../src/messages/index.js';
import { conversationOfChat, feed } from '../../src/cases/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { makeWeb, serveWeb } from '../../src/web/index.js';
import { loadWording } from '../../src/wording/index.js';
import { AGENCY } from './claimant.js';
import { keptLog } from './log.js';

export type Whole = {
  readonly app: App;
  readonly url: string;
  readonly stateDir: string;
  /** Mails that arrived. */
  readonly mails: readonly ParsedMail[];
  readonly logged: () => string;
  /** The tag of the last thing said in a chat: which question is being asked. */
  readonly asked: (channel: Channel, chat: string) => string;
  /** A copy of everything written, to open another program from. The caller's to remove. */
  readonly saved: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Starts everything but the channels; call `app.start()` after adding them. `monotonic`: milliseconds by which delivery waits and pages limit; `from`: a copy of another program's folder to go on from (`saved`). */
export const openWhole = async (now: () => string, monotonic?: () => number, from?: string): Promise<Whole> => {
  const stateDir = mkdtempSync(join(tmpdir(), 'dong-hanh-whole-'));
  if (from !== undefined) cpSync(from, stateDir, { recursive: true });
  const agencies = join(stateDir, 'agencies.yaml');
  if (!existsSync(agencies))
    writeFileSync(
      agencies,
      `- name: ${AGENCY}\n  email: tiepnhan@vks.example\n  electronic_filing: false\n  source: bịa để kiểm thử\n  checked_on: "2026-11-01"\n  checked_by: kiểm thử\n`,
    );
  const mails: ParsedMail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      simpleParser(stream).then(
        (mail) => {
          mails.push(mail);
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  const smtpPort = await new Promise<number>((resolve) => {
    const server = smtp.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  const { log, logged } = keptLog();
  const app = await openApp({
    stateDir,
    secretKey: 'a secret that only tests know, long enough',
    now,
    publicUrl: 'http://127.0.0.1',
    wording: loadWording(join(repositoryFolder(), 'locales')),
    log,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    mailFrom: 'Đồng Hành <donghanh@example.com>',
    ...(monotonic === undefined ? {} : { monotonic }),
  });
  const desk = consoleApp({ ...app.console, secure: false });
  const web = await serveWeb(makeWeb({ ...app.web, secure: false, webhooks: {}, console: (request, env) => desk.fetch(request, env) }, monotonic), 0);
  return {
    app,
    url: web.url,
    stateDir,
    mails,
    logged,
    asked: (channel, chat) => {
      const id = conversationOfChat(app.db.read, channel, chat);
      if (id === undefined) return '';
      const last = feed(app.db.read, id, { in: 0, out: 0 }).lines.findLast((line) => line.side === 'out');
      return last?.side === 'out' ? last.tag : '';
    },
    saved: async () => {
      await app.idle();
      const copy = mkdtempSync(join(tmpdir(), 'dong-hanh-saved-'));
      cpSync(stateDir, copy, { recursive: true });
      return copy;
    },
    close: async () => {
      await web.close();
      await app.stop();
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
};
