/** Owns `/d/<token>`: a stored file out by its signed link. Not who may have a link. */
import { Hono } from 'hono';
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

/** `Hồ sơ.pdf` → `attachment; filename="Ho so.pdf"; filename*=UTF-8''H%E1%BB%93%20s%C6%A1.pdf`: old browsers read the first, all others the second. */
export const dispositionOf = (name: string): string => {
  const ascii = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};
