/**
 * Owns bytes to and from Telegram's servers over HTTP: one call, its time limit, and the one fact a sender needs when a call
 * fails: did the whole request leave us? Knows no Bot API method. No error here carries a URL, because the token sits in it.
 */
import { Agent as PlainAgent, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest, Agent as TlsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { z } from 'zod';

/** `left`: the whole request was handed to the network, so the other side may have acted on it. `status`: an answer came, but not a readable one. */
export type TransportFailure = { readonly left: boolean; readonly reason: string; readonly status?: number };

const failureSchema = z.object({ left: z.boolean(), reason: z.string(), status: z.number().optional() });

/** The failure inside something thrown, or undefined when it is not one of ours. */
export const transportFailure = (thrown: unknown): TransportFailure | undefined => {
  const read = failureSchema.safeParse(thrown);
  if (!read.success) return undefined;
  const { left, reason, status } = read.data;
  return { left, reason, ...(status === undefined ? {} : { status }) };
};

const fail = (failure: TransportFailure): Error => Object.assign(new Error(`call to Telegram failed: ${failure.reason}`), failure);

export type Call = {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  /** Time limit; a call that takes longer fails with reason `timeout`. */
  readonly seconds: number;
  /** Ends the call early, in the same way. */
  readonly stopping?: AbortSignal;
};

export type Transport = {
  readonly open: (url: string, call: Call) => Promise<IncomingMessage>;
  readonly json: (url: string, call: Call) => Promise<unknown>;
  readonly close: () => void;
};

/** No answer of the Bot API comes near this; more is somebody else answering. */
const answerLimit = 16 * 1024 * 1024;
/** Shorter than a server's keep-alive, so that a call rarely meets a socket the other side is just closing. */
const idleMs = 8_000;

export const makeTransport = (): Transport => {
  const plain = new PlainAgent({ keepAlive: true, timeout: idleMs, maxSockets: 64 });
  const tls = new TlsAgent({ keepAlive: true, timeout: idleMs, maxSockets: 64 });

  const open: Transport['open'] = (url, call) =>
    new Promise((resolve, reject) => {
      const secure = url.startsWith('https:');
      const options = { method: call.method, headers: { ...call.headers, ...lengthOf(call.body) }, agent: secure ? tls : plain };
      let left = false;
      const outgoing = secure ? secureRequest(url, options) : plainRequest(url, options);
      const abort = () => outgoing.destroy(Object.assign(new Error('timeout'), { code: 'timeout' }));
      // A plain timer: a signal of its own for each call cost a fiftieth of a turn.
      const limit = setTimeout(abort, call.seconds * 1000);
      const over = () => {
        clearTimeout(limit);
        call.stopping?.removeEventListener('abort', abort);
      };
      outgoing.on('finish', () => {
        left = true;
      });
      outgoing.on('response', (answer) => {
        answer.on('close', over);
        resolve(answer);
      });
      outgoing.on('error', (error) => {
        over();
        reject(fail({ left, reason: reasonOf(error) }));
      });
      if (call.stopping?.aborted) return abort();
      call.stopping?.addEventListener('abort', abort);
      if (call.body instanceof Readable) call.body.on('error', (error) => outgoing.destroy(error)).pipe(outgoing);
      else outgoing.end(call.body);
    });

  const json: Transport['json'] = async (url, call) => {
    const answer = await open(url, call);
    const status = answer.statusCode ?? 0;
    const text = await readAll(answer, answerLimit).catch((error: unknown) => {
      throw fail({ left: true, reason: reasonOf(error), status });
    });
    try {
      return JSON.parse(text.toString('utf8'));
    } catch {
      throw fail({ left: true, reason: `http_${status}`, status });
    }
  };

  return {
    open,
    json,
    // Idle connections only: a message on its way is always waited for, and cutting it here would send it twice.
    close: () => {
      for (const { freeSockets } of [plain, tls]) for (const sockets of Object.values(freeSockets)) for (const socket of sockets ?? []) socket.destroy();
    },
  };
};

/** Every byte of an answer, or an error: more than `limit` bytes, or a connection cut half-way (Node throws then), never gives a short buffer. */
export const readAll = async (answer: IncomingMessage, limit: number): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer) {
    const bytes: Buffer = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size > limit) {
      answer.destroy();
      throw Object.assign(new Error('answer too long'), { code: 'too_long' });
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts);
};

const lengthOf = (body: Call['body']): Record<string, string> => (typeof body === 'string' ? { 'content-length': String(Buffer.byteLength(body)) } : {});

/** A short code, never a message: messages of network errors can hold addresses. */
const reasonOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : 'network');
