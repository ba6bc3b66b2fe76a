/**
 * Owns what happens when updates reach us, whichever way they came: translate, stop the button's spinner, point groups to the private
 * chat, set aside what is malformed, hand the rest to the inbox. Resolves only after the inbox has committed.
 */
import type { Api } from 'grammy';
import type { Message, Receive } from '../../messages/index.js';
import { describe, failureIn } from './api.js';
import type { Log } from '../log.js';
import { type Translated, toMessages } from './to-messages.js';
import type { TelegramWords } from './words.js';

/** An update that is not what Telegram promises, kept aside for an operator. `raw` may hold a person's words: store it as such. */
export type Quarantined = { readonly reason: string; readonly updateId?: string; readonly raw: string };
export type Quarantine = (update: Quarantined) => Promise<void>;

export type Arrivals = {
  readonly arrive: (updates: readonly unknown[]) => Promise<void>;
  /** How many updates came to each end since the start, by name. */
  readonly counts: () => Readonly<Record<string, number>>;
  /** Waits for the small answers still on their way. */
  readonly settle: () => Promise<void>;
};

type Needs = {
  readonly api: Api;
  readonly receive: Receive;
  readonly quarantine: Quarantine;
  readonly log: Log;
  readonly words: TelegramWords;
  readonly username: () => Promise<string>;
};

/** More groups than this and the oldest may be told a second time. */
const groupMemory = 10_000;

export const makeArrivals = ({ api, receive, quarantine, log, words, username }: Needs): Arrivals => {
  const counts = new Map<string, number>();
  const told = new Set<string>();
  const pending = new Set<Promise<void>>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);

  /** A courtesy: worth trying once, worth a log line, never worth holding up or failing an update. */
  const courtesy = (what: string, call: () => Promise<unknown>) => {
    const task = call()
      .then(() => undefined)
      .catch((thrown: unknown) => {
        const failure = failureIn(thrown);
        log.info({ channel: 'telegram', what, failure: failure ? describe(failure) : String(thrown) }, 'a courtesy call failed');
      })
      .finally(() => pending.delete(task));
    pending.add(task);
  };

  const pointToPrivate = (chat: string, hint: string | undefined) => {
    if (told.has(chat)) return;
    if (told.size >= groupMemory) for (const oldest of [...told].slice(0, groupMemory / 2)) told.delete(oldest);
    told.add(chat);
    const said = hint === undefined || hint.startsWith('vi') ? words.vi : words.en;
    courtesy('group_link', async () => api.sendMessage(chat, said.in_group.replace('{{link}}', `https://t.me/${await username()}`)));
  };

  const handle = async (translated: Translated, raw: unknown): Promise<readonly Message[]> => {
    const tap = 'tap' in translated ? translated.tap : undefined;
    if (tap !== undefined) courtesy('tap', () => api.answerCallbackQuery(tap));
    switch (translated.kind) {
      case 'messages':
        for (const { body } of translated.messages) count(body.kind);
        return translated.messages;
      case 'group':
        count('group');
        pointToPrivate(translated.chat, translated.languageHint);
        return [];
      case 'ignored':
        count(translated.what);
        return [];
      case 'quarantined': {
        count('quarantined');
        const { reason, updateId } = translated;
        log.warn({ channel: 'telegram', updateId, reason }, 'an update was malformed and is set aside');
        await quarantine({ reason, ...(updateId === undefined ? {} : { updateId }), raw: written(raw) });
        return [];
      }
    }
  };

  return {
    arrive: async (updates) => {
      const messages: Message[] = [];
      for (const update of updates) messages.push(...(await handle(toMessages(update), update)));
      if (messages.length > 0) await receive(messages);
    },
    counts: () => Object.fromEntries(counts),
    settle: async () => {
      await Promise.all(pending);
    },
  };
};

/** Writing down goes as deep as the update does; one nested past the stack is not worth a crash. */
const written = (raw: unknown): string => {
  try {
    return JSON.stringify(raw) ?? '';
  } catch (error) {
    if (error instanceof RangeError) return '"nested too deep to write down"';
    throw error;
  }
};
