/** Owns the page of a talk: head, lines, and the place to answer. Works as plain forms; `assets/chat.js` makes it live. */
import { randomUUID } from 'node:crypto';
import { defaultLimits } from '../../evidence/index.js';
import type { Words } from '../../wording/index.js';
import { Mark, Page } from '../page.js';
import type { ChatKey } from './key.js';
import { FileIcon, LineView } from './line.js';
import { openQuestions, type Shown } from './talk.js';

type Given = { readonly words: Words; readonly visitor: ChatKey; readonly lines: readonly Shown[]; readonly cursor: string; readonly refused: readonly string[] };

const largest = Math.max(defaultLimits.photoBytes, defaultLimits.pdfBytes, defaultLimits.audioBytes);

export const ChatPage = ({ words, visitor, lines, cursor, refused }: Given) => {
  const open = openQuestions(lines);
  return (
    <Page words={words} title={words.say('web.title')} kind="chat-page" script>
      <Head words={words} visitor={visitor} />
      <p id="offline" class="offline" role="status" hidden>
        {words.say('web.offline')}
      </p>
      <main>
        <h1 class="unseen">{words.say('web.chat')}</h1>
        <div
          id="log"
          role="log"
          aria-live="polite"
          aria-label={words.say('web.chat')}
          data-cursor={cursor}
          data-token={visitor.formToken}
          data-largest={largest}
          data-exit={words.say('web.exit.to')}
        >
          {lines.map((line) => (
            <LineView line={line} open={open.has(line.key)} words={words} visitor={visitor} />
          ))}
        </div>
        {lines.length === 0 ? <p class="waiting">{words.say('web.waiting')}</p> : null}
        <div id="said" role="alert">
          {refused.map((text) => (
            <p class="sorry">{text}</p>
          ))}
        </div>
        <p id="last">
          <noscript>
            <a class="quiet" href="/#last">
              {words.say('web.reload')}
            </a>
          </noscript>
        </p>
      </main>
      <button id="newer" class="newer" type="button" hidden>
        {words.say('web.newer')}
      </button>
      <Answer words={words} visitor={visitor} />
      <Pending words={words} />
    </Page>
  );
};

const Head = ({ words, visitor }: Pick<Given, 'words' | 'visitor'>) => (
  <header class="top">
    <a class="skip" href="#say">
      {words.say('web.skip')}
    </a>
    <Mark />
    <p class="brand">
      <b>{words.say('web.name')}</b>
      <small>{words.say('web.tagline')}</small>
    </p>
    <details class="menu">
      <summary>{words.say('web.menu.open')}</summary>
      <div class="sheet">
        <form class="ask" method="post" action="/chat/send">
          <input type="hidden" name="token" value={visitor.formToken} />
          <input type="hidden" name="id" value={randomUUID()} />
          {(['person', 'why', 'review', 'where'] as const).map((what) => (
            <button type="submit" name="text" value={words.say(`web.menu.${what}.say`)}>
              <b>{words.say(`web.menu.${what}.label`)}</b>
              <small>{words.say(`web.menu.${what}.about`)}</small>
            </button>
          ))}
        </form>
        <a class="row" href="/chat/key">
          <b>{words.say('web.return.title')}</b>
          <small>{words.say('web.return.menu')}</small>
        </a>
        <p class="note">{words.say('web.exit.note')}</p>
      </div>
    </details>
    <form method="post" action="/chat/leave" id="leave">
      <input type="hidden" name="token" value={visitor.formToken} />
      <button type="submit" class="exit">
        {words.say('web.exit.label')}
      </button>
    </form>
  </header>
);

const Answer = ({ words, visitor }: Pick<Given, 'words' | 'visitor'>) => (
  <footer class="bottom">
    <form id="files" method="post" action="/chat/upload" enctype="multipart/form-data">
      <input type="hidden" name="token" value={visitor.formToken} />
      <input type="hidden" name="id" value={randomUUID()} />
      <label class="clip" for="file" title={words.say('web.upload.label')}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <path
            d="M4 8.5A1.5 1.5 0 0 1 5.5 7h2l1.4-2.2h6.2L16.5 7h2A1.5 1.5 0 0 1 20 8.5v9a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.500z"
            fill="none"
            stroke="currentColor"
            stroke-width="1.8"
            stroke-linejoin="round"
          />
          <circle cx="12" cy="13" r="3.3" fill="none" stroke="currentColor" stroke-width="1.8" />
        </svg>
        <span>{words.say('web.upload.label')}</span>
      </label>
      <input id="file" type="file" name="file" accept="image/*,application/pdf" multiple />
      <button type="submit" class="quiet">
        {words.say('web.upload.send')}
      </button>
    </form>
    <form id="answer" method="post" action="/chat/send">
      <input type="hidden" name="token" value={visitor.formToken} />
      <input type="hidden" name="id" value={randomUUID()} />
      <label class="unseen" for="say">
        {words.say('web.say.label')}
      </label>
      <textarea id="say" name="text" rows={1} maxlength={8000} placeholder={words.say('web.say.placeholder')} autocomplete="off" enterkeyhint="send" />
      <button type="submit" class="send">
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <path
            d="M4.500 11.900 20 4.500l-4.200 15.300-4.600-6.200zM11.200 13.600 20 4.500"
            fill="none"
            stroke="currentColor"
            stroke-width="1.900"
            stroke-linejoin="round"
            stroke-linecap="round"
          />
        </svg>
        <span class="unseen">{words.say('web.say.send')}</span>
      </button>
    </form>
  </footer>
);

/** What the script fills in for a line that is on its way. */
const Pending = ({ words }: Pick<Given, 'words'>) => (
  <template
    id="pending"
    data-sending={words.say('web.pending.sending')}
    data-waiting={words.say('web.pending.waiting')}
    data-sent={words.say('web.pending.sent')}
    data-failed={words.say('web.pending.failed')}
    data-too-big={words.say('web.pending.too_big')}
  >
    <div class="line in pending" data-side="in">
      <p class="who unseen">{words.say('web.who.you')}</p>
      <div class="bubble">
        <p class="file" hidden>
          <FileIcon />
          <img alt="" hidden />
          <span />
        </p>
        <p class="text" hidden />
        <progress max={1} value={0} hidden aria-label={words.say('web.upload.progress')} />
      </div>
      <p class="state" />
      <p class="mend" hidden>
        <button type="button" class="again">
          {words.say('web.pending.again')}
        </button>
        <button type="button" class="drop">
          {words.say('web.pending.drop')}
        </button>
      </p>
    </div>
  </template>
);
