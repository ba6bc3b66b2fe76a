/**
 * Owns Zalo's OAuth v4: the address of the consent page, PKCE, and the two exchanges for a pair of tokens. Keeps nothing: `tokens.ts` does.
 * Errors come as HTTP 200 with a code; what the answer says is read, never its status alone.
 */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Http } from '../http.js';

export const defaultOauthRoot = 'https://oauth.zaloapp.com';

export type Pair = {
  readonly access: string;
  readonly refresh: string;
  /** Seconds the access token lives, as the answer says; sources give an hour and 25 hours. */
  readonly expiresIn: number;
};

/** `busy`: tried too often, the token is untouched. `not_sent`: nothing left us. `unsure`: the request left and no readable answer came. `dead`: the answer was no. */
export type Exchange =
  | { readonly kind: 'pair'; readonly pair: Pair }
  | { readonly kind: 'busy' | 'not_sent' | 'unsure'; readonly why: string }
  | { readonly kind: 'dead'; readonly code: string };

export type OauthOptions = { readonly http: Http; readonly root: string; readonly appId: string; readonly appSecret: string; readonly seconds?: number };

const pairSchema = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const refusalSchema = z.object({ error: z.coerce.number() });
const RATE = -32;

/** 43 mixed-case letters and digits, new for each consent, and what goes with it to the consent page. */
export const newProof = (random: (bytes: number) => Buffer = randomBytes): { readonly verifier: string; readonly challenge: string } => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  let verifier = '';
  // Bytes beyond a whole number of alphabets are thrown away, or some letters would come more often.
  while (verifier.length < 43) for (const byte of random(64)) if (byte < 248 && verifier.length < 43) verifier += letters[byte % letters.length];
  return { verifier, challenge: challengeOf(verifier) };
};
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

export const consentUrl = (
  root: string,
  { appId, redirect, challenge, state }: { readonly appId: string; readonly redirect: string; readonly challenge: string; readonly state: string },
): string => `${root}/v4/oa/permission?${new URLSearchParams({ app_id: appId, redirect_uri: redirect, code_challenge: challenge, state }).toString()}`;

export const exchangeCode = (options: OauthOptions, code: string, verifier: string): Promise<Exchange> =>
  exchange(options, { code, app_id: options.appId, grant_type: 'authorization_code', code_verifier: verifier });
/** The refresh token given works once: a pair comes back, and both old tokens are dead. */
export const exchangeRefresh = (options: OauthOptions, refresh: string): Promise<Exchange> =>
  exchange(options, { refresh_token: refresh, app_id: options.appId, grant_type: 'refresh_token' });

const exchange = async ({ http, root, appSecret, seconds = 20 }: OauthOptions, fields: Readonly<Record<string, string>>): Promise<Exchange> => {
  const answer = await http.call({
    method: 'POST',
    url: `${root}/v4/oa/access_token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: appSecret },
    body: new URLSearchParams(fields).toString(),
    seconds,
  });
  if (answer.kind === 'network') return { kind: answer.left ? 'unsure' : 'not_sent', why: answer.reason };
  const pair = pairSchema.safeParse(answer.body);
  if (pair.success) return { kind: 'pair', pair: { access: pair.data.access_token, refresh: pair.data.refresh_token, expiresIn: pair.data.expires_in } };
  const refusal = refusalSchema.safeParse(answer.body);
  if (refusal.success && refusal.data.error === RATE) return { kind: 'busy', why: 'rate' };
  if (refusal.success && refusal.data.error !== 0) return { kind: 'dead', code: String(refusal.data.error) };
  if (answer.status === 429) return { kind: 'busy', why: 'http_429' };
  return { kind: 'unsure', why: `http_${answer.status}` };
};
