/** Owns `/d/<token>`: a stored file out by its signed link. Not who may have a link. */
import { Hono } from 'hono';
import { dispositionOf } from './disposition.js';
import { asHtml, NoticePage } from './page.js';
import type { WebPort } from './port.js';
import { requestLanguage } from './request-language.js';

const mimePattern = /^[a-z]+\/[a-z0-9.+-]+$/i;

export const downloadRoutes = (port: Pick<WebPort, 'openLink' | 'wording'>): Hono => {
  const app = new Hono();
  app.get('/d/:token', async (c) => {
    const headers = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' };
    // Chat apps look at links before people do: a look is not an opening, and tells nothing about the token.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    const token = c.req.param('token');
    const file = /^[\w-]{20,100}$/.test(token) ? await port.openLink(token) : undefined;
    if (file === undefined) return c.html(asHtml(<NoticePage words={port.wording[requestLanguage(c)]} about="link_gone" />), 404, headers);
    return c.body(new Uint8Array(file.bytes), 200, {
      ...headers,
      'Content-Type': mimePattern.test(file.mime) ? file.mime : 'application/octet-stream',
      'Content-Length': String(file.bytes.byteLength),
      'Content-Disposition': dispositionOf(file.name),
    });
  });
  return app;
};
