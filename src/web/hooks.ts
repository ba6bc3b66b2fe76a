/** Owns the doors platforms knock at: how large a knock may be. Who may enter and what it means is the channel's. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { WebPort } from './port.js';

const limit = 1024 * 1024;

export const hookRoutes = (port: Pick<WebPort, 'webhooks'>): Hono => {
  const app = new Hono();
  app.post('/webhooks/:channel', bodyLimit({ maxSize: limit, onError: (c) => c.body(null, 413) }), async (c) => {
    const channel = c.req.param('channel');
    const answer = channel === 'telegram' ? port.webhooks[channel] : undefined;
    if (answer === undefined) return c.notFound();
    const { status } = await answer(c.req.raw.headers, Buffer.from(await c.req.arrayBuffer()));
    return new Response(null, { status });
  });
  return app;
};
