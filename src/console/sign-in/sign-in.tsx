/** Owns the pages of signing in and out: password, then the code of the second factor. */
import { audit, type Entered, enterCode, type From, sessionEnded, signIn } from '../../office/index.js';
import { dropSession, keepSession, nextPath } from '../gate.js';
import { Csrf, Field } from '../page.js';
import { Press } from '../press.js';
import type { ConsoleRoute, HalfVisit, Visit } from '../routes.js';
import { Card, Fault } from './card.js';

/** What the trail of sessions keeps of a browser. */
export const fromOf = (visit: Visit): From => ({ address: visit.address, agent: visit.c.req.header('user-agent') ?? '' });

export const waitWords = (visit: Visit, seconds: number): string =>
  seconds < 90 ? visit.words.say('console.sign_in.wait_seconds', { seconds }) : visit.words.say('console.sign_in.wait_minutes', { minutes: Math.ceil(seconds / 60) });

/** Where to go with a session that is not full yet, or is. */
export const onward = (visit: Visit, entered: Extract<Entered, { kind: 'in' }>, next: string): Response => {
  keepSession(visit.c, visit.parts, entered.token);
  const tail = next === '/console' ? '' : `?next=${encodeURIComponent(next)}`;
  switch (entered.stage) {
    case 'code':
      return visit.redirect(`/sign-in/code${tail}`);
    case 'enrol':
      return visit.redirect('/second-factor');
    case 'full':
      return visit.c.redirect(next, 303);
  }
};

const signInPage = (visit: Visit, given: { readonly email: string; readonly next: string; readonly fault?: string }, status: 200 | 400 | 429 = 200): Response => {
  const say = visit.words.say;
  return visit.page(
    {
      title: say('console.sign_in.title'),
      body: (
        <Card title={say('console.sign_in.title')} name={say('console.name')}>
          <Fault text={given.fault} />
          <form method="post" action="/console/sign-in">
            <Csrf token={visit.csrf} />
            <input type="hidden" name="next" value={given.next} />
            <Field label={say('console.sign_in.email')} name="email">
              <input id="email" name="email" type="email" autocomplete="username" required value={given.email} />
            </Field>
            <Field label={say('console.sign_in.password')} name="password">
              <input id="password" name="password" type="password" autocomplete="current-password" required />
            </Field>
            <button class="button" type="submit">
              {say('console.sign_in.go')}
            </button>
          </form>
          <p class="small">{say('console.sign_in.lost')}</p>
        </Card>
      ),
    },
    status,
  );
};

const codePage = (visit: HalfVisit, next: string, fault?: string, status: 200 | 400 | 429 = 200): Response => {
  const say = visit.words.say;
  return visit.page(
    {
      title: say('console.code.title'),
      body: (
        <Card title={say('console.code.title')} name={say('console.name')}>
          <Fault text={fault} />
          <form method="post" action="/console/sign-in/code">
            <Csrf token={visit.csrf} />
            <input type="hidden" name="next" value={next} />
            <Field label={say('console.code.label')} name="code" hint={say('console.code.hint')}>
              <input
                id="code"
                name="code"
                inputmode="text"
                autocomplete="one-time-code"
                autocapitalize="characters"
                spellcheck={false}
                required
                maxlength={20}
                aria-describedby="code-hint"
              />
            </Field>
            <button class="button" type="submit">
              {say('console.code.go')}
            </button>
          </form>
          <Press csrf={visit.csrf} action="/console/sign-out" label={say('console.code.other')} />
        </Card>
      ),
    },
    status,
  );
};

export const signInPages: readonly ConsoleRoute[] = [
  {
    method: 'GET',
    path: '/sign-in',
    needs: 'open',
    reads: 'none',
    handler: (visit) => signInPage(visit, { email: '', next: nextPath(visit.query('next')) }),
  },
  {
    method: 'POST',
    path: '/sign-in',
    needs: 'open',
    reads: 'none',
    handler: async (visit) => {
      const next = nextPath(visit.form.text('next'));
      const email = visit.form.text('email');
      const entered = await signIn(visit.db, email, visit.form.text('password'), fromOf(visit), visit.now);
      if (entered.kind === 'in') return onward(visit, entered, next);
      const fault = entered.kind === 'wrong' ? visit.words.say('console.sign_in.wrong') : waitWords(visit, entered.seconds);
      return signInPage(visit, { email, next, fault }, entered.kind === 'wrong' ? 400 : 429);
    },
  },
  {
    method: 'GET',
    path: '/sign-in/code',
    needs: 'half',
    reads: 'none',
    handler: (visit) => (visit.stage === 'code' ? codePage(visit, nextPath(visit.query('next'))) : visit.redirect('/')),
  },
  {
    method: 'POST',
    path: '/sign-in/code',
    needs: 'half',
    reads: 'none',
    handler: async (visit) => {
      if (visit.stage !== 'code') return visit.redirect('/');
      const next = nextPath(visit.form.text('next'));
      const entered = await enterCode(visit.db, { id: visit.session, officer: visit.officer }, visit.form.text('code'), fromOf(visit), visit.now);
      if (entered.kind === 'in') return onward(visit, entered, next);
      const fault = entered.kind === 'wrong' ? visit.words.say('console.code.wrong') : waitWords(visit, entered.seconds);
      return codePage(visit, next, fault, entered.kind === 'wrong' ? 400 : 429);
    },
  },
  {
    method: 'POST',
    path: '/sign-out',
    needs: 'half',
    reads: 'none',
    handler: async (visit) => {
      await visit.db.transaction((tx) => {
        sessionEnded(tx, visit.session, visit.officer.id, visit.now());
        audit(tx, { who: visit.officer.id, what: 'signed_out', at: visit.now() });
      });
      dropSession(visit.c, visit.parts);
      return visit.redirect('/sign-in', 'signed_out');
    },
  },
];
