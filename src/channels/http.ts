/**
 * Owns calls to Zalo's servers over axios: one call, its time limit, and the one fact a sender needs when a call fails: did the whole request
 * leave us? Nothing is ever thrown that carries an address or a header, because tokens sit in both. Knows no method of any platform.
 */
import { request as plainRequest, Agent as PlainAgent, type RequestOptions, type IncomingMessage } from 'node:http';
import { request as secureRequest, Agent as TlsAgent } from 'node:https';
import axios, { type AxiosInstance } from 'axios';
import { readJson } from './json.js';

/** `network`: no answer came; `left`: the whole request had been handed to the network, so the other side may have acted on it. */
export type HttpAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown; readonly json: boolean }
  | { readonly kind: 'network'; readonly left: boolean; readonly reason: string };

export type HttpCall = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | FormData;
  readonly seconds: number;
  /** Ends the call early, as when we stop; the call then fails with reason `stopped`. */
  readonly stopping?: AbortSignal;
};

/** `too_big`: over the limit asked for. `gone`: the other side no longer has it. `refused`: an address we do not fetch from. `broken`: came short or not at all. */
export type FetchCode = 'too_big' | 'gone' | 'refused' | 'broken';

export type Http = {
  /** Never rejects for anything the network or the other side did. */
  readonly call: (call: HttpCall) => Promise<HttpAnswer>;
  /** All bytes, at most `limit`. Throws an Error with a `code` (`FetchCode`) and no address in it. */
  readonly bytes: (url: string, limit: number, seconds: number, allowed: (url: URL) => boolean) => Promise<Buffer>;
  readonly close: () => void;
};

/** No answer of these APIs comes near this; more is somebody else answering. */
const ANSWER_LIMIT = 4 * 1024 * 1024;
/** Shorter than a server's keep-alive, so that a call rarely meets a socket the other side is just closing. */
const IDLE_MS = 8_000;
const REDIRECTS = 3;

export const openHttp = (): Http => {
  const agents = { http: new PlainAgent({ keepAlive: true, timeout: IDLE_MS, maxSockets: 64 }), https: new TlsAgent({ keepAlive: true, timeout: IDLE_MS, maxSockets: 64 }) };
  const client = axios.create({
    httpAgent: agents.http,
    httpsAgent: agents.https,
    proxy: false,
    maxRedirects: 0,
    validateStatus: () => true,
    responseType: 'arraybuffer',
    transformResponse: [(data: unknown) => data],
  });
  return {
    call: (call) => send(client, call),
    bytes: (url, limit, seconds, allowed) => download(client, url, limit, seconds, allowed, REDIRECTS),
    // Idle connections only: a message on its way is always waited for, and cutting it here would send it twice.
    close: () => {
      for (const { freeSockets } of [agents.http, agents.https]) for (const sockets of Object.values(freeSockets)) for (const socket of sockets ?? []) socket.destroy();
    },
  };
};

const send = async (client: AxiosInstance, { method, url, headers, body, seconds, stopping }: HttpCall): Promise<HttpAnswer> => {
  const sent = { whole: false };
  const limit = AbortSignal.timeout(seconds * 1000);
  try {
    const { status, data } = await client.request<unknown>({
      method,
      url,
      headers: { accept: 'application/json', ...headers },
      signal: stopping === undefined ? limit : AbortSignal.any([limit, stopping]),
      maxContentLength: ANSWER_LIMIT,
      transport: watching(sent),
      ...(body === undefined ? {} : { data: body }),
    });
    return { kind: 'answer', status, ...readJson(Buffer.isBuffer(data) ? data.toString('utf8') : '') };
  } catch (error) {
    const reason = stopping?.aborted === true ? 'stopped' : limit.aborted ? 'timeout' : codeOf(error);
    return { kind: 'network', left: sent.whole, reason };
  }
};

/** Node's own request functions, noting the moment the last byte of a request is handed over. */
const watching = (sent: { whole: boolean }) => ({
  request: (options: RequestOptions, answered: (answer: IncomingMessage) => void) => {
    const outgoing = options.protocol === 'https:' ? secureRequest(options, answered) : plainRequest(options, answered);
    outgoing.once('finish', () => {
      sent.whole = true;
    });
    return outgoing;
  },
});

const download = async (client: AxiosInstance, address: string, limit: number, seconds: number, allowed: (url: URL) => boolean, hops: number): Promise<Buffer> => {
  const url = parsed(address);
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || !allowed(url)) throw failed('refused', 'not an address files come from');
  const answer = await client.request<unknown>({ method: 'GET', url: url.href, signal: AbortSignal.timeout(seconds * 1000), maxContentLength: limit }).catch((error: unknown) => {
    throw isTooLong(error) ? failed('too_big', `over ${limit} bytes`) : failed('broken', codeOf(error));
  });
  const { status, data } = answer;
  if (status >= 300 && status < 400 && hops > 0) {
    const next = parsed(String(answer.headers.location ?? ''), url.href);
    if (next !== undefined) return download(client, next.href, limit, seconds, allowed, hops - 1);
  }
  if (status !== 200) throw failed([403, 404, 410].includes(status) ? 'gone' : 'broken', `http ${status}`);
  if (!Buffer.isBuffer(data)) throw failed('broken', 'no bytes');
  return data;
};

const parsed = (address: string, base?: string): URL | undefined => (URL.canParse(address, base) ? new URL(address, base) : undefined);

export const failed = (code: FetchCode, detail: string): Error => Object.assign(new Error(`zalo file: ${code} (${detail})`), { code });

/** A short code, never a message: messages of network errors hold addresses. */
const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : 'network');
const isTooLong = (error: unknown): boolean => error instanceof Error && /maxContentLength/.test(error.message);
