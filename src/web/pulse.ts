/** Owns `/healthz` for whoever restarts us and `/metrics` for whoever watches us. Neither says anything about a person. */
import { isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { WebPort } from './port.js';

export const pulseRoutes = (port: Pick<WebPort, 'health' | 'metrics'>): Hono<{ Bindings: Partial<HttpBindings> }> => {
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>();
  app.get('/healthz', (c) => {
    const { ok, detail } = port.health();
    return c.json({ ok, ...detail }, ok ? 200 : 503);
  });
  // A proxy on the same machine also comes from loopback, but says for whom it asks: then it is somebody from outside.
  app.get('/metrics', (c) => {
    const address = c.env?.incoming?.socket.remoteAddress ?? '';
    const passedOn = ['x-forwarded-for', 'x-real-ip', 'forwarded'].some((name) => c.req.header(name) !== undefined);
    return isLoopback(address) && !passedOn ? c.text(port.metrics(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }) : c.notFound();
  });
  return app;
};

const isLoopback = (address: string): boolean => isIP(address) !== 0 && /^(127\.|::1$|::ffff:127\.)/.test(address);
