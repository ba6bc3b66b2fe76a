/** Owns the page behind an invitation link: the first admin and office, an invited officer, a new password. */
import { checkPassword, enterAfterInvitation, hashPassword, type Invitation, invitationAccepted, invitationOf, LEAST_LENGTH } from '../../office/index.js';
import { provinceChoices } from '../provinces.js';
import { Csrf, Field } from '../page.js';
import type { ConsoleRoute, Visit } from '../routes.js';
import { Card, Fault } from './card.js';
import { NewPassword } from './new-password.js';
import { fromOf, onward } from './sign-in.js';

type Given = { readonly name: string; readonly email: string; readonly office: string; readonly province: string };
const givenOf = (visit: Visit, row: Invitation): Given => ({
  name: visit.form.text('name') || row.name,
  email: visit.form.text('email') || row.email,
  office: visit.form.text('office'),
  province: visit.form.text('province'),
});

const invitationPage = (visit: Visit, row: Invitation, token: string, given: Given, fault?: string): Response => {
  const say = visit.words.say;
  const title = say(`console.invitation.${row.kind}.title`);
  return visit.page(
    {
      title,
      body: (
        <Card title={title} name={say('console.name')}>
          <p>{say(`console.invitation.${row.kind}.text`, row.kind === 'first' ? {} : { email: row.email })}</p>
          <Fault text={fault} />
          <form method="post" action={`/console/invitation/${token}`}>
            <Csrf token={visit.csrf} />
            {row.kind === 'first' ? (
              <>
                <Field label={say('console.office.name')} name="office" hint={say('console.office.name_hint')}>
                  <input id="office" name="office" required minlength={5} maxlength={160} value={given.office} aria-describedby="office-hint" />
                </Field>
                <Field label={say('console.office.province')} name="province">
                  <select id="province" name="province">
                    <option value="">{say('console.office.whole_country')}</option>
                    {provinceChoices(visit.parts.law).map(({ code, name }) => (
                      <option value={code} selected={code === given.province}>
                        {name}
                      </option>
                    ))}
                  </select>
                </Field>
                <Field label={say('console.sign_in.email')} name="email">
                  <input id="email" name="email" type="email" autocomplete="username" required value={given.email} />
                </Field>
              </>
            ) : (
              <input type="hidden" name="username" autocomplete="username" value={row.email} />
            )}
            {row.kind === 'password' ? null : (
              <Field label={say('console.person.name')} name="name" hint={say('console.person.name_hint')}>
                <input id="name" name="name" autocomplete="name" required minlength={2} maxlength={120} value={given.name} aria-describedby="name-hint" />
              </Field>
            )}
            <NewPassword words={visit.words} />
            <button class="button" type="submit">
              {say('console.invitation.go')}
            </button>
          </form>
        </Card>
      ),
    },
    fault === undefined ? 200 : 400,
  );
};

const gone = (visit: Visit): Response =>
  visit.page(
    {
      title: visit.words.say('console.invitation.gone.title'),
      body: (
        <Card title={visit.words.say('console.invitation.gone.title')} name={visit.words.say('console.name')}>
          <p>{visit.words.say('console.invitation.gone.text')}</p>
          <a class="button" href="/console/sign-in">
            {visit.words.say('console.sign_in.title')}
          </a>
        </Card>
      ),
    },
    404,
  );

/** The first thing that is not right, as a code under `console.refused`. */
const faultIn = (visit: Visit, row: Invitation, given: Given): string | undefined => {
  const password = visit.form.text('password');
  if (row.kind !== 'password' && given.name.length < 2) return 'name_missing';
  if (row.kind === 'first' && (given.office.length < 5 || (given.province !== '' && !visit.parts.law.provinces.has(given.province)))) return 'office_missing';
  if (row.kind === 'first' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given.email)) return 'email_wrong';
  if (password !== visit.form.text('again')) return 'password_differs';
  const checked = checkPassword(password, [given.email, given.name]);
  return checked.ok ? undefined : checked.code;
};

export const invitationRoutes: readonly ConsoleRoute[] = [
  {
    method: 'GET',
    path: '/invitation/:token',
    needs: 'open',
    reads: 'none',
    handler: (visit) => {
      const row = invitationOf(visit.db.read, visit.param('token'), visit.now());
      return row === undefined ? gone(visit) : invitationPage(visit, row, visit.param('token'), givenOf(visit, row));
    },
  },
  {
    method: 'POST',
    path: '/invitation/:token',
    needs: 'open',
    reads: 'none',
    handler: async (visit) => {
      const token = visit.param('token');
      const row = invitationOf(visit.db.read, token, visit.now());
      if (row === undefined) return gone(visit);
      const given = givenOf(visit, row);
      const fault = faultIn(visit, row, given);
      if (fault !== undefined) return invitationPage(visit, row, token, given, visit.words.say(`console.refused.${fault}`, { least: LEAST_LENGTH }));
      const passwordHash = await hashPassword(visit.form.text('password'));
      const accepted = await visit.db.transaction((tx) =>
        invitationAccepted(
          tx,
          { token, name: given.name, email: given.email, officeName: given.office, province: given.province === '' ? null : given.province, passwordHash },
          visit.now(),
        ),
      );
      if (!accepted.ok) return accepted.code === 'invitation_gone' ? gone(visit) : invitationPage(visit, row, token, given, visit.words.say(`console.refused.${accepted.code}`));
      const entered = await enterAfterInvitation(visit.db, accepted.value.officer, fromOf(visit), visit.now());
      return onward(visit, { kind: 'in', officer: accepted.value.officer, ...entered }, '/console');
    },
  },
];
