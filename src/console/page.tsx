/** Owns the frame of every console page: head, navigation, account, the line that says what was done; and the small parts forms are made of. */
import type { Child } from 'hono/jsx';
import type { Officer } from '../office/index.js';
import type { Words } from '../wording/index.js';
import { assetUrl } from './assets.js';
import type { View } from './routes.js';

export type NavItem = { readonly href: string; readonly label: string };
type Frame = {
  readonly words: Words;
  readonly view: View;
  /** Absent before sign-in is complete: no navigation then. */
  readonly officer?: Officer | undefined;
  readonly nav: readonly NavItem[];
  readonly path: string;
  readonly csrf: string;
  readonly done?: string | undefined;
};

export const ConsolePage = ({ words, view, officer, nav, path, csrf, done }: Frame) => (
  <html lang={words.language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <title>{`${view.title} · ${words.say('console.name')}`}</title>
      <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
      <link rel="stylesheet" href={assetUrl('console.css')} />
      {['console.js', ...(view.scripts ?? [])].map((name) => (
        <script type="module" src={assetUrl(name)} />
      ))}
    </head>
    <body class={officer === undefined ? 'alone' : view.wide === true ? 'wide' : 'plain'}>
      <a class="skip" href="#main">
        {words.say('console.skip')}
      </a>
      {officer === undefined ? null : <Header words={words} officer={officer} nav={nav} path={path} csrf={csrf} />}
      <main id="main">
        {done === undefined ? null : (
          <p class="done" role="status">
            {done}
          </p>
        )}
        {view.body}
      </main>
    </body>
  </html>
);

const Header = ({ words, officer, nav, path, csrf }: Omit<Frame, 'view' | 'done' | 'officer'> & { readonly officer: Officer }) => (
  <header class="top">
    <a class="brand" href="/console" aria-label={words.say('console.name')}>
      <img src={assetUrl('icon.svg')} alt="" width="32" height="32" />
      <b>{words.say('console.name')}</b>
    </a>
    <nav aria-label={words.say('console.nav.label')}>
      {nav.map(({ href, label }) => (
        <a href={href} {...(path === href || path.startsWith(`${href}/`) ? { 'aria-current': 'page' } : {})}>
          {label}
        </a>
      ))}
    </nav>
    <details class="account">
      <summary>
        <span>{officer.name}</span>
        <small>{officer.officeName}</small>
      </summary>
      <div class="sheet">
        <p>
          {words.say(`console.role.${officer.role}`)} · {officer.officeName}
        </p>
        <a href="/console/account">{words.say('console.nav.account')}</a>
        <a href="/console/help">{words.say('console.nav.help')}</a>
        <form method="post" action="/console/sign-out">
          <Csrf token={csrf} />
          <button type="submit">{words.say('console.nav.sign_out')}</button>
        </form>
      </div>
    </details>
  </header>
);

/** The form's token; every POST form has it. */
export const Csrf = ({ token }: { readonly token: string }) => <input type="hidden" name="csrf" value={token} />;

/** A labelled field: label above, the hint under it, the fault said where it is. */
export const Field = ({
  label,
  name,
  hint,
  fault,
  children,
}: {
  readonly label: string;
  readonly name: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly children: Child;
}) => (
  <div class={fault === undefined ? 'field' : 'field faulty'}>
    <label for={name}>{label}</label>
    {children}
    {hint === undefined ? null : <small id={`${name}-hint`}>{hint}</small>}
    {fault === undefined ? null : (
      <p class="fault" role="alert" id={`${name}-fault`}>
        {fault}
      </p>
    )}
  </div>
);

/** The page as sent. */
export const asHtml = (page: Child): string => `<!doctype html>${String(page)}`;
