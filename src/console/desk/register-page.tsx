/** Owns the pages of the register: the lines of a year with their clocks, the form of a line, the A3 book and the workbook. */
import { dayAt, showDay } from '../../basics/index.js';
import {
  activities,
  answerWays,
  caseView,
  clockOf,
  entryFromCase,
  faultIn,
  type HelpEntry,
  type HelpRequest,
  helpKinds,
  refusalGrounds,
  register,
  registerPdf,
  registerXlsx,
  requestById,
  requestChanged,
  requestEntered,
} from '../../desk/index.js';
import { officeCalendar, officeDays } from '../../office/index.js';
import { assetUrl } from '../assets.js';
import { madeHere } from '../files.js';
import { Csrf } from '../page.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { actorOf } from './frame.js';

const yearIn = (ctx: Ctx): number => {
  const asked = Number(ctx.query('year'));
  return Number.isInteger(asked) && asked >= 2019 && asked <= 2100 ? asked : Number(dayAt(ctx.now()).slice(0, 4));
};

const listPage = (ctx: Ctx): Response => {
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

const texts = ['received_on', 'name', 'address', 'kind', 'activity', 'content', 'papers', 'note'] as const;
const later = ['adviser', 'appointed_on', 'agreed_on', 'session_on', 'ground_on', 'refusal', 'answered_on', 'answer_number', 'answer_by'] as const;

const entryIn = (ctx: Ctx): HelpEntry => {
  const text = (name: string): string => ctx.form.text(name).trim().slice(0, 8_000);
  const one = <T extends string>(list: readonly T[], name: string): T | undefined => list.find((value) => value === text(name));
  const filled = (name: string): string | null => (text(name) === '' ? null : text(name));
  return {
    received_on: text('received_on'),
    name: text('name'),
    address: text('address'),
    kind: one(helpKinds, 'kind') ?? 'guidance',
    activity: one(activities, 'activity') ?? 'administration',
    content: text('content'),
    papers: text('papers'),
    note: text('note'),
    adviser: filled('adviser'),
    appointed_on: filled('appointed_on'),
    agreed_on: filled('agreed_on'),
    session_on: filled('session_on'),
    ground_on: filled('ground_on'),
    refusal: one(refusalGrounds, 'refusal') ?? null,
    answered_on: filled('answered_on'),
    answer_number: filled('answer_number'),
    answer_by: one(answerWays, 'answer_by') ?? null,
  };
};

const choices: Readonly<Record<string, { readonly list: readonly string[]; readonly words: string }>> = {
  kind: { list: helpKinds, words: 'kind' },
  activity: { list: activities, words: 'activity' },
  refusal: { list: ['', ...refusalGrounds], words: 'ground' },
  answer_by: { list: ['', ...answerWays], words: 'way' },
};

const formPage = (ctx: Ctx, action: string, entry: HelpEntry, fault?: string): Response => {
  const { words } = ctx;
  const field = (name: (typeof texts)[number] | (typeof later)[number]) => {
    const value = entry[name] ?? '';
    const choice = choices[name];
    return (
      <div class="field">
        <label for={name}>{words.say(`desk.register.field.${name}`)}</label>
        {choice !== undefined ? (
          <select id={name} name={name}>
            {choice.list.map((one) => (
              <option value={one} selected={one === value}>
                {one === '' ? words.say('desk.register.none_yet') : words.say(`desk.register.${choice.words}.${one}`)}
              </option>
            ))}
          </select>
        ) : name === 'content' || name === 'papers' || name === 'note' ? (
          <textarea id={name} name={name} rows={3} maxlength={8000}>
            {value}
          </textarea>
        ) : (
          <input id={name} name={name} type={name.endsWith('_on') ? 'date' : 'text'} value={value} maxlength={500} />
        )}
      </div>
    );
  };
  return ctx.page(
    {
      title: words.say('desk.register.title'),
      body: (
        <form method="post" action={action}>
          <link rel="stylesheet" href={assetUrl('desk.css')} />
          <Csrf token={ctx.csrf} />
          <h1>{words.say('desk.register.title')}</h1>
          <p class="soft">{words.say('desk.register.law')}</p>
          {fault === undefined ? null : (
            <p class="fault" role="alert">
              {fault}
            </p>
          )}
          {texts.map(field)}
          <h2>{words.say('desk.register.internal')}</h2>
          {later.map(field)}
          <button type="submit" class="button">
            {words.say('desk.act.save')}
          </button>
        </form>
      ),
    },
    fault === undefined ? 200 : 400,
  );
};

const blank = (ctx: Ctx): HelpEntry => ({
  received_on: dayAt(ctx.now()),
  name: '',
  address: '',
  kind: 'guidance',
  activity: 'administration',
  content: '',
  papers: '',
  note: '',
  adviser: null,
  appointed_on: null,
  agreed_on: null,
  session_on: null,
  ground_on: null,
  refusal: null,
  answered_on: null,
  answer_number: null,
  answer_by: null,
});

const enter = async (ctx: Ctx, action: string, conversation: string | null): Promise<Response> => {
  const entry = entryIn(ctx);
  const fault = faultIn(entry);
  if (fault !== undefined) return formPage(ctx, action, entry, ctx.words.say(`desk.register.fault.${fault}`));
  const target = conversation === null ? {} : { target: `case:${conversation}` };
  await ctx.act({ what: 'request_entered', ...target }, (tx) => requestEntered(tx, ctx.officer.officeId, entry, conversation, ctx.officer, ctx.now()));
  return ctx.redirect(`/register?year=${entry.received_on.slice(0, 4)}`);
};

const own = (ctx: Ctx): HelpRequest | undefined => {
  const row = requestById(ctx.db.read, ctx.param('entry'));
  return row?.office_id === ctx.officer.officeId ? row : undefined;
};
const sheet = (ctx: Ctx) => ({
  office: ctx.officer.officeName,
  year: yearIn(ctx),
  rows: register(ctx.db.read, ctx.officer.officeId, yearIn(ctx)),
  now: ctx.now(),
  words: ctx.words,
});

export const registerRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/register', needs: 'register.read', reads: 'list', nav: { label: 'desk.register.nav', order: 2 }, handler: listPage },
  { method: 'GET', path: '/register/new', needs: 'case.act', reads: 'none', handler: (ctx) => formPage(ctx, '/console/register/new', blank(ctx)) },
  { method: 'POST', path: '/register/new', needs: 'case.act', reads: 'none', handler: (ctx) => enter(ctx, '/console/register/new', null) },
  {
    method: 'GET',
    path: '/register/pdf',
    needs: 'export',
    reads: 'export',
    handler: async (ctx) => madeHere({ bytes: await registerPdf(sheet(ctx)), mime: 'application/pdf', name: `so-ho-tro-huong-dan-${yearIn(ctx)}.pdf` }, 'inline'),
  },
  {
    method: 'GET',
    path: '/register/xlsx',
    needs: 'export',
    reads: 'export',
    handler: async (ctx) =>
      madeHere({
        bytes: await registerXlsx(sheet(ctx)),
        mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        name: `so-ho-tro-huong-dan-${yearIn(ctx)}.xlsx`,
      }),
  },
  {
    method: 'GET',
    path: '/register/:entry',
    needs: 'case.act',
    reads: 'list',
    handler: (ctx) => {
      const row = own(ctx);
      return row === undefined ? ctx.refuse(404) : formPage(ctx, `/console/register/${row.id}`, row);
    },
  },
  {
    method: 'POST',
    path: '/register/:entry',
    needs: 'case.act',
    reads: 'none',
    handler: async (ctx) => {
      const row = own(ctx);
      if (row === undefined) return ctx.refuse(404);
      const entry = entryIn(ctx);
      const fault = faultIn(entry);
      if (fault !== undefined) return formPage(ctx, `/console/register/${row.id}`, entry, ctx.words.say(`desk.register.fault.${fault}`));
      await ctx.act({ what: 'request_changed', target: `register:${row.id}` }, (tx) => requestChanged(tx, ctx.officer.officeId, row.id, entry));
      return ctx.redirect(`/register?year=${row.year}`);
    },
  },
  {
    method: 'GET',
    path: '/cases/:conversation/register',
    needs: 'case.act',
    reads: 'case',
    handler: (ctx) => {
      const id = ctx.param('conversation');
      const view = caseView(ctx.db.read, id, ctx.words, ctx.now(), ctx.parts.desk.tools);
      return view === undefined ? ctx.refuse(404) : formPage(ctx, `/console/cases/${id}/register`, entryFromCase(view, actorOf(ctx.officer), ctx.now()));
    },
  },
  {
    method: 'POST',
    path: '/cases/:conversation/register',
    needs: 'case.act',
    reads: 'case',
    handler: (ctx) => enter(ctx, `/console/cases/${ctx.param('conversation')}/register`, ctx.param('conversation')),
  },
];
