/** Owns reading and setting the chat's cookie, and the language a visitor is spoken to in. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Words } from '../../wording/index.js';
import type { WebPort } from '../port.js';
import { requestLanguage } from '../request-language.js';
import { type ChatKey, cookieOf, readCookieKey } from './key.js';

type Port = Pick<WebPort, 'cookieKey' | 'secure' | 'language' | 'wording'>;

const halfAYear = 180 * 86_400;
/** `__Host-`: the browser itself refuses it from another host or without https. */
const nameFor = (secure: boolean): string => (secure ? '__Host-dong-hanh' : 'dong-hanh');

/** The visitor's key, or undefined without a cookie of ours. */
export const visitorKey = (c: Context, port: Port): ChatKey | undefined => readCookieKey(getCookie(c, nameFor(port.secure)), port.cookieKey);

/** `kept`: half a year, once there is a talk to come back to; before that the cookie goes when the browser closes. */
export const rememberVisitor = (c: Context, port: Port, key: ChatKey, kept: boolean): void =>
  setCookie(c, nameFor(port.secure), cookieOf(key, port.cookieKey), { httpOnly: true, sameSite: 'Lax', secure: port.secure, path: '/', ...(kept ? { maxAge: halfAYear } : {}) });

export const forgetVisitor = (c: Context, port: Port): void => void deleteCookie(c, nameFor(port.secure), { path: '/', secure: port.secure });

/** Words in the talk's own language; before there is a talk, in the one the browser asks for. */
export const wordsFor = (c: Context, port: Port, key: ChatKey | undefined): Words => port.wording[(key && port.language(key.chat)) ?? requestLanguage(c)];
