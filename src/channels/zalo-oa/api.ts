/**
 * Owns one call of the Official Account API with a token that is good: the header, the envelope, one refresh when the token is refused. Says what a
 * failure means for a message (`outcomeOf`). Does not retry otherwise: `delivery` decides that.
 */
import { z } from 'zod';
import type { SendOutcome } from '../../messages/index.js';
import { type Bare, describeUnanswered, outcomeOfUnanswered, type Unanswered } from '../unanswered.js';
import type { Http } from '../http.js';
import { meaningOf } from './codes.js';
import type { Tokens } from './tokens.js';

export const defaultApiRoot = 'https://openapi.zalo.me';

/** `told`: Zalo said no, with its code. `bare`: an answer that is not Zalo's (a gateway). `network`: none. `no_token`: nothing was sent. */
export type Failure = { readonly kind: 'told'; readonly code: number } | Bare | Unanswered | { readonly kind: 'no_token'; readonly seconds: number; readonly why: string };

export type Called = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly failure: Failure };

/** Seconds a call may take. */
export type Limits = { readonly text: number; readonly file: number };
export const usualLimits: Limits = { text: 20, file: 120 };

export type Api = {
  readonly post: (path: string, body: unknown) => Promise<Called>;
  readonly upload: (path: string, name: string, bytes: Buffer, mime: string) => Promise<Called>;
};

const envelopeSchema = z.object({ error: z.coerce.number().default(0), data: z.unknown().optional() });
/** An operator has to act; asked again at this rhythm, since consent may be given while we run. */
const CONSENT_SECONDS = 60;

export const openApi = ({ http, root, tokens, limits }: { readonly http: Http; readonly root: string; readonly tokens: Tokens; readonly limits: Limits }): Api => {
  const once = async (token: string, path: string, body: string | FormData): Promise<Called> => {
    const form = typeof body !== 'string';
    const answer = await http.call({
      method: 'POST',
      url: `${root}${path}`,
      headers: { access_token: token, ...(form ? {} : { 'content-type': 'application/json' }) },
      body,
      seconds: form ? limits.file : limits.text,
    });
    if (answer.kind === 'network') return { ok: false, failure: answer };
    const envelope = envelopeSchema.safeParse(answer.body);
    // The envelope is what counts, whatever the status; a status without one is somebody else's.
    if (!answer.json || !envelope.success || (answer.status >= 500 && envelope.data.error === 0)) return { ok: false, failure: { kind: 'bare', status: answer.status } };
    if (envelope.data.error === 0 && answer.status >= 400) return { ok: false, failure: { kind: 'bare', status: answer.status } };
    return envelope.data.error === 0 ? { ok: true, data: envelope.data.data } : { ok: false, failure: { kind: 'told', code: envelope.data.error } };
  };

  const call = async (path: string, body: () => string | FormData): Promise<Called> => {
    const first = await tokens.access();
    if (first.kind !== 'token') return withoutToken(first);
    const came = await once(first.token, path, body());
    if (came.ok || !isTokenRefused(came.failure)) return came;
    const second = await tokens.renew(first.token);
    // A refused call was not carried out, so the same words again are no repeat.
    return second.kind === 'token' ? once(second.token, path, body()) : withoutToken(second);
  };

  return {
    post: (path, body) => call(path, () => JSON.stringify(body)),
    upload: (path, name, bytes, mime) =>
      call(path, () => {
        const form = new FormData();
        form.append('file', new Blob([new Uint8Array(bytes)], { type: mime }), name);
        return form;
      }),
  };
};

const withoutToken = (access: { readonly kind: 'consent' | 'wait'; readonly why: string; readonly seconds?: number }): Called => ({
  ok: false,
  failure: { kind: 'no_token', seconds: access.seconds ?? CONSENT_SECONDS, why: access.kind === 'consent' ? 'consent_needed' : access.why },
});

const isTokenRefused = (failure: Failure): boolean =>
  (failure.kind === 'told' && meaningOf(failure.code) === 'token') || (failure.kind === 'bare' && (failure.status === 401 || failure.status === 403));

/** The failure in a few words fit for a log. */
export const describe = (failure: Failure): string => {
  switch (failure.kind) {
    case 'told':
      return `code ${failure.code}`;
    case 'bare':
    case 'network':
      return describeUnanswered(failure);
    case 'no_token':
      return failure.why;
  }
};

/** What a failed send means for the message. */
export const outcomeOf = (failure: Failure): SendOutcome => {
  switch (failure.kind) {
    case 'no_token':
      return { kind: 'later', afterSeconds: failure.seconds, why: failure.why, wholeChannel: true };
    case 'network':
      return outcomeOfUnanswered(failure);
    case 'bare':
      return bare(failure.status);
    case 'told':
      return told(failure.code);
  }
};

const told = (code: number): SendOutcome => {
  const why = `zalo_${code}`;
  switch (meaningOf(code)) {
    // It was refreshed once already and is still refused.
    case 'token':
    case 'consent':
      return { kind: 'later', afterSeconds: CONSENT_SECONDS, why, wholeChannel: true };
    case 'rate':
      return { kind: 'later', afterSeconds: 60, why, wholeChannel: true };
    case 'billing':
      return { kind: 'later', afterSeconds: 300, why, wholeChannel: true };
    case 'window':
      return { kind: 'later', afterSeconds: 60, why, untilTheyWrite: true };
    case 'person':
      return { kind: 'refused', code: why, stopChat: true };
    case 'again':
      return { kind: 'later', afterSeconds: 10, why };
    case 'ours':
      return { kind: 'refused', code: why };
  }
};

/** A gateway that gives up (502, 504) may have passed the message on first; a 500 or 503 has not. */
const bare = (status: number): SendOutcome => {
  if (status === 401 || status === 403) return { kind: 'later', afterSeconds: CONSENT_SECONDS, why: `http_${status}`, wholeChannel: true };
  if (status === 429) return { kind: 'later', afterSeconds: 60, why: 'http_429', wholeChannel: true };
  if (status === 413) return { kind: 'refused', code: 'file_too_big' };
  if (status === 502 || status === 504) return { kind: 'uncertain', why: `gateway_${status}` };
  if (status >= 500) return { kind: 'later', afterSeconds: 10, why: `http_${status}` };
  // 200 with something that is not Zalo's envelope: it may have been carried out.
  if (status < 300) return { kind: 'uncertain', why: `http_${status}` };
  return { kind: 'refused', code: `http_${status}` };
};
