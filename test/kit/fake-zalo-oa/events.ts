/**
 * Owns the fake's events: signed over the very bytes sent, answered within two seconds or counted as a violation, repeated after 30 s, 5, 15, 30 and
 * 60 minutes of the fake's clock, then switched off.
 */
import { createHash } from 'node:crypto';
import type { World } from './world.js';

export type Delivery = { readonly status: number; readonly ms: number; readonly retry: number; readonly event: string };
export type Sender = {
  /** Resolves with the answer to the first try. */
  readonly deliver: (event: object) => Promise<Delivery>;
  /** The console's check of the address. */
  readonly ping: () => Promise<number>;
  /** Sends what fell due by the fake's clock. */
  readonly retryDue: () => Promise<void>;
  readonly deliveries: readonly Delivery[];
  /** Deliveries answered too late. */
  readonly late: () => number;
  readonly enabled: () => boolean;
  readonly waiting: () => number;
  url: string;
};

const LADDER_MS = [30_000, 300_000, 900_000, 1_800_000, 3_600_000];

export const openSender = (world: World): Sender => {
  const deliveries: Delivery[] = [];
  const queue: { readonly body: string; readonly name: string; retry: number; at: number }[] = [];
  let enabled = true;

  const post = async (body: string, name: string, retry: number): Promise<Delivery> => {
    const began = performance.now();
    const status = await fetch(sender.url, { method: 'POST', body, headers: headersOf(world, body, retry), redirect: 'manual', signal: AbortSignal.timeout(10_000) }).then(
      (answer) => answer.status,
      () => 0,
    );
    const delivery = { status, ms: performance.now() - began, retry, event: name };
    deliveries.push(delivery);
    return delivery;
  };

  const sender: Sender = {
    url: '',
    deliveries,
    late: () => deliveries.filter(({ ms }) => ms > 2_000).length,
    enabled: () => enabled,
    waiting: () => queue.length,
    ping: async () => (await fetch(sender.url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' }, signal: AbortSignal.timeout(10_000) })).status,
    deliver: async (event) => {
      const name = 'event_name' in event ? String(event.event_name) : '';
      if (!enabled) return { status: 0, ms: 0, retry: 0, event: name };
      const body = bodyOf(world, event);
      const first = await post(body, name, 0);
      if (first.status !== 200) queue.push({ body, name, retry: 1, at: world.now() + (LADDER_MS[0] ?? 0) });
      return first;
    },
    retryDue: async () => {
      for (const waiting of [...queue]) {
        if (waiting.at > world.now() || !enabled) continue;
        const { status } = await post(waiting.body, waiting.name, waiting.retry);
        const next = LADDER_MS[waiting.retry];
        if (status === 200) queue.splice(queue.indexOf(waiting), 1);
        else if (next === undefined) enabled = false;
        else {
          waiting.retry += 1;
          waiting.at = world.now() + next;
        }
      }
    },
  };
  return sender;
};

/** With the switch on, ids stand as numbers no double can hold. */
const bodyOf = (world: World, event: object): string => {
  const text = JSON.stringify(event);
  return world.switches.numericIds ? text.replace(/"(\d{16,19})"/g, '$1') : text;
};

export const signed = (world: World, body: string, timestamp: string, secret = world.oaSecret): string =>
  createHash('sha256').update(`${world.appId}${body}${timestamp}${secret}`, 'utf8').digest('hex');

const headersOf = (world: World, body: string, retry: number): Record<string, string> => {
  const inBody = /"timestamp":"?(\d+)"?/.exec(body)?.[1] ?? '';
  const stamp = world.switches.stamp === 'body' ? inBody : String(Number(inBody) + 7);
  const hex = signed(world, body, stamp);
  const shown = world.switches.upperCase ? hex.toUpperCase() : hex;
  return {
    'content-type': 'application/json',
    'x-zevent-signature': world.switches.signature === 'bare' ? shown : `${world.switches.signature}=${shown}`,
    'x-zevent-timestamp': stamp,
    ...(retry === 0 ? {} : { num_retry: String(retry) }),
  };
};
