/** Owns the frame of every page: head, mark, and the short page that says one thing and what to do next. */
import type { Child } from 'hono/jsx';
import type { Words } from '../wording/index.js';
import { type AssetName, assetUrl } from './assets.js';

type Frame = {
  readonly words: Words;
  readonly title: string;
  readonly script?: boolean;
  readonly scripts?: readonly AssetName[];
  readonly kind: string;
  readonly children?: Child;
};

export const Page = ({ words, title, script, scripts = [], kind, children }: Frame) => (
  <html lang={words.language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f6f1e7" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0f1615" />
      <meta name="description" content={words.say('web.description')} />
      <title>{title}</title>
      <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
      <link rel="stylesheet" href={assetUrl('pages.css')} />
      {script ? <script type="module" src={assetUrl('chat.js')} /> : null}
      {scripts.map((name) => (
        <script defer src={assetUrl(name)} />
      ))}
    </head>
    <body class={kind}>{children}</body>
  </html>
);

/** Two people walking side by side. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
    <rect width="40" height="40" rx="12" fill="var(--deep)" />
    <circle cx="14.5" cy="12.5" r="3.6" fill="#fff" />
    <path d="M14.5 18.2c-3.6 0-5.3 2.6-5.3 6v5.6h10.6v-5.6c0-3.4-1.7-6-5.3-6z" fill="#fff" />
    <circle cx="26" cy="14.8" r="3.1" fill="#ffd9a8" />
    <path d="M26 19.7c-1.6 0-2.8.6-3.6 1.6.5 1.1.7 2.3.7 3.6v4.9h7.5v-4.7c0-3-1.5-5.4-4.6-5.4z" fill="#ffd9a8" />
  </svg>
);

/** A page that says one thing: `web.<about>.title`, `.text`, and the way on. */
export const NoticePage = ({ words, about, values = {} }: { readonly words: Words; readonly about: string; readonly values?: Readonly<Record<string, string | number>> }) => (
  <Page words={words} title={words.say(`web.${about}.title`, values)} kind="notice-page">
    <main class="card">
      <Mark />
      <h1>{words.say(`web.${about}.title`, values)}</h1>
      <p>{words.say(`web.${about}.text`, values)}</p>
      <p>
        <a class="button" href="/">
          {words.say('web.to_chat')}
        </a>
      </p>
    </main>
  </Page>
);

/** The page as sent. */
export const asHtml = (page: Child): string => `<!doctype html>${String(page)}`;
