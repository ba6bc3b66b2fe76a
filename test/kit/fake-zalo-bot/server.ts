/** Owns the fake's HTTP side: `/bot<token>/<method>` and the file host, on 127.0.0.1. What a method does is in `methods.ts`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeServer, gatewayPage, listenFor } from '../fake-server.js';
import { carryOut, type Fields, no } from './methods.js';
import type { Fault, World } from './world.js';

export const listen = async (world: World): Promise<FakeServer> => {
  const server = await listenFor(
    (request, response) => serve(world, request, response),
    (response, why) => reply(response, 500, { ok: false, error_code: 500, description: `fake zalo bot: ${why}` }),
  );
  return {
    ...server,
    close: async () => {
      world.closed = true;
      world.wake();
      await server.close();
    },
  };
};

const reply = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

const serve = async (world: World, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://fake');
  const file = world.cdn.get(url.pathname);
  if (url.pathname.startsWith('/cdn/')) {
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': 'application/octet-stream' });
    response.end(file);
    return;
  }
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(decodeURIComponent(url.pathname)) ?? [];
  const fault = strike(world, method);
  if (fault?.kind === 'delay') await sleep(fault.ms ?? 0);
  if (fault?.kind === 'drop_before') return void response.destroy();
  if (fault?.kind === 'page') return gatewayPage(response);
  const answer =
    token !== world.token || world.unauthorized
      ? no(world, 401, 'Unauthorized')
      : fault?.kind === 'code' || fault?.kind === 'status'
        ? no(world, fault.code ?? 500, 'as the test wishes')
        : await carryOut(world, method, await fieldsOf(url, request.headers['content-type'] ?? '', Buffer.concat(parts)));
  world.calls.push({ method, code: answer.status, at: performance.now() });
  if (fault?.kind === 'drop_after') return void response.destroy();
  if (fault?.kind === 'page_after') return gatewayPage(response);
  reply(response, answer.status, answer.body);
};

const strike = (world: World, method: string): Fault | undefined => {
  const fault = world.faults.find((one) => one.times > 0 && one.method === method);
  if (fault) fault.times -= 1;
  return fault;
};

/** Parameters as a query, a form, several parts or JSON; the page allows all. */
const fieldsOf = async (url: URL, type: string, body: Buffer): Promise<Fields> => {
  const query = Object.fromEntries(url.searchParams);
  if (body.length === 0) return query;
  if (type.includes('json')) return { ...query, ...JSON.parse(body.toString('utf8')) };
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  return { ...query, ...Object.fromEntries(form) };
};
