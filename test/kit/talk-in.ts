/** Owns a talk with the whole program in this process, on any channel: say a line, hear what came back. For tests that read like a conversation. */
import type { App } from '../../src/app.js';
import { conversationOfChat, feed } from '../../src/cases/index.js';
import type { Body, Channel } from '../../src/messages/index.js';

export type Heard = { readonly tag: string; readonly text: string };
export type Talking = {
  /** Says it and gives everything the bot said since the last time, once nothing is left to do. */
  readonly say: (line: string | Body) => Promise<readonly Heard[]>;
  /** What the bot said since, without saying anything. */
  readonly hear: () => Promise<readonly Heard[]>;
  readonly id: () => string;
};

/** `tick`: called before each line, to move a fake clock. */
export const talkIn = (app: App, channel: Channel, chat: string, tick: () => void = () => undefined): Talking => {
  let lines = 0;
  let seen = { in: 0, out: 0 };
  const id = (): string => conversationOfChat(app.db.read, channel, chat) ?? '';
  const hear = async (): Promise<readonly Heard[]> => {
    await app.idle();
    const { lines: fresh, cursor } = feed(app.db.read, id(), seen);
    seen = cursor;
    return fresh.flatMap((one) => (one.side === 'out' ? [{ tag: one.tag, text: textOf(one.payload) }] : []));
  };
  return {
    id,
    hear,
    say: async (line) => {
      tick();
      lines += 1;
      const body: Body = typeof line === 'string' ? { kind: 'text', text: line } : line;
      await app.receive([{ channel, externalId: `${chat} ${lines}`, chat, body }]);
      return hear();
    },
  };
};

const textOf = (payload: string): string => {
  const piece: unknown = JSON.parse(payload);
  return typeof piece === 'object' && piece !== null && 'text' in piece ? String(piece.text) : '';
};
