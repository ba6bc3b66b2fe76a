/** Owns the private notes beside the talk. Never shown to the person. */
import { timeOf } from '../say.js';
import type { ThreadFrame } from '../thread.js';
import { Post, Section } from './section.js';

export type Note = { readonly id: number; readonly officer: string; readonly text: string; readonly at: string };
type Frame = ThreadFrame & { readonly notes: readonly Note[] };

export const Notes = ({ frame }: { readonly frame: Frame }) => {
  const { view, words, now, notes } = frame;
  const nameOf = (id: string): string => view.happened.find(({ by }) => by?.id === id)?.by?.name ?? id;
  return (
    <Section id="notes" title={words.say('desk.part.notes')} count={notes.length} open={notes.length > 0}>
      <p class="soft">{words.say('desk.notes.private')}</p>
      <ul class="notes">
        {notes.map((note) => (
          <li>
            <p class="text">{note.text}</p>
            <p class="soft">
              {nameOf(note.officer)} · {timeOf(note.at, now)}
            </p>
          </li>
        ))}
      </ul>
      {frame.acts || frame.view.holder === undefined ? (
        <Post frame={frame} act="note">
          <textarea name="text" rows={2} maxlength={8000} required aria-label={words.say('desk.notes.label')} />
          <button type="submit" class="quiet">
            {words.say('desk.act.note')}
          </button>
        </Post>
      ) : null}
    </Section>
  );
};
