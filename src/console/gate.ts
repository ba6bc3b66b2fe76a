/** Owns the cookies of the console and the token in its forms. Not who may do what. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hashToken, newToken } from '../basics/index.js';
import type { ConsoleParts } from './parts.js';

type Names = { readonly session: string; readonly form: string };
/** The prefix makes browsers refuse the cookie unless it is Secure, for this host alone and for every path. */
const names = (secure: boolean): Names => (secure ? { session: '__Host-dh_console', form: '__Host-dh_console_form' } : { session: 'dh_console', form: 'dh_console_form' });
const options = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'Strict', secure }) as const;

type Keyed = Pick<ConsoleParts, 'secure' | 'cookieKey'>;

export const sessionToken = (c: Context, parts: Keyed): string | undefined => getCookie(c, names(parts.secure).session);
/** Goes with the browser; the limits are the server's. */
export const keepSession = (c: Context, parts: Keyed, token: string): void => setCookie(c, names(parts.secure).session, token, options(parts.secure));
export const dropSession = (c: Context, parts: Keyed): void => void deleteCookie(c, names(parts.secure).session, options(parts.secure));

const mac = (parts: Keyed, purpose: string, text: string): string => createHmac('sha256', parts.cookieKey).update(`console ${purpose}\n${text}`).digest('base64url');

/** The form token of this browser: it follows from the session, or before sign-in from a cookie of its own, made at the first page. */
export const formToken = (c: Context, parts: Keyed, session: string | undefined): string => {
  if (session !== undefined) return mac(parts, 'session', session);
  const name = names(parts.secure).form;
  const known = getCookie(c, name);
  if (known !== undefined && known.length >= 40) return mac(parts, 'form', known);
  const fresh = newToken();
  setCookie(c, name, fresh, options(parts.secure));
  return mac(parts, 'form', fresh);
};
export const isFormToken = (given: string, wanted: string): boolean => timingSafeEqual(Buffer.from(hashToken(given)), Buffer.from(hashToken(wanted)));

/** A page of ours to go to after signing in, or the first one: never an address from elsewhere. */
export const nextPath = (asked: string | undefined): string =>
  asked !== undefined && /^\/console(\/[\w./?=&%-]*)?$/.test(asked) && !asked.includes('//') && !asked.includes('..') ? asked : '/console';
