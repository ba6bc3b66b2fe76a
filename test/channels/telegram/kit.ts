/** Owns opening the channel against the fake Telegram for tests: an inbox in memory that can fail, an offset store, a log that is kept. */
import { fileURLToPath } from 'node:url';
import { openTelegram, readTelegramWords, type TelegramOptions, type TelegramPort } from '../../../src/channels/telegram/index.js';
import type { Message } from '../../../src/messages/index.js';
import { type FakeOptions, type FakeTelegram, openFakeTelegram } from '../../kit/fake-telegram/index.js';

export const words = readTelegramWords(fileURLToPath(new URL('../../../locales', import.meta.url)));
export const quick = { idle: 60, paused: 60, least: 10, most: 50 };

export type Desk = {
  readonly telegram: FakeTelegram;
  readonly port: TelegramPort;
  readonly received: Message[];
  readonly quarantined: { readonly reason: string; readonly updateId?: string }[];
  readonly lines: string[];
  readonly offsets: { value: number | undefined };
  /** The next so many commits fail, as a locked database does. */
  readonly inbox: { failures: number };
  readonly another: (options?: Partial<TelegramOptions>) => TelegramPort;
  readonly close: () => Promise<void>;
};

export const openDesk = async (options: Partial<TelegramOptions> = {}, fake: FakeOptions = {}): Promise<Desk> => {
  const telegram = await openFakeTelegram(fake);
  const received: Message[] = [];
  const quarantined: Desk['quarantined'] = [];
  const lines: string[] = [];
  const offsets: Desk['offsets'] = { value: undefined };
  const inbox = { failures: 0 };
  const keep = (level: string) => (fields: Readonly<Record<string, unknown>>, text: string) => void lines.push(`${level} ${text} ${JSON.stringify(fields)}`);
  const ports: TelegramPort[] = [];
  const another = (more: Partial<TelegramOptions> = {}) => {
    const port = openTelegram({
      token: telegram.token,
      apiRoot: telegram.url,
      receive: async (messages) => {
        if (inbox.failures > 0) {
          inbox.failures -= 1;
          throw new Error('the inbox is locked');
        }
        received.push(...messages);
      },
      offsetStore: {
        get: async () => offsets.value,
        set: async (next) => {
          offsets.value = next;
        },
      },
      quarantine: async (update) => void quarantined.push(update),
      words,
      log: { info: keep('info'), warn: keep('warn'), error: keep('error') },
      pace: quick,
      random: () => 0.5,
      ...options,
      ...more,
    });
    ports.push(port);
    return port;
  };
  return {
    telegram,
    received,
    quarantined,
    lines,
    offsets,
    inbox,
    another,
    port: another(),
    close: async () => {
      await Promise.all(ports.map((port) => port.stop()));
      await telegram.close();
    },
  };
};
