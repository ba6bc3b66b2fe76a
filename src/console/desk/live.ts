/**
 * Owns the live part of the desk: server-sent events that resume where a page stopped. What is sent is read from the database after each
 * commit, so a page that lost its line is made equal to it by one event.
 */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { linesOf, linesSettled } from '../../desk/index.js';
import { makeBell } from '../../web/index.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { partsOf } from './case-page.js';
import { frameOf, readCaseCursor } from './frame.js';
import { queueFrame } from './queue.js';
import { List, Tabs } from './queue-page.js';
import { keyOfLine, LineView, sortOfLine } from './thread.js';

/** Proxies cut a silent connection after about half a minute. */
const HEARTBEAT_MS = 20_000;
/** Commits in a row are shown together; a page that takes long to draw waits longer, so that a busy bot is not slowed by who watches it. */
const GATHER_MS = 60;
const REST_PER_DRAWING = 3;
const LONGEST_GATHER_MS = 250;

/** What a page's script gets: lines to put in or replace, parts to redraw, and where to go on from. */
export type Delta = {
  readonly cursor: string;
  readonly lines: readonly { readonly key: string; readonly sort: string; readonly html: string }[];
  readonly parts: Readonly<Record<string, { readonly version: string; readonly html: string }>>;
};

/** What a case's page lacks after a cursor. Undefined when the case is gone. */
const caseDelta = (ctx: Ctx, cursor: string | undefined): Delta | undefined => {
  const frame = frameOf(ctx);
  if (frame === undefined) return undefined;
  const id = frame.view.row.id;
  const after = readCaseCursor(cursor);
  const fresh = linesOf(ctx.db.read, id, after);
  const changed = after.out === 0 ? [] : linesSettled(ctx.db.read, id, after.out, after.since);
  const lines = new Map([...fresh.lines, ...changed].map((line) => [keyOfLine(line), line]));
  return {
    cursor: frame.cursor,
    lines: [...lines.values()].map((line) => ({ key: keyOfLine(line), sort: sortOfLine(line), html: String(LineView({ line, frame })) })),
    parts: versioned(partsOf(frame)),
  };
};

const queueDelta = (ctx: Ctx): Delta => {
  const frame = queueFrame(ctx);
  return { cursor: frame.cursor, lines: [], parts: versioned({ tabs: String(Tabs({ frame })), list: String(List({ frame })) }) };
};

/** Tokens of forms differ each time they are drawn and are no change. */
const versioned = (parts: Readonly<Record<string, string>>): Delta['parts'] =>
  Object.fromEntries(
    Object.entries(parts).map(([id, html]) => [
      id,
      {
        version: createHash('sha256')
          .update(html.replace(/name="token" value="[^"]*"/g, ''))
          .digest('base64url')
          .slice(0, 10),
        html,
      },
    ]),
  );

const stream = (ctx: Ctx, deltaAfter: (cursor: string | undefined) => Delta | undefined): Response => {
  const c: Context = ctx.c;
  let cursor = c.req.header('last-event-id') ?? c.req.query('after');
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (out) => {
    const bell = makeBell();
    const stop = ctx.db.watch(bell.ring);
    out.onAbort(bell.ring);
    const shown = new Map<string, string>();
    try {
      await out.write('retry: 1500\n\n');
      while (!out.aborted && !out.closed) {
        const began = performance.now();
        const delta = deltaAfter(cursor);
        const rest = Math.min(LONGEST_GATHER_MS, Math.max(GATHER_MS, REST_PER_DRAWING * (performance.now() - began)));
        if (delta === undefined) return;
        const parts = Object.fromEntries(Object.entries(delta.parts).filter(([id, { version }]) => shown.get(id) !== version));
        for (const [id, { version }] of Object.entries(parts)) shown.set(id, version);
        cursor = delta.cursor;
        if (delta.lines.length > 0 || Object.keys(parts).length > 0) await out.writeSSE({ id: cursor, data: JSON.stringify({ ...delta, parts }) });
        if (!(await bell.heard(HEARTBEAT_MS))) await out.write(': still here\n\n');
        else await new Promise((resolve) => setTimeout(resolve, rest));
      }
    } catch (error) {
      if (!out.aborted) ctx.parts.failed('console events', error);
    } finally {
      stop();
    }
  });
};

export const liveRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/cases/:conversation/events', needs: 'case.read', reads: 'live', handler: (ctx) => stream(ctx, (cursor) => caseDelta(ctx, cursor)) },
  { method: 'GET', path: '/queue/events', needs: 'case.read', reads: 'list', handler: (ctx) => stream(ctx, () => queueDelta(ctx)) },
];
