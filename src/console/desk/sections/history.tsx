/** Owns what happened to the case, the newest first. */
import { sayOr, timeOf } from '../say.js';
import type { ThreadFrame } from '../thread.js';
import { Section } from './section.js';

export const History = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words, now } = frame;
  return (
    <Section id="history" title={words.say('desk.part.history')}>
      {frame.readsTrail ? (
        <p>
          <a href={`/console/audit?target=${encodeURIComponent(`case:${view.row.id}`)}`}>{words.say('desk.history.trail')}</a>
        </p>
      ) : null}
      <ol class="history">
        {[...view.happened]
          .reverse()
          .slice(0, 100)
          .map((event) => (
            <li>
              <time datetime={event.at}>{timeOf(event.at, now)}</time> {sayOr(words, `desk.event.${event.kind}`, event.kind)}
              {event.by === undefined ? null : <span> · {event.by.name}</span>}
            </li>
          ))}
      </ol>
    </Section>
  );
};
