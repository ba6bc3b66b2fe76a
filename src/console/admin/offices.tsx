/** Owns the pages of offices: the list, one office with its hours and its own days. */
import { dayAt, isDay, randomId, showDay } from '../../basics/index.js';
import {
  type Hours,
  hoursSchema,
  isOpenAt,
  type Office,
  officeById,
  officeCalendar,
  officeChanged,
  officeDayDropped,
  officeDaySet,
  officeDays,
  officeOpened,
  offices,
  people,
  usualHours,
} from '../../office/index.js';
import { Csrf, Field } from '../page.js';
import { provinceChoices, provinceName } from '../provinces.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { Fault } from '../sign-in/card.js';
import { Back } from './back.js';

const week = [1, 2, 3, 4, 5, 6, 0] as const;
type Draft = Pick<Office, 'name' | 'province' | 'approves'> & { readonly weekdays: readonly number[]; readonly spans: readonly (readonly [string, string])[] };

const OfficeFields = ({ ctx, draft }: { readonly ctx: Ctx; readonly draft: Draft }) => {
  const say = ctx.words.say;
  return (
    <>
      <Field label={say('console.office.name')} name="name" hint={say('console.office.name_hint')}>
        <input id="name" name="name" required minlength={5} maxlength={160} value={draft.name} aria-describedby="name-hint" />
      </Field>
      <Field label={say('console.office.province')} name="province">
        <select id="province" name="province">
          <option value="">{say('console.office.whole_country')}</option>
          {provinceChoices(ctx.parts.law).map(({ code, name }) => (
            <option value={code} selected={code === draft.province}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <fieldset>
        <legend>{say('console.office.weekdays')}</legend>
        <div class="checks">
          {week.map((day) => (
            <label class="check">
              <input type="checkbox" name="weekday" value={String(day)} checked={draft.weekdays.includes(day)} /> {say(`console.weekday.d${day}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{say('console.office.hours')}</legend>
        {[0, 1].map((i) => (
          <div class="span">
            <label>
              {say(`console.office.${i === 0 ? 'morning' : 'afternoon'}`)}{' '}
              <input type="time" name={`from${i}`} value={draft.spans[i]?.[0] ?? ''} aria-label={say('console.office.from')} />
            </label>
            <label>
              {say('console.office.to')} <input type="time" name={`to${i}`} value={draft.spans[i]?.[1] ?? ''} />
            </label>
          </div>
        ))}
      </fieldset>
      <label class="check">
        <input type="checkbox" name="approves" value="yes" checked={draft.approves} /> {say('console.office.approves')}
      </label>
    </>
  );
};

const formDraft = (ctx: Ctx): Draft => ({
  name: ctx.form.text('name'),
  province: ctx.form.text('province') === '' ? null : ctx.form.text('province'),
  approves: ctx.form.text('approves') === 'yes',
  weekdays: ctx.form
    .all('weekday')
    .filter((day) => /^[0-6]$/.test(day))
    .map(Number),
  spans: [0, 1].flatMap((i): (readonly [string, string])[] =>
    ctx.form.text(`from${i}`) === '' && ctx.form.text(`to${i}`) === '' ? [] : [[ctx.form.text(`from${i}`), ctx.form.text(`to${i}`)]],
  ),
});
type Checked = { readonly hours: Hours } | { readonly fault: string };
const checked = (ctx: Ctx, draft: Draft): Checked => {
  if (draft.name.length < 5 || draft.name.length > 160) return { fault: ctx.words.say('console.office.wrong_name') };
  if (draft.province !== null && !ctx.parts.law.provinces.has(draft.province)) return { fault: ctx.words.say('console.office.wrong_province') };
  const hours = hoursSchema.safeParse({ weekdays: draft.weekdays, spans: draft.spans });
  return hours.success ? { hours: hours.data } : { fault: ctx.words.say('console.office.wrong_hours') };
};

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
                  <form method="post" action={`/console/offices/${office.id}/days/drop`}>
                    <Csrf token={ctx.csrf} />
                    <input type="hidden" name="day" value={day} />
                    <button class="quiet" type="submit">
                      {say('console.drop')}
                    </button>
                  </form>
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

const draftOf = (office: Office): Draft => ({
  name: office.name,
  province: office.province,
  approves: office.approves,
  weekdays: office.hours.weekdays,
  spans: office.hours.spans,
});
const one = (ctx: Ctx): Office | undefined => officeById(ctx.db.read, ctx.param('office'));

export const officeRoutes: readonly ConsoleRoute[] = [
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
