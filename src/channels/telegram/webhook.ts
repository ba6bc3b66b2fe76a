/**
 * Owns the door Telegram knocks at: who may enter, how large a body may be, and what the knock is answered. Free of any web framework.
 * Nothing is read before the secret is right, and nothing is acknowledged before the inbox has committed.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import type { Log } from '../log.js';

export const webhookBodyLimit = 1024 * 1024;

/**
 * 200: taken (or set aside for an operator: asking Telegram again would not mend it). 400: not JSON. 401: not Telegram.
 * 413: too long. 500: could not be stored; Telegram repeats it.
 */
export type WebhookStatus = 200 | 400 | 401 | 413 | 500;
export type WebhookRoute = {
  /** For refusing before the body is read. */
  readonly admits: (headers: Headers) => boolean;
  readonly handle: (headers: Headers, body: Uint8Array) => Promise<{ readonly status: WebhookStatus }>;
};

type Needs = { readonly secret: string; readonly arrive: (updates: readonly unknown[]) => Promise<void>; readonly log: Log };

/** Throws when the secret is not one Telegram accepts: a webhook without a secret takes anybody's word. */
export const webhookRoute = ({ secret, arrive, log }: Needs): WebhookRoute => {
  if (!/^[A-Za-z0-9_-]{1,256}$/.test(secret))
    throw new Error('telegram: webhook mode needs TELEGRAM_WEBHOOK_SECRET, 1 to 256 of A-Z a-z 0-9 _ -; without one anybody could speak for anybody');
  const expected = digest(secret);
  // Equal lengths by hashing, so that the comparison tells nothing about the secret. A doubled header arrives joined by ", " and fails.
  const admits = (headers: Headers): boolean => timingSafeEqual(digest(headers.get('x-telegram-bot-api-secret-token') ?? ''), expected);

  return {
    admits,
    handle: async (headers, body) => {
      if (!admits(headers)) return { status: 401 };
      if (body.byteLength > webhookBodyLimit) return { status: 413 };
      const read = parse(body);
      if (!read.ok) return { status: 400 };
      try {
        await arrive([read.value]);
        return { status: 200 };
      } catch (error) {
        log.error({ channel: 'telegram', failure: error instanceof Error ? error.message : 'unknown' }, 'an update could not be stored; Telegram will repeat it');
        return { status: 500 };
      }
    },
  };
};

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

const parse = (body: Uint8Array): { readonly ok: true; readonly value: unknown } | { readonly ok: false } => {
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch {
    return { ok: false };
  }
};
