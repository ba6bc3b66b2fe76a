/** Owns the Official Account channel as a whole: opens it, wires its parts, keeps its token fresh, and closes it without dropping what is in flight. */
import type { ChannelPort, Message, Receive, SendOutcome } from '../../messages/index.js';
import { openHttp } from '../http.js';
import type { Log } from '../log.js';
import { readRow, type Settings } from '../settings.js';
import { defaultApiRoot, type Limits, openApi, usualLimits } from './api.js';
import { download } from './download.js';
import { defaultOauthRoot, exchangeRefresh } from './oauth.js';
import { type Heard, readRules, type Spent } from './rules.js';
import { spentSchema } from './spent.js';
import { capabilitiesFor, sendParcel } from './send.js';
import { toMessages } from './to-messages.js';
import { openTokens, type Tokens } from './tokens.js';
import type { WebhookRoute } from '../door.js';
import { webhookRoute } from './webhook.js';

export type ZaloOaOptions = {
  readonly appId: string;
  readonly appSecret: string;
  /** Signs the events; undefined while the account is being set up. */
  readonly secretKey: string | undefined;
  readonly refreshToken: string | undefined;
  readonly apiRoot?: string;
  readonly oauthRoot?: string;
  readonly publicUrl: string;
  readonly receive: Receive;
  readonly settings: Settings;
  readonly heard: (chat: string) => Heard;
  /** Said beneath the last message Zalo takes before the person must write. */
  readonly writeForMore: string;
  /** What whoever runs the account should know of an error code, and the steps of a new consent; in their language. */
  readonly advice?: { readonly ofCode: (code: string) => string | undefined; readonly consent: (why: string) => string };
  /** Where malformed events go. */
  readonly quarantine?: (event: { readonly reason: string; readonly raw: string }) => Promise<void>;
  readonly log: Log;
  readonly now?: () => number;
  readonly limits?: Limits;
  readonly by?: string;
};

/** For the console and the health page. No secret, no person. */
export type ZaloOaStatus = {
  readonly token: ReturnType<Tokens['state']>;
  readonly alarm: string | undefined;
  readonly spent: Spent;
  readonly rules: { readonly freeHours: number; readonly pushDays: number; readonly billedPerMonth: number; readonly templatesPerMonth: number };
};

export type ZaloOaPort = ChannelPort & {
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly fetch: NonNullable<ChannelPort['fetch']>;
  readonly webhook: WebhookRoute;
  readonly tokens: Tokens;
  readonly status: () => ZaloOaStatus;
  /** Events since the start, by what they came to. */
  readonly counts: () => Readonly<Record<string, number>>;
};

export const alarmRow = 'alarm.zalo-oa';
/** How often the token is looked at while nobody writes: a refresh token that is not used for three months is dead. */
const LOOK_MS = 60_000;

export const openZaloOa = (options: ZaloOaOptions): ZaloOaPort => {
  const { settings, log, now = Date.now, limits = usualLimits } = options;
  const root = (options.apiRoot ?? defaultApiRoot).replace(/\/+$/, '');
  const rules = readRules(settings.get('zalo-oa.rules'));
  const http = openHttp();
  const oauth = { http, root: (options.oauthRoot ?? defaultOauthRoot).replace(/\/+$/, ''), appId: options.appId, appSecret: options.appSecret };
  const tokens = openTokens({
    settings,
    seed: options.refreshToken,
    refresh: (token) => exchangeRefresh(oauth, token),
    now,
    log,
    by: options.by ?? `${process.pid}`,
    alarm: async (why) => {
      const stands = settings.get(alarmRow) ?? '';
      const next = why === undefined ? '' : JSON.stringify({ code: why, what: 'consent', say: options.advice?.consent(why) ?? '' });
      if (stands !== next) await settings.set(alarmRow, next);
    },
  });
  const api = openApi({ http, root, tokens, limits });
  const advised = new Set<string>();
  /** Once a code and a run: the sentence for whoever can mend it. */
  const advise = (outcome: SendOutcome): SendOutcome => {
    const code = /^zalo_(-?\d+)$/.exec(outcome.kind === 'refused' ? outcome.code : outcome.kind === 'later' ? outcome.why : '')?.[1];
    if (code === undefined || advised.has(code)) return outcome;
    advised.add(code);
    log.warn({ channel: 'zalo-oa', code, advice: options.advice?.ofCode(code) ?? '' }, 'Zalo answered a send with a code');
    return outcome;
  };
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);

  const month = (): string => `zalo-oa.spent.${new Date(now() + 7 * 3_600_000).toISOString().slice(0, 7)}`;
  const spent = (): Spent => readRow(settings.get(month()), (value) => spentSchema.safeParse(value)) ?? { billed: 0, templates: 0 };

  /** Zalo repeats for an hour at most: what comes days later was kept by somebody and is played again. */
  const tooOld = ({ sentAt }: Message): boolean => rules.oldestDays !== null && sentAt !== undefined && now() - Date.parse(sentAt) > rules.oldestDays * 86_400_000;

  const arrive = async (event: unknown): Promise<void> => {
    const translated = toMessages(event);
    const messages: readonly Message[] = translated.kind === 'messages' ? translated.messages : [];
    if (translated.kind === 'ignored') count(translated.what);
    if (translated.kind === 'quarantined') {
      count('quarantined');
      log.warn({ channel: 'zalo-oa', reason: translated.reason }, 'an event was malformed and is set aside');
      await options.quarantine?.({ reason: translated.reason, raw: JSON.stringify(event) ?? '' });
    }
    const [first] = messages;
    if (first !== undefined && tooOld(first)) {
      count('too_old');
      log.warn(
        { channel: 'zalo-oa', sentAt: first.sentAt, oldestDays: rules.oldestDays },
        'an event is older than «zalo-oa.rules» allows and is set aside; is the clock of this machine right?',
      );
      await options.quarantine?.({ reason: 'timestamp: too_old', raw: JSON.stringify(event) ?? '' });
      return;
    }
    for (const { body } of messages) count(body.kind);
    if (messages.length > 0) await options.receive(messages);
  };

  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<unknown> | undefined;
  const look = (): void => {
    looking = tokens
      .access()
      .catch((error: unknown) => log.error({ channel: 'zalo-oa', failure: error instanceof Error ? error.message : 'unknown' }, 'the token could not be looked after'));
  };

  return {
    channel: 'zalo-oa',
    capabilities: capabilitiesFor(rules),
    send: async (parcel) =>
      advise(
        await sendParcel(
          {
            api,
            rules,
            heard: options.heard,
            spent,
            spend: async (what) => {
              await settings.change(month(), (row) => {
                const stands = readRow(row, (value) => spentSchema.safeParse(value)) ?? { billed: 0, templates: 0 };
                return JSON.stringify({ ...stands, [what]: stands[what] + 1 });
              });
            },
            writeForMore: options.writeForMore,
            publicUrl: options.publicUrl,
            now,
          },
          parcel,
        ),
      ),
    fetch: (file, limit) => download(http, root, file, limit, limits.file),
    webhook: webhookRoute({ appId: options.appId, secret: options.secretKey, arrive, log, refused: (why) => count(`refused_${why}`) }),
    tokens,
    start: async () => {
      look();
      timer = setInterval(look, LOOK_MS);
      timer.unref();
    },
    stop: async () => {
      clearInterval(timer);
      await looking;
      http.close();
    },
    status: () => {
      const { freeHours, pushDays, billedPerMonth, templatesPerMonth } = rules;
      const alarm = settings.get(alarmRow);
      return { token: tokens.state(), alarm: alarm === '' ? undefined : alarm, spent: spent(), rules: { freeHours, pushDays, billedPerMonth, templatesPerMonth } };
    },
    counts: () => Object.fromEntries(counts),
  };
};
