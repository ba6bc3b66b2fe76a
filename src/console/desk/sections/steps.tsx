/** Owns the statutory steps beside the talk with their days; recording them is the page of the procedure. */
import { showDay } from '../../../basics/index.js';
import { sayOr } from '../say.js';
import type { ThreadFrame } from '../thread.js';
import { Section } from './section.js';

export const Steps = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words } = frame;
  const { steps } = view;
  return (
    <Section id="steps" title={words.say('desk.part.steps')} open={steps.kind === 'followed'}>
      {view.dossiers.length > 0 ? (
        <p>
          <a href={`/console/cases/${view.row.id}/procedure`}>{words.say('desk.steps.follow')}</a>
        </p>
      ) : null}
      {frame.mayTake ? (
        <p>
          <a href={`/console/cases/${view.row.id}/register`}>{words.say('desk.register.from_case')}</a>
        </p>
      ) : null}
      {steps.kind === 'followed' ? null : <p class="soft">{words.say('desk.steps.assumed', { day: showDay(steps.on) })}</p>}
      <ol class="steps">
        {steps.list.map((step) => (
          <li class={step.state === 'passed' ? 'late' : ''}>
            <b>{step.dueDay === undefined ? words.say('desk.steps.no_table') : showDay(step.dueDay)}</b> {words.say(`law.step.${step.id}`)}
            <span class="soft">
              {' '}
              · {sayOr(words, `desk.steps.actor.${step.actor}`, step.actor)} · {step.cite.article} {step.cite.document}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
};
