/** Owns the steps that were recorded, by whom, and taking a wrong one back with the reason. */
import { showDay } from '../../basics/index.js';
import { type StepRow, toldStep } from '../../procedure/index.js';
import { Csrf } from '../page.js';
import type { Ctx } from '../routes.js';
import type { Frame } from './frame.js';
import { StepPapers } from './papers.js';

export const Told = ({ ctx, frame, rows }: { readonly ctx: Ctx; readonly frame: Frame; readonly rows: readonly StepRow[] }) => {
  const { words, say, base, csrf, acts } = frame;
  return (
    <section aria-labelledby="told">
      <h2 id="told">{say('case.steps')}</h2>
      {rows.length === 0 ? <p class="empty">{say('case.none')}</p> : null}
      <ul class="rows">
        {rows.map((row) => {
          const step = toldStep(row);
          const stands = row.superseded_at === null;
          const more = [step.signer, ...(step.detail.items ?? []), step.detail.reason, step.detail.person, step.detail.place].filter((part) => part !== undefined && part !== '');
          return (
            <li class={stands ? '' : 'off'}>
              <div>
                <b>{showDay(step.on)}</b> {words.say(`agency.act.${step.kind}.name`)}
                {step.number === '' ? '' : ` · ${step.number}`} <span class="tag">{say(`case.by.${step.toldBy}`)}</span>
                {stands ? null : <span class="tag">{say('case.taken_back')}</span>}
                {more.length === 0 ? null : <small>{more.join(' · ')}</small>}
                <StepPapers ctx={ctx} row={row} words={words} />
              </div>
              {stands && acts ? (
                <details>
                  <summary>{say('case.mistake')}</summary>
                  <form class="line" method="post" action={`${base}/take-back`}>
                    <Csrf token={csrf} />
                    <input type="hidden" name="step" value={step.id} />
                    <div class="field">
                      <input name="why" required maxlength={200} aria-label={say('case.why')} placeholder={say('case.why')} />
                    </div>
                    <button class="quiet" type="submit">
                      {say('case.take_back')}
                    </button>
                  </form>
                </details>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
