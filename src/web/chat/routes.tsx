/** Owns the citizen's pages: `/`, coming back with a key, leaving in a hurry. Reading never writes. */
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { asHtml } from '../page.js';
import type { WebPort } from '../port.js';
import { rateOf } from '../rate.js';
import { ChatPage } from './chat-page.js';
import { FirstPage } from './first-page.js';
import { checked, writer } from './guard.js';
import { chatKeyOf, newChatKey, readSecret } from './key.js';
import { KeyPage } from './key-page.js';
import { liveRoutes } from './live.js';
import { sendRoutes } from './send.js';
import { start, talkAfter } from './talk.js';
import { fileWords, uploadRoutes } from './upload.js';
import { forgetVisitor, rememberVisitor, visitorKey, wordsFor } from './visitor.js';

/** Far above what a person types, low enough that a stuck key or a script does no harm. */
const messagesPerMinute = 30;
const uploadsPerMinute = 60;

export const chatRoutes = (port: WebPort, now: () => number): Hono => {
  const app = new Hono();
  const rate = rateOf(messagesPerMinute, now);

  app.get('/', compress(), (c) => {
    const known = visitorKey(c, port);
    const words = wordsFor(c, port, known);
    const begun = known !== undefined && port.feed(known.chat, start).lines.length > 0;
    const visitor = known ?? newChatKey(port.cookieKey);
    rememberVisitor(c, port, visitor, begun);
    if (!begun) return c.html(asHtml(<FirstPage words={words} visitor={visitor} sorry={c.req.query('sorry') !== undefined} />));
    const refused = (c.req.query('refused') ?? '').split(',').filter((code) => /^[a-z_]{3,40}$/.test(code));
    const said = [...new Set(refused.map((code) => (code === 'too_many_at_once' ? words.say('web.upload.too_many') : fileWords(words, code, words.say('web.upload.a_file')))))];
    return c.html(asHtml(<ChatPage words={words} visitor={visitor} {...talkAfter(port, visitor, start)} refused={said} />));
  });

  app.get('/chat/key', (c) => {
    const visitor = visitorKey(c, port);
    return visitor === undefined ? c.redirect('/', 303) : c.html(asHtml(<KeyPage words={wordsFor(c, port, visitor)} visitor={visitor} />));
  });

  app.post('/chat/return', async (c) => {
    const who = writer(c, port);
    if ('no' in who) return who.no;
    const form = await c.req.parseBody();
    const no = checked(c, port, who.visitor, String(form.token), rate);
    if (no) return no;
    const secret = readSecret(String(form.key ?? ''));
    const back = secret === undefined ? undefined : chatKeyOf(secret, port.cookieKey);
    if (back === undefined || port.feed(back.chat, start).lines.length === 0) return c.redirect('/?sorry=key', 303);
    rememberVisitor(c, port, back, true);
    return c.redirect('/#last', 303);
  });

  // Leaving works for everybody and at once: a wrong token must not keep a frightened person on the page.
  app.post('/chat/leave', (c) => {
    const words = wordsFor(c, port, visitorKey(c, port));
    const who = writer(c, port);
    if ('no' in who && visitorKey(c, port) !== undefined) return who.no;
    forgetVisitor(c, port);
    // A redirect after a form may not leave this site (`form-action`), a refresh may.
    c.header('Refresh', `0; url=${words.say('web.exit.to')}`);
    return c.html('<!doctype html><title>…</title>');
  });

  app.route('/', sendRoutes(port, rate));
  app.route('/', uploadRoutes(port, rateOf(uploadsPerMinute, now)));
  app.route('/', liveRoutes(port));
  return app;
};
