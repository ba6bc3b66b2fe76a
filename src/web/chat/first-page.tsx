/** Owns what a person sees before the first word: who we are, one button, and a way back into an earlier talk. */
import { randomUUID } from 'node:crypto';
import type { Words } from '../../wording/index.js';
import { Mark, Page } from '../page.js';
import type { ChatKey } from './key.js';

type Given = { readonly words: Words; readonly visitor: ChatKey; readonly sorry?: boolean };

export const FirstPage = ({ words, visitor, sorry }: Given) => (
  <Page words={words} title={words.say('web.title')} kind="first-page">
    <main class="card">
      <Mark />
      <p class="name">{words.say('web.name')}</p>
      <h1>{words.say('web.first.heading')}</h1>
      <p>{words.say('web.first.lead')}</p>
      {sorry ? (
        <p class="sorry" role="alert">
          {words.say('web.return.wrong')}
        </p>
      ) : null}
      <form method="post" action="/chat/send">
        <input type="hidden" name="token" value={visitor.formToken} />
        <input type="hidden" name="id" value={randomUUID()} />
        <input type="hidden" name="lang" value={words.language} />
        <button class="button" type="submit" name="start" value="1">
          {words.say('web.first.start')}
        </button>
      </form>
      <p class="small">{words.say('web.first.free')}</p>
      <details>
        <summary>{words.say('web.return.have')}</summary>
        <form method="post" action="/chat/return" class="return">
          <input type="hidden" name="token" value={visitor.formToken} />
          <label for="key">{words.say('web.return.label')}</label>
          <input id="key" name="key" type="text" autocomplete="off" autocapitalize="characters" spellcheck={false} required />
          <button type="submit" class="quiet">
            {words.say('web.return.go')}
          </button>
        </form>
      </details>
      <p class="other">
        <a href={words.language === 'vi' ? '/?lang=en' : '/?lang=vi'} lang={words.language === 'vi' ? 'en' : 'vi'} hreflang={words.language === 'vi' ? 'en' : 'vi'}>
          {words.say('web.other_language')}
        </a>
      </p>
    </main>
  </Page>
);
