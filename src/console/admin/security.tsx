/** Owns the page of the limits of sessions and of who needs a second factor. */
import { readSecurity, security, securitySet } from '../../office/index.js';
import { Csrf, Field } from '../page.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { Fault } from '../sign-in/card.js';
import { Back } from './back.js';

const securityPage = (ctx: Ctx, fault?: string): Response => {
  const say = ctx.words.say;
  const limits = security(ctx.db.read);
  return ctx.page(
    {
      title: say('console.nav.security'),
      body: (
        <>
          <Back ctx={ctx} />
          <h1>{say('console.nav.security')}</h1>
          <form class="panel" method="post" action="/console/security">
            <Csrf token={ctx.csrf} />
            <Fault text={fault} />
            <Field label={say('console.security.idle')} name="idle" hint={say('console.security.idle_hint')}>
              <input id="idle" name="idle" type="number" min={5} max={120} required value={limits.idleMinutes} aria-describedby="idle-hint" />
            </Field>
            <Field label={say('console.security.absolute')} name="absolute" hint={say('console.security.absolute_hint')}>
              <input id="absolute" name="absolute" type="number" min={1} max={24} required value={limits.absoluteHours} aria-describedby="absolute-hint" />
            </Field>
            <label class="check">
              <input type="checkbox" name="all" value="yes" checked={limits.secondFactorForAll} /> {say('console.security.all')}
            </label>
            <button class="button" type="submit">
              {say('console.save')}
            </button>
          </form>
        </>
      ),
    },
    fault === undefined ? 200 : 400,
  );
};

export const securityRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/security', needs: 'admin', reads: 'none', nav: { label: 'console.nav.security', order: 50, group: 'admin' }, handler: (ctx) => securityPage(ctx) },
  {
    method: 'POST',
    path: '/security',
    needs: 'admin',
    reads: 'none',
    handler: async (ctx) => {
      const limits = readSecurity({ idleMinutes: ctx.form.text('idle'), absoluteHours: ctx.form.text('absolute'), secondFactorForAll: ctx.form.text('all') === 'yes' });
      if (limits === undefined) return securityPage(ctx, ctx.words.say('console.security.wrong'));
      await ctx.act(
        { what: 'security_changed', why: `idle ${limits.idleMinutes} min, absolute ${limits.absoluteHours} h, second factor for all: ${limits.secondFactorForAll}` },
        (tx) => securitySet(tx, limits),
      );
      return ctx.redirect('/security', 'saved');
    },
  },
];
