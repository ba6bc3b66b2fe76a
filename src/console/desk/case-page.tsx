/** Owns the page of one case: who owns the talk, the talk, the place to write, the case beside it. */
import { type Line, type Seen, showSeen } from '../../desk/index.js';
import { assetUrl } from '../assets.js';
import { Csrf } from '../page.js';
import { Press } from '../press.js';
import { sayOr, timeOf } from './say.js';
import { Dossiers, Evidence, Facts, Findings, History, type Note, Notes, Place, Steps } from './sections/index.js';
import { keyOfLine, LineView, type ThreadFrame } from './thread.js';

export type CaseFrame = ThreadFrame & {
  readonly lines: readonly Line[];
  readonly seen: Seen;
  readonly more: boolean;
  readonly notes: readonly Note[];
  readonly draft: string;
  /** Of the form, so that sending twice speaks once. */
  readonly token: string;
  /** What the officer had not seen when a reply was refused. */
  readonly missed: readonly Line[];
  /** Why the last act was not done, in words. */
  readonly fault: string | undefined;
  readonly canned: readonly { readonly name: string; readonly text: string }[];
  readonly mayTake: boolean;
  readonly supervises: boolean;
  readonly cursor: string;
};

/** What is redrawn alone, by the id of its element. */
export const partsOf = (frame: CaseFrame): Readonly<Record<string, string>> => ({
  status: String(<Status frame={frame} />),
  compose: String(<Compose frame={frame} />),
  'part-facts': String(<Facts frame={frame} />),
  'part-findings': String(<Findings frame={frame} />),
  'part-evidence': String(<Evidence frame={frame} />),
  'part-steps': String(<Steps frame={frame} />),
  'part-dossiers': String(<Dossiers frame={frame} />),
  'part-place': String(<Place frame={frame} />),
  'part-notes': String(<Notes frame={frame} />),
  'part-history': String(<History frame={frame} />),
});

export const CasePage = ({ frame }: { readonly frame: CaseFrame }) => (
  <div class="case" id="case" data-case={frame.view.row.id} data-cursor={frame.cursor} data-events={`/console/cases/${frame.view.row.id}/events`}>
    <link rel="stylesheet" href={assetUrl('desk.css')} />
    <Status frame={frame} />
    <div class="talk">
      <h2 class="hidden">{frame.words.say('desk.part.talk')}</h2>
      {frame.more ? <p class="soft">{frame.words.say('desk.line.older')}</p> : null}
      <ol class="thread" id="thread" tabindex={0} aria-label={frame.words.say('desk.part.talk')}>
        {frame.lines.map((line) => (
          <LineView line={line} frame={frame} />
        ))}
      </ol>
      <Compose frame={frame} />
    </div>
    <aside class="beside" aria-label={frame.words.say('desk.part.beside')}>
      <Facts frame={frame} />
      <Findings frame={frame} />
      <Evidence frame={frame} />
      <Steps frame={frame} />
      <Dossiers frame={frame} />
      <Notes frame={frame} />
      <Place frame={frame} />
      <History frame={frame} />
    </aside>
  </div>
);

/** Who the talk belongs to, and the one or two things that may be done about it. */
export const Status = ({ frame }: { readonly frame: CaseFrame }) => {
  const { view, words, csrf, now } = frame;
  const { row, place } = view;
  const owner =
    view.holder === undefined
      ? words.say(`desk.owner.${row.owner}`)
      : frame.acts
        ? words.say('desk.owner.me')
        : words.say('desk.owner.officer', { name: view.holder.name, office: view.holder.office });
  return (
    <header class={`status ${frame.acts ? 'mine' : ''}`} id="status">
      <p class="back">
        <a href="/console/queue">← {words.say('desk.queue.title')}</a>
      </p>
      <h1>{place.name === '' ? words.say('desk.nameless') : place.name}</h1>
      <p>
        {view.reference ?? words.say('desk.no_case')} · {sayOr(words, `desk.phase.${row.phase}`, row.phase)}
        {place.field === null ? null : ` · ${sayOr(words, `q.field.options.${place.field}`, place.field)}`}
        {place.verdict === null ? null : (
          <>
            {' '}
            <span class={`chip verdict-${place.verdict}`}>{words.say(`desk.verdict.${place.verdict}`)}</span>
          </>
        )}
        {place.wait_reason === null ? null : <span class="chip warn">{words.say(`desk.reason.${place.wait_reason}`)}</span>}
      </p>
      <p class="owner">
        <b>{owner}</b>
        {frame.acts && view.leaseUntil !== undefined ? <span class="soft"> · {words.say('desk.owner.until', { time: timeOf(view.leaseUntil, now) })}</span> : null}
      </p>
      <div class="acts">
        {frame.mayTake && !frame.acts && view.holder === undefined ? (
          <form method="post" action={`/console/cases/${row.id}/take`}>
            <Csrf token={csrf} />
            <input type="hidden" name="epoch" value={String(row.epoch)} />
            <button type="submit" class="button" data-key="t">
              {words.say('desk.act.take')} <kbd>t</kbd>
            </button>
          </form>
        ) : null}
        {frame.mayTake && place.wait_reason !== null && row.owner === 'bot' ? (
          <Press csrf={csrf} action={`/console/cases/${row.id}/seen`} label={words.say('desk.act.seen')} />
        ) : null}
        {frame.acts ? (
          <>
            <form method="post" action={`/console/cases/${row.id}/back`}>
              <Csrf token={csrf} />
              <button type="submit" class="button" data-key="h">
                {words.say('desk.act.back')} <kbd>h</kbd>
              </button>
            </form>
            <Press csrf={csrf} action={`/console/cases/${row.id}/pass`} label={words.say('desk.act.pass')} />
          </>
        ) : null}
        {frame.supervises && !frame.acts && view.holder !== undefined ? <Press csrf={csrf} action={`/console/cases/${row.id}/pass`} label={words.say('desk.act.release')} /> : null}
      </div>
      {frame.fault === undefined ? null : (
        <p class="fault" role="alert">
          {frame.fault}
        </p>
      )}
    </header>
  );
};

/** The place to write: only for who owns the talk. What was missed stands above the words that were refused. */
export const Compose = ({ frame }: { readonly frame: CaseFrame }) => {
  const { view, words, csrf } = frame;
  if (!frame.acts)
    return (
      <div class="compose" id="compose" data-owner={view.row.owner}>
        <p class="soft">{words.say(view.holder === undefined ? 'desk.compose.take_first' : 'desk.compose.other')}</p>
      </div>
    );
  return (
    <div class="compose" id="compose" data-owner={view.row.owner}>
      {frame.missed.length === 0 ? null : (
        <div class="missed" role="alert">
          <p>
            <b>{words.say('desk.compose.missed')}</b>
          </p>
          <ul>
            {frame.missed.map((line) => (
              <li>
                <a href={`#${keyOfLine(line)}`}>{line.side === 'in' ? words.say('desk.who.person') : words.say('desk.who.officer')}</a>:{' '}
                {line.side === 'out' ? line.text : line.body.kind === 'text' ? line.body.text : words.say('desk.line.tap')}
              </li>
            ))}
          </ul>
        </div>
      )}
      <form method="post" action={`/console/cases/${view.row.id}/reply`} enctype="multipart/form-data" id="reply">
        <Csrf token={csrf} />
        <input type="hidden" name="token" value={frame.token} />
        <input type="hidden" name="seen" value={showSeen(frame.seen)} />
        <label class="hidden" for="words">
          {words.say('desk.compose.label')}
        </label>
        <textarea id="words" name="text" rows={3} maxlength={8000} placeholder={words.say('desk.compose.placeholder')} data-draft={`/console/cases/${view.row.id}/draft`}>
          {frame.draft}
        </textarea>
        <div class="row">
          {frame.canned.length === 0 ? null : (
            <select id="canned" name="canned" aria-label={words.say('desk.compose.canned')}>
              <option value="">{words.say('desk.compose.canned')}</option>
              {frame.canned.map((one) => (
                <option value={one.text}>{one.name}</option>
              ))}
            </select>
          )}
          <label class="attach">
            {words.say('desk.compose.file')} <input type="file" name="file" />
          </label>
          <button type="submit" class="button">
            {words.say('desk.act.reply')}
          </button>
        </div>
      </form>
      <form method="post" action={`/console/cases/${view.row.id}/request-paper`} class="row" data-quiet="">
        <Csrf token={csrf} />
        <input type="text" name="paper" maxlength={200} required aria-label={words.say('desk.compose.paper')} placeholder={words.say('desk.compose.paper')} />
        <button type="submit" class="quiet">
          {words.say('desk.act.request_paper')}
        </button>
      </form>
    </div>
  );
};
