/** Owns who may write: a browser with our cookie, from our own page, with the page's token, not too fast. Says no in words. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { asHtml, NoticePage } from '../page.js';
import type { WebPort } from '../port.js';
import type { Rate } from '../rate.js';
import { fromOurPage } from '../same-site.js';
import { type ChatKey, isFormToken } from './key.js';
import { visitorKey, wordsFor } from './visitor.js';

const statuses = { no_chat: 403, not_our_page: 403, too_fast: 429, too_long: 413, not_understood: 400, upload_cut: 400 } as const satisfies Record<string, ContentfulStatusCode>;
export type Refusal = keyof typeof statuses;

/** The page's script gets JSON, a plain form a page; both say what to do next. */
export const refuse = (c: Context, port: WebPort, code: Refusal, seconds = 0): Response => {
  const words = wordsFor(c, port, visitorKey(c, port));
  if (seconds > 0) c.header('Retry-After', String(seconds));
  return wantsJson(c)
    ? c.json({ code, message: words.say(`web.refused.${code}.text`, { seconds }), ...(seconds > 0 ? { seconds } : {}) }, statuses[code])
    : c.html(asHtml(<NoticePage words={words} about={`refused.${code}`} values={{ seconds }} />), statuses[code]);
};

/** True when our script asks: forms never send this header's value. */
export const wantsJson = (c: Context): boolean => (c.req.header('accept') ?? '').includes('application/json');

/** The visitor, when the browser's headers allow writing; otherwise the refusal to answer with. */
export const writer = (c: Context, port: WebPort): { readonly visitor: ChatKey } | { readonly no: Response } => {
  if (!fromOurPage(c.req.raw.headers)) return { no: refuse(c, port, 'not_our_page') };
  const visitor = visitorKey(c, port);
  return visitor === undefined ? { no: refuse(c, port, 'no_chat') } : { visitor };
};

/** The rest of the check, once the token is known: in a header, or in a form's field. */
export const checked = (c: Context, port: WebPort, visitor: ChatKey, token: string, rate: Rate): Response | undefined => {
  if (!isFormToken(visitor, token)) return refuse(c, port, 'not_our_page');
  const seconds = rate(visitor.chat);
  return seconds > 0 ? refuse(c, port, 'too_fast', seconds) : undefined;
};
