/** Owns the doors platforms knock at and fetch from: how large a knock may be. Who may enter and what it means is the channel’s. */
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { hookNames, type WebPort } from './port.js';

const limit = 1024 * 1024;

const counted = bodyLimit({ maxSize: limit, onError: (c) => c.body(null, 413) });
/** A body that tells its length is held to it by the server: reading it straight spares a stream a knock. */
const bounded: MiddlewareHandler = (c, next) => {
  const told = c.req.header('content-length');
  if (told === undefined) return counted(c, next);
  return Number(told) <= limit ? (next() as Promise<undefined>) : Promise.resolve(c.body(null, 413));
};

export const hookRoutes = (port: Pick<WebPort, 'webhooks' | 'photo'>): Hono => {
  const app = new Hono();
  const hookOf = (channel: string) => {
    const name = hookNames.find((known) => known === channel);
    return name === undefined ? undefined : port.webhooks[name];
  };
  const admitted: MiddlewareHandler = async (c, next) => {
    const hook = hookOf(c.req.param('channel') ?? '');
    if (hook === undefined) return c.notFound();
    return hook.admits(c.req.raw.headers) ? next() : c.body(null, 401);
  };
  app.post('/webhooks/:channel', admitted, bounded, async (c) => {
    const hook = hookOf(c.req.param('channel') ?? '');
    if (hook === undefined) return c.notFound();
    const { status } = await hook.handle(c.req.raw.headers, Buffer.from(await c.req.arrayBuffer()));
    return new Response(null, { status });
  });
  // Zalo's console may look at the address with a browser's request first.
  app.get('/webhooks/zalo-oa', (c) => (hookOf('zalo-oa') === undefined ? c.notFound() : c.body(null, 200)));
  // A platform that takes no bytes fetches a picture of ours here, once.
  app.get('/p/:token', (c) => {
    const photo = port.photo?.(c.req.param('token'), c.req.method === 'HEAD');
    if (photo === undefined) return c.body(null, 404);
    return c.body(new Uint8Array(photo.bytes), 200, { 'content-type': photo.mime, 'content-length': String(photo.bytes.length), 'cache-control': 'no-store' });
  });
  return app;
};
