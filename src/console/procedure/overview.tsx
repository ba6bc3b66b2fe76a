/** Owns the page an office begins its day with: late steps by agency, the oldest first; the next thirty days; the office's own days of TT 09 among them; papers not yet known to be sent; requests for help and the age of each case (`standing.tsx`). */
import { addDays, dayAt, daysBetween, showDay } from '../../basics/index.js';
import { articleOf, dayOf, overdue, titleIn } from '../../conversation/index.js';
import { may, sightOf } from '../../office/index.js';
import { type Followed, followed, owedIn } from '../../procedure/index.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import type { Say } from './frame.js';
import { Ageing, helpDays, HelpRequests } from './standing.js';
import { Owed, type OwedRow } from './owed.js';

const AHEAD_DAYS = 30;

const page = (ctx: Ctx): Response => {
  // Statutory words: in Vietnamese whatever the frame's language.
  const words = ctx.parts.wording.vi;
  const say: Say = (key, values) => words.say(`following.${key}`, values ?? {});
  const today = dayAt(ctx.now());
  const cases = followed(ctx.db.read, sightOf(ctx.officer), ctx.parts.law, today);
  const late = lateByAgency(cases);
  const soon = [
    ...cases.flatMap((one) =>
      one.clock.steps.flatMap((step) => {
        const due = dayOf(step);
        return due === undefined || (step.state !== 'waiting' && step.state !== 'unsure')
          ? []
          : [{ due, link: <CaseLink one={one} />, what: titleIn(step, words), tags: [say(step.actor === 'claimant' ? 'mine' : 'theirs')] }];
      }),
    ),
    ...helpDays(ctx, today).map(({ row, step, due, expected }) => ({
      due,
      link: <a href={`/console/register/${row.id}`}>{row.name}</a>,
      what: say(`help_step.${step}`),
      tags: [say('ours'), ...(expected ? [words.say('procedure.page.expected')] : [])],
    })),
  ]
    .filter(({ due }) => between(due, today))
    .sort((a, b) => a.due.localeCompare(b.due));
  const owed = cases.flatMap((one) =>
    owedIn(ctx.db.read, one.conversation, one.view)
      .filter(({ sentOn }) => sentOn === undefined)
      .map((paper): OwedRow => ({ paper, id: one.conversation, link: { reference: one.reference, agency: one.agency } })),
  );
  return ctx.page({
    title: say('title'),
    wide: true,
    body: (
      <>
        <h1>{say('title')}</h1>
        <p class="lead">{say('lead')}</p>
        <p>
          <a href="/console/register">{say('registers')}</a>
        </p>
        <section aria-labelledby="late">
          <h2 id="late">{say('late')}</h2>
          {late.length === 0 ? <p class="empty">{say('none_late')}</p> : null}
          {late.map(({ agency, rows }) => (
            <>
              <h3>{agency}</h3>
              <ul class="rows">
                {rows.map(({ one, step, days }) => (
                  <li>
                    <div>
                      <CaseLink one={one} /> {titleIn(step, words)}
                      <small>{say('days_late', { days, due: dayOf(step) ?? '', article: articleOf(step) })}</small>
                    </div>
                    <div>
                      {say('urging')}: <a href={`/console/cases/${one.conversation}/procedure/urging.docx`}>Word</a> ·{' '}
                      <a href={`/console/cases/${one.conversation}/procedure/urging.pdf`}>PDF</a>
                    </div>
                  </li>
                ))}
              </ul>
            </>
          ))}
        </section>
        <HelpRequests ctx={ctx} words={words} say={say} today={today} />
        <section aria-labelledby="soon">
          <h2 id="soon">{say('calendar')}</h2>
          {soon.length === 0 ? <p class="empty">{say('none_soon')}</p> : null}
          <ul class="rows">
            {soon.map(({ due, link, what, tags }) => (
              <li>
                <div>
                  <b>{showDay(due)}</b> {link} {what}{' '}
                  {tags.map((tag) => (
                    <span class="tag">{tag}</span>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </section>
        <Ageing cases={cases} words={words} say={say} today={today} />
        <Owed frame={{ words, say, csrf: ctx.csrf, acts: may(ctx.officer.role, 'case.act') }} title={say('owed')} owed={owed} none={say('none_owed')} />
      </>
    ),
  });
};

const CaseLink = ({ one }: { readonly one: Followed }) => <a href={`/console/cases/${one.conversation}/procedure`}>{one.reference}</a>;
const between = (due: string, today: string): boolean => due >= today && due <= addDays(today, AHEAD_DAYS);

/** Agencies with the most and oldest delays first. */
const lateByAgency = (cases: readonly Followed[]) => {
  const rows = cases.flatMap((one) => overdue(one.clock).map((step) => ({ one, step, days: daysBetween(dayOf(step) ?? one.clock.on, one.clock.on) })));
  const agencies = [...new Set(rows.map(({ one }) => one.agency))];
  return agencies
    .map((agency) => ({ agency, rows: rows.filter(({ one }) => one.agency === agency).sort((a, b) => b.days - a.days) }))
    .sort((a, b) => (b.rows[0]?.days ?? 0) - (a.rows[0]?.days ?? 0));
};

export const overviewRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/procedure', needs: 'case.read', reads: 'list', nav: { label: 'console.nav.procedure', order: 3 }, handler: page },
];
