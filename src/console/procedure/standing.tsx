/**
 * Owns two lists of the office's day: requests for support or guidance that wait for an answer, by their clock (TT 09/2019 Đ10–15), and how old
 * each case on its way is. Reads the register and the clock; changes nothing.
 */
import { type Day, daysBetween } from '../../basics/index.js';
import { clockOf, daysOf, type HelpRequest, register } from '../../desk/index.js';
import type { Law } from '../../law/index.js';
import { may, officeCalendar, officeDays } from '../../office/index.js';
import type { Followed } from '../../procedure/index.js';
import type { Words } from '../../wording/index.js';
import type { Ctx } from '../routes.js';
import type { Say } from './frame.js';

type Given = { readonly words: Words; readonly say: Say; readonly today: Day };

/** Requests of this year and the last with the office's own calendar; none for who may not read the register. */
const requestsOf = (ctx: Ctx, today: Day): { readonly rows: readonly HelpRequest[]; readonly calendar: Law } => {
  const office = ctx.officer.officeId;
  const calendar = officeCalendar(ctx.parts.law, officeDays(ctx.db.read, office));
  const year = Number(today.slice(0, 4));
  const rows = may(ctx.officer.role, 'register.read') ? [...register(ctx.db.read, office, year - 1), ...register(ctx.db.read, office, year)] : [];
  return { rows, calendar };
};

/** Days of TT 09/2019 for the office's calendar: one working day to appoint, five to answer, two after an agreement, a session or a ground to refuse. */
export const helpDays = (ctx: Ctx, today: Day): readonly { readonly row: HelpRequest; readonly step: string; readonly due: Day; readonly expected: boolean }[] => {
  const { rows, calendar } = requestsOf(ctx, today);
  return rows.flatMap((row) => daysOf(row, today, calendar).map((one) => ({ row, ...one })));
};

/** The open ones, what is late first. Only who may read the register sees them. */
export const HelpRequests = ({ ctx, say, today }: Given & { readonly ctx: Ctx }) => {
  if (!may(ctx.officer.role, 'register.read')) return null;
  const { rows, calendar } = requestsOf(ctx, today);
  const open = rows
    .map((row) => ({ row, clock: clockOf(row, today, calendar) }))
    .filter(({ clock }) => clock.step !== 'done')
    .sort((a, b) => (a.clock.due ?? '9999').localeCompare(b.clock.due ?? '9999'));
  return (
    <section aria-labelledby="help">
      <h2 id="help">{say('help')}</h2>
      {open.length === 0 ? <p class="empty">{say('none_help')}</p> : null}
      <ul class="rows">
        {open.map(({ row, clock }) => (
          <li>
            <div>
              <a href={`/console/register/${row.id}`}>{row.name}</a>
              <small>
                {say('help_line', { number: row.number, year: row.year, on: row.received_on })} ·{' '}
                {say(clock.due === undefined ? 'help_undated' : clock.late ? 'help_late' : 'help_due', { what: say(`help_step.${clock.step}`), due: clock.due ?? '' })}
              </small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};

const OVER: readonly string[] = ['ended'];
/** Days since lodging of every case the agency has not ended, the oldest first. */
export const Ageing = ({ cases, words, say, today }: Given & { readonly cases: readonly Followed[] }) => {
  const rows = cases
    .flatMap((one) => {
      const on = one.view.events.find(({ kind }) => kind === 'lodged' || kind === 'received')?.on;
      return on === undefined || OVER.includes(one.clock.agency.state) ? [] : [{ one, on, days: daysBetween(on, today) }];
    })
    .sort((a, b) => b.days - a.days);
  return (
    <section aria-labelledby="ageing">
      <h2 id="ageing">{say('ageing')}</h2>
      {rows.length === 0 ? <p class="empty">{say('ageing_none')}</p> : null}
      <ul class="rows">
        {rows.map(({ one, on, days }) => (
          <li>
            <div>
              <a href={`/console/cases/${one.conversation}/procedure`}>{one.reference}</a> {one.agency}
              <small>
                {say('age', { days, on })} · {words.say(one.clock.agency.because)}
              </small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
