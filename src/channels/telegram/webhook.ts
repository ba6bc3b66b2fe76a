/** Owns the door Telegram knocks at: who may enter and what the knock is answered. Nothing is read before the secret is right. */
import type { Log } from '../log.js';
import { acknowledged, knowing, webhookBodyLimit, type WebhookRoute } from '../door.js';

type Needs = { readonly secret: string; readonly arrive: (updates: readonly unknown[]) => Promise<void>; readonly log: Log };

/** Throws when the secret is not one Telegram accepts: a webhook without a secret takes anybody's word. */
export const webhookRoute = ({ secret, arrive, log }: Needs): WebhookRoute => {
  if (!/^[A-Za-z0-9_-]{1,256}$/.test(secret))
    throw new Error('telegram: webhook mode needs TELEGRAM_WEBHOOK_SECRET, 1 to 256 of A-Z a-z 0-9 _ -; without one anybody could speak for anybody');
  const knows = knowing(secret);
  const admits = (headers: Headers): boolean => knows(headers.get('x-telegram-bot-api-secret-token'));

  return {
    admits,
    handle: async (headers, body) => {
      if (!admits(headers)) return { status: 401 };
      if (body.byteLength > webhookBodyLimit) return { status: 413 };
      const read = parse(body);
      if (!read.ok) return { status: 400 };
      return acknowledged(() => arrive([read.value]), 'telegram', log);
    },
  };
};

const parse = (body: Uint8Array): { readonly ok: true; readonly value: unknown } | { readonly ok: false } => {
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch {
    return { ok: false };
  }
};
