/** Owns which route is where, and what is said when there is none or when we fail. */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { agencyRoutes } from './agency/index.js';
import { assetRoutes } from './assets.js';
import { chatRoutes } from './chat/routes.js';
import { downloadRoutes } from './downloads.js';
import { guardHeaders } from './headers.js';
import { hookRoutes } from './hooks.js';
import { asHtml, NoticePage } from './page.js';
import { timelineRoutes } from './timeline/index.js';
import type { WebPort } from './port.js';
import { pulseRoutes } from './pulse.js';
import { requestLanguage } from './request-language.js';
import { pageRoutes } from './upload/index.js';

export type WebApp = Hono<{ Bindings: Partial<HttpBindings> }>;

/** The pages over a port. `now`: milliseconds, for the gentle limits only. */
export const makeWeb = (port: WebPort, now: () => number = Date.now): WebApp => {
  const app: WebApp = new Hono();
  app.use(guardHeaders(port.secure));
  app.route('/', chatRoutes(port, now));
  app.route('/', downloadRoutes(port));
  app.route('/', pageRoutes(port, now));
  app.route('/', agencyRoutes(port, now));
  app.route('/', timelineRoutes(port));
  app.route('/', hookRoutes(port));
  app.route('/', pulseRoutes(port));
  app.route('/', assetRoutes());
  const { console } = port;
  if (console !== undefined) for (const path of ['/console', '/console/*']) app.all(path, (c) => console(c.req.raw, c.env));
  app.notFound((c) => c.html(asHtml(<NoticePage words={port.wording[requestLanguage(c)]} about="not_found" />), 404));
  app.onError((error, c) => {
    port.failed(`${c.req.method} /${c.req.path.split('/')[1] ?? ''}`, error);
    return c.html(asHtml(<NoticePage words={port.wording[requestLanguage(c)]} about="our_fault" />), 500);
  });
  return app;
};
