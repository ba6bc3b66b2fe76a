/** Owns the page that shows the key to this talk, so that a person can come back after a quick exit or from another phone. */
import type { Words } from '../../wording/index.js';
import { Mark, Page } from '../page.js';
import { type ChatKey, showSecret } from './key.js';

export const KeyPage = ({ words, visitor }: { readonly words: Words; readonly visitor: ChatKey }) => (
  <Page words={words} title={words.say('web.return.title')} kind="notice-page">
    <main class="card">
      <Mark />
      <h1>{words.say('web.return.title')}</h1>
      <p>{words.say('web.return.what')}</p>
      <p class="key">{showSecret(visitor.secret)}</p>
      <p>{words.say('web.return.careful')}</p>
      <p>
        <a class="button" href="/#last">
          {words.say('web.to_chat')}
        </a>
      </p>
    </main>
  </Page>
);
