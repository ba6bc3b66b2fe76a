/** Owns the page of law entries due for review: which number was checked when, and what must be looked at again. Read only: the law is data under review. */
import { addMonths, type Day, dayAt, showDay } from '../../basics/index.js';
import type { Law } from '../../law/index.js';
import type { ConsoleRoute } from '../routes.js';
import { Back } from './back.js';

/** An entry checked longer ago than so many months is due. */
const MONTHS = 6;

type Due = { readonly what: string; readonly article: string; readonly why: 'old' | 'unsure' | 'recheck' | 'provisional' | 'ends'; readonly on: Day };

/** What is due on a day, the most pressing first. */
export const dueForReview = (law: Law, today: Day): readonly Due[] => {
  const entries = [...law.entries.values()].flat().filter(({ to }) => to === null || to >= today);
  const tables = [law.baseSalary, law.regionalWage];
  return [
    ...tables.filter(({ recheck_on }) => recheck_on <= today).map((table): Due => ({ what: table.name, article: table.id, why: 'recheck', on: table.recheck_on })),
    ...tables.filter(({ known_until }) => known_until <= addMonths(today, 3)).map((table): Due => ({ what: table.name, article: table.id, why: 'ends', on: table.known_until })),
    ...[...law.calendar.values()]
      .filter(({ status, year, open }) => year >= Number(today.slice(0, 4)) && (status === 'provisional' || open.length > 0))
      .map(
        (table): Due => ({
          what: String(table.year),
          article: table.open.map(({ from, to, what }) => `${showDay(from)}–${showDay(to)}: ${what}`).join('; '),
          why: 'provisional',
          on: table.checked_on,
        }),
      ),
    ...entries
      .filter(({ mark }) => mark === 'unsure')
      .map((entry): Due => ({ what: entry.gist, article: `${entry.document} ${entry.article} · ${entry.id}`, why: 'unsure', on: entry.checked_on })),
    ...entries
      .filter(({ mark, checked_on }) => mark !== 'unsure' && addMonths(checked_on, MONTHS) <= today)
      .map((entry): Due => ({ what: entry.gist, article: `${entry.document} ${entry.article} · ${entry.id}`, why: 'old', on: entry.checked_on })),
  ];
};

export const lawRoutes: readonly ConsoleRoute[] = [
  {
    method: 'GET',
    path: '/law',
    needs: 'system.read',
    reads: 'none',
    nav: { label: 'console.nav.law', order: 70, group: 'admin' },
    handler: (ctx) => {
      const say = ctx.words.say;
      const due = dueForReview(ctx.parts.law, dayAt(ctx.now()));
      return ctx.page({
        title: say('console.nav.law'),
        body: (
          <>
            <Back ctx={ctx} />
            <h1>{say('console.nav.law')}</h1>
            <p class="lead">{say('console.law.lead', { months: MONTHS, on: ctx.parts.law.checkedOn, count: [...ctx.parts.law.entries.values()].flat().length })}</p>
            {due.length === 0 ? <p class="empty">{say('console.law.none')}</p> : null}
            <ul class="rows">
              {due.map(({ what, article, why, on }) => (
                <li>
                  <div>
                    <b>{what}</b>
                    <small>{article}</small>
                  </div>
                  <span class="tag">{say(`console.law.${why}`, { on })}</span>
                </li>
              ))}
            </ul>
          </>
        ),
      });
    },
  },
];
