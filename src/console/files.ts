/** Owns how files leave the console: what people sent us never runs as a page of ours. */
import { dispositionOf } from '../web/index.js';

/** Kinds a browser shows without running anything. */
const shown = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

type File = { readonly bytes: Uint8Array; readonly mime: string; readonly name: string };

/**
 * What a person uploaded: sandboxed, never sniffed, only pictures are shown in the page, the rest is saved. Give it to a row with `reads: 'document'`.
 */
export const sandboxed = ({ bytes, mime, name }: File): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': shown.has(mime) ? mime : 'application/octet-stream',
      'Content-Disposition': dispositionOf(name, shown.has(mime) ? 'inline' : 'attachment'),
      'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Cache-Control': 'private, no-store',
    },
  });

/** A file this program made (a dossier, a register): a PDF may be looked at in the browser's own viewer, which a sandbox would forbid, and framed by our pages. */
export const madeHere = ({ bytes, mime, name }: File, how: 'inline' | 'attachment' = 'attachment'): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': mime,
      'Content-Disposition': dispositionOf(name, how),
      'Content-Security-Policy': "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'SAMEORIGIN',
      'Cache-Control': 'private, no-store',
    },
  });
