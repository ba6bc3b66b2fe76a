/** Owns the guess at a language before the talk has one: the page's own switch, then the browser's list. Vietnamese unless clearly otherwise. */
import type { Context } from 'hono';
import type { Language } from '../wording/index.js';

export const requestLanguage = (c: Pick<Context, 'req'>): Language => {
  const asked = c.req.query('lang');
  if (asked === 'vi' || asked === 'en') return asked;
  const listed = (c.req.header('accept-language') ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim());
  return listed[0]?.startsWith('en') && !listed.some((part) => part.startsWith('vi')) ? 'en' : 'vi';
};
