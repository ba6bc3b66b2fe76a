/**
 * Owns the door the Bot Platform knocks at: who may enter and what the knock is answered. Nothing is read before the secret is right. An empty knock
 * without a secret is the platform's look at the address.
 */
import { acknowledged, knowing, webhookBodyLimit, type WebhookRoute } from '../door.js';
import { readJson } from '../json.js';
import type { Log } from '../log.js';

export const secretHeader = 'x-bot-api-secret-token';

type Needs = { readonly secret: string; readonly arrive: (updates: readonly unknown[]) => Promise<void>; readonly log: Log };

/** Throws when the secret is not one Zalo accepts: a webhook without a secret takes anybody's word. */
export const webhookRoute = ({ secret, arrive, log }: Needs): WebhookRoute => {
  if (!/^[A-Za-z0-9_-]{8,256}$/.test(secret))
    throw new Error('zalo-bot: webhook mode needs ZALO_BOT_WEBHOOK_SECRET, 8 to 256 of A-Z a-z 0-9 _ -; without one anybody could speak for anybody');
  const knows = knowing(secret);
  const known = (headers: Headers): boolean => knows(headers.get(secretHeader));
  const empty = (headers: Headers): boolean => headers.get(secretHeader) === null && (headers.get('content-length') ?? '0') === '0';
  return {
    admits: (headers) => known(headers) || empty(headers),
    handle: async (headers, body) => {
      if (!known(headers)) return { status: body.byteLength === 0 && empty(headers) ? 200 : 401 };
      if (body.byteLength > webhookBodyLimit) return { status: 413 };
      if (body.byteLength === 0) return { status: 200 };
      const { body: update, json } = readJson(Buffer.from(body).toString('utf8'));
      if (!json) return { status: 400 };
      return acknowledged(() => arrive([update]), 'zalo-bot', log);
    },
  };
};
