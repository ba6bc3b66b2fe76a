/** Owns one case's way after hand-over as an officer reads it: where it stands, its days, what was told and by whom, and the parts that act. */
import { dayAt, showDay } from '../../basics/index.js';
import { handovers, latestDossier, linksOf } from '../../cases/index.js';
import { clockOn } from '../../conversation/index.js';
import { recordSchema } from '../../dossier/index.js';
import { mayAct } from '../../office/index.js';
import { lettersOf, owedIn, procedureOf, stepRows } from '../../procedure/index.js';
import type { Ctx } from '../routes.js';
import { Fault } from '../sign-in/card.js';
import { Deadlines } from './deadlines.js';
import { Links } from './links.js';
import { Owed } from './owed.js';
import { LetterFiles } from './papers.js';
import { Record } from './record-form.js';
import { Told } from './told.js';
import type { Frame } from './frame.js';

/** `link`: a fresh address of the agency's page, shown once. */
export type Shown = { readonly fault?: string; readonly link?: string };

export const casePage = (ctx: Ctx, shown: Shown = {}, status: 200 | 400 = 200): Response => {
  // Statutory words: in Vietnamese whatever the frame's language.
  const words = ctx.parts.wording.vi;
  const id = ctx.param('conversation');
  const view = procedureOf(ctx.db.read, id);
  const dossier = latestDossier(ctx.db.read, id);
  if (view === undefined || dossier === undefined) return ctx.refuse(404);
  const record = recordSchema.parse(JSON.parse(dossier.record));
  const today = dayAt(ctx.now());
  const clock = clockOn(view, ctx.parts.law, today);
  const frame: Frame = {
    words,
    say: (key, values) => words.say(`following.${key}`, values ?? {}),
    csrf: ctx.csrf,
    id,
    base: `/console/cases/${id}/procedure`,
    today,
    acts: ctx.scope !== undefined && mayAct(ctx.officer, ctx.scope),
  };
  const { say } = frame;
  const letters = lettersOf(ctx.db.read, id);
  return ctx.page(
    {
      title: say('case.title', { reference: record.reference }),
      body: (
        <>
          <p class="back">
            <a href={`/console/cases/${id}`}>← {say('case.back', { reference: record.reference })}</a>
          </p>
          <h1>{say('case.title', { reference: record.reference })}</h1>
          <p class="lead">{say('case.stands', { agency: words.say(clock.agency.because), court: words.say(clock.court.because) })}</p>
          <Fault text={shown.fault} />
          <Deadlines frame={frame} clock={clock} />
          {frame.acts ? <Record frame={frame} told={view.steps.map(({ kind }) => kind)} asked={ctx.query('kind') ?? ctx.form.text('kind')} /> : null}
          <Told ctx={ctx} frame={frame} rows={stepRows(ctx.db.read, id)} />
          <Owed frame={frame} title={say('case.owed')} owed={owedIn(ctx.db.read, id, view).map((paper) => ({ paper, id }))} none={say('case.none_owed')} />
          <Links
            frame={frame}
            links={linksOf(ctx.db.read, id, 'agency')}
            agency={record.agency.name}
            now={ctx.now()}
            fresh={shown.link}
            sent={handovers(ctx.db.read, id).length > 0}
          />
          <section aria-labelledby="letters">
            <h2 id="letters">{say('case.letters')}</h2>
            {letters.length === 0 ? <p class="empty">{say('case.none_letters')}</p> : null}
            <ul class="rows">
              {letters.map((letter) => (
                <li>
                  <div>
                    {words.say(`procedure.letter.${letter.kind}.label`)} {letter.number} <small>{showDay(dayAt(letter.prepared_at))}</small>{' '}
                    <LetterFiles letter={letter} words={words} />
                  </div>
                </li>
              ))}
            </ul>
          </section>
        </>
      ),
    },
    status,
  );
};
