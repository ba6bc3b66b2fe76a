/** Owns which channels there are and what each needs from the rest. */
import type { Config } from '../config.js';
import type { Log } from '../log.js';
import type { Receive } from '../messages/index.js';
import { openTelegram, readTelegramWords, type TelegramPort } from './telegram/index.js';

/** Small values a channel keeps between starts. */
export type Settings = { readonly get: (key: string) => string | undefined; readonly set: (key: string, value: string) => Promise<void> };

type Needs = { readonly receive: Receive; readonly settings: Settings; readonly locales: string; readonly log: Log };

/** How it is built without what it says, which nobody could erase on request: of every text only its length. */
const shapeOf = (raw: string): string => {
  try {
    const veiled: unknown = JSON.parse(raw, (_, value: unknown) =>
      typeof value === 'string' ? `‹${value.length}›` : typeof value === 'number' && !Number.isInteger(value) ? '‹number›' : value,
    );
    return JSON.stringify(veiled).slice(0, 20_000);
  } catch {
    return `‹${raw.length}›`;
  }
};

/** An operator needs examples, nobody needs thousands: beyond this the oldest give way. */
const QUARANTINED = 200;
let asides = 0;

export const openTelegramChannel = (config: NonNullable<Config['telegram']>, { receive, settings, locales, log }: Needs): TelegramPort =>
  openTelegram({
    token: config.token,
    receive,
    words: readTelegramWords(locales),
    log,
    offsetStore: {
      get: async () => {
        const stored = settings.get('telegram.offset');
        return stored === undefined ? undefined : Number(stored);
      },
      set: (offset) => settings.set('telegram.offset', String(offset)),
    },
    quarantine: async ({ reason, raw }) =>
      settings.set(`telegram.quarantine.${asides++ % QUARANTINED}`, JSON.stringify({ at: new Date().toISOString(), reason, shape: shapeOf(raw) })),
    ...(config.apiRoot === undefined ? {} : { apiRoot: config.apiRoot }),
    ...(config.webhook === undefined ? {} : { webhook: config.webhook }),
  });
