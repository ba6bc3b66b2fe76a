/** Owns `/u/<token>`: the page, the same as JSON, resumable uploads and the plain form. The token is all it takes to send, and gives nothing back but what came by it. */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Words } from '../../wording/index.js';
import { boundaryIn, isBrokenBody, readMultipart } from '../chat/multipart.js';
import { idPattern } from '../chat/send.js';
import { fieldIn, fileWords, nameIn } from '../chat/upload.js';
import { asHtml, NoticePage } from '../page.js';
import type { UploadPlace, WebPort } from '../port.js';
import { rateOf } from '../rate.js';
import { requestLanguage } from '../request-language.js';
import { fromOurPage } from '../same-site.js';
import { stateOf, UploadPage } from './page.js';
import { tusFor } from './tus.js';

const filesAtOnce = 20;
const beginningsPerMinute = 60;
const headers = { 'X-Robots-Tag': 'noindex, nofollow' };

export const pageRoutes = (port: WebPort, now: () => number): Hono => {
  const app = new Hono();
  const rate = rateOf(beginningsPerMinute, now);
  const placeAt = (c: Context): UploadPlace | undefined => {
    const token = c.req.param('token') ?? '';
    return /^[\w-]{20,100}$/.test(token) ? port.uploadPages.place(token) : undefined;
  };
  const baseOf = (c: Context): string => `/u/${c.req.param('token')}`;
  const wordsAt = (c: Context, place: UploadPlace | undefined): Words => {
    const asked = c.req.query('lang');
    return port.wording[asked === 'vi' || asked === 'en' ? asked : (place?.language ?? requestLanguage(c))];
  };
  const gone = (c: Context): Response => c.html(asHtml(<NoticePage words={wordsAt(c, undefined)} about="link_gone" />), 404, headers);
  const said = (words: Words, code: string, name: string): string => (words.has(`upload.${code}`) ? words.say(`upload.${code}`) : fileWords(words, code, name));
  const refusal = (place: UploadPlace, code: string, name: string): string => JSON.stringify({ code, message: said(port.wording[place.language], code, name) });
  const closed = (c: Context): Response => c.json({ code: 'page_closed', message: wordsAt(c, undefined).say('upload.page_closed') }, 410, headers);
  const tus = tusFor({ uploads: port.uploadPages, now: () => new Date(now()).toISOString(), refusal });

  app.get('/u/:token', compress(), (c) => {
    // Chat apps look at links before people do: a look changes nothing here, and a `HEAD` tells nothing about the token.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    const place = placeAt(c);
    if (place === undefined) return gone(c);
    const words = wordsAt(c, place);
    const codes = (c.req.query('refused') ?? '').split(',').filter((code) => /^[a-z_]{3,40}$/.test(code));
    const refused = [...new Set(codes.map((code) => (code === 'too_many_at_once' ? words.say('web.upload.too_many') : said(words, code, words.say('web.upload.a_file')))))];
    return c.html(asHtml(<UploadPage words={words} place={place} base={baseOf(c)} refused={refused} />), 200, headers);
  });

  app.get('/u/:token/state', (c) => {
    const place = placeAt(c);
    if (place === undefined) return closed(c);
    const words = wordsAt(c, place);
    return c.json({ files: place.files.map((file) => ({ id: file.id, name: file.name, state: file.state, text: stateOf(words, file) })) }, 200, headers);
  });

  app.all('/u/:token/files/:id?', async (c) => {
    const place = placeAt(c);
    if (place === undefined || !fromOurPage(c.req.raw.headers)) return closed(c);
    const seconds = c.req.method === 'POST' ? rate(place.prefix) : 0;
    if (seconds > 0) return c.json({ code: 'too_fast', message: wordsAt(c, place).say('web.refused.too_fast.text', { seconds }) }, 429, { 'Retry-After': String(seconds) });
    // The page may be read in another language than the talk is held in: what was refused is said in the page's.
    const shown = c.req.header('x-page-language');
    return tus(c.req.raw, shown === 'vi' || shown === 'en' ? { ...place, language: shown } : place, `${baseOf(c)}/files`);
  });

  app.post('/u/:token/form', async (c) => {
    const place = placeAt(c);
    if (place === undefined || !fromOurPage(c.req.raw.headers)) return gone(c);
    const boundary = boundaryIn(c.req.header('content-type'));
    if (boundary === undefined || c.req.raw.body === null) return c.redirect(`${baseOf(c)}?refused=upload_cut`, 303);
    const codes = new Set<string>();
    let [id, files] = ['', 0];
    try {
      for await (const part of readMultipart(Readable.fromWeb(c.req.raw.body as ReadableStream), boundary)) {
        if (part.name === 'id') id = await fieldIn(part);
        if (part.filename === undefined || part.filename === '' || ++files > filesAtOnce) continue;
        if (!idPattern.test(id) || rate(place.prefix) > 0 || files > place.room) {
          codes.add('too_many_by_page');
          break;
        }
        // The form's own id: sent twice by a nervous finger it is one file.
        const taken = await port.uploadPages.take(`${place.prefix}${id}-${files}`, nameIn(encodeURIComponent(part.filename)), id, part.bytes);
        if (!taken.ok) codes.add(taken.code);
      }
    } catch (error) {
      if (!isBrokenBody(error)) throw error;
      codes.add('upload_cut');
    }
    if (files > filesAtOnce) codes.add('too_many_at_once');
    return c.redirect(codes.size === 0 ? `${baseOf(c)}#came` : `${baseOf(c)}?refused=${[...codes].join(',')}`, 303);
  });
  return app;
};
