/** Owns the page of law entries due for review: which number was checked when, and what must be looked at again. Read only: the law is data under review. */
import { type Day, dayAt } from '../../basics/index.js';
import { entriesDueForReview, type Law, newerLawNotice } from '../../law/index.js';
import type { ConsoleRoute } from '../routes.js';
import { Back } from './back.js';

type Row = { readonly what: string; readonly article: string; readonly why: 'due' | 'unsure'; readonly on: Day };

/** What is due on a day, longest due first, then what is unsure whenever it was looked at. */
const rowsOn = (law: Law, today: Day): readonly Row[] => {
  const entries = [...law.entries.values()].flat();
  const named = (id: string, where: string): Pick<Row, 'what' | 'article'> => {
    const entry = entries.find((one) => one.id === id);
    return entry === undefined ? { what: id, article: where } : { what: entry.gist, article: `${entry.document} ${entry.article} · ${entry.id}` };
  };
  return [
    ...entriesDueForReview(law, today).map(({ id, where, since }): Row => ({ ...named(id, where), why: 'due', on: since })),
    ...entries
      .filter(({ mark, to }) => mark === 'unsure' && (to === null || to >= today))
      .map((entry): Row => ({ what: entry.gist, article: `${entry.document} ${entry.article} · ${entry.id}`, why: 'unsure', on: entry.checked_on })),
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
      const due = rowsOn(ctx.parts.law, dayAt(ctx.now()));
      const notice = newerLawNotice(ctx.parts.law);
      return ctx.page({
        title: say('console.nav.law'),
        body: (
          <>
            <Back ctx={ctx} />
            <h1>{say('console.nav.law')}</h1>
            <p class="lead">{say('console.law.lead', { on: ctx.parts.law.checkedOn, count: [...ctx.parts.law.entries.values()].flat().length })}</p>
            <section class="panel warned">
              <p>
                <b>{say('console.law.newer', { on: notice.checkedOn })}</b>
              </p>
              <p>{say('console.law.look_up')}</p>
              <ul>
                {notice.lookUp.map((where) => (
                  <li>{where}</li>
                ))}
              </ul>
              <p>{say('console.law.enter_in', { where: notice.enterIn.join(', ') })}</p>
            </section>
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
