/**
 * Owns the road of updates to the webhook, as Telegram goes it: the next update of a chat only after the last one was acknowledged, chats side by
 * side, at most `max_connections` at once, again until it is answered 2xx.
 */
import { Agent, request } from 'node:http';

export type Knocker = {
  readonly push: (chat: number, update: object) => void;
  /** Knocks that were not answered 2xx. */
  readonly failures: () => number;
  readonly close: () => void;
};

const RETRY_MS = 50;

export const openKnocker = (url: string, secret: string, connections: number): Knocker => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = new Map<number, object[]>();
  const ready: number[] = [];
  let flying = 0;
  let failures = 0;

  const post = (update: object): Promise<boolean> =>
    new Promise((resolve) => {
      const body = JSON.stringify(update);
      const outgoing = request(
        url,
        { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-telegram-bot-api-secret-token': secret } },
        (answer) => {
          answer.resume().on('end', () => resolve((answer.statusCode ?? 500) < 300));
        },
      );
      outgoing.on('error', () => resolve(false)).end(body);
    });
  const fly = async (chat: number): Promise<void> => {
    const queue = waiting.get(chat);
    const update = queue?.[0];
    if (queue === undefined || update === undefined) return;
    flying += 1;
    const taken = await post(update);
    if (taken) queue.shift();
    else {
      failures += 1;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    flying -= 1;
    if (queue.length > 0) ready.push(chat);
    else waiting.delete(chat);
    pump();
  };
  const pump = (): void => {
    while (flying < connections) {
      const chat = ready.shift();
      if (chat === undefined) return;
      void fly(chat);
    }
  };
  return {
    push: (chat, update) => {
      const queue = waiting.get(chat);
      if (queue !== undefined) {
        queue.push(update);
        return;
      }
      waiting.set(chat, [update]);
      ready.push(chat);
      pump();
    },
    failures: () => failures,
    close: () => agent.destroy(),
  };
};
