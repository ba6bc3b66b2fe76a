/**
 * Owns our one client of the Bot API: grammY's `Api` over our transport, with a time limit on every call. Owns what a failed call
 * means (`failureOf`) and what it means for a message (`outcomeOf`). Does not retry: `delivery` and the polling loop decide that.
 */
import type { Readable } from 'node:stream';
import { Api, GrammyError, HttpError } from 'grammy';
import type { SendOutcome } from '../../messages/index.js';
import { type Bare, describeUnanswered, outcomeOfUnanswered, type Unanswered } from '../unanswered.js';
import { type Transport, transportFailure } from './transport.js';

export const defaultApiRoot = 'https://api.telegram.org';

/** Seconds a call may take. `poll` is on top of the long poll's own waiting. */
export type Limits = { readonly text: number; readonly file: number; readonly poll: number };
export const usualLimits: Limits = { text: 20, file: 120, poll: 10 };

/** How long Telegram may hold a `getUpdates` open when there is nothing to say. */
export const longPollSeconds = 30;

type FetchOptions = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string | Readable };

/** `stopping` ends a waiting `getUpdates` at once and nothing else: a message on its way is always waited for. */
export const openApi = (token: string, apiRoot: string, transport: Transport, limits: Limits, stopping: AbortSignal): Api =>
  new Api(token, {
    apiRoot,
    // grammY's own limit is one for the whole client and cannot tell whether a request had left; ours below always ends first.
    timeoutSeconds: 600,
    fetch: async (url: string | URL, options: FetchOptions) => {
      const method = String(url).split('/').at(-1) ?? '';
      const answer = await transport.json(String(url), {
        method: options.method === 'GET' ? 'GET' : 'POST',
        headers: options.headers ?? {},
        seconds: secondsFor(method, limits, stopping.aborted),
        // After stopping there is one more getUpdates, a short one that confirms; it must not be born dead.
        ...(method === 'getUpdates' && !stopping.aborted ? { stopping } : {}),
        ...(options.body === undefined ? {} : { body: options.body }),
      });
      return { json: () => answer };
    },
  });

const secondsFor = (method: string, { text, file, poll }: Limits, stopped: boolean): number => {
  if (method === 'getUpdates' && !stopped) return longPollSeconds + poll;
  return method === 'sendDocument' ? file : text;
};

/** `told`: Telegram answered no. `bare`: an HTTP answer that is not Telegram's (a gateway). `network`: no answer. */
export type Failure = { readonly kind: 'told'; readonly code: number; readonly description: string; readonly retryAfter?: number } | Bare | Unanswered;

/** What went wrong with a call, or undefined for anything that is not a failed call. */
export const failureIn = (thrown: unknown): Failure | undefined => {
  if (thrown instanceof GrammyError) {
    const retryAfter = thrown.parameters.retry_after;
    return { kind: 'told', code: thrown.error_code, description: thrown.description, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
  const failure = transportFailure(thrown instanceof HttpError ? thrown.error : thrown);
  if (failure === undefined) return undefined;
  if (failure.status !== undefined && failure.status >= 400) return { kind: 'bare', status: failure.status };
  return { kind: 'network', left: failure.left, reason: failure.reason };
};

/** What went wrong with a call. Anything else is our own mistake and is thrown again. */
export const failureOf = (thrown: unknown): Failure => {
  const failure = failureIn(thrown);
  if (failure === undefined) throw thrown;
  return failure;
};

/** The failure in a few words fit for a log: no token, no text of a person. */
export const describe = (failure: Failure): string => {
  switch (failure.kind) {
    case 'told':
      return `${failure.code} ${failure.description.slice(0, 200)}`;
    case 'bare':
    case 'network':
      return describeUnanswered(failure);
  }
};

/** Our token is wrong or withdrawn. A token that is not even shaped like one gets 404. */
export const isUnauthorized = (failure: Failure): boolean => failure.kind === 'told' && (failure.code === 401 || failure.code === 404);

/** What a failed send means for the message. */
export const outcomeOf = (failure: Failure): SendOutcome => {
  if (isUnauthorized(failure)) return { kind: 'later', afterSeconds: 60, why: 'unauthorized', wholeChannel: true };
  switch (failure.kind) {
    case 'told':
      return told(failure.code, failure.description, failure.retryAfter);
    case 'bare':
      return bare(failure.status);
    case 'network':
      return outcomeOfUnanswered(failure);
  }
};

const told = (code: number, description: string, retryAfter: number | undefined): SendOutcome => {
  if (code === 429) return { kind: 'later', afterSeconds: Math.max(1, retryAfter ?? 30), why: 'too_many_requests' };
  if (code >= 500) return { kind: 'later', afterSeconds: 10, why: `http_${code}` };
  if (code === 403) return { kind: 'refused', code: forbidden(description), stopChat: true };
  if (code === 413 || /file is too big|too large/i.test(description)) return { kind: 'refused', code: 'file_too_big' };
  if (/chat not found|user not found|PEER_ID_INVALID/i.test(description)) return { kind: 'refused', code: 'chat_not_found', stopChat: true };
  if (/(message|caption) is too long/i.test(description)) return { kind: 'refused', code: 'text_too_long' };
  return { kind: 'refused', code: 'bad_request' };
};

const forbidden = (description: string): string => {
  if (/blocked/i.test(description)) return 'blocked';
  if (/deactivated/i.test(description)) return 'deactivated';
  if (/initiate/i.test(description)) return 'not_started';
  return 'forbidden';
};

/** A gateway that gives up (502, 504) may have passed the message on first (seen in grammY #79); a 500 or 503 has not. */
const bare = (status: number): SendOutcome => {
  if (status === 413) return { kind: 'refused', code: 'file_too_big' };
  if (status === 429) return { kind: 'later', afterSeconds: 30, why: 'too_many_requests' };
  if (status === 502 || status === 504) return { kind: 'uncertain', why: `gateway_${status}` };
  if (status >= 500) return { kind: 'later', afterSeconds: 10, why: `http_${status}` };
  return { kind: 'refused', code: 'bad_request' };
};

export const cannotParse = (failure: Failure): boolean => failure.kind === 'told' && failure.code === 400 && /can't parse entities/i.test(failure.description);
