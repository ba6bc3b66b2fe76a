/** Owns the facts beside the talk: by room of the interview, each with where it was said and by whom; giving and correcting one, undoing that, asking. */
import type { Fact } from '../../../desk/index.js';
import { sayOr, timeOf } from '../say.js';
import type { ThreadFrame } from '../thread.js';
import { Post, PressPost, Section } from './section.js';

/** Facts by room of the interview, each with where it was said; the owner may correct one in place. */
export const Facts = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words, acts } = frame;
  const rooms = [...new Set(view.facts.map(({ room }) => room))];
  return (
    <Section id="facts" title={words.say('desk.part.facts')} count={view.facts.length} open>
      {view.facts.length === 0 ? <p class="soft">{words.say('desk.facts.none')}</p> : null}
      {rooms.map((room) => (
        <section>
          <h3>{sayOr(words, `common.rooms.${room}`, room)}</h3>
          <dl class="facts">
            {view.facts
              .filter((fact) => fact.room === room)
              .map((fact) => (
                <FactRow fact={fact} frame={frame} />
              ))}
          </dl>
        </section>
      ))}
      {view.open === undefined ? null : (
        <section class="open-question">
          <h3>{words.say('desk.facts.open')}</h3>
          <p>
            <b>{view.open.label}</b>
          </p>
          {acts ? (
            <>
              <Correct frame={frame} name={view.open.key} label={view.open.label} options={view.open.options} value="" />
              <PressPost frame={frame} act="ask" label={words.say('desk.act.ask')} field={['key', view.open.key]} />
            </>
          ) : null}
        </section>
      )}
    </Section>
  );
};

const FactRow = ({ fact, frame }: { readonly fact: Fact; readonly frame: ThreadFrame }) => {
  const { words, view, now, acts } = frame;
  const correction = view.happened.findLast(({ kind, data }) => kind === 'answer_corrected' && data.key === fact.key);
  const undone = view.happened.some(({ kind, data }) => kind === 'correction_undone' && data.undoes === correction?.seq);
  return (
    <div class="fact" id={`fact-${fact.key.replaceAll('.', '-')}`}>
      <dt>{fact.label}</dt>
      <dd>
        <span class="value">{fact.shown}</span> {fact.by === undefined ? null : <span class="chip">{words.say('desk.facts.by', { name: fact.by.name })}</span>}{' '}
        <span class="soft">
          {fact.source === null ? timeOf(fact.at, now) : <a href={`#in-${fact.source}`}>{words.say('desk.facts.source', { time: timeOf(fact.at, now) })}</a>}
        </span>
        {fact.before.length === 0 ? null : <span class="soft"> · {words.say('desk.facts.changed', { times: fact.before.length })}</span>}
        {acts && !fact.fixed ? (
          <details class="inline">
            <summary>{words.say('desk.act.correct')}</summary>
            <Correct frame={frame} name={fact.key} label={fact.label} options={fact.options ?? []} value={fact.options === undefined ? fact.shown : ''} />
            {correction !== undefined && !undone ? (
              <PressPost frame={frame} act="undo-correction" label={words.say('desk.act.undo_correction')} field={['event', String(correction.seq)]} look="link" />
            ) : null}
            <PressPost frame={frame} act="ask" label={words.say('desk.act.ask_again')} field={['key', fact.key]} look="link" />
          </details>
        ) : null}
      </dd>
    </div>
  );
};

const Correct = ({
  frame,
  name,
  label,
  options,
  value,
}: {
  readonly frame: ThreadFrame;
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
}) => (
  <Post frame={frame} act="correct">
    <input type="hidden" name="key" value={name} />
    {options.length > 0 ? (
      <select name="option" aria-label={label}>
        {options.map((option) => (
          <option value={option.value}>{option.label}</option>
        ))}
      </select>
    ) : (
      <input type="text" name="text" value={value} aria-label={label} required maxlength={4000} autocomplete="off" />
    )}
    <button type="submit" class="quiet">
      {frame.words.say('desk.act.save')}
    </button>
  </Post>
);
