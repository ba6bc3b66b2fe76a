/** Owns the register's addresses and what a posted line does: entering, changing, the A3 book and the workbook. */
import { caseView, entryFromCase, faultIn, type HelpRequest, register, registerPdf, registerXlsx, requestById, requestChanged, requestEntered } from '../../desk/index.js';
import { madeHere } from '../files.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { actorOf } from './frame.js';
import { blank, entryIn, formPage } from './register-form.js';
import { listPage, yearIn } from './register-list.js';

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
