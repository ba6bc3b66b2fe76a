/** Owns what the fakes of all platforms have in common: a server on 127.0.0.1 that can go away and come back at the same port. What it answers is each fake's own. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type FakeServer = {
  readonly url: string;
  /** Stops listening and cuts every connection: calls are refused until `online`. */
  readonly offline: () => Promise<void>;
  readonly online: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `broken`: answers a call that the fake itself failed at. */
export const listenFor = async (
  serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  broken: (response: ServerResponse, why: string) => void,
  port = 0,
): Promise<FakeServer> => {
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else broken(response, String(error));
    });
  });
  const open = (at: number): Promise<void> => new Promise((resolve, reject) => server.once('error', reject).listen(at, '127.0.0.1', () => resolve()));
  const shut = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await open(port);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake has no port');
  return { url: `http://127.0.0.1:${address.port}`, offline: shut, online: () => open(address.port), close: shut };
};

/** A gateway's answer instead of the platform's. */
export const gatewayPage = (response: ServerResponse): void => {
  response.writeHead(502, { 'content-type': 'text/html' });
  response.end('<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>');
};
