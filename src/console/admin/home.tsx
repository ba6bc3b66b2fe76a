/** Owns the page that leads to the rest of administration: what this role may open, each with a line of what it is for. */
import { may } from '../../office/index.js';
import type { ConsoleRoute } from '../routes.js';

export const adminHome = (pages: readonly ConsoleRoute[]): ConsoleRoute => ({
  method: 'GET',
  path: '/admin',
  needs: 'case.read',
  reads: 'none',
  nav: { label: 'console.nav.admin', order: 900 },
  handler: (ctx) => {
    const say = ctx.words.say;
    const open = pages.flatMap(({ nav, needs, path }) => (nav?.group === 'admin' && needs !== 'open' && needs !== 'half' && may(ctx.officer.role, needs) ? [{ nav, path }] : []));
    return ctx.page({
      title: say('console.nav.admin'),
      body: (
        <>
          <h1>{say('console.nav.admin')}</h1>
          <ul class="tiles">
            {open
              .sort((a, b) => a.nav.order - b.nav.order)
              .map(({ nav, path }) => (
                <li>
                  <a href={`/console${path}`}>
                    <b>{say(nav.label)}</b>
                    <span>{say(nav.label.replace('.nav.', '.about.'))}</span>
                  </a>
                </li>
              ))}
          </ul>
        </>
      ),
    });
  },
});
