/** Owns the routes of an agency's page `/a/<token>`: looked at, told by plain forms, the dossier out. Works without script; shows nothing for a link that does not hold. */
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { clean } from '../../basics/index.js';
import { boundaryIn, isBrokenBody, readMultipart } from '../chat/multipart.js';
import { fieldIn, nameIn } from '../chat/upload.js';
import { dispositionOf } from '../disposition.js';
import { asHtml, NoticePage } from '../page.js';
import type { AgencyAct, PageFile, WebPort } from '../port.js';
import { rateOf } from '../rate.js';
import { fromOurPage } from '../same-site.js';
import { AgencyPage } from './page.js';

const headers = { 'X-Robots-Tag': 'noindex, nofollow', 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' };
const formsPerMinute = 30;
const tokenPattern = /^[\w-]{40,60}$/;

export const agencyRoutes = (port: Pick<WebPort, 'agencyPages' | 'takePaper' | 'wording'>, now: () => number): Hono => {
  const app = new Hono();
  const rate = rateOf(formsPerMinute, now);
  const words = port.wording.vi;
  const tokenIn = (c: Context): string => {
    const token = c.req.param('token') ?? '';
    return tokenPattern.test(token) ? token : '';
  };
  const gone = (c: Context): Response => c.html(asHtml(<NoticePage words={words} about="agency_gone" />), 404, headers);
  const show = async (
    c: Context,
    token: string,
    said: { readonly done?: string; readonly wrong?: string; readonly kind?: string },
    status: 200 | 400 | 429 = 200,
  ): Promise<Response> => {
    const place = token === '' ? undefined : await port.agencyPages.visit(token);
    return place === undefined ? gone(c) : c.html(asHtml(<AgencyPage words={words} place={place} base={`/a/${token}`} said={said} />), status, headers);
  };

  app.get('/a/:token', compress(), async (c) => {
    // Mail programs look at links before people do: a `HEAD` opens nothing and tells nothing about the token.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    const done = c.req.query('done');
    return show(c, tokenIn(c), done === undefined ? {} : { done });
  });

  app.post('/a/:token', async (c) => {
    const token = tokenIn(c);
    if (token === '' || !fromOurPage(c.req.raw.headers)) return gone(c);
    if (rate(token) > 0) return show(c, token, { wrong: 'too_fast' }, 429);
    const act = await readAct(c, port);
    if (typeof act === 'string') return show(c, token, { wrong: act }, 400);
    const told = await port.agencyPages.tell(token, act);
    if (told.ok) return c.redirect(`/a/${token}?done=${encodeURIComponent(told.value)}#told`, 303);
    return told.code === 'link_gone' ? gone(c) : show(c, token, { wrong: told.code, kind: act.kind }, 400);
  });

  app.get('/a/:token/ho-so.pdf', async (c) => {
    const token = tokenIn(c);
    const file = token === '' ? undefined : await port.agencyPages.file(token);
    return file === undefined ? gone(c) : fileAs(c, file);
  });

  app.get('/a/:token/ban-nhap/:name{(receipt|form02|form03)\\.(pdf|docx)}', async (c) => {
    const token = tokenIn(c);
    const [kind = '', format] = c.req.param('name').split('.');
    if (rate(token) > 0) return show(c, token, { wrong: 'too_fast' }, 429);
    const file = token === '' ? undefined : await port.agencyPages.draft(token, kind, format === 'docx' ? 'docx' : 'pdf');
    return file === undefined ? gone(c) : fileAs(c, file);
  });
  return app;
};

const fileAs = (c: Context, { name, mime, bytes }: PageFile): Response =>
  c.body(new Uint8Array(bytes), 200, { ...headers, 'Content-Type': mime, 'Content-Length': String(bytes.byteLength), 'Content-Disposition': dispositionOf(name) });

/** The form of one act, or the code of what was wrong with the upload. Text fields come before the file, as the page has them. */
const readAct = async (c: Context, port: Pick<WebPort, 'takePaper'>): Promise<AgencyAct | string> => {
  const boundary = boundaryIn(c.req.header('content-type'));
  if (boundary === undefined || c.req.raw.body === null) return 'form_broken';
  const fields: Record<string, string> = {};
  let paper: AgencyAct['paper'];
  try {
    for await (const part of readMultipart(Readable.fromWeb(c.req.raw.body as ReadableStream), boundary)) {
      if (part.filename === undefined) {
        if (Object.keys(fields).length < 40) fields[part.name] = clean(await fieldIn(part));
      } else if (part.filename !== '' && paper === undefined) {
        const taken = await port.takePaper(nameIn(encodeURIComponent(part.filename)), Readable.from(part.bytes));
        if (!taken.ok) return taken.code;
        paper = taken.value;
      }
    }
  } catch (error) {
    if (!isBrokenBody(error)) throw error;
    return 'form_broken';
  }
  const { kind = '', form = '', on = '', number = '', signer = '', ...rest } = fields;
  return { kind, form, on, number: number.slice(0, 60), signer: signer.slice(0, 120), fields: rest, ...(paper === undefined ? {} : { paper }) };
};
