/** Owns the page of people: who may enter, open invitations, inviting. */
import { type Invitation, invitationRevoked, invited, keysByEmail, offices, openInvitations, people, type Role, readRole, roles } from '../../office/index.js';
import { Csrf, Field } from '../page.js';
import { Press } from '../press.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { Fault } from '../sign-in/card.js';
import { showWhen } from '../when.js';
import { Back } from './back.js';

type Draft = { readonly name: string; readonly email: string; readonly role: Role; readonly office: string };

/** An open link can be taken back; its address cannot be shown again, only its hash is kept. */
const OpenInvitations = ({ ctx, rows }: { readonly ctx: Ctx; readonly rows: readonly Invitation[] }) => {
  const say = ctx.words.say;
  return rows.length === 0 ? null : (
    <section class="panel">
      <h2>{say('console.people.invitations')}</h2>
      <ul class="rows">
        {rows.map((row) => (
          <li>
            <div>
              <b>{row.name === '' ? row.email : row.name}</b>
              <small>
                {row.email} · {say(`console.role.${row.role}`)} · {say(`console.people.kind_${row.kind}`)} · {say('console.people.until', { when: showWhen(row.expires_at) })}
              </small>
            </div>
            <Press csrf={ctx.csrf} action="/console/people/invitations/revoke" label={say('console.people.take_back')} field={['invitation', row.token_hash]} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const listPage = (ctx: Ctx, draft: Draft = { name: '', email: '', role: 'officer', office: ctx.officer.officeId }, fault?: string): Response => {
  const say = ctx.words.say;
  return ctx.page(
    {
      title: say('console.nav.people'),
      body: (
        <>
          <Back ctx={ctx} />
          <h1>{say('console.nav.people')}</h1>
          <ul class="rows">
            {people(ctx.db.read).map((one) => (
              <li class={one.disabledAt === null ? '' : 'off'}>
                <div>
                  <b>
                    <a href={`/console/people/${one.id}`}>{one.name}</a>
                  </b>
                  <small>
                    {one.email} · {one.officeName}
                  </small>
                </div>
                <div class="tags">
                  <span class="tag">{say(`console.role.${one.role}`)}</span>
                  <span class={one.secondFactor ? 'tag good' : 'tag'}>{say(one.secondFactor ? 'console.people.two_steps' : 'console.people.one_step')}</span>
                  {one.disabledAt === null ? null : <span class="tag bad">{say('console.people.disabled')}</span>}
                </div>
              </li>
            ))}
          </ul>
          <OpenInvitations ctx={ctx} rows={openInvitations(ctx.db.read, ctx.now())} />
          <section class="panel" id="invite">
            <h2>{say('console.people.invite')}</h2>
            <Fault text={fault} />
            <form method="post" action="/console/people/invite">
              <Csrf token={ctx.csrf} />
              <Field label={say('console.person.name')} name="name">
                <input id="name" name="name" required minlength={2} maxlength={120} value={draft.name} />
              </Field>
              <Field label={say('console.sign_in.email')} name="email">
                <input id="email" name="email" type="email" required value={draft.email} />
              </Field>
              <OfficeChoice ctx={ctx} chosen={draft.office} />
              <RoleChoice ctx={ctx} chosen={draft.role} />
              <button class="button" type="submit">
                {say('console.people.make_link')}
              </button>
            </form>
          </section>
        </>
      ),
    },
    fault === undefined ? 200 : 400,
  );
};

export const OfficeChoice = ({ ctx, chosen }: { readonly ctx: Ctx; readonly chosen: string }) => (
  <Field label={ctx.words.say('console.person.office')} name="office">
    <select id="office" name="office">
      {offices(ctx.db.read)
        .filter(({ closedAt }) => closedAt === null)
        .map(({ id, name }) => (
          <option value={id} selected={id === chosen}>
            {name}
          </option>
        ))}
    </select>
  </Field>
);
export const RoleChoice = ({ ctx, chosen }: { readonly ctx: Ctx; readonly chosen: Role }) => (
  <fieldset>
    <legend>{ctx.words.say('console.person.role')}</legend>
    {roles.map((role) => (
      <label class="check">
        <input type="radio" name="role" value={role} checked={role === chosen} />
        <span>
          {ctx.words.say(`console.role.${role}`)}
          <small>{ctx.words.say(`console.role_about.${role}`)}</small>
        </span>
      </label>
    ))}
  </fieldset>
);

/** The link, shown this once: it is handed over by whoever made it. */
export const linkPage = (ctx: Ctx, about: { readonly kind: 'invite' | 'password'; readonly name: string; readonly token: string }): Response => {
  const say = ctx.words.say;
  const link = `${ctx.parts.publicUrl}/console/invitation/${about.token}`;
  return ctx.page({
    title: say(`console.link.${about.kind}`),
    body: (
      <>
        <Back ctx={ctx} to="/people" label="console.nav.people" />
        <section class="panel">
          <h1>{say(`console.link.${about.kind}`)}</h1>
          <p>{say('console.link.text', { name: about.name })}</p>
          <p class="key" data-copy={say('console.link.copy')} data-copied={say('console.link.copied')}>
            {link}
          </p>
          <p class="small">{say('console.link.once')}</p>
        </section>
      </>
    ),
  });
};

export const readDraft = (ctx: Ctx): Draft | undefined => {
  const role = readRole(ctx.form.text('role'));
  const office = offices(ctx.db.read).find(({ id, closedAt }) => id === ctx.form.text('office') && closedAt === null);
  return role === undefined || office === undefined ? undefined : { name: ctx.form.text('name'), email: ctx.form.text('email'), role, office: office.id };
};

const invite = async (ctx: Ctx): Promise<Response> => {
  const draft = readDraft(ctx);
  if (draft === undefined) return ctx.refuse(404);
  const fault =
    draft.name.length < 2
      ? 'name_missing'
      : !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email)
        ? 'email_wrong'
        : keysByEmail(ctx.db.read, draft.email) !== undefined
          ? 'email_taken'
          : undefined;
  if (fault !== undefined) return listPage(ctx, draft, ctx.words.say(`console.refused.${fault}`));
  // `invited` writes its own row of the trail, in the same transaction.
  const token = await ctx.db.transaction((tx) =>
    invited(tx, { kind: 'invite', officeId: draft.office, officerId: null, name: draft.name, email: draft.email, role: draft.role }, ctx.officer.id, ctx.now()),
  );
  return linkPage(ctx, { kind: 'invite', name: draft.name, token });
};

export const peopleRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/people', needs: 'admin', reads: 'none', nav: { label: 'console.nav.people', order: 40, group: 'admin' }, handler: (ctx) => listPage(ctx) },
  { method: 'POST', path: '/people/invite', needs: 'admin', reads: 'none', handler: invite },
  {
    method: 'POST',
    path: '/people/invitations/revoke',
    needs: 'admin',
    reads: 'none',
    handler: async (ctx) => {
      const hash = ctx.form.text('invitation');
      await ctx.act({ what: 'invitation_revoked', target: `invitation:${hash.slice(0, 12)}` }, (tx) => invitationRevoked(tx, hash, ctx.now()));
      return ctx.redirect('/people', 'saved');
    },
  },
];
