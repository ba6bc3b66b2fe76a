/**
 * Owns the door the Bot Platform knocks at: who may enter, how large a body may be, and what the knock is answered. Nothing is read before the
 * secret is right, and nothing is acknowledged before the inbox has committed. An empty knock without a secret is the platform's look at the address.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import { readJson } from '../json.js';
import type { Log } from '../log.js';

export const webhookBodyLimit = 1024 * 1024;
export const secretHeader = 'x-bot-api-secret-token';

/** 200: taken, set aside or nothing to do. 400: not JSON. 401: not Zalo. 413: too long. 500: could not be stored. */
export type WebhookStatus = 200 | 400 | 401 | 413 | 500;
export type WebhookRoute = {
  readonly admits: (headers: Headers) => boolean;
  readonly handle: (headers: Headers, body: Uint8Array) => Promise<{ readonly status: WebhookStatus }>;
};

type Needs = { readonly secret: string; readonly arrive: (updates: readonly unknown[]) => Promise<void>; readonly log: Log };

/** Throws when the secret is not one Zalo accepts: a webhook without a secret takes anybody's word. */
export const webhookRoute = ({ secret, arrive, log }: Needs): WebhookRoute => {
  if (!/^[A-Za-z0-9_-]{8,256}$/.test(secret))
    throw new Error('zalo-bot: webhook mode needs ZALO_BOT_WEBHOOK_SECRET, 8 to 256 of A-Z a-z 0-9 _ -; without one anybody could speak for anybody');
  const expected = digest(secret);
  // Equal lengths by hashing, so that the comparison tells nothing about the secret. A doubled header arrives joined by ", " and fails.
  const known = (headers: Headers): boolean => timingSafeEqual(digest(headers.get(secretHeader) ?? ''), expected);
  const empty = (headers: Headers): boolean => headers.get(secretHeader) === null && (headers.get('content-length') ?? '0') === '0';
  return {
    admits: (headers) => known(headers) || empty(headers),
    handle: async (headers, body) => {
      if (!known(headers)) return { status: body.byteLength === 0 && empty(headers) ? 200 : 401 };
      if (body.byteLength > webhookBodyLimit) return { status: 413 };
      if (body.byteLength === 0) return { status: 200 };
      const { body: update, json } = readJson(Buffer.from(body).toString('utf8'));
      if (!json) return { status: 400 };
      try {
        await arrive([update]);
        return { status: 200 };
      } catch (error) {
        log.error({ channel: 'zalo-bot', failure: error instanceof Error ? error.message : 'unknown' }, 'an update could not be stored; the platform is asked to repeat it');
        return { status: 500 };
      }
    },
  };
};

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
