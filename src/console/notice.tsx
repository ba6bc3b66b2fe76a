/** Owns the page that says one thing before anybody is known: a fault of ours, a session that ended. */
import type { Words } from '../wording/index.js';
import { ConsolePage } from './page.js';

export const NoticePage = ({ words, about }: { readonly words: Words; readonly about: 'our_fault' | 'session_over' }) => (
  <ConsolePage
    words={words}
    nav={[]}
    path=""
    csrf=""
    view={{
      title: words.say(`console.notice.${about}.title`),
      body: (
        <section class="card">
          <h1>{words.say(`console.notice.${about}.title`)}</h1>
          <p>{words.say(`console.notice.${about}.text`)}</p>
          <p>
            <a class="button" href="/console/sign-in">
              {words.say('console.sign_in.title')}
            </a>
          </p>
        </section>
      ),
    }}
  />
);
