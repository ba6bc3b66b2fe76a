/** Owns where the case belongs: giving it to another office, and making one of two chats that the person proved to be theirs. */
import { timeOf } from '../say.js';
import type { ThreadFrame } from '../thread.js';
import { Post, PressPost, Section } from './section.js';

export const Place = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words, now, acts, supervises } = frame;
  return (
    <Section id="place" title={words.say('desk.part.place')} open={view.otherChat !== undefined}>
      <p>{view.office === undefined ? words.say('desk.place.nobody') : words.say('desk.place.office', { office: view.office })}</p>
      {supervises && frame.mayTake && view.officesToGive.length > 0 && (acts || view.holder === undefined) ? (
        <Post frame={frame} act="give">
          <select name="office" required aria-label={words.say('desk.place.give_to')}>
            <option value="">{words.say('desk.place.give_to')}</option>
            {view.officesToGive.map(({ id, name }) => (
              <option value={id}>{name}</option>
            ))}
          </select>
          <input type="text" name="why" maxlength={1000} required placeholder={words.say('desk.place.why')} aria-label={words.say('desk.place.why')} />
          <button type="submit" class="quiet" data-sure={words.say('desk.place.give_ask')}>
            {words.say('desk.act.give')}
          </button>
        </Post>
      ) : null}
      <h3>{words.say('desk.place.chats')}</h3>
      <ul>
        {view.chats.map((channel) => (
          <li>{words.say(`desk.channel.${channel}`)}</li>
        ))}
      </ul>
      {view.otherChat === undefined ? (
        <p class="soft">{words.say('desk.place.how')}</p>
      ) : (
        <>
          <p>
            {words.say('desk.place.proved', { reference: view.otherChat.reference ?? words.say('desk.no_case'), time: timeOf(view.otherChat.at, now) })}{' '}
            <a href={`/console/cases/${view.otherChat.id}`}>{words.say('desk.place.other')}</a>
          </p>
          {acts && supervises ? (
            <PressPost frame={frame} act="merge" label={words.say('desk.act.merge')} sure={words.say('desk.place.merge_ask')} />
          ) : (
            <p class="soft">{words.say('desk.place.supervisor')}</p>
          )}
        </>
      )}
    </Section>
  );
};
