/** Owns the files beside the talk: what each is, its exhibit number, and what an officer may do with it. */
import { sayOr, timeOf } from '../say.js';
import { FileView, type ThreadFrame } from '../thread.js';
import { Post, PressPost, Section } from './section.js';

export const Evidence = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words, acts } = frame;
  const numbers = [...new Set(view.evidence.flatMap(({ exhibit }) => (exhibit === null ? [] : [exhibit])))].sort((a, b) => a - b);
  return (
    <Section id="evidence" title={words.say('desk.part.evidence')} count={view.evidence.length} open={view.evidence.length > 0}>
      {view.evidence.length === 0 ? <p class="soft">{words.say('desk.evidence.none')}</p> : null}
      <ul class="files">
        {view.evidence.map((row) => (
          <li>
            <FileView
              file={{ id: row.id, name: row.name, state: row.state, mime: row.mime, pages: pagesIn(row.pages), exhibit: row.exhibit, reason: row.reason }}
              id={view.row.id}
              words={words}
            />
            <p class="soft">
              {row.paper === null ? null : `${sayOr(words, `law.papers.${row.paper}.title`, row.title ?? row.paper)} · `}
              {row.inbox_id === null ? timeOf(row.received_at, frame.now) : <a href={`#in-${row.inbox_id}`}>{timeOf(row.received_at, frame.now)}</a>}
              {row.reason === null ? null : ` · ${sayOr(words, `files.${row.reason}`, row.reason)}`}
              {view.accepted.has(row.id) ? ` · ${words.say('desk.evidence.accepted', { name: view.accepted.get(row.id) ?? '' })}` : null}
            </p>
            {acts && row.state === 'received' ? (
              <details class="inline">
                <summary>{words.say('desk.act.file')}</summary>
                {view.accepted.has(row.id) ? null : <PressPost frame={frame} act="accept" label={words.say('desk.act.accept')} field={['file', row.id]} />}
                <Post frame={frame} act="exhibit">
                  <input type="hidden" name="file" value={row.id} />
                  <label>
                    {words.say('desk.evidence.number')}{' '}
                    <select name="number">
                      {numbers.map((number) => (
                        <option value={String(number)} selected={number === row.exhibit}>
                          {String(number)}
                        </option>
                      ))}
                    </select>
                  </label>
                  <button type="submit" class="quiet">
                    {words.say('desk.act.save')}
                  </button>
                </Post>
                <PressPost frame={frame} act="unreadable" label={words.say('desk.act.unreadable')} field={['file', row.id]} look="link" />
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
};

const pagesIn = (pages: string | null): number => (pages === null ? 0 : (JSON.parse(pages) as unknown[]).length);
