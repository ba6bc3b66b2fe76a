/** Owns the console's style sheet and script modules: read once, gzipped once, kept by browsers for good because the address carries a hash. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repositoryFolder } from '../repository/index.js';
import { sharedStyle } from '../web/index.js';

const mimes: Readonly<Record<string, string>> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' };

type Asset = { readonly bytes: Buffer; readonly packed: Buffer; readonly version: string; readonly mime: string };

/** Read from `src/console/assets` of this checkout, from `dist` too: these files need no build. */
const folder = join(repositoryFolder(), 'src', 'console', 'assets');
const assets: ReadonlyMap<string, Asset> = new Map(
  readdirSync(folder)
    .filter((name) => mimes[extname(name)] !== undefined)
    .map((name) => {
      const own = readFileSync(join(folder, name));
      const bytes = name === 'console.css' ? Buffer.concat([sharedStyle(), own]) : own;
      return [
        name,
        { bytes, packed: gzipSync(bytes, { level: 9 }), version: createHash('sha256').update(bytes).digest('base64url').slice(0, 10), mime: mimes[extname(name)] ?? '' },
      ];
    }),
);

/** `/console/assets/console.css?v=1a2b3c4d5e`. Throws for a file that is not there: our mistake. */
export const assetUrl = (name: string): string => {
  const asset = assets.get(name);
  if (asset === undefined) throw new Error(`src/console/assets has no ${name}`);
  return `/console/assets/${name}?v=${asset.version}`;
};

/** The answer for one file, or undefined when there is none of that name. */
export const assetResponse = (name: string, version: string | undefined, accepts: string): Response | undefined => {
  const asset = assets.get(name);
  if (asset === undefined) return undefined;
  const zipped = /\bgzip\b/.test(accepts);
  return new Response(new Uint8Array(zipped ? asset.packed : asset.bytes), {
    headers: {
      'Content-Type': asset.mime,
      Vary: 'Accept-Encoding',
      'Cache-Control': version === asset.version ? 'public, max-age=31536000, immutable' : 'public, max-age=60',
      ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
    },
  });
};
