/** Owns the listening socket. Not the routes. */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

/** Twenty megabytes from a phone on a slow line take longer than Node's five minutes. */
const requestTimeout = 30 * 60_000;
const grace = 1_000;

export type Served = { readonly url: string; readonly close: () => Promise<void> };

/** Listens on a port (0: any free one) and resolves once it does; rejects when the port is taken. */
// biome-ignore lint/suspicious/noExplicitAny: whatever bindings an app was typed with, it is served the same way
export const serveWeb = (app: Pick<Hono<any>, 'fetch'>, portNumber: number): Promise<Served> => {
  const server = createServer(
    { requestTimeout },
    getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false }),
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(portNumber, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('the web server listens on no port; give a port number'));
      resolve({ url: `http://localhost:${address.port}`, close: () => closed() });
    });
  });
  // Event streams never end by themselves: they get a moment, then the pages reconnect to whoever listens next.
  function closed(): Promise<void> {
    return new Promise((resolve, reject) => {
      const cut = setTimeout(() => server.closeAllConnections(), grace);
      server.close((error) => {
        clearTimeout(cut);
        if (error) reject(error);
        else resolve();
      });
      server.closeIdleConnections();
    });
  }
};
