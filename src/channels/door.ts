/**
 * Owns what the doors that platforms knock at have in common: the shape of one, how large a knock may be, knowing a secret, and that nothing is
 * acknowledged before it is stored. Free of any web framework. Who may enter is each channel's own.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import type { Log } from './log.js';

export const webhookBodyLimit = 1024 * 1024;

/**
 * 200: taken, set aside for an operator (asking again would not mend it), or nothing to do. 400: not JSON. 401: not the platform.
 * 413: too long. 500: could not be stored; the platform repeats it.
 */
export type WebhookStatus = 200 | 400 | 401 | 413 | 500;
export type WebhookRoute = {
  /** For refusing before the body is read. */
  readonly admits: (headers: Headers) => boolean;
  readonly handle: (headers: Headers, body: Uint8Array) => Promise<{ readonly status: WebhookStatus }>;
};

/** Whether a header's value is the secret. Equal lengths by hashing, so that the comparison tells nothing about it. A doubled header arrives joined by ", " and fails. */
export const knowing = (secret: string): ((given: string | null) => boolean) => {
  const expected = digest(secret);
  return (given) => timingSafeEqual(digest(given ?? ''), expected);
};

/** Acknowledged only once the inbox has committed. */
export const acknowledged = async (arrive: () => Promise<void>, channel: string, log: Log): Promise<{ readonly status: 200 | 500 }> => {
  try {
    await arrive();
    return { status: 200 };
  } catch (error) {
    log.error({ channel, failure: error instanceof Error ? error.message : 'unknown' }, 'what came could not be stored; the platform will repeat it');
    return { status: 500 };
  }
};

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
