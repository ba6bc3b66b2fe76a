/** Owns a person with a phone, on the fake Telegram or the fake Zalo: types, taps, photographs, and reads what came. The same talk reads the same on both. */
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { openTelegramChannel, openZaloOaChannel } from '../../src/channels/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { makeWeb, serveWeb } from '../../src/web/index.js';
import { loadWording } from '../../src/wording/index.js';
import { fileOf } from '../kit/claimant.js';
import type { FakeTelegram } from '../kit/fake-telegram/index.js';
import type { FakeZaloOa } from '../kit/fake-zalo-oa/index.js';
import type { Whole } from '../kit/whole-program.js';

export type Phone = {
  readonly channel: 'telegram' | 'zalo-oa';
  readonly chat: string;
  /** Types each line, or presses the button a number stands for; gives all that came back. */
  readonly says: (...lines: readonly string[]) => Promise<string>;
  readonly photographs: (name: string) => Promise<string>;
  /** What came since, by itself. */
  readonly hears: () => Promise<string>;
  /** Opens the chat after days: on Zalo what waited comes only after a word. */
  readonly looks: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const locales = join(repositoryFolder(), 'locales');
const wording = loadWording(locales);

/** A person on Telegram, and the program polling for them. Call before the program starts; `on` afterwards. */
export const onTelegram = (whole: Whole, fake: FakeTelegram, id: number): { readonly on: () => Promise<Phone> } => {
  const channel = openTelegramChannel(
    { token: fake.token, apiRoot: fake.url, webhook: undefined },
    { receive: whole.app.receive, settings: whole.app.settings, locales, log: quiet },
  );
  whole.app.addChannel(channel);
  return {
    on: async () => {
      await channel.start();
      const person = await fake.person(id);
      let seen = (await person.transcript()).length;
      const hears = async (): Promise<string> => {
        await whole.app.idle();
        const lines = await person.transcript();
        const fresh = lines.slice(seen).flatMap(({ from, text }) => (from === 'bot' ? [text] : []));
        seen = lines.length;
        return fresh.join('\n');
      };
      /** A message is fetched, not handed over: the program is idle until it has it. */
      const answered = async (act: () => Promise<unknown>): Promise<void> => {
        const before = (await fake.ledger()).length;
        await act();
        await fake.waitFor(async () => (await fake.ledger()).length > before, 20_000, 'an answer');
        await whole.app.idle();
      };
      const types = async (line: string): Promise<void> => {
        const buttons = (await person.transcript()).findLast(({ from }) => from === 'bot')?.buttons ?? [];
        const button = /^\d$/.test(line) ? buttons[Number(line) - 1] : undefined;
        await answered(() => (button === undefined ? person.says(line) : person.taps(button.text)));
      };
      return {
        channel: 'telegram',
        chat: String(id),
        hears,
        looks: hears,
        says: async (...lines) => {
          for (const line of lines) await types(line);
          return hears();
        },
        photographs: async (name) => {
          await answered(() => person.sendsPhoto({ name, bytes: fileOf(name) }));
          return hears();
        },
        stop: () => channel.stop(),
      };
    },
  };
};

/** A person on Zalo, who follows the office's account. As above. `rest`: a moment of what delivery waits by passes. */
export const onZalo = (whole: Whole, fake: FakeZaloOa, chat: string, clock: () => number, rest: () => void): { readonly on: () => Promise<Phone> } => {
  const { appId, appSecret, oaSecret: secretKey } = fake.world;
  const channel = openZaloOaChannel(
    { appId, appSecret, secretKey, refreshToken: fake.consented(), apiRoot: fake.url, oauthRoot: fake.url, publicUrl: 'https://donghanh.example' },
    { receive: whole.app.receive, settings: whole.app.settings, locales, log: quiet, wording, heard: (one) => whole.app.heard('zalo-oa', one), now: clock },
  );
  whole.app.addChannel(channel);
  return {
    on: async () => {
      const web = await serveWeb(makeWeb({ ...whole.app.web, secure: false, webhooks: { 'zalo-oa': channel.webhook } }), 0);
      fake.events.url = `${web.url}/webhooks/zalo-oa`;
      await channel.start();
      const person = fake.person(chat);
      let seen = person.heard().length;
      const hears = async (): Promise<string> => {
        await whole.app.idle();
        const lines = person.heard().slice(seen);
        seen += lines.length;
        return lines.map(({ text }) => text).join('\n');
      };
      const sends = async (act: () => Promise<{ readonly status: number }>): Promise<void> => {
        const { status } = await act();
        if (status !== 200) throw new Error(`the webhook answered ${status}`);
        await whole.app.idle();
      };
      const says = async (...lines: readonly string[]): Promise<string> => {
        for (const line of lines) {
          const button = /^\d$/.test(line) ? person.heard().findLast(({ kind }) => kind !== 'file')?.buttons[Number(line) - 1] : undefined;
          await sends(() => (button === undefined ? person.says(line) : person.taps(button.payload)));
        }
        return hears();
      };
      return {
        channel: 'zalo-oa',
        chat,
        hears,
        looks: () => {
          // Delivery looks once a second whether a chat that was shut may be written to again.
          rest();
          return says('chào');
        },
        says,
        photographs: async (name) => {
          await sends(() => person.sendsPicture(fileOf(name)));
          return hears();
        },
        stop: async () => {
          await channel.stop();
          await web.close();
        },
      };
    },
  };
};

/** The mail that holds a page for the agency, once it has come. */
export const mailed = async (whole: Whole): Promise<void> => {
  for (let n = 0; n < 100 && !whole.mails.some(({ text }) => text?.includes('/a/')); n++) await sleep(50);
};
