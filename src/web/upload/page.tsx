/** Owns how the upload page looks: what is asked for, two big buttons, what came. Works as a plain form; `assets/upload.js` makes it resume. */
import { randomUUID } from 'node:crypto';
import { clockAt, dayAt, showDay } from '../../basics/index.js';
import type { UploadedFile } from '../../cases/index.js';
import { limitFacts } from '../../evidence/index.js';
import type { Words } from '../../wording/index.js';
import { FileIcon } from '../chat/line.js';
import { fileWords } from '../chat/upload.js';
import { Mark, Page } from '../page.js';
import type { UploadPlace } from '../port.js';
import { largestFile } from './tus.js';

type Given = { readonly words: Words; readonly place: UploadPlace; readonly base: string; readonly refused: readonly string[] };

const accepted = 'image/*,.heic,.heif,application/pdf,audio/*';

export const UploadPage = ({ words, place, base, refused }: Given) => (
  <Page words={words} title={titleOf(words, place)} kind="first-page" scripts={['tus.js', 'upload.js']}>
    <main class="card upload">
      <Mark />
      <h1>{titleOf(words, place)}</h1>
      <p>{words.say('upload.page.lead', limitFacts())}</p>
      <form id="pick" method="post" action={`${base}/form`} enctype="multipart/form-data" data-base={base} data-largest={largestFile}>
        <input type="hidden" name="id" value={randomUUID()} />
        <label class="button take" for="camera" hidden>
          {words.say('upload.page.camera')}
        </label>
        <input class="unseen" id="camera" type="file" accept="image/*" capture="environment" tabindex={-1} disabled />
        <label class="button pick" for="file">
          {words.say('upload.page.choose')}
        </label>
        <input id="file" type="file" name="file" accept={accepted} multiple />
        <button type="submit" class="button plain">
          {words.say('web.upload.send')}
        </button>
      </form>
      <div id="said" role="alert">
        {refused.map((text) => (
          <p class="sorry">{text}</p>
        ))}
      </div>
      <p id="offline" class="sorry" role="status" hidden>
        {words.say('upload.page.offline')}
      </p>
      <section aria-labelledby="came">
        <h2 id="came">{words.say('upload.page.came')}</h2>
        <ul id="files" class="files">
          {place.files.map((file) => (
            <li data-id={file.id} data-state={file.state}>
              <FileIcon />
              <span class="what">
                <b>{file.name}</b>
                <small>{stateOf(words, file)}</small>
              </span>
            </li>
          ))}
        </ul>
        <p id="none" class="small" hidden={place.files.length > 0}>
          {words.say('upload.page.none')}
        </p>
      </section>
      <p class="small">{words.say('upload.page.then')}</p>
      <p class="small">{words.say('upload.page.rules', { clock: clockAt(place.until), day: showDay(dayAt(place.until)) })}</p>
      <p class="other">
        <a href={words.language === 'vi' ? '?lang=en' : '?lang=vi'} lang={words.language === 'vi' ? 'en' : 'vi'} hreflang={words.language === 'vi' ? 'en' : 'vi'}>
          {words.say('web.other_language')}
        </a>
      </p>
      <noscript>
        <p class="small">{words.say('upload.page.no_script')}</p>
      </noscript>
    </main>
    <Row words={words} />
  </Page>
);

const titleOf = (words: Words, { paper }: UploadPlace): string =>
  paper !== undefined && words.has(`q.paper_${paper}.label`) ? words.say('upload.page.title', { paper: words.say(`q.paper_${paper}.label`) }) : words.say('upload.page.title_any');

/** What became of a file: being looked at, its number in the dossier and a doubt, or why it was refused. */
export const stateOf = (words: Words, { name, state, exhibit, reason }: UploadedFile): string => {
  if (state === 'refused') return fileWords(words, reason ?? '', name);
  if (state === 'repeated') return words.say('upload.page.repeated', { exhibit: exhibit ?? 0 });
  if (state !== 'received') return words.say('upload.page.looking');
  const kept = words.say('upload.page.received', { exhibit: exhibit ?? 0 });
  return reason !== null && words.has(`files.${reason}`) ? `${kept} ${words.say(`files.${reason}`)}` : kept;
};

/** What the script fills in for a file that is on its way. */
const Row = ({ words }: { readonly words: Words }) => (
  <template
    id="row"
    data-sending={words.say('web.pending.sending')}
    data-waiting={words.say('web.pending.waiting')}
    data-looking={words.say('upload.page.looking')}
    data-failed={words.say('web.pending.failed')}
    data-too-big={words.say('web.pending.too_big')}
    data-closed={words.say('upload.page_closed')}
  >
    <li>
      <FileIcon />
      <span class="what">
        <b />
        <small />
        <progress max={1} value={0} aria-label={words.say('web.upload.progress')} />
      </span>
      <button type="button" class="quiet again" hidden>
        {words.say('web.pending.again')}
      </button>
    </li>
  </template>
);
