/**
 * Owns a talk in the terminal: the whole program around a temporary encrypted database, with a clock that moves only when someone
 * speaks. The same turn code and the same words as every channel.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { openApp } from '../app.js';
import { addSeconds, type Day, instantAt } from '../basics/index.js';
import { answerGiven, caseOpened, conversationFor, feed, latestDossier } from '../cases/index.js';
import type { Log } from '../log.js';
import { loadWording } from '../wording/index.js';
import { repositoryFolder } from '../repository/index.js';

export type Spoken = { readonly tag: string; readonly text: string; readonly attachment?: { readonly name: string; readonly fileId: string } };
export type Session = {
  /** One line of the person: text, or `[tệp PATH]` to send a file. Resolves with what the bot said once nothing is left to do. */
  readonly say: (line: string) => Promise<readonly Spoken[]>;
  /** The newest dossier's PDF. */
  readonly pdf: () => Promise<Buffer | undefined>;
  /** The answers as stored, for the saved case. */
  readonly answers: () => Readonly<Record<string, unknown>>;
  readonly close: () => Promise<void>;
};

/** A saved case to start from: `{"language":"vi","answers":{"consent":"agree","field":"administration"}}`. */
export const savedCaseSchema = z.object({ language: z.enum(['vi', 'en']).default('vi'), answers: z.record(z.string(), z.unknown()) });
export type SavedCase = z.infer<typeof savedCaseSchema>;

const SECRET = 'a secret for talks in the terminal only';
const pieceSchema = z.object({ text: z.string(), tag: z.string().optional(), attachment: z.object({ fileId: z.string(), name: z.string() }).optional() });

/** `on`: the day the talk happens, from 8 in the morning; every line takes a minute. */
export const openSession = async (options: { readonly on: Day; readonly from?: SavedCase; readonly filesFrom?: string; readonly log: Log }): Promise<Session> => {
  const stateDir = mkdtempSync(join(tmpdir(), 'dong-hanh-'));
  let clock = instantAt(options.on, '08:00');
  const app = await openApp({
    stateDir,
    secretKey: SECRET,
    now: () => clock,
    publicUrl: 'https://donghanh.example',
    wording: loadWording(join(repositoryFolder(), 'locales')),
    log: options.log,
    mailFrom: 'Đồng Hành <donghanh@example.com>',
  });
  const chat = 'terminal';
  let lines = 0;
  let seen = { in: 0, out: 0 };
  const conversation = await app.db.transaction((tx) => {
    const id = conversationFor(tx, 'terminal', chat, undefined, clock);
    if (options.from) seed(tx, id, options.from, clock);
    return id;
  });
  app.start();
  return {
    say: async (line) => {
      clock = addSeconds(clock, 60);
      lines += 1;
      const file = /^\[(?:tệp|file) (.+)\]$/.exec(line)?.[1];
      const body = file === undefined ? ({ kind: 'text', text: line.replaceAll('\\n', '\n') } as const) : await upload(app, join(options.filesFrom ?? '.', file));
      if ('refused' in body) return [{ tag: `files.${body.refused}`, text: body.refused }];
      await app.receive([{ channel: 'terminal', externalId: `line ${lines}`, chat, body }]);
      await app.idle();
      const { lines: fresh, cursor } = feed(app.db.read, conversation, seen);
      seen = cursor;
      return fresh.flatMap((one) => {
        if (one.side !== 'out') return [];
        const piece = pieceSchema.parse(JSON.parse(one.payload));
        return [{ tag: one.tag, text: piece.text, ...(piece.attachment === undefined ? {} : { attachment: piece.attachment }) }];
      });
    },
    pdf: async () => {
      const sha256 = latestDossier(app.db.read, conversation)?.pdf_sha256;
      return sha256 == null ? undefined : app.file(sha256);
    },
    answers: () => app.answers(conversation),
    close: async () => {
      await app.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
};

const upload = async (app: Awaited<ReturnType<typeof openApp>>, path: string) => {
  const taken = await app.takeFile(basename(path), Readable.from([readFileSync(path)]));
  if (!taken.ok) return { refused: taken.code };
  const { handle, name, size } = taken.value;
  return { kind: 'file', file: { handle, name, size } } as const;
};

const seed = (tx: Parameters<Parameters<Awaited<ReturnType<typeof openApp>>['db']['transaction']>[0]>[0], id: string, from: SavedCase, now: string): void => {
  for (const [question, value] of Object.entries(from.answers)) answerGiven(tx, { conversation: id, question, value, said: '', shown: '', inbox: null, actor: 'saved case' }, now);
  if (from.answers.consent === 'agree') caseOpened(tx, `saved-${id}`, id, now);
};
