/** Owns the files pages load: read once, gzipped once, kept by browsers for good because the address carries a hash of the content. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { repositoryFolder } from '../repository/index.js';

const script = 'text/javascript; charset=utf-8';
const kinds = { 'chat.js': script, 'upload.js': script, 'tus.js': script, 'pages.css': 'text/css; charset=utf-8', 'icon.svg': 'image/svg+xml' } as const;
export type AssetName = keyof typeof kinds;

/** `src/web/assets` of this checkout, from `src` and from `dist` alike: these files need no build. */
const folder = (): string => join(repositoryFolder(), 'src', 'web', 'assets');

/** The library's own bundle for browsers, as its authors ship it; everything else is ours. */
const pathOf = (name: AssetName): string =>
  name === 'tus.js' ? join(dirname(createRequire(import.meta.url).resolve('tus-js-client/package.json')), 'dist', 'tus.min.js') : join(folder(), name);

/** Colours and what else every page shares; goes before the style of a page's own. */
export const sharedStyle = (): Buffer => readFileSync(join(folder(), 'head.css'));

const load = (name: AssetName): { readonly bytes: Buffer; readonly packed: Buffer; readonly version: string; readonly mime: string } => {
  const own = readFileSync(pathOf(name));
  const bytes = name === 'pages.css' ? Buffer.concat([sharedStyle(), own]) : own;
  return { bytes, packed: gzipSync(bytes, { level: 9 }), version: createHash('sha256').update(bytes).digest('base64url').slice(0, 10), mime: kinds[name] };
};
const assets = { 'chat.js': load('chat.js'), 'upload.js': load('upload.js'), 'tus.js': load('tus.js'), 'pages.css': load('pages.css'), 'icon.svg': load('icon.svg') } as const;

/** `/assets/chat.js?v=1a2b3c4d5e` */
export const assetUrl = (name: AssetName): string => `/assets/${name}?v=${assets[name].version}`;

export const assetRoutes = (): Hono => {
  const app = new Hono();
  for (const name of Object.keys(kinds) as AssetName[]) {
    const { bytes, packed, version, mime } = assets[name];
    app.get(`/assets/${name}`, (c) => {
      const zipped = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
      return c.body(new Uint8Array(zipped ? packed : bytes), 200, {
        'Content-Type': mime,
        Vary: 'Accept-Encoding',
        'Cache-Control': c.req.query('v') === version ? 'public, max-age=31536000, immutable' : 'public, max-age=60',
        ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
      });
    });
  }
  return app;
};
