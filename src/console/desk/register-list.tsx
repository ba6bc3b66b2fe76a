/** Owns the page of the register: the lines of one year with their clocks, and the ways to the book and the workbook. */
import { dayAt, showDay } from '../../basics/index.js';
import { clockOf, register } from '../../desk/index.js';
import { officeCalendar, officeDays } from '../../office/index.js';
import { assetUrl } from '../assets.js';
import type { Ctx } from '../routes.js';

/** The year asked for in the address, else this one. */
export const yearIn = (ctx: Ctx): number => {
  const asked = Number(ctx.query('year'));
  return Number.isInteger(asked) && asked >= 2019 && asked <= 2100 ? asked : Number(dayAt(ctx.now()).slice(0, 4));
};

export const listPage = (ctx: Ctx): Response => {
  const { words } = ctx;
  const year = yearIn(ctx);
  const today = dayAt(ctx.now());
  const calendar = officeCalendar(ctx.parts.law, officeDays(ctx.db.read, ctx.officer.officeId));
  const rows = register(ctx.db.read, ctx.officer.officeId, year);
  return ctx.page({
    title: words.say('desk.register.title'),
    wide: true,
    body: (
      <div class="desk">
        <link rel="stylesheet" href={assetUrl('desk.css')} />
        <h1>{words.say('desk.register.title')}</h1>
        <p class="soft">{words.say('desk.register.law')}</p>
        <form method="get" class="find">
          <label>
            {words.say('desk.register.year')} <input type="number" name="year" value={String(year)} min="2019" max="2100" />
          </label>
          <button type="submit" class="quiet">
            {words.say('desk.register.show')}
          </button>
          <a class="button" href="/console/register/new">
            {words.say('desk.register.new')}
          </a>
          <a href={`/console/register/pdf?year=${year}`}>{words.say('desk.register.pdf')}</a>
          <a href={`/console/register/xlsx?year=${year}`}>{words.say('desk.register.xlsx')}</a>
        </form>
        {rows.length === 0 ? <p class="empty">{words.say('desk.register.empty')}</p> : null}
        <ol class="queue">
          {rows.map((row) => {
            const clock = clockOf(row, today, calendar);
            return (
              <li class={clock.late ? 'waits rank-0' : ''}>
                <a href={`/console/register/${row.id}`}>
                  <span class="name">
                    {row.number}. {row.name}
                  </span>
                  <span class="about">
                    {showDay(row.received_on)} · {words.say(`desk.register.kind.${row.kind}`)} · {words.say(`desk.register.activity.${row.activity}`)}
                  </span>
                  <span class="marks">{clock.late ? <span class="chip warn">{words.say('desk.register.clock.late')}</span> : null}</span>
                  <span class="when">
                    {clock.step === 'done' || clock.due !== undefined
                      ? words.say(`desk.register.clock.${clock.step}`, { day: clock.due === undefined ? '' : showDay(clock.due) })
                      : words.say('desk.register.clock.no_table')}
                  </span>
                  <span class="excerpt">{row.content.slice(0, 160)}</span>
                </a>
              </li>
            );
          })}
        </ol>
      </div>
    ),
  });
};
