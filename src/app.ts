/** Owns putting the parts together around one database: inbox, turns, delivery, chores. Opens no port and reads no environment. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, ok } from './basics/index.js';
import { currentAnswers, waitUntil } from './cases/index.js';
import { openChores, reminderHolds, storedHandle, windowNoticeHolds } from './chores/index.js';
import type { ConsoleParts } from './console/index.js';
import { type DeskTools, fileLater, officerNamed, openFiling, scopeOfCase } from './desk/index.js';
import { type Delivery, heardOf, openDelivery, openMailer, pagePort } from './delivery/index.js';
import { openPartials, openStore, takeIn } from './evidence/index.js';
import { claimWhere, law } from '../flows/index.js';
import { openInbox } from './inbox/index.js';
import { competentAgency, type Facts } from './law/index.js';
import { contactsFrom, firstAdminInvited, importAgencies, keptHead, showHead } from './office/index.js';
import { reckonWhenTablesChanged } from './procedure/index.js';
import type { Log } from './log.js';
import type { Channel, ChannelPort, Receive } from './messages/index.js';
import { type Database, openSettings, openSqlite } from './storage/index.js';
import { openTurns } from './turns.js';
import { openAgencyPages } from './agency-pages.js';
import { openChatPages, type TakeFile } from './chat-pages.js';
import { openDownloads } from './downloads.js';
import { keyFor } from './keys.js';
import { openTimelinePages } from './timeline-pages.js';
import { openUploads } from './uploads.js';
import { openWatching } from './watching.js';
import type { WebPort } from './web/port.js';
import type { Wording } from './wording/index.js';

export type AppOptions = {
  readonly stateDir: string;
  readonly secretKey: string;
  readonly now: () => Instant;
  readonly publicUrl: string;
  readonly wording: Wording;
  readonly log: Log;
  readonly smtpUrl?: string | undefined;
  readonly mailFrom: string;
  /** Milliseconds that never jump, by which delivery waits; the machine's own when absent. */
  readonly monotonic?: () => number;
};

export type App = {
  readonly db: Database;
  readonly receive: Receive;
  /** Adds a channel; its messages come through `receive`. */
  readonly addChannel: (port: ChannelPort) => void;
  /** Takes up what a crash left behind and begins to send. Call once the channels are added. */
  readonly start: () => void;
  /** Resolves when every message was taken, every due chore done and everything sent that can be sent now. */
  readonly idle: () => Promise<void>;
  readonly web: Omit<WebPort, 'webhooks' | 'secure' | 'console'>;
  readonly console: Omit<ConsoleParts, 'secure'>;
  /** A fresh token for the first admin's link, or undefined once there is an admin. Older ones stop working. */
  readonly firstAdmin: () => Promise<string | undefined>;
  /** The newest row of the audit trail, to be noted outside the database. */
  readonly auditHead: () => string | undefined;
  /** Small values that channels keep between starts. */
  readonly settings: ReturnType<typeof openSettings>;
  /** When a chat last wrote, and how much was said to it since. */
  readonly heard: (channel: Channel, chat: string) => ReturnType<typeof heardOf>;
  /** Keeps a file's bytes, for a channel that has them at hand. */
  readonly takeFile: TakeFile;
  /** Clear bytes of a stored file. */
  readonly file: (fileId: string) => Promise<Buffer>;
  /** Current answers of a conversation by question. */
  readonly answers: (conversation: string) => Readonly<Record<string, unknown>>;
  /** Stops taking, waits for what is in flight, closes. */
  readonly stop: () => Promise<void>;
};

export const openApp = async (options: AppOptions): Promise<App> => {
  const { stateDir, secretKey, now, wording, log, publicUrl } = options;
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const db = openSqlite(join(stateDir, 'dong-hanh.db'), keyFor(secretKey, 'database'));
  const store = await openStore(join(stateDir, 'files'), keyFor(secretKey, 'files'));
  const taken = await importAgencies(db, stateDir, now());
  if (taken.kind === 'imported') log.info({ count: taken.count }, 'agencies.yaml was taken over; from now on contacts are edited in the console');
  if (taken.kind === 'changed') log.warn('agencies.yaml was edited after it was taken over and is not read any more; edit the contacts in the console');
  const partials = await openPartials(join(stateDir, 'uploads'), keyFor(secretKey, 'uploads'));
  const evidence = { store };
  const linkKey = keyFor(secretKey, 'links');
  const ports = new Map<Channel, ChannelPort>();
  for (const channel of ['web', 'terminal'] as const) ports.set(channel, pagePort(channel));
  const watching = openWatching(db);
  const mailer = openMailer({ from: options.mailFrom, dir: join(stateDir, 'mail'), now, log, ...(options.smtpUrl === undefined ? {} : { smtpUrl: options.smtpUrl }) });

  /** Opened at `start`, when every channel is known. */
  let delivery: Delivery | undefined;
  const capabilities = (channel: Channel) => (ports.get(channel) ?? pagePort('terminal')).capabilities;
  const contacts = contactsFrom(db.read, law);
  const takesMail = (facts: Facts): boolean => {
    const { name } = competentAgency(facts, law).value;
    return name !== undefined && contacts(name)?.email !== undefined;
  };
  const desk: DeskTools = {
    wording,
    capabilities,
    answersChanged: fileLater,
    officer: officerNamed,
    linkKey,
    publicUrl,
    flow: claimWhere(takesMail),
    said: (spot) => delivery?.offer(spot),
  };
  const turns = openTurns(
    db,
    now,
    desk,
    (id) => {
      delivery?.wake();
      chores.wake();
      watching.changed(id);
    },
    log,
  );
  const receive = openInbox(db, now, turns.wake);
  const filing = openFiling(db, now, desk, log);
  const chores = openChores({
    db,
    now,
    evidence,
    port: (channel) => ports.get(channel),
    mailer,
    mailFrom: options.mailFrom,
    contacts,
    law,
    wording,
    publicUrl,
    linkKey,
    desk,
    sweepUploads: () => uploads.sweep(),
    log,
    wake: (ids) => {
      turns.wake(ids);
      delivery?.wake();
    },
  });

  const uploads = openUploads({
    db,
    now,
    store,
    partials,
    receive,
    wake: turns.wake,
  });

  const failed =
    (what: string) =>
    (where: string, error: unknown): void =>
      log.error({ where, error: error instanceof Error ? error.stack : String(error) }, what);
  const downloads = openDownloads({ db, now, store, publicUrl });

  const wake = (ids: readonly string[]): void => {
    turns.wake(ids);
    delivery?.wake();
    chores.wake();
    for (const id of ids) watching.changed(id);
  };
  const takeFile: TakeFile = async (name, bytes) => {
    const taken = await takeIn(bytes, { name }, evidence);
    return taken.ok ? ok({ handle: storedHandle(taken.value.sha256), name: taken.value.name, size: taken.value.size }) : taken;
  };

  return {
    db,
    receive,
    addChannel: (port) => void ports.set(port.channel, port),
    start: () => {
      const holds = reminderHolds({ law, wording });
      delivery = openDelivery({
        db,
        ports,
        bytesOf: (fileId) => store.get(fileId),
        now,
        log,
        stillHolds: (tx, row, at) => windowNoticeHolds(tx, row, at) && holds(tx, row, at),
        ...(options.monotonic === undefined ? {} : { monotonic: options.monotonic }),
      });
      turns.resume();
      // Before anything is asked for: a transaction of its own, done by the time the first chore looks.
      void db
        .transaction((tx) => {
          waitUntil(tx, 'sweep_uploads', 'all', now());
          return reckonWhenTablesChanged(tx, law, now());
        })
        .then((claims) => {
          if (claims > 0) log.info({ claims }, 'the tables of the law or the calendar changed: every day that runs is reckoned again');
          chores.wake();
        });
      chores.wake();
    },
    idle: async () => {
      for (let quiet = 0; quiet < 2; ) {
        const before = turns.counts().taken;
        await turns.idle();
        await chores.idle();
        await turns.idle();
        await delivery?.idle();
        await filing.done();
        quiet = turns.counts().taken === before ? quiet + 1 : 0;
      }
    },
    web: {
      receive,
      ...openChatPages(db, takeFile),
      watch: watching.watchChat,
      openLink: downloads.openLink,
      failed: failed('a page failed'),
      uploadPages: uploads,
      agencyPages: openAgencyPages({ db, now, law, wording, store, capabilities, linkKey, publicUrl, wake }),
      timelinePages: openTimelinePages({ db, now, law, wording, publicUrl }),
      takePaper: async (name, bytes) => {
        const taken = await takeIn(bytes, { name }, evidence);
        return taken.ok ? ok({ fileId: taken.value.sha256, name: taken.value.name, mime: taken.value.mime }) : taken;
      },
      wording,
      cookieKey: keyFor(secretKey, 'cookies'),
      health: () => ({ ok: true, detail: { ...turns.counts() } }),
      metrics: () =>
        Object.entries(turns.counts())
          .map(([name, count]) => `dong_hanh_turns_${name} ${count}`)
          .concat(`dong_hanh_database_bytes ${db.size()}`)
          .join('\n'),
    },
    console: {
      db,
      now,
      wording,
      law,
      cookieKey: keyFor(secretKey, 'console'),
      publicUrl,
      stateDir,
      scopeOf: scopeOfCase,
      filed: filing.done,
      bytes: (fileId) => store.get(fileId),
      takeFile,
      wake,
      watch: watching.watchAll,
      failed: failed('a console page failed'),
      desk: {
        tools: desk,
        handOut: downloads.handOut,
        typing: (channel, chat) => {
          ports
            .get(channel)
            ?.typing?.(chat)
            .catch((error: unknown) => log.warn({ channel, error: error instanceof Error ? error.name : 'unknown' }, 'the channel did not show that somebody writes'));
        },
      },
    },
    firstAdmin: () => db.transaction((tx) => firstAdminInvited(tx, now())),
    auditHead: () => {
      const head = keptHead(db.read);
      return head === undefined ? undefined : showHead(head);
    },
    settings: openSettings(db),
    heard: (channel, chat) => heardOf(db.read, channel, chat),
    file: (fileId) => store.get(fileId),
    takeFile,
    answers: (id) => Object.fromEntries(currentAnswers(db.read, id).map(({ question, value }) => [question, JSON.parse(value) as unknown])),
    stop: async () => {
      await turns.idle();
      // Side by side: a mail server that hangs must not keep what is on its way to people from being settled.
      await Promise.all([chores.stop(), delivery?.stop()]);
      await turns.idle();
      await filing.stop();
      db.close();
    },
  };
};
