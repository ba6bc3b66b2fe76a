/** Owns which channels there are and what each needs from the rest. */
import type { Config } from '../config.js';
import type { Log } from '../log.js';
import type { Receive } from '../messages/index.js';
import type { Wording } from '../wording/index.js';
import type { Settings } from './settings.js';
import { openTelegram, readTelegramWords, type TelegramPort } from './telegram/index.js';
import { openZaloBot, type ZaloBotPort } from './zalo-bot/index.js';
import { openZaloOa, type ZaloOaPort } from './zalo-oa/index.js';

export type { Settings } from './settings.js';
export { readRules as readOaRules, readTokens as readOaTokens } from './zalo-oa/index.js';

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

/** Sets a malformed update aside, in the row of its channel and turn. */
const quarantineIn =
  (channel: string, settings: Settings) =>
  ({ reason, raw }: { readonly reason: string; readonly raw: string }): Promise<void> =>
    settings.set(`${channel}.quarantine.${asides++ % QUARANTINED}`, JSON.stringify({ at: new Date().toISOString(), reason, shape: shapeOf(raw) }));

type ZaloNeeds = Needs & {
  readonly heard: (chat: string) => { readonly heardAt: number | undefined; readonly saidSince: number };
  readonly wording: Wording;
  readonly now?: () => number;
};

export const openZaloOaChannel = (config: NonNullable<Config['zaloOa']>, { receive, settings, log, heard, wording, now }: ZaloNeeds): ZaloOaPort =>
  openZaloOa({
    appId: config.appId,
    appSecret: config.appSecret,
    secretKey: config.secretKey,
    refreshToken: config.refreshToken,
    publicUrl: config.publicUrl,
    receive,
    settings,
    heard,
    // Which language the chat is in is not the channel's to know.
    writeForMore: `${wording.vi.say('zalo.write_for_more')}\n${wording.en.say('zalo.write_for_more')}`,
    log,
    advice: {
      ofCode: (code) => (wording.vi.has(`zalo.codes.${code}`) ? wording.vi.say(`zalo.codes.${code}`) : undefined),
      consent: (code) => wording.vi.say('zalo.alarm', { code }),
    },
    quarantine: quarantineIn('zalo-oa', settings),
    ...(config.apiRoot === undefined ? {} : { apiRoot: config.apiRoot }),
    ...(config.oauthRoot === undefined ? {} : { oauthRoot: config.oauthRoot }),
    ...(now === undefined ? {} : { now }),
  });

export const openZaloBotChannel = (config: NonNullable<Config['zaloBot']>, { receive, settings, log }: Omit<Needs, 'locales'>): ZaloBotPort =>
  openZaloBot({
    token: config.token,
    receive,
    settings,
    log,
    quarantine: quarantineIn('zalo-bot', settings),
    ...(config.apiRoot === undefined ? {} : { apiRoot: config.apiRoot }),
    ...(config.webhook === undefined ? {} : { webhook: config.webhook, publicUrl: config.publicUrl }),
  });

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
    quarantine: quarantineIn('telegram', settings),
    ...(config.apiRoot === undefined ? {} : { apiRoot: config.apiRoot }),
    ...(config.webhook === undefined ? {} : { webhook: config.webhook }),
  });
