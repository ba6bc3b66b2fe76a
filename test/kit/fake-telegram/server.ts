/**
 * Owns the fake's HTTP side: `/bot<token>/<method>`, `/file/bot<token>/<path>`, `/control/act`. Listens on 127.0.0.1 only. Applies the faults
 * around a call; what a call does is in `methods.ts`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type FakeServer, gatewayPage, listenFor } from '../fake-server.js';
import { type Fields, readFields } from './body.js';
import { type Fault, strike, wordsFor } from './faults.js';
import { handlers, isRefusal, type Refusal, refuse, setAllowed } from './methods.js';
import { type Act, perform } from './people.js';
import { pollOnce } from './updates.js';
import { accept, type World } from './world.js';

const bodyLimit = 60 * 1024 * 1024;

export const listen = async (world: World, port = 0): Promise<FakeServer> => {
  const server = await listenFor(
    (request, response) => serve(world, request, response),
    (response, why) => answer(response, 500, { ok: false, error_code: 500, description: `fake telegram: ${why}` }),
    port,
  );
  return {
    ...server,
    close: async () => {
      world.closed = true;
      world.poller?.finish([]);
      await server.close();
    },
  };
};

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

const serve = async (world: World, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname === '/control/act') return control(world, request, response);
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
  if (file) return download(world, response, decodeURIComponent(file[1] ?? ''), decodeURIComponent(file[2] ?? ''));
  const call = /^\/bot([^/]+)\/(\w+)$/.exec(url.pathname);
  if (!call) return answer(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
  const body = await readBody(request);
  if (body === undefined) return answer(response, 413, { ok: false, error_code: 413, description: 'Request Entity Too Large' });
  const fields = readFields(url.searchParams, request.headers['content-type'] ?? '', body);
  if (decodeURIComponent(call[1] ?? '') !== world.token || world.unauthorized) return answer(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' });
  if (!fields) return answer(response, 400, { ok: false, error_code: 400, description: "Bad Request: can't parse request" });
  await methodCall(world, request, response, call[2] ?? '', fields);
};

const methodCall = async (world: World, request: IncomingMessage, response: ServerResponse, spelled: string, fields: Fields): Promise<void> => {
  const method = [...Object.keys(handlers), 'getUpdates'].find((name) => name.toLowerCase() === spelled.toLowerCase()) ?? spelled;
  const chat = fields.values.chat_id === undefined ? undefined : Number(fields.values.chat_id);
  const faults = strike(world.faults, world.random, method, chat);
  for (const { ms, kind } of faults) if (kind === 'delay') await new Promise((resolve) => setTimeout(resolve, ms));
  const before = faults.find(({ kind }) => kind === 'drop_before' || kind === 'status' || kind === 'gateway');
  if (before) return broken(world, response, method, chat, before);

  const result = method === 'getUpdates' ? await updates(world, fields, request) : carryOut(world, method, fields);
  if (isRefusal(result)) {
    world.refused.push({ at: world.now(), method, ...(chat === undefined ? {} : { chat }), code: result.code, description: result.description });
    return answer(response, result.code, { ok: false, error_code: result.code, description: result.description });
  }
  const after = faults.find(({ kind }) => kind === 'drop_after' || kind === 'gateway_after');
  if (after?.kind === 'drop_after') {
    request.socket.destroy();
    return;
  }
  if (after) return gatewayPage(response);
  answer(response, 200, { ok: true, result });
};

const broken = (world: World, response: ServerResponse, method: string, chat: number | undefined, { kind, code, description, retryAfter }: Fault): void => {
  const words = description ?? wordsFor(code, retryAfter);
  world.refused.push({ at: world.now(), method, ...(chat === undefined ? {} : { chat }), code: kind === 'status' ? code : 0, description: kind === 'status' ? words : kind });
  if (kind === 'drop_before') {
    response.destroy();
    return;
  }
  if (kind === 'gateway') gatewayPage(response);
  else answer(response, code, { ok: false, error_code: code, description: words, ...(retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }) });
};

const carryOut = (world: World, method: string, fields: Fields): unknown => {
  const handler = Object.entries(handlers).find(([name]) => name === method)?.[1];
  return handler ? handler(world, fields) : refuse(404, 'Not Found: method not found');
};

const updates = async (world: World, { values }: Fields, request: IncomingMessage): Promise<unknown[] | Refusal> => {
  setAllowed(world, values.allowed_updates);
  const hungUp = new AbortController();
  const leave = () => hungUp.abort();
  request.socket.once('close', leave);
  const offset = values.offset === undefined ? undefined : Number(values.offset);
  const limit = Math.min(100, Math.max(1, Number(values.limit ?? 100)));
  const timeout = Math.min(50, Math.max(0, Number(values.timeout ?? 0)));
  accept(world, { method: 'getUpdates', ...(offset === undefined ? {} : { offset }) });
  const polled = await pollOnce(world, { offset, limit, timeout }, hungUp.signal);
  request.socket.off('close', leave);
  return polled.kind === 'conflict' ? refuse(409, polled.description) : [...polled.updates];
};

const download = async (world: World, response: ServerResponse, token: string, path: string): Promise<void> => {
  const file = [...world.files.values()].find((held) => held.path === path);
  if (token !== world.token || world.unauthorized) return answer(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' });
  if (!file || file.gone || file.size > 20 * 1024 * 1024) return answer(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
  const faults = strike(world.faults, world.random, 'file', undefined);
  for (const { ms, kind } of faults) if (kind === 'delay') await new Promise((resolve) => setTimeout(resolve, ms));
  const half = file.bytes.subarray(0, Math.floor(file.bytes.length / 2));
  if (faults.some(({ kind }) => kind === 'drop_before')) return void response.destroy();
  if (faults.some(({ kind }) => kind === 'short_file')) {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': half.length });
    return void response.end(half);
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length });
  if (faults.some(({ kind }) => kind === 'reset_file')) return void response.write(half, () => setTimeout(() => response.destroy(), 20));
  response.end(file.bytes);
};

/** `{"act":"says","who":7,"text":"chào"}` in, `{"ok":true,"result":1}` out; an act that cannot be done is 400 with the reason. */
const control = async (world: World, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readBody(request);
  try {
    const act: Act = JSON.parse(body?.toString('utf8') ?? '');
    answer(response, 200, { ok: true, result: await perform(world, act) });
  } catch (error) {
    answer(response, 400, { ok: false, description: error instanceof Error ? error.message : 'unknown' });
  }
};

const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes: Buffer = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size <= bodyLimit) parts.push(bytes);
  }
  return size > bodyLimit ? undefined : Buffer.concat(parts);
};
