/** Owns the page of one office: its name and hours, and its own days off and worked. */
import { dayAt, isDay, showDay } from '../../basics/index.js';
import { type Office, officeById, officeChanged, officeDayDropped, officeDaySet, officeDays } from '../../office/index.js';
import { Csrf, Field } from '../page.js';
import { Press } from '../press.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { Fault } from '../sign-in/card.js';
import { Back } from './back.js';
import { checked, type Draft, draftOf, formDraft, OfficeFields } from './office-form.js';

const officePage = (ctx: Ctx, office: Office, draft: Draft, fault?: string): Response => {
  const say = ctx.words.say;
  const days = officeDays(ctx.db.read, office.id);
  return ctx.page(
    {
      title: office.name,
      body: (
        <>
          <Back ctx={ctx} to="/offices" label="console.nav.offices" />
          <h1>{office.name}</h1>
          <form class="panel" method="post" action={`/console/offices/${office.id}`}>
            <Csrf token={ctx.csrf} />
            <Fault text={fault} />
            <OfficeFields ctx={ctx} draft={draft} />
            <button class="button" type="submit">
              {say('console.save')}
            </button>
          </form>
          <section class="panel" id="days">
            <h2>{say('console.office.days')}</h2>
            <p>{say('console.office.days_about')}</p>
            <ul class="rows">
              {days.map(({ day, kind, name }) => (
                <li>
                  <div>
                    <b>{showDay(day)}</b> · {say(`console.office.day_${kind}`)} · {name}
                  </div>
                  <Press csrf={ctx.csrf} action={`/console/offices/${office.id}/days/drop`} label={say('console.drop')} field={['day', day]} />
                </li>
              ))}
            </ul>
            <form class="line" method="post" action={`/console/offices/${office.id}/days`}>
              <Csrf token={ctx.csrf} />
              <Field label={say('console.office.day')} name="day">
                <input id="day" name="day" type="date" required />
              </Field>
              <Field label={say('console.office.day_kind')} name="kind">
                <select id="kind" name="kind">
                  <option value="off">{say('console.office.day_off')}</option>
                  <option value="worked">{say('console.office.day_worked')}</option>
                </select>
              </Field>
              <Field label={say('console.office.day_why')} name="why">
                <input id="why" name="why" required maxlength={120} />
              </Field>
              <button class="quiet" type="submit">
                {say('console.add')}
              </button>
            </form>
          </section>
        </>
      ),
    },
    fault === undefined ? 200 : 400,
  );
};

const one = (ctx: Ctx): Office | undefined => officeById(ctx.db.read, ctx.param('office'));

export const officeRoutes: readonly ConsoleRoute[] = [
  {
    method: 'GET',
    path: '/offices/:office',
    needs: 'admin',
    reads: 'none',
    handler: (ctx) => {
      const office = one(ctx);
      return office === undefined ? ctx.refuse(404) : officePage(ctx, office, draftOf(office));
    },
  },
  {
    method: 'POST',
    path: '/offices/:office',
    needs: 'admin',
    reads: 'none',
    handler: async (ctx) => {
      const office = one(ctx);
      if (office === undefined) return ctx.refuse(404);
      const draft = formDraft(ctx);
      const right = checked(ctx, draft);
      if ('fault' in right) return officePage(ctx, office, draft, right.fault);
      await ctx.act({ what: 'office_changed', target: `office:${office.id}` }, (tx) =>
        officeChanged(tx, { id: office.id, name: draft.name, province: draft.province, approves: draft.approves, hours: right.hours }),
      );
      return ctx.redirect(`/offices/${office.id}`, 'saved');
    },
  },
  {
    method: 'POST',
    path: '/offices/:office/days',
    needs: 'admin',
    reads: 'none',
    handler: async (ctx) => {
      const office = one(ctx);
      if (office === undefined) return ctx.refuse(404);
      const [day, why] = [ctx.form.text('day'), ctx.form.text('why')];
      const kind = ctx.form.text('kind') === 'worked' ? 'worked' : 'off';
      if (!isDay(day) || why === '' || why.length > 120) return officePage(ctx, office, draftOf(office), ctx.words.say('console.office.wrong_day', { today: dayAt(ctx.now()) }));
      await ctx.act({ what: 'office_day_set', target: `office:${office.id}`, why: `${day} ${kind}` }, (tx) => officeDaySet(tx, office.id, day, kind, why));
      return ctx.redirect(`/offices/${office.id}`, 'saved');
    },
  },
  {
    method: 'POST',
    path: '/offices/:office/days/drop',
    needs: 'admin',
    reads: 'none',
    handler: async (ctx) => {
      const office = one(ctx);
      const day = ctx.form.text('day');
      if (office === undefined || !isDay(day)) return ctx.refuse(404);
      await ctx.act({ what: 'office_day_dropped', target: `office:${office.id}`, why: day }, (tx) => officeDayDropped(tx, office.id, day));
      return ctx.redirect(`/offices/${office.id}`, 'dropped');
    },
  },
];
