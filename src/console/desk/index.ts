/** Owns the list of the desk's pages: queue, case, registers. */
import type { ConsoleRoute } from '../routes.js';
import { acts } from './acts.js';
import { CasePage } from './case-page.js';
import { fileRoutes } from './files.js';
import { frameOf } from './frame.js';
import { liveRoutes } from './live.js';
import { queueFrame } from './queue.js';
import { QueuePage } from './queue-page.js';
import { registerRoutes } from './register.js';

const pages: readonly ConsoleRoute[] = [
  {
    method: 'GET',
    path: '/queue',
    needs: 'case.read',
    reads: 'list',
    nav: { label: 'desk.queue.title', order: 1 },
    handler: (ctx) => ctx.page({ title: ctx.words.say('desk.queue.title'), body: QueuePage({ frame: queueFrame(ctx) }), scripts: ['desk.js'], wide: true }),
  },
  {
    method: 'GET',
    path: '/cases/:conversation',
    needs: 'case.read',
    reads: 'case',
    handler: (ctx) => {
      const frame = frameOf(ctx);
      return frame === undefined
        ? ctx.refuse(404)
        : ctx.page({ title: frame.view.reference ?? ctx.words.say('desk.no_case'), body: CasePage({ frame }), scripts: ['desk.js'], wide: true });
    },
  },
];

export const deskRoutes: readonly ConsoleRoute[] = [...pages, ...acts, ...liveRoutes, ...fileRoutes, ...registerRoutes];
