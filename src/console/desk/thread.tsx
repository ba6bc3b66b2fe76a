/** Owns how the talk looks: each line with who said it, when, where, and how it was delivered. The same for the page and for its live part. */
import type { CaseView, Line, LineFile } from '../../desk/index.js';
import type { Instant } from '../../basics/index.js';
import type { Words } from '../../wording/index.js';
import { Press } from '../press.js';
import { bodyText, sayOr, timeOf } from './say.js';

export type ThreadFrame = {
  readonly view: CaseView;
  readonly words: Words;
  readonly now: Instant;
  readonly csrf: string;
  readonly officerId: string;
  readonly acts: boolean;
  readonly mayTake: boolean;
  readonly supervises: boolean;
  /** May see who read and did what. */
  readonly readsTrail: boolean;
};

export const keyOfLine = (line: Line): string => `${line.side}-${line.id}`;
/** Sorts as the talk went, also as text. */
export const sortOfLine = (line: Line): string => `${line.at}${line.side === 'in' ? 'a' : 'b'}${String(line.id).padStart(12, '0')}`;

export const LineView = ({ line, frame }: { readonly line: Line; readonly frame: ThreadFrame }) =>
  line.side === 'in' ? <Came line={line} frame={frame} /> : <Went line={line} frame={frame} />;

const Came = ({ line, frame }: { readonly line: Line & { side: 'in' }; readonly frame: ThreadFrame }) => {
  const { words, view, now } = frame;
  const text = bodyText(line.body, view.facts, view.open, words);
  return (
    <li id={keyOfLine(line)} class="line came" data-sort={sortOfLine(line)} data-in={line.id}>
      <p class="who">
        <b>{words.say('desk.who.person')}</b> <Where channel={line.channel} at={line.at} words={words} now={now} />
        {line.state === 'parked' ? <span class="chip warn">{words.say('desk.line.parked')}</span> : null}
      </p>
      {text === '' ? null : <p class="text">{text}</p>}
      {line.files.map((file) => (
        <FileView file={file} id={view.row.id} words={words} />
      ))}
      {line.body.kind === 'file' && line.files.length === 0 ? <p class="text soft">{words.say('desk.line.file_not_kept', { name: line.body.file.name ?? '' })}</p> : null}
    </li>
  );
};

const Went = ({ line, frame }: { readonly line: Line & { side: 'out' }; readonly frame: ThreadFrame }) => {
  const { words, view, now, csrf, officerId, acts } = frame;
  const writer = line.writer === undefined ? undefined : (view.happened.find(({ by }) => by?.id === line.writer)?.by?.name ?? line.writer);
  const onTheWire = line.writer === undefined && view.happened.some(({ kind, data }) => kind === 'taken_over' && Array.isArray(data.wire) && data.wire.includes(line.id));
  const mine = line.writer === officerId && acts;
  return (
    <li id={keyOfLine(line)} class={`line went ${line.writer === undefined ? 'bot' : 'officer'} ${line.delivery}`} data-sort={sortOfLine(line)} data-out={line.id}>
      <p class="who">
        <b>{writer ?? words.say('desk.who.bot')}</b> <Where channel={line.channel} at={line.at} words={words} now={now} />
      </p>
      {line.text === '' ? null : <p class="text">{line.text}</p>}
      {line.file === undefined ? null : <p class="text">📎 {line.file.name}</p>}
      {line.choices.length === 0 ? null : (
        <ul class="choices">
          {line.choices.map((label) => (
            <li>{label}</li>
          ))}
        </ul>
      )}
      <div class="state">
        <span class={`chip ${line.delivery}`}>{words.say(`desk.delivery.${line.delivery}`)}</span>
        {line.error === null ? null : <span class="soft">{sayOr(words, `desk.send_error.${line.error}`, line.error)}</span>}
        {onTheWire ? <span class="chip warn">{words.say('desk.delivery.wire')}</span> : null}
        {mine && line.delivery === 'pending' && line.tag !== 'desk.taken_over' ? (
          <Press csrf={csrf} action={`/console/cases/${view.row.id}/undo`} label={words.say('desk.act.undo')} field={['key', line.key]} look="link" />
        ) : null}
        {acts && (line.delivery === 'refused' || line.delivery === 'parked') ? (
          <Press csrf={csrf} action={`/console/cases/${view.row.id}/retry`} label={words.say('desk.act.retry')} field={['row', String(line.id)]} look="link" />
        ) : null}
      </div>
    </li>
  );
};

const Where = ({ channel, at, words, now }: { readonly channel: string; readonly at: Instant; readonly words: Words; readonly now: Instant }) => (
  <span class="soft">
    {sayOr(words, `desk.channel.${channel}`, channel)} · <time datetime={at}>{timeOf(at, now)}</time>
  </span>
);

/** A photo in place, anything else as a link; each opened from a sandboxed address. */
export const FileView = ({ file, id, words }: { readonly file: LineFile; readonly id: string; readonly words: Words }) => {
  const address = `/console/cases/${id}/files/${file.id}`;
  const name = file.name === '' ? words.say('desk.evidence.nameless') : file.name;
  if (file.state !== 'received') return <p class="text soft">{`📄 ${name}: ${sayOr(words, `desk.evidence.state.${file.state}`, file.state)}`}</p>;
  return (
    <p class="file">
      {file.pages > 0 ? (
        <a href={`${address}?page=1`} target="_blank" rel="noopener">
          <img src={`${address}?page=1`} alt={name} loading="lazy" width="180" height="240" />
        </a>
      ) : null}
      <a href={address} target="_blank" rel="noopener">
        📄 {name}
      </a>
      {file.exhibit === null ? null : <span class="chip">{words.say('desk.evidence.exhibit', { number: file.exhibit })}</span>}
    </p>
  );
};
