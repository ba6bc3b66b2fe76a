/** Owns the first page of the console: who waits and why, mine, all; filters and search. Works as plain links and forms. */
import { type Filters, type Hit, officerIn, type QueueRow, type View, views, waited } from '../../desk/index.js';
import type { Instant } from '../../basics/index.js';
import { provinceOf, provinces } from '../../places/index.js';
import { phases } from '../../cases/index.js';
import { type Law, verdictKinds } from '../../law/index.js';
import type { Hours } from '../../office/index.js';
import type { Words } from '../../wording/index.js';
import { assetUrl } from '../assets.js';
import { sayOr, timeOf, waitedText } from './say.js';

export type QueueFrame = {
  readonly words: Words;
  readonly now: Instant;
  readonly hours: Hours;
  /** With the office's own days. */
  readonly calendar: Law;
  readonly view: View;
  readonly filters: Filters;
  readonly typed: string;
  readonly rows: readonly QueueRow[];
  readonly hits: readonly Hit[] | undefined;
  /** What each person wrote last, where somebody must choose whom to help first. */
  readonly said: ReadonlyMap<string, string>;
  readonly counts: { readonly waiting: number; readonly mine: number };
  readonly names: ReadonlyMap<string, string>;
  readonly offices: readonly { readonly id: string; readonly name: string }[];
  readonly officerId: string;
  readonly page: number;
  readonly cursor: string;
  readonly query: string;
};

export const PAGE = 50;
const fields = ['criminal_proceedings', 'administration', 'civil_enforcement', 'civil_admin_proceedings', 'criminal_enforcement', 'elsewhere'] as const;

export const QueuePage = ({ frame }: { readonly frame: QueueFrame }) => {
  const { words, filters } = frame;
  const pick = (name: keyof Filters, list: readonly { readonly value: string; readonly label: string }[]) => (
    <label>
      {words.say(`desk.filter.${name}`)}
      <select name={name}>
        <option value="">{words.say('desk.filter.any')}</option>
        {list.map(({ value, label }) => (
          <option value={value} selected={filters[name] === value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div class="desk" data-cursor={frame.cursor} data-events={`/console/queue/events${frame.query}`}>
      <link rel="stylesheet" href={assetUrl('desk.css')} />
      <h1>{words.say('desk.queue.title')}</h1>
      <Tabs frame={frame} />
      <search>
        <form method="get" action="/console/queue" class="find">
          <input type="hidden" name="view" value={frame.view} />
          <label class="hidden" for="q">
            {words.say('desk.search.label')}
          </label>
          <input type="search" id="q" name="q" value={frame.typed} placeholder={words.say('desk.search.placeholder')} data-key="/" />
          <details class="filters" open={Object.values(filters).some((value) => value !== '')}>
            <summary>{words.say('desk.filter.title')}</summary>
            <div class="grid">
              {frame.offices.length > 1
                ? pick(
                    'office',
                    frame.offices.map(({ id, name }) => ({ value: id, label: name })),
                  )
                : null}
              {pick(
                'province',
                provinces().map(({ code, name }) => ({ value: code, label: name })),
              )}
              {pick(
                'field',
                fields.map((value) => ({ value, label: sayOr(words, `q.field.options.${value}`, value) })),
              )}
              {pick(
                'verdict',
                verdictKinds.map((value) => ({ value, label: words.say(`desk.verdict.${value}`) })),
              )}
              {pick(
                'phase',
                phases.map((value) => ({ value, label: words.say(`desk.phase.${value}`) })),
              )}
            </div>
          </details>
          <button type="submit" class="quiet">
            {words.say('desk.search.go')}
          </button>
        </form>
      </search>
      <List frame={frame} />
    </div>
  );
};

export const Tabs = ({ frame }: { readonly frame: QueueFrame }) => (
  <nav class="tabs" id="tabs" aria-label={frame.words.say('desk.queue.views')}>
    {views.map((view) => (
      <a href={`/console/queue?view=${view}`} {...(frame.view === view && frame.hits === undefined ? { 'aria-current': 'page' } : {})}>
        {frame.words.say(`desk.queue.${view}`)}
        {view === 'all' ? null : <span class="count">{frame.counts[view]}</span>}
      </a>
    ))}
  </nav>
);

export const List = ({ frame }: { readonly frame: QueueFrame }) => {
  const { words, rows, hits, page } = frame;
  const empty = hits === undefined ? words.say(`desk.queue.empty.${frame.view}`) : words.say('desk.search.none');
  return (
    <section id="list" aria-label={words.say('desk.queue.title')}>
      {(hits ?? rows).length === 0 ? <p class="empty">{empty}</p> : null}
      <ol class="queue">{hits === undefined ? rows.map((row) => <Row row={row} frame={frame} />) : hits.map((hit) => <Row row={hit.case} frame={frame} hit={hit} />)}</ol>
      {hits !== undefined || (page === 0 && rows.length < PAGE) ? null : (
        <p class="pages">
          {page > 0 ? <a href={`/console/queue?${pageQuery(frame, page - 1)}`}>{words.say('desk.queue.newer')}</a> : null}
          {rows.length === PAGE ? <a href={`/console/queue?${pageQuery(frame, page + 1)}`}>{words.say('desk.queue.older')}</a> : null}
        </p>
      )}
    </section>
  );
};

const pageQuery = (frame: QueueFrame, page: number): string => {
  const all = { view: frame.view, ...frame.filters, page: String(page) };
  return new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')).toString();
};

const referenceIn = (row: QueueRow): string | undefined =>
  row.number === null || row.opened_at === null ? undefined : `DH-${row.opened_at.slice(0, 4)}-${String(row.number).padStart(6, '0')}`;

const Row = ({ row, frame, hit }: { readonly row: QueueRow; readonly frame: QueueFrame; readonly hit?: Hit }) => {
  const { words, now, names } = frame;
  const holder = officerIn(row.owner);
  const excerpt = hit?.excerpt ?? frame.said.get(row.conversation_id) ?? '';
  const about = [
    referenceIn(row) ?? words.say('desk.no_case'),
    words.say(`desk.phase.${row.phase}`),
    ...(row.field === null ? [] : [sayOr(words, `q.field.options.${row.field}`, row.field)]),
    ...(row.province === null ? [] : [provinceOf(row.province)?.name ?? row.province]),
  ];
  return (
    <li class={row.wait_reason === null ? '' : `waits rank-${row.wait_rank}`}>
      <a href={`/console/cases/${row.conversation_id}`}>
        <span class="name">{row.name === '' ? words.say('desk.nameless') : row.name}</span>
        <span class="about">{about.join(' · ')}</span>
        {excerpt === '' ? null : <span class="excerpt">{excerpt}</span>}
        <span class="marks">
          {row.wait_reason === null ? null : <span class="chip warn">{words.say(`desk.reason.${row.wait_reason}`)}</span>}
          {row.verdict === null ? null : <span class={`chip verdict-${row.verdict}`}>{words.say(`desk.verdict.${row.verdict}`)}</span>}
          {holder === undefined ? null : <span class="chip mine">{holder === frame.officerId ? words.say('desk.owner.me_short') : (names.get(holder) ?? holder)}</span>}
        </span>
        <span class="when">
          {row.wait_since === null ? (
            <time datetime={row.touched_at}>{timeOf(row.touched_at, now)}</time>
          ) : (
            <time datetime={row.wait_since}>{words.say('desk.queue.waits', { time: waitedText(waited(row.wait_since, now, frame.calendar, frame.hours), words) })}</time>
          )}
        </span>
      </a>
    </li>
  );
};
