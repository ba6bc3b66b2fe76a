/** Owns setting up the second factor: a picture for the authenticator app, the first code, the recovery codes shown once. */
import QRCode from 'qrcode';
import { enterEnrolled, keysByOfficer, secretBegun } from '../../office/index.js';
import { keepSession } from '../gate.js';
import { Csrf, Field } from '../page.js';
import type { ConsoleRoute, HalfVisit } from '../routes.js';
import { Card, Fault } from './card.js';
import { fromOf, waitWords } from './sign-in.js';

/** Drawn as one path: a data address or an inline style would need a wider policy. */
const Picture = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  const cells = Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_unused, x) => (modules.get(y, x) ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')).join(''),
  ).join('');
  const side = modules.size + 2 * quiet;
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={cells} fill="#000" />
    </svg>
  );
};

const enrolPage = async (visit: HalfVisit, fault?: string, status: 200 | 400 | 429 = 200): Promise<Response> => {
  const say = visit.words.say;
  const { secret, uri } = await visit.db.transaction((tx) => secretBegun(tx, visit.officer.id));
  return visit.page(
    {
      title: say('console.enrol.title'),
      body: (
        <Card title={say('console.enrol.title')} name={say('console.name')}>
          <p>{say('console.enrol.why')}</p>
          <ol class="steps">
            <li>{say('console.enrol.install')}</li>
            <li>
              {say('console.enrol.scan')}
              <Picture text={uri} label={say('console.enrol.picture')} />
              <details>
                <summary>{say('console.enrol.by_hand')}</summary>
                <p class="key">{(secret.match(/.{1,4}/g) ?? []).join(' ')}</p>
              </details>
            </li>
            <li>{say('console.enrol.type')}</li>
          </ol>
          <Fault text={fault} />
          <form method="post" action="/console/second-factor">
            <Csrf token={visit.csrf} />
            <Field label={say('console.enrol.label')} name="code">
              <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,7}" required maxlength={7} />
            </Field>
            <button class="button" type="submit">
              {say('console.enrol.go')}
            </button>
          </form>
        </Card>
      ),
    },
    status,
  );
};

const codesPage = (visit: HalfVisit, codes: readonly string[]): Response => {
  const say = visit.words.say;
  return visit.page({
    title: say('console.recovery.title'),
    body: (
      <Card title={say('console.recovery.title')} name={say('console.name')}>
        <p>{say('console.recovery.what')}</p>
        <ul class="codes">
          {codes.map((code) => (
            <li>{code}</li>
          ))}
        </ul>
        <p class="small">{say('console.recovery.once')}</p>
        <a class="button" href="/console">
          {say('console.recovery.go')}
        </a>
      </Card>
    ),
  });
};

/** Whoever has a confirmed one resets it first, with the password (account page). */
const isOpenTo = (visit: HalfVisit): boolean => visit.stage !== 'code' && keysByOfficer(visit.db.read, visit.officer.id)?.totp_confirmed_at == null;

export const enrolRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/second-factor', needs: 'half', reads: 'none', handler: (visit) => (isOpenTo(visit) ? enrolPage(visit) : visit.redirect('/')) },
  {
    method: 'POST',
    path: '/second-factor',
    needs: 'half',
    reads: 'none',
    handler: async (visit) => {
      if (!isOpenTo(visit)) return visit.redirect('/');
      const entered = await enterEnrolled(visit.db, { id: visit.session, officer: visit.officer }, visit.form.text('code'), fromOf(visit), visit.now);
      if (entered.kind === 'wait') return enrolPage(visit, waitWords(visit, entered.seconds), 429);
      if (entered.kind === 'wrong') return enrolPage(visit, visit.words.say('console.enrol.wrong'), 400);
      keepSession(visit.c, visit.parts, entered.token);
      return codesPage(visit, entered.recovery);
    },
  },
];
