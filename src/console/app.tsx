/**
 * Owns serving the rows of the route table and nothing else: session, permission, form token, the case's office, the trail of readings, headers.
 * Every check is here, on the server; a handler starts when all have passed.
 */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { audit, type CaseScope, may, mayAct, mayRead, readingRecorded, type Role, type Session, sessionOf, sessionSeen } from '../office/index.js';
import { fromOurPage } from '../web/index.js';
import { requestAddress } from './address.js';
import { emptyForm, readForm } from './form.js';
import { formToken, isFormToken, sessionToken } from './gate.js';
import { NoticePage } from './notice.js';
import { asHtml, ConsolePage, type NavItem } from './page.js';
import type { ConsoleParts } from './parts.js';
import type { ConsoleRoute, Ctx, Form, Visit } from './routes.js';
import { consoleRoutes } from './table.js';

type Env = { Bindings: Partial<HttpBindings> };
type Asked = { readonly c: Context<Env>; readonly rows: readonly ConsoleRoute[]; readonly row: ConsoleRoute; readonly session: Session | undefined; readonly visit: Visit };

const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** The console over its parts. `rows` is the table; tests may give their own. */
export const consoleApp = (parts: ConsoleParts, rows: readonly ConsoleRoute[] = consoleRoutes): Hono<Env> => {
  const app = new Hono<Env>({ strict: false }).basePath('/console');
  app.use(async (c, next) => {
    await next();
    if (c.res.headers.has('Content-Security-Policy')) return;
    c.res.headers.set('Content-Security-Policy', contentPolicy);
    c.res.headers.set('X-Frame-Options', 'DENY');
    c.res.headers.set('X-Content-Type-Options', 'nosniff');
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  });
  for (const row of rows)
    app.on(row.method, row.path, async (c) => {
      const token = sessionToken(c, parts);
      const found = token === undefined ? undefined : sessionOf(parts.db.read, token, parts.now());
      if (found?.stale) await parts.db.transaction((tx) => sessionSeen(tx, found.id, parts.now()));
      const visit = visitOf(c, parts, rows, row, found, found === undefined ? undefined : token);
      return serve({ c, rows, row, session: found, visit });
    });
  app.notFound((c) => {
    const token = sessionToken(c, parts);
    const found = token === undefined ? undefined : sessionOf(parts.db.read, token, parts.now());
    return refusal(visitOf(c, parts, rows, undefined, found, found === undefined ? undefined : token), 404);
  });
  app.onError((error, c) => {
    parts.failed(`console ${c.req.method} ${c.req.path.split('/').slice(0, 3).join('/')}`, error);
    return c.html(asHtml(<NoticePage words={parts.wording.vi} about="our_fault" />), 500);
  });
  return app;
};

const serve = async ({ c, rows, row, session, visit }: Asked): Promise<Response> => {
  const { parts } = visit;
  if (row.needs !== 'open') {
    if (session === undefined || (row.needs !== 'half' && session.stage !== 'full')) return toSignIn(visit, row, session);
    if (row.needs !== 'half' && !may(session.officer.role, row.needs)) return refusal(visit, 403);
  }
  const form = row.method === 'POST' ? await checkedForm(c, row, visit) : emptyForm;
  if (form === undefined) return refusal(visit, 403, 'form');
  const asked: Visit = { ...visit, form };
  if (row.needs === 'open') return row.handler(asked);
  if (session === undefined) throw new Error(`row ${row.path} was reached without a session`);
  const { officer, stage, id } = session;
  if (row.needs === 'half') return row.handler({ ...asked, officer, session: id, stage });
  // Before anything is asked of the case: whose it is follows from where the person lives.
  await parts.filed();

  const conversation = c.req.param('conversation');
  const scope = conversation === undefined ? undefined : parts.scopeOf(parts.db.read, conversation);
  if (conversation !== undefined || row.reads === 'case' || row.reads === 'document' || row.reads === 'live') {
    if (scope === undefined || !mayRead(officer, scope)) return refusal(visit, 404);
    if (row.method === 'POST' && !mayAct(officer, scope)) return refusal(visit, 403);
  }
  await recordReading(row, officer.id, conversation, parts);
  return row.handler(officerCtx(asked, session, scope, rows));
};

const officerCtx = (visit: Visit, session: Session, scope: CaseScope | undefined, rows: readonly ConsoleRoute[]): Ctx => ({
  ...visit,
  officer: session.officer,
  session: session.id,
  scope,
  home: placesOf(rows, session.officer.role)[0]?.row.path ?? '/account',
  act: (entry, work) =>
    visit.db.transaction((tx) => {
      const value = work(tx);
      audit(tx, { ...entry, who: session.officer.id, at: visit.now() });
      return value;
    }),
  refuse: (status, why) => refusal(visit, status, why),
});

const readings = { case: 'case_read', document: 'document_read', live: 'case_watched', trail: 'trail_read' } as const;

/** Who read what, before it is shown: no trail, no reading. */
const recordReading = async (row: ConsoleRoute, who: string, conversation: string | undefined, parts: ConsoleParts): Promise<void> => {
  if (row.method === 'POST' || row.reads === 'none' || row.reads === 'list') return;
  const target = conversation === undefined ? `page:${row.path}` : `case:${conversation}`;
  const { reads } = row;
  await parts.db.transaction((tx) => {
    if (reads === 'export') audit(tx, { who, what: 'exported', target, why: row.path, at: parts.now() });
    else readingRecorded(tx, { who, what: readings[reads], target }, parts.now());
  });
};

/** The form of a POST from a page of ours with this browser's token; undefined otherwise. */
const checkedForm = async (c: Context<Env>, row: ConsoleRoute, visit: Visit): Promise<Form | undefined> => {
  if (!fromOurPage(c.req.raw.headers)) return undefined;
  const form = await readForm(c, row.most);
  const given = c.req.header('x-csrf-token') ?? form?.text('csrf') ?? '';
  return form !== undefined && isFormToken(given, visit.csrf) ? form : undefined;
};

/** A page leads to signing in and back; a form or a script is told. */
const toSignIn = (visit: Visit, row: ConsoleRoute, session: Session | undefined): Response => {
  if (session?.stage === 'code') return visit.redirect('/sign-in/code');
  if (session?.stage === 'enrol') return visit.redirect('/second-factor');
  const plainPage = row.method === 'GET' && !/json|event-stream/.test(visit.c.req.header('accept') ?? '');
  if (!plainPage) return visit.c.html(asHtml(<NoticePage words={visit.words} about="session_over" />), 401);
  const url = new URL(visit.c.req.url);
  return visit.redirect(url.pathname === '/console' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
};

const refusal = (visit: Visit, status: 403 | 404 | 409, why?: string): Response =>
  visit.page(
    {
      title: visit.words.say(`console.notice.${status}.title`),
      body: <NoticeBody visit={visit} about={why === 'form' ? 'form' : String(status)} {...(why === undefined || why === 'form' ? {} : { why })} />,
    },
    status,
  );

const NoticeBody = ({ visit, about, why }: { readonly visit: Visit; readonly about: string; readonly why?: string }) => (
  <section class="notice">
    <h1>{visit.words.say(`console.notice.${about}.title`)}</h1>
    <p>{why ?? visit.words.say(`console.notice.${about}.text`)}</p>
    <p>
      <a class="button" href="/console">
        {visit.words.say('console.notice.home')}
      </a>
    </p>
  </section>
);

const visitOf = (
  c: Context<Env>,
  parts: ConsoleParts,
  rows: readonly ConsoleRoute[],
  row: ConsoleRoute | undefined,
  session: Session | undefined,
  token: string | undefined,
): Visit => {
  // Officers work in Vietnamese; `en` is for whoever asks for it in the address.
  const words = parts.wording[c.req.query('lang') === 'en' ? 'en' : 'vi'];
  // A file of style or script needs no token, and setting a cookie with it would forbid keeping it.
  const csrf = row?.path.startsWith('/assets/') ? '' : formToken(c, parts, token);
  const officer = session?.stage === 'full' ? session.officer : undefined;
  const done = c.req.query('done');
  return {
    c,
    parts,
    db: parts.db,
    now: parts.now,
    words,
    csrf,
    form: emptyForm,
    address: requestAddress(c),
    param: (name) => {
      const value = c.req.param(name);
      if (value === undefined) throw new Error(`the path of ${c.req.method} ${row?.path ?? ''} has no :${name}`);
      return value;
    },
    query: (name) => c.req.query(name),
    page: (view, status = 200) =>
      c.html(
        asHtml(
          <ConsolePage
            words={words}
            view={view}
            officer={officer}
            nav={officer === undefined ? [] : placesOf(rows, officer.role).map(({ row, nav }): NavItem => ({ href: `/console${row.path}`, label: words.say(nav.label) }))}
            path={c.req.path}
            csrf={csrf}
            done={done !== undefined && words.has(`console.done.${done}`) ? words.say(`console.done.${done}`) : undefined}
          />,
        ),
        status,
      ),
    redirect: (path, said) => c.redirect(`/console${path === '/' ? '' : path}${said === undefined ? '' : `${path.includes('?') ? '&' : '?'}done=${said}`}`, 303),
  };
};

/** The rows with a place in the header that this role may open, in order; administration when there is anything in it. */
const placesOf = (rows: readonly ConsoleRoute[], role: Role) => {
  const open = rows.flatMap((row) => (row.nav !== undefined && row.needs !== 'open' && row.needs !== 'half' && may(role, row.needs) ? [{ row, nav: row.nav }] : []));
  return open
    .filter(({ nav }) => nav.group === undefined)
    .filter(({ row }) => row.path !== '/admin' || open.some(({ nav }) => nav.group === 'admin'))
    .sort((a, b) => a.nav.order - b.nav.order);
};
