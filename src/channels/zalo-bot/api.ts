/**
 * Owns one call of the Bot Platform and what a failed one means for a message (`outcomeOf`). The token sits in every address, so nothing from the
 * network layer is passed on but codes. Does not retry: `delivery` and the polling loop decide that.
 */
import { z } from 'zod';
import type { SendOutcome } from '../../messages/index.js';
import { type Bare, describeUnanswered, outcomeOfUnanswered, type Unanswered } from '../unanswered.js';
import type { Http } from '../http.js';

export const defaultApiRoot = 'https://bot-api.zaloplatforms.com';

/** Seconds a call may take. `photo`: Zalo fetches the picture itself before it answers. `poll` is on top of the long poll's own waiting. */
export type Limits = { readonly text: number; readonly photo: number; readonly poll: number; readonly file: number };
export const usualLimits: Limits = { text: 30, photo: 150, poll: 10, file: 120 };
/** Short, because a poll is never cut: stopping waits for it. */
export const longPollSeconds = 5;

/** `told`: Zalo said no. `bare`: an answer that is not Zalo's (a gateway). `network`: none; `left`: the whole request was handed over. */
export type Failure = { readonly kind: 'told'; readonly code: number; readonly description: string } | Bare | Unanswered;
export type Called = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly failure: Failure };

export type Api = (method: string, params: Readonly<Record<string, unknown>> | undefined, seconds: number, stopping?: AbortSignal) => Promise<Called>;

/** Both spellings of the code occur; a code of 0 stands beside success. */
const answerSchema = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.coerce.number().optional(),
  errorCode: z.coerce.number().optional(),
  description: z.string().optional(),
});

export const openApi =
  (http: Http, root: string, token: string): Api =>
  async (method, params, seconds, stopping) => {
    const answer = await http.call({
      method: 'POST',
      url: `${root}/bot${token}/${method}`,
      seconds,
      ...(params === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) }),
      ...(stopping === undefined ? {} : { stopping }),
    });
    if (answer.kind === 'network') return { ok: false, failure: answer };
    const read = answerSchema.safeParse(answer.body);
    if (!answer.json || !read.success) return { ok: false, failure: { kind: 'bare', status: answer.status } };
    const { ok, result, error_code, errorCode, description = '' } = read.data;
    return ok ? { ok: true, result } : { ok: false, failure: { kind: 'told', code: error_code ?? errorCode ?? answer.status, description } };
  };

/** The failure in a few words fit for a log. */
export const describe = (failure: Failure): string => {
  switch (failure.kind) {
    case 'told':
      return `code ${failure.code}`;
    case 'bare':
    case 'network':
      return describeUnanswered(failure);
  }
};

/** The token is wrong or withdrawn. */
export const isUnauthorized = (failure: Failure): boolean => (failure.kind === 'told' && failure.code === 401) || (failure.kind === 'bare' && failure.status === 401);
/** The long poll ended without news. */
export const isIdle = (failure: Failure): boolean => failure.kind === 'told' && failure.code === 408;
/** Updates go to a webhook; how this is said is not documented, so the word is looked for. */
export const isWebhookSet = (failure: Failure): boolean => failure.kind === 'told' && /webhook/i.test(failure.description);

/** What a failed send means for the message. A send that timed out at the platform may have been delivered. */
export const outcomeOf = (failure: Failure): SendOutcome => {
  if (isUnauthorized(failure)) return { kind: 'later', afterSeconds: 60, why: 'unauthorized', wholeChannel: true };
  switch (failure.kind) {
    case 'network':
      return outcomeOfUnanswered(failure);
    case 'told':
      return told(failure.code);
    case 'bare':
      if (failure.status === 502 || failure.status === 504) return { kind: 'uncertain', why: `gateway_${failure.status}` };
      if (failure.status < 300) return { kind: 'uncertain', why: `http_${failure.status}` };
      return told(failure.status);
  }
};

const told = (code: number): SendOutcome => {
  const why = `zalo_${code}`;
  // Its page really calls 403 an internal error.
  if (code === 403 || code >= 500) return { kind: 'later', afterSeconds: 10, why };
  if (code === 408) return { kind: 'uncertain', why };
  if (code === 429) return { kind: 'later', afterSeconds: 300, why, wholeChannel: true };
  if (code === 426) return { kind: 'later', afterSeconds: 3600, why, wholeChannel: true };
  return { kind: 'refused', code: code === 400 ? 'bad_request' : why };
};
