/** Owns the Telegram channel as a whole: opens it, wires its parts, and closes it without dropping what is in flight. */
import type { ChannelPort, Receive } from '../../messages/index.js';
import { defaultApiRoot, type Limits, openApi, usualLimits } from './api.js';
import { makeArrivals, type Quarantine } from './arrival.js';
import { download } from './download.js';
import { type Log, redacting } from '../log.js';
import { type OffsetStore, poll } from './poll.js';
import { capabilities, sendParcel } from './send.js';
import { removeWebhook, setMenus, setWebhook, type WebhookOptions } from './set-up.js';
import { makeTransport } from './transport.js';
import { type ChannelState, makeTrouble, type Pace, untilDone, usualPace } from './trouble.js';
import type { WebhookRoute } from '../door.js';
import { webhookRoute } from './webhook.js';
import type { TelegramWords } from './words.js';

export type TelegramOptions = {
  readonly token: string;
  readonly apiRoot?: string;
  readonly receive: Receive;
  /** Webhook mode; without it we poll. `url` is the public address of the route. */
  readonly webhook?: WebhookOptions;
  readonly offsetStore: OffsetStore;
  /** Where malformed updates go; by default only their count and reason are kept. */
  readonly quarantine?: Quarantine;
  readonly words: TelegramWords;
  readonly log: Log;
  readonly pace?: Pace;
  readonly limits?: Limits;
  readonly random?: () => number;
};

export type TelegramPort = ChannelPort & {
  /** Does once, and waits for, what `start` otherwise keeps trying in the background: webhook or polling, menus, descriptions. */
  readonly setUp: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly fetch: NonNullable<ChannelPort['fetch']>;
  /** The route of webhook mode; absent when polling. */
  readonly webhook?: WebhookRoute;
  readonly state: () => ChannelState;
  /** Updates since the start, by what they came to. */
  readonly counts: () => Readonly<Record<string, number>>;
};

export const openTelegram = (options: TelegramOptions): TelegramPort => {
  const { token, receive, words, pace = usualPace, limits = usualLimits, random = Math.random } = options;
  if (!/^\d+:[\w-]+$/.test(token)) throw new Error('telegram: TELEGRAM_BOT_TOKEN is not shaped like a token (digits, a colon, letters); copy it again from @BotFather');
  const root = (options.apiRoot ?? defaultApiRoot).replace(/\/+$/, '');
  const log = redacting(token, options.log);
  const transport = makeTransport();
  const stopping = new AbortController();
  const api = openApi(token, root, transport, limits, stopping.signal);
  const running: Promise<void>[] = [];
  let state: ChannelState = 'off';
  let name: string | undefined;
  const onState = (next: ChannelState) => {
    state = next;
  };
  const username = async () => {
    name ??= (await api.getMe()).username;
    return name;
  };
  const arrivals = makeArrivals({ api, receive, quarantine: options.quarantine ?? (async () => {}), log, words, username });
  const webhook = options.webhook ? webhookRoute({ secret: options.webhook.secret, arrive: arrivals.arrive, log }) : undefined;
  const trouble = () => makeTrouble({ log, pace, random, onState });

  /** Which way updates come must stand before anything else. */
  const connect = () => (options.webhook ? setWebhook(api, options.webhook) : removeWebhook(api));
  const run = async () => {
    onState('starting');
    await untilDone(connect, trouble(), stopping.signal);
    if (stopping.signal.aborted) return onState('off');
    const furnished = furnish();
    if (options.webhook) onState('webhook');
    else await poll({ api, offsets: options.offsetStore, arrive: arrivals.arrive, log, pace, random, stopping: stopping.signal, onState });
    await furnished;
  };
  /** Menus are furniture: they never hold up a message, and failing to set them is no alarm. */
  const quiet: Log = { info: log.info, warn: log.info, error: log.info };
  const furnish = () => untilDone(() => setMenus(api, words), makeTrouble({ log: quiet, pace, random, onState: () => {} }), stopping.signal);

  return {
    channel: 'telegram',
    capabilities,
    send: (parcel) => sendParcel(api, parcel),
    typing: async (chat) => void (await api.sendChatAction(chat, 'typing')),
    fetch: (file, limit) => download(api, transport, `${root}/file/bot${token}`, file, limit, limits.file),
    setUp: async () => {
      await connect();
      await setMenus(api, words);
    },
    start: async () => {
      if (running.length > 0) throw new Error('telegram: the channel was started twice');
      running.push(run());
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
      await arrivals.settle();
      transport.close();
      onState('off');
    },
    ...(webhook ? { webhook } : {}),
    state: () => state,
    counts: arrivals.counts,
  };
};
