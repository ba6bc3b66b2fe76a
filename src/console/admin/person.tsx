/** Owns the page of one officer: role and office, sessions, a new password, the second factor, switching off. */
import { invited, officerById, officerChanged, officerDisabled, officerEnabled, type Person, secondFactorReset, sessionsEnded, sessionsOf } from '../../office/index.js';
import { Csrf, Field } from '../page.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { Fault } from '../sign-in/card.js';
import { SeenFrom } from '../seen-from.js';
import { showWhen } from '../when.js';
import { Back } from './back.js';
import { linkPage, OfficeChoice, RoleChoice, readDraft } from './people.js';

const Act = ({ ctx, person, act, sure }: { readonly ctx: Ctx; readonly person: Person; readonly act: string; readonly sure?: boolean }) => (
  <form method="post" action={`/console/people/${person.id}/${act}`}>
    <Csrf token={ctx.csrf} />
    <button class="quiet" type="submit" {...(sure === true ? { 'data-sure': ctx.words.say(`console.person.${act}_sure`) } : {})}>
      {ctx.words.say(`console.person.${act}`)}
    </button>
    <small>{ctx.words.say(`console.person.${act}_about`)}</small>
  </form>
);

const personPage = (ctx: Ctx, person: Person, fault?: string): Response => {
  const say = ctx.words.say;
  const sessions = sessionsOf(ctx.db.read, person.id, ctx.now());
  return ctx.page(
    {
      title: person.name,
      body: (
        <>
          <Back ctx={ctx} to="/people" label="console.nav.people" />
          <h1>{person.name}</h1>
          <p class="lead">
            {person.email} · {say('console.person.since', { when: showWhen(person.createdAt) })}
          </p>
          {person.disabledAt === null ? null : <p class="sorry">{say('console.person.is_disabled', { when: showWhen(person.disabledAt) })}</p>}
          <form class="panel" method="post" action={`/console/people/${person.id}`}>
            <Csrf token={ctx.csrf} />
            <Fault text={fault} />
            <Field label={say('console.person.name')} name="name">
              <input id="name" name="name" required minlength={2} maxlength={120} value={person.name} />
            </Field>
            <OfficeChoice ctx={ctx} chosen={person.officeId} />
            <RoleChoice ctx={ctx} chosen={person.role} />
            <button class="button" type="submit">
              {say('console.save')}
            </button>
          </form>
          <section class="panel">
            <h2>{say('console.account.sessions')}</h2>
            {sessions.length === 0 ? <p>{say('console.person.no_sessions')}</p> : null}
            <ul class="rows">
              {sessions.map((row) => (
                <li>
                  <div>
                    <b>{say('console.account.since', { when: showWhen(row.started_at) })}</b>
                    <SeenFrom words={ctx.words} row={row} />
                  </div>
                </li>
              ))}
            </ul>
          </section>
          <section class="panel deeds">
            <h2>{say('console.person.entering')}</h2>
            <Act ctx={ctx} person={person} act="sign-out" />
            <Act ctx={ctx} person={person} act="password" />
            {person.secondFactor ? <Act ctx={ctx} person={person} act="second-factor" sure /> : null}
            {person.disabledAt === null ? <Act ctx={ctx} person={person} act="disable" sure /> : <Act ctx={ctx} person={person} act="enable" />}
          </section>
        </>
      ),
    },
    fault === undefined ? 200 : 409,
  );
};

/** A row whose handler has the officer it is about, or answers 404. */
const about =
  (handler: (ctx: Ctx, person: Person) => Response | Promise<Response>) =>
  (ctx: Ctx): Response | Promise<Response> => {
    const person = officerById(ctx.db.read, ctx.param('officer'));
    return person === undefined ? ctx.refuse(404) : handler(ctx, person);
  };
const post = (act: string, handler: (ctx: Ctx, person: Person) => Response | Promise<Response>): ConsoleRoute => ({
  method: 'POST',
  path: act === '' ? '/people/:officer' : `/people/:officer/${act}`,
  needs: 'admin',
  reads: 'none',
  handler: about(handler),
});
const target = (person: Person): string => `officer:${person.id}`;

class LastAdmin extends Error {}
/** Throws, so that nothing of the transaction stays, when no admin would be left. */
const unlessLast = (done: boolean): void => {
  if (!done) throw new LastAdmin('the last admin stays');
};
const kept =
  (ctx: Ctx, person: Person) =>
  (error: unknown): Response => {
    if (error instanceof LastAdmin) return personPage(ctx, person, ctx.words.say('console.person.last_admin'));
    throw error;
  };

export const personRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/people/:officer', needs: 'admin', reads: 'none', handler: about((ctx, person) => personPage(ctx, person)) },
  post('', (ctx, person) => {
    const draft = readDraft(ctx);
    if (draft === undefined || draft.name.length < 2) return personPage(ctx, person, ctx.words.say('console.refused.name_missing'));
    return ctx
      .act({ what: 'officer_changed', target: target(person), why: `${person.role}@${person.officeId} → ${draft.role}@${draft.office}` }, (tx) => {
        unlessLast(officerChanged(tx, person.id, { role: draft.role, officeId: draft.office, name: draft.name }));
        // Another role or office is another sight of cases: whoever is in signs in again. Oneself stays in.
        if (person.id !== ctx.officer.id && (draft.role !== person.role || draft.office !== person.officeId)) sessionsEnded(tx, person.id, ctx.now());
      })
      .then(() => ctx.redirect(`/people/${person.id}`, 'saved'), kept(ctx, person));
  }),
  post('sign-out', async (ctx, person) => {
    await ctx.act({ what: 'sessions_ended', target: target(person) }, (tx) => sessionsEnded(tx, person.id, ctx.now(), ctx.session));
    return ctx.redirect(`/people/${person.id}`, 'sessions_ended');
  }),
  post('password', async (ctx, person) => {
    const token = await ctx.db.transaction((tx) =>
      invited(tx, { kind: 'password', officeId: person.officeId, officerId: person.id, name: person.name, email: person.email, role: person.role }, ctx.officer.id, ctx.now()),
    );
    return linkPage(ctx, { kind: 'password', name: person.name, token });
  }),
  post('second-factor', async (ctx, person) => {
    await ctx.act({ what: 'second_factor_reset', target: target(person) }, (tx) => {
      secondFactorReset(tx, person.id);
      sessionsEnded(tx, person.id, ctx.now(), ctx.session);
    });
    return ctx.redirect(`/people/${person.id}`, 'second_factor_reset');
  }),
  post('disable', (ctx, person) =>
    ctx
      .act({ what: 'officer_disabled', target: target(person) }, (tx) => {
        unlessLast(officerDisabled(tx, person.id, ctx.now()));
        sessionsEnded(tx, person.id, ctx.now());
      })
      .then(() => ctx.redirect(`/people/${person.id}`, 'saved'), kept(ctx, person)),
  ),
  post('enable', async (ctx, person) => {
    await ctx.act({ what: 'officer_enabled', target: target(person) }, (tx) => officerEnabled(tx, person.id));
    return ctx.redirect(`/people/${person.id}`, 'saved');
  }),
];
