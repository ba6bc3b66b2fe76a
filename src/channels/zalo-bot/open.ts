/** Owns the Zalo Bot channel as a whole: opens it, wires its parts, and closes it without dropping what is in flight. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ChannelPort, Message, Receive } from '../../messages/index.js';
import { openHttp } from '../http.js';
import { type Log, redacting } from '../log.js';
import { readRow, type Settings } from '../settings.js';
import { zaloHost } from '../zalo-hosts.js';
import { defaultApiRoot, describe, isUnauthorized, type Limits, openApi, usualLimits } from './api.js';
import { openLease } from './lease.js';
import { openPhotos, type Photos } from './photos.js';
import { type ChannelState, type Pace, poll, usualPace } from './poll.js';
import { capabilities, sendParcel } from './send.js';
import { toMessages } from './to-messages.js';
import type { WebhookRoute } from '../door.js';
import { webhookRoute } from './webhook.js';

export type ZaloBotOptions = {
  readonly token: string;
  readonly apiRoot?: string;
  /** Where the platform can fetch pictures we send; undefined when nobody outside can reach us. */
  readonly publicUrl?: string;
  /** Webhook mode; without it we poll. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  readonly receive: Receive;
  readonly settings: Settings;
  readonly quarantine?: (update: { readonly reason: string; readonly raw: string }) => Promise<void>;
  readonly log: Log;
  readonly now?: () => number;
  readonly random?: () => number;
  readonly limits?: Limits;
  readonly pace?: Pace;
  readonly by?: string;
  readonly pollSeconds?: number;
};

export type ZaloBotPort = ChannelPort & {
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly fetch: NonNullable<ChannelPort['fetch']>;
  readonly webhook?: WebhookRoute;
  /** The page `/p/<token>` hands out what the platform comes to fetch. */
  readonly photo: Photos['take'];
  readonly state: () => ChannelState;
  readonly counts: () => Readonly<Record<string, number>>;
  /** Messages sent this month and people who ever wrote; a free plan ends at 3,000 and 50. */
  readonly used: () => { readonly messages: number };
};

const meSchema = z.object({ id: z.coerce.string(), account_name: z.string().optional(), name: z.string().optional() });
const hookSchema = z.object({
  url: z.string().optional(),
  verification: z.object({ ok: z.boolean().optional(), outcome: z.string().optional(), hint: z.string().optional() }).optional(),
});
/** Ids of updates already handed in, to tell a repeating server; the inbox is what decides. */
const SEEN = 10_000;

export const openZaloBot = (options: ZaloBotOptions): ZaloBotPort => {
  const { token, settings, receive, now = Date.now, random = Math.random, limits = usualLimits, pace = usualPace } = options;
  if (!/^\d+:\S+$/.test(token)) throw new Error('zalo-bot: ZALO_BOT_TOKEN is not shaped like a token (digits, a colon, letters); copy it again from the Zalo message it came in');
  const root = (options.apiRoot ?? defaultApiRoot).replace(/\/+$/, '');
  const log = redacting(token, options.log);
  const http = openHttp();
  const api = openApi(http, root, token);
  const photos = openPhotos(now);
  const stopping = new AbortController();
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const seen = new Set<string>();
  const running: Promise<void>[] = [];
  let state: ChannelState = 'off';
  let me: string | undefined;

  const arrive = async (updates: readonly unknown[]): Promise<number> => {
    const messages: Message[] = [];
    for (const update of updates) {
      const translated = toMessages(update, me);
      if (translated.kind === 'messages') messages.push(...translated.messages);
      else if (translated.kind === 'ignored') count(translated.what);
      else {
        count('quarantined');
        log.warn({ channel: 'zalo-bot', reason: translated.reason }, 'an update was malformed and is set aside');
        await options.quarantine?.({ reason: translated.reason, raw: JSON.stringify(update) ?? '' });
      }
    }
    if (messages.length > 0) await receive(messages);
    const fresh = messages.filter(({ externalId }) => !seen.has(externalId));
    for (const { externalId, body } of fresh) {
      seen.add(externalId);
      count(body.kind);
    }
    for (const oldest of seen) if (seen.size > SEEN) seen.delete(oldest);
    return fresh.length;
  };
  const webhook = options.webhook === undefined ? undefined : webhookRoute({ secret: options.webhook.secret, arrive: async (updates) => void (await arrive(updates)), log });

  const removeWebhook = async (): Promise<void> => {
    const came = await api('deleteWebhook', undefined, limits.text);
    if (!came.ok) log.warn({ channel: 'zalo-bot', failure: describe(came.failure) }, 'the webhook could not be removed; polling hears nothing while it stands');
  };
  /** Setting it again is allowed and makes the secret ours; the answer says whether Zalo could reach us. */
  const setWebhook = async ({ url, secret }: { readonly url: string; readonly secret: string }): Promise<boolean> => {
    const came = await api('setWebhook', { url, secret_token: secret }, limits.text);
    if (!came.ok) {
      log[isUnauthorized(came.failure) ? 'error' : 'warn']({ channel: 'zalo-bot', failure: describe(came.failure) }, 'the webhook could not be set; trying again');
      return false;
    }
    const verified = hookSchema.safeParse(came.result).data?.verification;
    if (verified?.ok === false)
      log.error(
        { channel: 'zalo-bot', outcome: verified.outcome ?? '' },
        'Zalo saved the webhook but could not reach it: look at the outcome; a firewall that wants a browser answers 403',
      );
    return true;
  };

  const run = async (): Promise<void> => {
    state = 'starting';
    const known = await api('getMe', undefined, limits.text);
    if (known.ok) me = meSchema.safeParse(known.result).data?.id;
    if (options.webhook !== undefined) {
      for (let wait = pace.least; !stopping.signal.aborted && !(await setWebhook(options.webhook)); wait = Math.min(pace.most, wait * 2))
        await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      state = stopping.signal.aborted ? 'off' : 'webhook';
      return;
    }
    await removeWebhook();
    await poll({
      api,
      lease: openLease(settings, options.by ?? `${process.pid}.${Math.floor(random() * 1e9)}`, now),
      limits,
      arrive,
      removeWebhook,
      log,
      pace,
      random,
      stopping: stopping.signal,
      onState: (next) => {
        state = next;
      },
      ...(options.pollSeconds === undefined ? {} : { pollSeconds: options.pollSeconds }),
    });
  };

  const month = (): string => `zalo-bot.sent.${new Date(now() + 7 * 3_600_000).toISOString().slice(0, 7)}`;
  const usedSchema = z.object({ messages: z.number().int().nonnegative() });
  const used = (): { readonly messages: number } => readRow(settings.get(month()), (value) => usedSchema.safeParse(value)) ?? { messages: 0 };

  return {
    channel: 'zalo-bot',
    capabilities,
    send: async (parcel) => {
      const outcome = await sendParcel({ api, limits, photos, publicUrl: options.publicUrl }, parcel);
      if (outcome.kind === 'sent') {
        const stands = await settings.change(month(), (row) => JSON.stringify({ messages: (readRow(row, (value) => usedSchema.safeParse(value))?.messages ?? 0) + 1 }));
        const sent = readRow(stands, (value) => usedSchema.safeParse(value))?.messages ?? 0;
        if (sent === PLAN_WARNING) log.warn({ channel: 'zalo-bot', sent }, 'four fifths of the free plan’s 3,000 messages of this month are used');
      }
      return outcome;
    },
    fetch: (file, limit) => http.bytes(file.handle, limit, limits.file, zaloHost(root)),
    ...(webhook === undefined ? {} : { webhook }),
    photo: photos.take,
    start: async () => {
      if (running.length > 0) throw new Error('zalo-bot: the channel was started twice');
      running.push(run());
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
      http.close();
      state = 'off';
    },
    state: () => state,
    counts: () => Object.fromEntries(counts),
    used,
  };
};

const PLAN_WARNING = 2_400;
