/** Owns the pages of agencies' contacts: looked at by everybody, entered by an admin, each with its source. None is invented. */
import type { z } from 'zod';
import { dayAt, randomId, showDay } from '../../basics/index.js';
import type { AgencyContact } from '../../law/index.js';
import { agencyClash, agencyRetired, agencySaved, type EnteredAgency, enteredAgencies, may } from '../../office/index.js';
import { Csrf, Field } from '../page.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { Fault } from '../sign-in/card.js';
import { contactOf, type Draft, draftOf, fields, formDraft } from './agency-form.js';
import { Back } from './back.js';

const listPage = (ctx: Ctx): Response => {
  const say = ctx.words.say;
  const entered = enteredAgencies(ctx.db.read);
  const shipped = ctx.parts.law.agencies;
  const edits = may(ctx.officer.role, 'admin');
  return ctx.page({
    title: say('console.nav.agencies'),
    body: (
      <>
        <Back ctx={ctx} />
        <h1>{say('console.nav.agencies')}</h1>
        <p class="lead">{say('console.agencies.lead')}</p>
        {edits ? (
          <p>
            <a class="button" href="/console/agencies/new">
              {say('console.agencies.new')}
            </a>
          </p>
        ) : null}
        {entered.length + shipped.length === 0 ? <p class="empty">{say('console.agencies.none')}</p> : null}
        <ul class="rows">
          {entered.map((one) => (
            <AgencyRow ctx={ctx} contact={one} href={edits ? `/console/agencies/${one.id}` : undefined} retired={one.retiredAt !== null} />
          ))}
          {shipped.map((one) => (
            <AgencyRow ctx={ctx} contact={one} href={undefined} retired={false} />
          ))}
        </ul>
      </>
    ),
  });
};

const AgencyRow = ({ ctx, contact, href, retired }: { readonly ctx: Ctx; readonly contact: AgencyContact; readonly href: string | undefined; readonly retired: boolean }) => {
  const say = ctx.words.say;
  return (
    <li class={retired ? 'off' : ''}>
      <div>
        <b>{href === undefined ? contact.name : <a href={href}>{contact.name}</a>}</b>
        {retired ? <span class="tag">{say('console.agencies.retired')}</span> : null}
        {contact.electronic_filing ? <span class="tag">{say('console.agencies.electronic')}</span> : null}
        <small>
          {[contact.address, contact.email, contact.phone].filter((one) => one !== undefined).join(' · ')}
          <br />
          {say('console.agencies.source', { source: contact.source, on: showDay(contact.checked_on), by: contact.checked_by })}
        </small>
      </div>
    </li>
  );
};

const editPage = (ctx: Ctx, draft: Draft, known: EnteredAgency | undefined, faults: Readonly<Record<string, string>> = {}): Response => {
  const say = ctx.words.say;
  const title = say(known === undefined ? 'console.agencies.new' : 'console.agencies.edit');
  const label = (name: string) => ({ label: say(`console.agencies.${name}`), name, fault: faults[name] });
  return ctx.page(
    {
      title,
      body: (
        <>
          <Back ctx={ctx} to="/agencies" label="console.nav.agencies" />
          <h1>{title}</h1>
          <Fault text={faults.form} />
          <form class="panel" method="post" action={`/console/agencies/${known?.id ?? 'new'}`}>
            <Csrf token={ctx.csrf} />
            <Field {...label('name')} hint={say('console.agencies.name_hint')}>
              <input id="name" name="name" required maxlength={200} value={draft.name} aria-describedby="name-hint" />
            </Field>
            <Field {...label('also')} hint={say('console.agencies.also_hint')}>
              <textarea id="also" name="also" rows={2} maxlength={600} aria-describedby="also-hint">
                {draft.also}
              </textarea>
            </Field>
            <Field {...label('address')}>
              <input id="address" name="address" maxlength={300} value={draft.address} />
            </Field>
            <Field {...label('email')}>
              <input id="email" name="email" type="email" maxlength={200} value={draft.email} />
            </Field>
            <Field {...label('phone')}>
              <input id="phone" name="phone" inputmode="tel" maxlength={20} value={draft.phone} />
            </Field>
            <label class="check">
              <input type="checkbox" name="electronic" value="yes" checked={draft.electronic} /> {say('console.agencies.electronic_label')}
            </label>
            <Field {...label('source')} hint={say('console.agencies.source_hint')}>
              <input id="source" name="source" required minlength={5} maxlength={300} value={draft.source} aria-describedby="source-hint" />
            </Field>
            <Field {...label('checked_on')}>
              <input id="checked_on" name="checked_on" type="date" required value={draft.checked_on} />
            </Field>
            <Field {...label('checked_by')}>
              <input id="checked_by" name="checked_by" required maxlength={120} value={draft.checked_by} />
            </Field>
            <button class="button" type="submit">
              {say('console.save')}
            </button>
          </form>
          {known === undefined ? null : (
            <form class="panel" method="post" action={`/console/agencies/${known.id}/retire`}>
              <Csrf token={ctx.csrf} />
              <p>{say(known.retiredAt === null ? 'console.agencies.retire_about' : 'console.agencies.back_about')}</p>
              <button class="quiet" type="submit">
                {say(known.retiredAt === null ? 'console.agencies.retire' : 'console.agencies.back')}
              </button>
            </form>
          )}
        </>
      ),
    },
    Object.keys(faults).length === 0 ? 200 : 400,
  );
};

/** One line per field that is not right. */
const faultsOf = (ctx: Ctx, error: z.ZodError): Readonly<Record<string, string>> =>
  Object.fromEntries(
    error.issues.map(({ path }) => {
      const name = fields.find((field) => field === path[0]) ?? 'form';
      return [name, ctx.words.say(ctx.words.has(`console.agencies.wrong.${name}`) ? `console.agencies.wrong.${name}` : 'console.agencies.wrong.form')];
    }),
  );

const save = async (ctx: Ctx, known: EnteredAgency | undefined): Promise<Response> => {
  const draft = formDraft(ctx);
  const contact = contactOf(draft);
  if (!contact.success) return editPage(ctx, draft, known, faultsOf(ctx, contact.error));
  const clash = agencyClash(ctx.db.read, known?.id ?? '', contact.data);
  if (clash !== undefined) return editPage(ctx, draft, known, { name: ctx.words.say('console.agencies.clash', { name: clash }) });
  const id = known?.id ?? randomId();
  await ctx.act({ what: 'agency_saved', target: `agency:${id}`, why: contact.data.source }, (tx) => agencySaved(tx, id, contact.data, ctx.officer.id, ctx.now()));
  return ctx.redirect('/agencies', 'saved');
};
const known = (ctx: Ctx): EnteredAgency | undefined => enteredAgencies(ctx.db.read).find(({ id }) => id === ctx.param('agency'));

export const agencyRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/agencies', needs: 'case.read', reads: 'none', nav: { label: 'console.nav.agencies', order: 20, group: 'admin' }, handler: listPage },
  {
    method: 'GET',
    path: '/agencies/new',
    needs: 'admin',
    reads: 'none',
    handler: (ctx) =>
      editPage(
        ctx,
        { name: '', also: '', address: '', email: '', phone: '', source: '', checked_on: dayAt(ctx.now()), checked_by: ctx.officer.name, electronic: false },
        undefined,
      ),
  },
  { method: 'POST', path: '/agencies/new', needs: 'admin', reads: 'none', handler: (ctx) => save(ctx, undefined) },
  {
    method: 'GET',
    path: '/agencies/:agency',
    needs: 'admin',
    reads: 'none',
    handler: (ctx) => {
      const one = known(ctx);
      return one === undefined ? ctx.refuse(404) : editPage(ctx, draftOf(one), one);
    },
  },
  {
    method: 'POST',
    path: '/agencies/:agency',
    needs: 'admin',
    reads: 'none',
    handler: (ctx) => {
      const one = known(ctx);
      return one === undefined ? ctx.refuse(404) : save(ctx, one);
    },
  },
  {
    method: 'POST',
    path: '/agencies/:agency/retire',
    needs: 'admin',
    reads: 'none',
    handler: async (ctx) => {
      const one = known(ctx);
      if (one === undefined) return ctx.refuse(404);
      const retires = one.retiredAt === null;
      if (!retires && agencyClash(ctx.db.read, one.id, one) !== undefined) return ctx.refuse(409, ctx.words.say('console.agencies.clash', { name: one.name }));
      await ctx.act({ what: retires ? 'agency_retired' : 'agency_back', target: `agency:${one.id}` }, (tx) => agencyRetired(tx, one.id, retires ? ctx.now() : null));
      return ctx.redirect('/agencies', 'saved');
    },
  },
];
