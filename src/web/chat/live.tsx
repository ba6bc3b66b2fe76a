/** Owns the talk as it happens: server-sent events that resume where a reader stopped, and the same by asking (`/chat/lines`). */
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type Cursor, readCursor } from '../../cases/index.js';
import type { Language } from '../../wording/index.js';
import { makeBell } from '../bell.js';
import type { WebPort } from '../port.js';
import type { ChatKey } from './key.js';
import { LineView } from './line.js';
import { talkAfter } from './talk.js';
import { visitorKey } from './visitor.js';

/** Proxies and phone networks cut a silent connection after about half a minute. */
const heartbeat = 20_000;

/** What a page's script gets. Buttons come open; the script closes those that no longer count. */
export type Delta = {
  readonly lines: readonly { readonly key: string; readonly sort: string; readonly sentAs?: string; readonly html: string }[];
  readonly cursor: string;
  readonly language: Language;
};

const deltaAfter = (port: WebPort, visitor: ChatKey, after: Cursor): Delta => {
  const language = port.language(visitor.chat) ?? 'vi';
  const { lines, cursor } = talkAfter(port, visitor, after);
  return {
    cursor,
    language,
    lines: lines.map((line) => ({
      key: line.key,
      sort: line.sort,
      ...(line.side === 'in' && line.sentAs !== undefined ? { sentAs: line.sentAs } : {}),
      html: String(<LineView line={line} open words={port.wording[language]} visitor={visitor} />),
    })),
  };
};

export const liveRoutes = (port: WebPort): Hono => {
  const app = new Hono();
  app.get('/chat/lines', (c) => {
    const visitor = visitorKey(c, port);
    return visitor === undefined ? c.json({ code: 'no_chat' }, 403) : c.json(deltaAfter(port, visitor, readCursor(c.req.query('after'))));
  });

  app.get('/chat/events', (c) => {
    const visitor = visitorKey(c, port);
    if (visitor === undefined) return c.json({ code: 'no_chat' }, 403);
    // On its own reconnects a browser repeats the first address, so what it last saw goes before what the address says.
    let cursor = c.req.header('last-event-id') ?? c.req.query('after') ?? '';
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      const bell = makeBell();
      const stop = port.watch(visitor.chat, bell.ring);
      stream.onAbort(bell.ring);
      try {
        // The watch stands before the first look, so nothing falls between them.
        await stream.write('retry: 1500\n\n');
        while (!stream.aborted && !stream.closed) {
          const delta = deltaAfter(port, visitor, readCursor(cursor));
          if (delta.cursor !== cursor) {
            cursor = delta.cursor;
            await stream.writeSSE({ id: cursor, data: JSON.stringify(delta) });
          }
          if (!(await bell.heard(heartbeat))) await stream.write(': still here\n\n');
        }
      } catch (error) {
        // The answer has begun, so no page can say it: the log must.
        if (!stream.aborted) port.failed('/chat/events', error);
      } finally {
        stop();
      }
    });
  });
  return app;
};
