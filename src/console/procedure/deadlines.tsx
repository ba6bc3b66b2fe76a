/** Owns the days of a claim on its way: what is late first, then what runs, by day; what only follows from it is one click away. */
import { showDay } from '../../basics/index.js';
import { articleOf, dayOf, overdue, titleIn } from '../../conversation/index.js';
import type { Clock, Deadline } from '../../law/index.js';
import type { Frame } from './frame.js';

const byDay = (a: Deadline, b: Deadline): number => (dayOf(a) ?? '9999').localeCompare(dayOf(b) ?? '9999');

export const Deadlines = ({ frame, clock }: { readonly frame: Frame; readonly clock: Clock }) => {
  const { say, base } = frame;
  const late = overdue(clock);
  const open = clock.steps.filter((step) => !['over', 'done', 'done_late'].includes(step.state));
  const first = open.filter((step) => step.state !== 'expected' || late.includes(step)).sort(byDay);
  const expected = open.filter((step) => !first.includes(step)).sort(byDay);
  return (
    <section aria-labelledby="deadlines">
      <h2 id="deadlines">{say('case.deadlines')}</h2>
      {first.length === 0 ? <p class="empty">{say('case.none_due')}</p> : null}
      <Rows frame={frame} steps={first} late={late} />
      {expected.length === 0 ? null : (
        <details class="panel">
          <summary>{say('case.expected', { count: expected.length })}</summary>
          <Rows frame={frame} steps={expected} late={late} />
        </details>
      )}
      <p class="line">
        <a class="quiet" href={`${base}/urging.pdf`}>
          {say('case.urging')}, PDF
        </a>
        <a class="quiet" href={`${base}/urging.docx`}>
          {say('case.urging')}, Word
        </a>
      </p>
    </section>
  );
};

const Rows = ({ frame, steps, late }: { readonly frame: Frame; readonly steps: readonly Deadline[]; readonly late: readonly Deadline[] }) => {
  const { words, say } = frame;
  return (
    <ul class="rows">
      {steps.map((step) => {
        const day = dayOf(step);
        const isLate = step.state === 'passed' || late.includes(step);
        return (
          <li>
            <div>
              <b>{day === undefined ? '–' : showDay(day)}</b> {titleIn(step, words)}
              <small>
                {articleOf(step)} · {step.lines.map(({ key, values }) => words.say(key, values)).join(' ')}
              </small>
            </div>
            <span class="tags">
              <span class="tag">{say(step.actor === 'claimant' ? 'mine' : 'theirs')}</span>
              <span class={isLate ? 'tag bad' : 'tag'}>
                {words.say(`procedure.page.${isLate ? 'late' : step.state === 'expected' ? 'expected' : step.state === 'paused' ? 'paused' : 'running'}`)}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
};
