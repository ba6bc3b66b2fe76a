/** Owns the page of the audit trail: filtered, the newest first; and proving that it is whole. Reading it is recorded too. */
import { addDays, instantAt, isDay } from '../../basics/index.js';
import { people, showHead, TRAIL_PAGE, type TrailFilter, trail, trailKinds, verifyAudit } from '../../office/index.js';
import { Field } from '../page.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { showWhen } from '../when.js';
import { Back } from './back.js';

const filterOf = (ctx: Ctx): TrailFilter & { readonly fromDay: string; readonly toDay: string } => {
  const day = (name: string): string => (isDay(ctx.query(name) ?? '') ? (ctx.query(name) ?? '') : '');
  const before = Number(ctx.query('before'));
  const [fromDay, toDay] = [day('from'), day('to')];
  return {
    who: ctx.query('who') ?? '',
    what: ctx.query('what') ?? '',
    target: ctx.query('target') ?? '',
    fromDay,
    toDay,
    from: fromDay === '' ? '' : instantAt(fromDay, '00:00'),
    to: toDay === '' ? '' : instantAt(addDays(toDay, 1), '00:00'),
    before: Number.isSafeInteger(before) && before > 0 ? before : Number.MAX_SAFE_INTEGER,
  };
};

/** `case:x1` leads to the case; everything else is read as it is. */
const Target = ({ target }: { readonly target: string }) => (target.startsWith('case:') ? <a href={`/console/cases/${target.slice(5)}`}>{target}</a> : <span>{target}</span>);

const whatWords = (ctx: Ctx, what: string): string => (ctx.words.has(`console.act.${what}`) ? ctx.words.say(`console.act.${what}`) : what);

const trailPage = (ctx: Ctx): Response => {
  const say = ctx.words.say;
  const filter = filterOf(ctx);
  const rows = trail(ctx.db.read, filter);
  const names = new Map(people(ctx.db.read).map(({ id, name }) => [id, name]));
  const proof = ctx.query('check') === 'yes' ? verifyAudit(ctx.db.read) : undefined;
  const last = rows.at(-1);
  const older = new URLSearchParams({ who: filter.who, what: filter.what, target: filter.target, from: filter.fromDay, to: filter.toDay, before: String(last?.seq ?? 0) });
  return ctx.page({
    title: say('console.nav.audit'),
    wide: true,
    body: (
      <>
        <Back ctx={ctx} />
        <h1>{say('console.nav.audit')}</h1>
        {proof === undefined ? null : (
          <p class={proof.faults.length === 0 ? 'done' : 'sorry'} role="status">
            {proof.faults.length === 0
              ? say('console.audit.whole', { rows: proof.rows, head: showHead(proof.head) })
              : say('console.audit.broken', { rows: proof.rows, where: proof.faults.map(({ seq, what }) => `${seq} (${what})`).join(', ') })}
          </p>
        )}
        <form class="line panel" method="get" action="/console/audit">
          <Field label={say('console.audit.who')} name="who">
            <select id="who" name="who">
              <option value="">{say('console.audit.anybody')}</option>
              {[...names].map(([id, name]) => (
                <option value={id} selected={id === filter.who}>
                  {name}
                </option>
              ))}
              {['system', 'unknown'].map((id) => (
                <option value={id} selected={id === filter.who}>
                  {say(`console.audit.${id}`)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={say('console.audit.what')} name="what">
            <select id="what" name="what">
              <option value="">{say('console.audit.anything')}</option>
              {trailKinds(ctx.db.read).map((what) => (
                <option value={what} selected={what === filter.what}>
                  {whatWords(ctx, what)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={say('console.audit.target')} name="target">
            <input id="target" name="target" value={filter.target} placeholder="case:…" />
          </Field>
          <Field label={say('console.audit.from')} name="from">
            <input id="from" name="from" type="date" value={filter.fromDay} />
          </Field>
          <Field label={say('console.audit.to')} name="to">
            <input id="to" name="to" type="date" value={filter.toDay} />
          </Field>
          <button class="quiet" type="submit">
            {say('console.audit.show')}
          </button>
          <button class="quiet" type="submit" name="check" value="yes">
            {say('console.audit.check')}
          </button>
        </form>
        {rows.length === 0 ? <p class="empty">{say('console.audit.none')}</p> : null}
        {rows.length === 0 ? null : (
          <table class="stack">
            <thead>
              <tr>
                {['seq', 'when', 'who', 'what', 'target', 'why'].map((column) => (
                  <th scope="col">{say(`console.audit.${column}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr>
                  <td data-label={say('console.audit.seq')}>{row.seq}</td>
                  <td data-label={say('console.audit.when')}>{showWhen(row.at)}</td>
                  <td data-label={say('console.audit.who')}>{names.get(row.who) ?? (ctx.words.has(`console.audit.${row.who}`) ? say(`console.audit.${row.who}`) : row.who)}</td>
                  <td data-label={say('console.audit.what')}>{whatWords(ctx, row.what)}</td>
                  <td data-label={say('console.audit.target')} class="id">
                    <Target target={row.target} />
                  </td>
                  <td data-label={say('console.audit.why')}>{row.why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {rows.length < TRAIL_PAGE ? null : (
          <p>
            <a class="quiet" href={`/console/audit?${older.toString()}`}>
              {say('console.audit.older')}
            </a>
          </p>
        )}
      </>
    ),
  });
};

export const trailRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/audit', needs: 'audit.read', reads: 'trail', nav: { label: 'console.nav.audit', order: 80, group: 'admin' }, handler: trailPage },
];
