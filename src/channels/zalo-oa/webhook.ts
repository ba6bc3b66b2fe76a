/**
 * Owns the door Zalo knocks at: who may enter and what the knock is answered. The one knock without a signature is the console's check of the
 * address: `{}`.
 */
import { z } from 'zod';
import { acknowledged, webhookBodyLimit, type WebhookRoute } from '../door.js';
import { readJson } from '../json.js';
import type { Log } from '../log.js';
import { isSigned, macIn, signatureHeader, timestampHeader } from './signature.js';

const PING_LIMIT = 16;

type Needs = {
  readonly appId: string;
  /** Undefined while the account is being set up: Zalo shows the key only after the address answered its check. */
  readonly secret: string | undefined;
  readonly arrive: (event: unknown) => Promise<void>;
  readonly log: Log;
  /** Told of each knock refused, by reason. */
  readonly refused: (why: string) => void;
};

const claimSchema = z.object({ app_id: z.union([z.string(), z.number().transform(String)]).optional(), timestamp: z.union([z.string(), z.number().transform(String)]).optional() });

export const webhookRoute = ({ appId, secret, arrive, log, refused }: Needs): WebhookRoute => {
  const no = (why: string): { readonly status: 401 } => {
    refused(why);
    return { status: 401 };
  };
  return {
    admits: (headers) => {
      const header = headers.get(signatureHeader);
      // Without a signature only the console's tiny check may come in; how long it really is, is looked at below.
      const ok = header === null ? Number(headers.get('content-length') ?? '0') <= PING_LIMIT : macIn(header) !== undefined;
      if (!ok) refused(header === null ? 'unsigned' : 'malformed_signature');
      return ok;
    },
    handle: async (headers, body) => {
      const header = headers.get(signatureHeader);
      if (header === null) return isPing(body) ? { status: 200 } : no('unsigned');
      const mac = macIn(header);
      if (mac === undefined) return no('malformed_signature');
      if (body.byteLength > webhookBodyLimit) return { status: 413 };
      if (secret === undefined) {
        log.error({ channel: 'zalo-oa' }, 'Zalo sends events but ZALO_OA_SECRET_KEY is not set: copy it from the Webhook page of the app, then start again');
        return no('no_key_yet');
      }
      const { body: event } = readJson(Buffer.from(body).toString('utf8'));
      const claim = claimSchema.safeParse(event);
      const timestamps = [...new Set([claim.data?.timestamp, headers.get(timestampHeader) ?? undefined].filter((stamp) => stamp !== undefined))];
      if (timestamps.length === 0 || !isSigned(mac, appId, body, timestamps, secret)) return no('wrong_signature');
      if (claim.data?.app_id !== undefined && claim.data.app_id !== appId) return no('another_app');
      return acknowledged(() => arrive(event), 'zalo-oa', log);
    },
  };
};

const isPing = (body: Uint8Array): boolean => body.byteLength <= PING_LIMIT && /^\s*(?:\{\s*\})?\s*$/.test(Buffer.from(body).toString('latin1'));
