/** Owns how one line of the talk looks, on a whole page and alone in a live event. */
import { randomUUID } from 'node:crypto';
import { clockAt, dayAt, partsOf } from '../../basics/index.js';
import type { Choice } from '../../messages/index.js';
import type { Words } from '../../wording/index.js';
import type { ChatKey } from './key.js';
import { isWeb, RichText } from './rich-text.js';
import type { Shown } from './talk.js';

type Given = { readonly line: Shown; readonly open: boolean; readonly words: Words; readonly visitor: ChatKey };

export const LineView = ({ line, open, words, visitor }: Given) =>
  line.side === 'in' ? (
    <div class="line in" id={line.key} data-sort={line.sort} data-side="in" data-sent-as={line.sentAs} data-file={line.file === undefined ? undefined : ''}>
      <p class="who unseen">{words.say('web.who.you')}</p>
      <div class="bubble">
        {line.file === undefined ? null : (
          <p class="file">
            <FileIcon />
            <span>{line.file}</span>
          </p>
        )}
        {line.text === '' ? null : <p class="text">{line.text}</p>}
      </div>
      <Time at={line.at} />
    </div>
  ) : (
    <div class={`line out ${line.from}`} id={line.key} data-sort={line.sort} data-side="out" data-asks={line.choices === undefined ? undefined : line.tag}>
      <p class="who">{words.say(`web.who.${line.from}`)}</p>
      <div class="bubble">
        {line.text === '' ? null : (
          <p class="text">
            <RichText text={line.text} />
          </p>
        )}
        {line.attachment === undefined ? null : <Download {...line.attachment} words={words} />}
      </div>
      <Time at={line.at} />
      {line.choices === undefined || line.choices.length === 0 ? null : <Choices choices={line.choices} open={open} words={words} visitor={visitor} />}
    </div>
  );

const Choices = ({ choices, open, words, visitor }: { readonly choices: readonly Choice[]; readonly open: boolean; readonly words: Words; readonly visitor: ChatKey }) => (
  <form class="choices" method="post" action="/chat/send">
    <input type="hidden" name="token" value={visitor.formToken} />
    <input type="hidden" name="id" value={randomUUID()} />
    <fieldset disabled={!open}>
      <legend class="unseen">{words.say('web.choices')}</legend>
      {choices.map(({ label, payload }) => (
        <button type="submit" name="payload" value={payload}>
          {label}
        </button>
      ))}
    </fieldset>
  </form>
);

const Download = ({ name, url, words }: { readonly name: string; readonly url: string; readonly words: Words }) =>
  isWeb(url) || /^\/[^/\\]/.test(url) ? (
    <a class="download" href={url} rel="noreferrer">
      <FileIcon />
      <span>
        <b>{name}</b>
        <small>{words.say('web.download')}</small>
      </span>
    </a>
  ) : null;

/** The day matters: a talk goes on for weeks. */
const Time = ({ at }: { readonly at: string }) => {
  const [, month, date] = partsOf(dayAt(at));
  return (
    <time datetime={at}>
      {clockAt(at)}, {date}/{month}
    </time>
  );
};

export const FileIcon = () => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path
      d="M7 2.8h7l5 5v12.4a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V3.8a1 1 0 0 1 1-1zM14 3v5h5M9 13h6M9 16.5h6"
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linejoin="round"
      stroke-linecap="round"
    />
  </svg>
);
