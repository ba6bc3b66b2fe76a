/** Owns the headers every answer carries. Pages run one script and one style sheet, both ours; nothing inline, nothing from elsewhere. */
import type { MiddlewareHandler } from 'hono';

export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** A route may set its own `Cache-Control`, `Referrer-Policy` or policy of content and framing (the console's files are sandboxed); the rest is the same everywhere. */
export const guardHeaders =
  (secure: boolean): MiddlewareHandler =>
  async (c, next) => {
    await next();
    const { headers } = c.res;
    if (!headers.has('Content-Security-Policy')) {
      headers.set('Content-Security-Policy', contentPolicy);
      headers.set('X-Frame-Options', 'DENY');
    }
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), interest-cohort=()');
    if (secure) headers.set('Strict-Transport-Security', 'max-age=31536000');
    // `same-origin`, not `no-referrer`: with the latter browsers post forms with `Origin: null` and the cross-site check would have nothing to compare.
    if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'same-origin');
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  };
