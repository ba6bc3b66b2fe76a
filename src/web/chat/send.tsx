/** Owns what a person writes or taps: in by form or by script, under the page's own id, so the same twice is one message. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { clean } from '../../basics/index.js';
import type { Body, Message } from '../../messages/index.js';
import type { WebPort } from '../port.js';
import type { Rate } from '../rate.js';
import { requestLanguage } from '../request-language.js';
import { checked, refuse, wantsJson, writer } from './guard.js';
import type { ChatKey } from './key.js';
import { start } from './talk.js';
import { rememberVisitor } from './visitor.js';

const bodyBytes = 64 * 1024;
/** How long a page without script waits for the answer before it is shown. */
const patience = 1_500;

export const idPattern = /^[\w-]{8,64}$/;
const sentSchema = z.object({
  token: z.string().max(100).default(''),
  id: z.string().regex(idPattern),
  lang: z.enum(['vi', 'en']).optional(),
  text: z.string().optional(),
  payload: z.string().min(1).max(200).optional(),
  start: z.string().optional(),
});

export const sendRoutes = (port: WebPort, rate: Rate): Hono => {
  const app = new Hono();
  app.post('/chat/send', bodyLimit({ maxSize: bodyBytes, onError: (c) => refuse(c, port, 'too_long') }), async (c) => {
    const who = writer(c, port);
    if ('no' in who) return who.no;
    const sent = sentSchema.safeParse(await bodyIn(c));
    if (!sent.success) return refuse(c, port, 'not_understood');
    const no = checked(c, port, who.visitor, c.req.header('x-form-token') ?? sent.data.token, rate);
    if (no) return no;
    const body = bodyOf(sent.data);
    if (body !== undefined) {
      await port.receive([messageOf(who.visitor, sent.data.id, body, sent.data.lang ?? requestLanguage(c))]);
      rememberVisitor(c, port, who.visitor, true);
    }
    if (wantsJson(c)) return c.json({ ok: true });
    if (body !== undefined) await answered(port, who.visitor);
    return c.redirect('/#last', 303);
  });
  return app;
};

export const messageOf = ({ chat, prefix }: ChatKey, id: string, body: Body, languageHint: string): Message => ({
  channel: 'web',
  chat,
  externalId: prefix + id,
  languageHint,
  body,
});

const bodyIn = async (c: Context): Promise<unknown> => {
  if (!(c.req.header('content-type') ?? '').includes('json')) return c.req.parseBody();
  return c.req.json().catch(() => undefined);
};

/** Undefined when there is nothing in it: an empty form sent by mistake is no message. */
const bodyOf = ({ start: opening, payload, text }: z.infer<typeof sentSchema>): Body | undefined => {
  if (payload !== undefined) return { kind: 'tap', payload };
  if (opening !== undefined) return { kind: 'start' };
  const said = clean(text ?? '');
  return said === '' ? undefined : { kind: 'text', text: said };
};

/** Resolves once the last line is ours, or when patience ends. */
export const answered = (port: Pick<WebPort, 'feed' | 'watch'>, { chat }: ChatKey): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (port.feed(chat, start).lines.at(-1)?.side === 'out') done();
    };
    const timer = setTimeout(() => done(), patience);
    const stop = port.watch(chat, look);
    const done = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    look();
  });
