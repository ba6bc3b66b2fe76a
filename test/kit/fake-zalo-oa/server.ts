/** Owns the fake's HTTP side: oauth, openapi and the file host on one port of 127.0.0.1. What a call does is in `oauth.ts` and `messages.ts`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeServer, gatewayPage, listenFor } from '../fake-server.js';
import { type Answer, consultation, no, template, upload } from './messages.js';
import { tokenCall } from './oauth.js';
import type { Fault, World } from './world.js';

const CALLS_PER_MINUTE = 4_000;

export const listen = (world: World): Promise<FakeServer> =>
  listenFor(
    (request, response) => serve(world, request, response),
    (response, why) => reply(response, 500, { error: -200, message: `fake zalo: ${why}` }),
  );

const reply = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'x-ratelimit-limit': String(CALLS_PER_MINUTE) });
  response.end(JSON.stringify(body));
};

const serve = async (world: World, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const path = new URL(request.url ?? '/', 'http://fake').pathname;
  if (path.startsWith('/cdn/')) return serveFile(world, path, response);
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const body = Buffer.concat(parts);
  const fault = strike(world, path);
  if (fault?.kind === 'delay') await sleep(fault.ms ?? 0);
  if (fault?.kind === 'drop_before') return void response.destroy();
  if (fault?.kind === 'page') return gatewayPage(response);
  if (fault?.kind === 'status') return reply(response, fault.code ?? 500, {});
  const came = fault?.kind === 'code' ? no(fault.code ?? -200, 'as the test wishes') : await carryOut(world, path, request, body);
  const code = 'error' in came && typeof came.error === 'number' ? came.error : 0;
  world.calls.push({ path, code, ...(path.includes('/v4/oa/') ? { grant: new URLSearchParams(body.toString()).get('grant_type') ?? '' } : {}) });
  if (fault?.kind === 'drop_after') return void response.destroy();
  if (fault?.kind === 'page_after') return gatewayPage(response);
  // Errors come with 200 as well.
  reply(response, 200, came);
};

const strike = (world: World, path: string): Fault | undefined => {
  const fault = world.faults.find((one) => one.times > 0 && one.path.test(path));
  if (fault) fault.times -= 1;
  return fault;
};

const carryOut = async (world: World, path: string, request: IncomingMessage, body: Buffer): Promise<Answer | object> => {
  if (path === '/v4/oa/access_token') {
    const secret = request.headers.secret_key;
    return tokenCall(world, typeof secret === 'string' ? secret : undefined, new URLSearchParams(body.toString()));
  }
  const token = request.headers.access_token;
  const until = world.access.get(typeof token === 'string' ? token : '');
  if (until === undefined) return no(-216, 'Access token is invalid');
  if (until < world.now()) return no(-220, 'Access token is expired');
  const minute = Math.floor(world.now() / 60_000);
  world.callsThisMinute = minute === world.minute ? world.callsThisMinute + 1 : 1;
  world.minute = minute;
  if (world.callsThisMinute > CALLS_PER_MINUTE) return no(-32, 'rate limit');
  const uploading = /^\/v2\.0\/oa\/upload\/(file|image)$/.exec(path)?.[1];
  if (uploading === 'file' || uploading === 'image') {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
    const file = form.get('file');
    return file instanceof File ? upload(world, uploading, file.name, Buffer.from(await file.arrayBuffer())) : no(-201, 'file is invalid');
  }
  switch (path) {
    case '/v3.0/oa/message/cs':
      return consultation(world, JSON.parse(body.toString()));
    case '/v3.0/oa/message/template':
      return template(world, JSON.parse(body.toString()));
    case '/v2.0/oa/message':
      return no(-240, 'MessageV2 API has been shut down');
    default:
      return no(-212, 'API is not registered');
  }
};

const serveFile = (world: World, path: string, response: ServerResponse): void => {
  const file = world.cdn.get(path);
  if (file === undefined || file.until < world.now()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length });
  response.end(file.bytes);
};
