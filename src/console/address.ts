/** Owns where a request came from: the socket, or what a proxy on this machine says in front of it. */
import { isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);

/** The last address in `X-Forwarded-For` is the one our own proxy saw; those before it are only claims. */
export const requestAddress = (c: Context<{ Bindings: Partial<HttpBindings> }>): string => {
  const socket = c.env?.incoming?.socket.remoteAddress ?? '';
  const passed = (c.req.header('x-forwarded-for') ?? '').split(',').at(-1)?.trim() ?? '';
  return isLoopback(socket) && isIP(passed) !== 0 ? passed : socket;
};
