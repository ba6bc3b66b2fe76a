/** Owns what comes from the environment: parsed once, every fault one sentence. Secrets come from nowhere else. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const optional = z.string().trim().min(1).optional().catch(undefined);
const schema = z.object({
  PORT: z.coerce.number({ error: 'PORT must be a number from 0 to 65535' }).int().min(0).max(65_535).default(8080),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'PUBLIC_URL must be an address such as https://example.org' }).optional(),
  STATE_DIR: z.string().default('.state'),
  DATABASE_URL: optional,
  SECRET_KEY: z.string().min(32, 'SECRET_KEY must have at least 32 characters; make one with: openssl rand -base64 32').optional(),
  TELEGRAM_BOT_TOKEN: optional,
  TELEGRAM_API_ROOT: optional,
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,256}$/, 'TELEGRAM_WEBHOOK_SECRET may only have letters, digits, _ and -')
    .optional(),
  ZALO_OA_APP_ID: z
    .string()
    .regex(/^\d{1,30}$/, 'ZALO_OA_APP_ID is the number of the app on developers.zalo.me, digits only')
    .optional(),
  ZALO_OA_APP_SECRET: optional,
  ZALO_OA_SECRET_KEY: optional,
  ZALO_OA_REFRESH_TOKEN: optional,
  ZALO_OA_API_ROOT: z.url({ protocol: /^https?$/, error: 'ZALO_OA_API_ROOT must be an address such as https://openapi.zalo.me' }).optional(),
  ZALO_OA_OAUTH_ROOT: z.url({ protocol: /^https?$/, error: 'ZALO_OA_OAUTH_ROOT must be an address such as https://oauth.zaloapp.com' }).optional(),
  ZALO_BOT_TOKEN: optional,
  ZALO_BOT_API_ROOT: z.url({ protocol: /^https?$/, error: 'ZALO_BOT_API_ROOT must be an address such as https://bot-api.zaloplatforms.com' }).optional(),
  ZALO_BOT_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,256}$/, 'ZALO_BOT_WEBHOOK_SECRET must have 8 to 256 letters, digits, _ and -')
    .optional(),
  SMTP_URL: optional,
  MAIL_FROM: optional,
});

export type Config = {
  readonly port: number;
  readonly publicUrl: string;
  readonly https: boolean;
  readonly stateDir: string;
  readonly secretKey: string;
  /** A key was made at this start, and where it lies. */
  readonly madeKeyAt: string | undefined;
  readonly telegram: { readonly token: string; readonly apiRoot: string | undefined; readonly webhook: { readonly secret: string; readonly url: string } | undefined } | undefined;
  readonly zaloOa:
    | {
        readonly appId: string;
        readonly appSecret: string;
        /** Undefined while the account is being set up: Zalo shows it only after the webhook's address was saved. */
        readonly secretKey: string | undefined;
        readonly refreshToken: string | undefined;
        readonly apiRoot: string | undefined;
        readonly oauthRoot: string | undefined;
        readonly publicUrl: string;
      }
    | undefined;
  readonly zaloBot:
    | { readonly token: string; readonly apiRoot: string | undefined; readonly publicUrl: string; readonly webhook: { readonly secret: string; readonly url: string } | undefined }
    | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
};

/** Reads the environment. Throws an `Error` whose message tells the operator what to do. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(filled);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join('\n'));
  const env = parsed.data;
  if (env.DATABASE_URL !== undefined) throw new Error('DATABASE_URL names a database this release does not speak; leave it empty for the encrypted SQLite file in STATE_DIR');
  if (env.SMTP_URL !== undefined && env.MAIL_FROM === undefined)
    throw new Error('SMTP_URL is set, so MAIL_FROM must be too: the address agencies see, such as «Đồng Hành <no-reply@example.org>»');
  const stateDir = resolve(env.STATE_DIR);
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const https = env.PUBLIC_URL?.startsWith('https:') ?? false;
  if (env.TELEGRAM_BOT_TOKEN !== undefined && https && env.TELEGRAM_WEBHOOK_SECRET === undefined)
    throw new Error('PUBLIC_URL is https, so Telegram uses a webhook, and that needs TELEGRAM_WEBHOOK_SECRET; make one with: openssl rand -hex 32');
  if (env.ZALO_OA_APP_ID !== undefined && env.ZALO_OA_APP_SECRET === undefined)
    throw new Error('ZALO_OA_APP_ID is set, so ZALO_OA_APP_SECRET must be too: the secret of the same app on developers.zalo.me (not the OA secret key)');
  if (env.ZALO_BOT_TOKEN !== undefined && https && env.ZALO_BOT_WEBHOOK_SECRET === undefined)
    throw new Error('PUBLIC_URL is https, so Zalo Bot uses a webhook, and that needs ZALO_BOT_WEBHOOK_SECRET; make one with: openssl rand -hex 32');
  const key = env.SECRET_KEY === undefined ? storedKey(stateDir) : { key: env.SECRET_KEY, madeAt: undefined };
  const publicUrl = (env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`).replace(/\/+$/, '');
  return {
    port: env.PORT,
    publicUrl,
    https,
    stateDir,
    secretKey: key.key,
    madeKeyAt: key.madeAt,
    telegram:
      env.TELEGRAM_BOT_TOKEN === undefined
        ? undefined
        : {
            token: env.TELEGRAM_BOT_TOKEN,
            apiRoot: env.TELEGRAM_API_ROOT,
            webhook: https && env.TELEGRAM_WEBHOOK_SECRET !== undefined ? { secret: env.TELEGRAM_WEBHOOK_SECRET, url: `${publicUrl}/webhooks/telegram` } : undefined,
          },
    zaloOa:
      env.ZALO_OA_APP_ID === undefined || env.ZALO_OA_APP_SECRET === undefined
        ? undefined
        : {
            appId: env.ZALO_OA_APP_ID,
            appSecret: env.ZALO_OA_APP_SECRET,
            secretKey: env.ZALO_OA_SECRET_KEY,
            refreshToken: env.ZALO_OA_REFRESH_TOKEN,
            apiRoot: env.ZALO_OA_API_ROOT,
            oauthRoot: env.ZALO_OA_OAUTH_ROOT,
            publicUrl,
          },
    zaloBot:
      env.ZALO_BOT_TOKEN === undefined
        ? undefined
        : {
            token: env.ZALO_BOT_TOKEN,
            apiRoot: env.ZALO_BOT_API_ROOT,
            publicUrl,
            webhook: https && env.ZALO_BOT_WEBHOOK_SECRET !== undefined ? { secret: env.ZALO_BOT_WEBHOOK_SECRET, url: `${publicUrl}/webhooks/zalo-bot` } : undefined,
          },
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM ?? 'Đồng Hành <khong-tra-loi@localhost>',
  };
};

/** Without SECRET_KEY one is made and kept readable by the owner only. A database without its key is lost, so an existing one is never given a new key. */
const storedKey = (stateDir: string): { readonly key: string; readonly madeAt: string | undefined } => {
  const file = join(stateDir, 'secret.key');
  if (existsSync(file)) return { key: readFileSync(file, 'utf8').trim(), madeAt: undefined };
  if (existsSync(join(stateDir, 'dong-hanh.db'))) throw new Error(`${stateDir} has a database but no key: set SECRET_KEY to the key it was made with. Nothing was changed.`);
  const key = randomBytes(32).toString('base64');
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return { key, madeAt: file };
};
