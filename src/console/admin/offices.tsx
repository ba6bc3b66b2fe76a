/** Owns the list of offices, and opening one. */
import { randomId } from '../../basics/index.js';
import { isOpenAt, type Office, officeCalendar, officeDays, officeOpened, offices, people, usualHours } from '../../office/index.js';
import { Csrf } from '../page.js';
import { provinceName } from '../provinces.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { Fault } from '../sign-in/card.js';
import { Back } from './back.js';
import { checked, type Draft, formDraft, OfficeFields } from './office-form.js';

const listPage = (ctx: Ctx, draft: Draft = { name: '', province: null, approves: false, ...usualHours }, fault?: string): Response => {
  const say = ctx.words.say;
  const everybody = people(ctx.db.read).filter(({ disabledAt }) => disabledAt === null);
  return ctx.page(
    {
      title: say('console.nav.offices'),
      body: (
        <>
          <Back ctx={ctx} />
          <h1>{say('console.nav.offices')}</h1>
          <ul class="rows">
            {offices(ctx.db.read).map((office) => (
              <li>
                <div>
                  <b>
                    <a href={`/console/offices/${office.id}`}>{office.name}</a>
                  </b>
                  <small>
                    {provinceName(ctx.parts.law, office.province) ?? say('console.office.whole_country')} ·{' '}
                    {say('console.office.people', { count: everybody.filter(({ officeId }) => officeId === office.id).length })}
                  </small>
                </div>
                <OpenNow ctx={ctx} office={office} />
              </li>
            ))}
          </ul>
          <details class="panel" open={fault !== undefined}>
            <summary>{say('console.office.new')}</summary>
            <Fault text={fault} />
            <form method="post" action="/console/offices">
              <Csrf token={ctx.csrf} />
              <OfficeFields ctx={ctx} draft={draft} />
              <button class="button" type="submit">
                {say('console.office.open')}
              </button>
            </form>
          </details>
        </>
      ),
    },
    fault === undefined ? 200 : 400,
  );
};

const OpenNow = ({ ctx, office }: { readonly ctx: Ctx; readonly office: Office }) => {
  const open = isOpenAt(office, officeCalendar(ctx.parts.law, officeDays(ctx.db.read, office.id)), ctx.now());
  return <span class={open === true ? 'tag good' : 'tag'}>{ctx.words.say(`console.office.now_${open === undefined ? 'unknown' : open ? 'open' : 'closed'}`)}</span>;
};

export const officesRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/offices', needs: 'admin', reads: 'none', nav: { label: 'console.nav.offices', order: 30, group: 'admin' }, handler: (ctx) => listPage(ctx) },
  {
    method: 'POST',
    path: '/offices',
    needs: 'admin',
    reads: 'none',
    handler: async (ctx) => {
      const draft = formDraft(ctx);
      const right = checked(ctx, draft);
      if ('fault' in right) return listPage(ctx, draft, right.fault);
      const id = randomId();
      await ctx.act({ what: 'office_opened', target: `office:${id}` }, (tx) =>
        officeOpened(tx, { id, name: draft.name, province: draft.province, approves: draft.approves, hours: right.hours }, ctx.now()),
      );
      return ctx.redirect(`/offices/${id}`, 'saved');
    },
  },
];
