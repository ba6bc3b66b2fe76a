/** Owns the card that pages before sign-in are made of. */
import type { Child } from 'hono/jsx';
import { assetUrl } from '../assets.js';

export const Card = ({ title, name, children }: { readonly title: string; readonly name: string; readonly children: Child }) => (
  <section class="card">
    <p class="brand">
      <img src={assetUrl('icon.svg')} alt="" width="40" height="40" />
      <b>{name}</b>
    </p>
    <h1>{title}</h1>
    {children}
  </section>
);

/** What went wrong, said before the form and read aloud. */
export const Fault = ({ text }: { readonly text: string | undefined }) =>
  text === undefined ? null : (
    <p class="sorry" role="alert">
      {text}
    </p>
  );
