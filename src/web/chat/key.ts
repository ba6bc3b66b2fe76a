/**
 * Owns who a browser is: a secret of 130 random bits in a signed cookie. The chat's id and the form token follow from it, so nothing
 * about a chat is in an address, and the secret in groups of letters is also the key a person can write down to come back.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export type ChatKey = {
  /** 26 characters of Crockford's alphabet. */
  readonly secret: string;
  /** The web channel's name for the chat: 256 bits, says nothing about the secret. */
  readonly chat: string;
  /** What forms carry so that only our own pages can post for this chat. */
  readonly formToken: string;
  /** Before every external id, so that two browsers never share one. */
  readonly prefix: string;
};

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const secretPattern = /^[0-9A-HJKMNP-TV-Z]{26}$/;

const sign = (cookieKey: Buffer, purpose: string, text: string): string => createHmac('sha256', cookieKey).update(`${purpose}\n${text}`).digest('base64url');

export const chatKeyOf = (secret: string, cookieKey: Buffer): ChatKey => {
  const chat = sign(cookieKey, 'web chat', secret);
  return { secret, chat, formToken: sign(cookieKey, 'web form', secret), prefix: `${createHash('sha256').update(chat).digest('base64url').slice(0, 16)}:` };
};

export const newChatKey = (cookieKey: Buffer): ChatKey => chatKeyOf([...randomBytes(26)].map((byte) => alphabet[byte % 32]).join(''), cookieKey);

export const cookieOf = (key: ChatKey, cookieKey: Buffer): string => `${key.secret}.${sign(cookieKey, 'web cookie', key.secret)}`;

/** The key in a cookie, or undefined when we did not sign it. */
export const readCookieKey = (cookie: string | undefined, cookieKey: Buffer): ChatKey | undefined => {
  const [secret = '', mac = ''] = (cookie ?? '').split('.');
  return secretPattern.test(secret) && same(mac, sign(cookieKey, 'web cookie', secret)) ? chatKeyOf(secret, cookieKey) : undefined;
};

export const isFormToken = (key: ChatKey, token: string): boolean => same(token, key.formToken);

const same = (a: string, b: string): boolean => timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

/** As a person writes it down: `7KQ2-9XHD-…`. */
export const showSecret = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join('-');

/** As a person types it back: small letters, spaces, O for 0 and I or L for 1 are forgiven. Undefined when it cannot be one. */
export const readSecret = (typed: string): string | undefined => {
  const secret = typed
    .toUpperCase()
    .replace(/[\s\p{P}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return secretPattern.test(secret) ? secret : undefined;
};
