/** Owns the own account: open sessions, password, second factor; and where `/console` leads. */
import {
  checkPassword,
  hashPassword,
  isPassword,
  keysByOfficer,
  LEAST_LENGTH,
  passwordSet,
  recoveryCodesLeft,
  secondFactorReset,
  sessionEnded,
  sessionsEnded,
  sessionsOf,
  tryDoors,
} from '../../office/index.js';
import { Csrf, Field } from '../page.js';
import { Press } from '../press.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { SeenFrom } from '../seen-from.js';
import { showWhen } from '../when.js';
import { Fault } from './card.js';
import { NewPassword } from './new-password.js';
import { waitWords } from './sign-in.js';

const Sessions = ({ ctx }: { readonly ctx: Ctx }) => {
  const say = ctx.words.say;
  return (
    <section class="panel">
      <h2>{say('console.account.sessions')}</h2>
      <ul class="rows">
        {sessionsOf(ctx.db.read, ctx.officer.id, ctx.now()).map((row) => (
          <li>
            <div>
              <b>{row.id === ctx.session ? say('console.account.this_one') : say('console.account.since', { when: showWhen(row.started_at) })}</b>
              <SeenFrom words={ctx.words} row={row} />
            </div>
            {row.id === ctx.session ? null : <Press csrf={ctx.csrf} action="/console/account/sessions/end" label={say('console.account.end')} field={['session', row.id]} />}
          </li>
        ))}
      </ul>
      <Press csrf={ctx.csrf} action="/console/account/sessions/end" label={say('console.account.end_others')} />
    </section>
  );
};

const SecondFactor = ({ ctx, fault }: { readonly ctx: Ctx; readonly fault: string | undefined }) => {
  const say = ctx.words.say;
  const isSet = keysByOfficer(ctx.db.read, ctx.officer.id)?.totp_confirmed_at != null;
  return (
    <section class="panel">
      <h2>{say('console.account.second_factor')}</h2>
      <Fault text={fault} />
      {isSet ? (
        <>
          <p>{say('console.account.second_factor_on', { left: recoveryCodesLeft(ctx.db.read, ctx.officer.id) })}</p>
          <form method="post" action="/console/account/second-factor">
            <Csrf token={ctx.csrf} />
            <Field label={say('console.account.current')} name="confirm">
              <input id="confirm" name="confirm" type="password" autocomplete="current-password" required />
            </Field>
            <button class="quiet" type="submit">
              {say('console.account.second_factor_renew')}
            </button>
          </form>
        </>
      ) : (
        <p>
          {say('console.account.second_factor_off')}{' '}
          <a class="quiet" href="/console/second-factor">
            {say('console.account.second_factor_set')}
          </a>
        </p>
      )}
    </section>
  );
};

const accountPage = (ctx: Ctx, faults: { readonly password?: string; readonly secondFactor?: string } = {}): Response => {
  const say = ctx.words.say;
  return ctx.page(
    {
      title: say('console.account.title'),
      body: (
        <>
          <h1>{say('console.account.title')}</h1>
          <p class="lead">
            {ctx.officer.name} · {say(`console.role.${ctx.officer.role}`)} · {ctx.officer.officeName}
          </p>
          <Sessions ctx={ctx} />
          <SecondFactor ctx={ctx} fault={faults.secondFactor} />
          <section class="panel">
            <h2>{say('console.account.password')}</h2>
            <Fault text={faults.password} />
            <form method="post" action="/console/account/password">
              <Csrf token={ctx.csrf} />
              <Field label={say('console.account.current')} name="current">
                <input id="current" name="current" type="password" autocomplete="current-password" required />
              </Field>
              <NewPassword words={ctx.words} />
              <button class="button" type="submit">
                {say('console.account.password_change')}
              </button>
            </form>
          </section>
        </>
      ),
    },
    Object.keys(faults).length === 0 ? 200 : 400,
  );
};

/** The own password, asked for again before something that would lock the owner out. Counted like any try. */
const passwordFault = async (ctx: Ctx, typed: string): Promise<string | undefined> => {
  const seconds = await ctx.db.transaction((tx) => tryDoors(tx, [{ kind: 'code', who: `again ${ctx.officer.id}` }], ctx.now()));
  if (seconds > 0) return waitWords(ctx, seconds);
  const keys = keysByOfficer(ctx.db.read, ctx.officer.id);
  return keys !== undefined && (await isPassword(keys.password, typed)) ? undefined : ctx.words.say('console.account.current_wrong');
};

export const accountRoutes: readonly ConsoleRoute[] = [
  {
    method: 'GET',
    path: '/',
    needs: 'signed_in',
    reads: 'none',
    handler: (ctx) => ctx.redirect(ctx.home),
  },
  { method: 'GET', path: '/account', needs: 'signed_in', reads: 'none', handler: (ctx) => accountPage(ctx) },
  {
    method: 'POST',
    path: '/account/sessions/end',
    needs: 'signed_in',
    reads: 'none',
    handler: async (ctx) => {
      const one = ctx.form.text('session');
      await ctx.act({ what: 'sessions_ended', target: `officer:${ctx.officer.id}` }, (tx) =>
        one === '' ? sessionsEnded(tx, ctx.officer.id, ctx.now(), ctx.session) : sessionEnded(tx, one, ctx.officer.id, ctx.now()),
      );
      return ctx.redirect('/account', 'sessions_ended');
    },
  },
  {
    method: 'POST',
    path: '/account/password',
    needs: 'signed_in',
    reads: 'none',
    handler: async (ctx) => {
      const [current, fresh, again] = [ctx.form.text('current'), ctx.form.text('password'), ctx.form.text('again')];
      const fault = await passwordFault(ctx, current);
      if (fault !== undefined) return accountPage(ctx, { password: fault });
      const checked = checkPassword(fresh, [ctx.officer.name, keysByOfficer(ctx.db.read, ctx.officer.id)?.email ?? '']);
      const code = fresh !== again ? 'password_differs' : checked.ok ? undefined : checked.code;
      if (code !== undefined) return accountPage(ctx, { password: ctx.words.say(`console.refused.${code}`, { least: LEAST_LENGTH }) });
      const hash = await hashPassword(fresh);
      await ctx.act({ what: 'password_set', target: `officer:${ctx.officer.id}` }, (tx) => {
        passwordSet(tx, ctx.officer.id, hash);
        sessionsEnded(tx, ctx.officer.id, ctx.now(), ctx.session);
      });
      return ctx.redirect('/account', 'password_set');
    },
  },
  {
    method: 'POST',
    path: '/account/second-factor',
    needs: 'signed_in',
    reads: 'none',
    handler: async (ctx) => {
      const fault = await passwordFault(ctx, ctx.form.text('confirm'));
      if (fault !== undefined) return accountPage(ctx, { secondFactor: fault });
      // Where one is required every session waits from now on until the new one is set.
      await ctx.act({ what: 'second_factor_reset', target: `officer:${ctx.officer.id}` }, (tx) => secondFactorReset(tx, ctx.officer.id));
      return ctx.redirect('/second-factor');
    },
  },
];
