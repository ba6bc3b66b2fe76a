/** Owns the case beside the talk: facts, findings, files, steps, dossiers, notes, history. Each part is redrawn alone when it changed. */
import type { Child } from 'hono/jsx';
import { type Day, dayAt, showDay } from '../../basics/index.js';
import type { Fact } from '../../desk/index.js';
import { Csrf } from '../page.js';
import { sayOr, timeOf } from './say.js';
import { FileView, type ThreadFrame } from './thread.js';

export type Note = { readonly id: number; readonly officer: string; readonly text: string; readonly at: string };
type Frame = ThreadFrame & { readonly notes: readonly Note[] };

export const Section = ({
  id,
  title,
  count,
  open,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly count?: number;
  readonly open?: boolean;
  readonly children: Child;
}) => (
  <details class="part" id={`part-${id}`} open={open === true}>
    <summary>
      <h2>{title}</h2>
      {count === undefined ? null : <span class="count">{count}</span>}
    </summary>
    {children}
  </details>
);

const Post = ({ frame, act, children, quiet = true }: { readonly frame: ThreadFrame; readonly act: string; readonly children: Child; readonly quiet?: boolean }) => (
  <form method="post" action={`/console/cases/${frame.view.row.id}/${act}`} {...(quiet ? { 'data-quiet': '' } : {})}>
    <Csrf token={frame.csrf} />
    {children}
  </form>
);

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
              <Post frame={frame} act="ask">
                <input type="hidden" name="key" value={view.open.key} />
                <button type="submit" class="quiet">
                  {words.say('desk.act.ask')}
                </button>
              </Post>
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
              <Post frame={frame} act="undo-correction">
                <input type="hidden" name="event" value={String(correction.seq)} />
                <button type="submit" class="link">
                  {words.say('desk.act.undo_correction')}
                </button>
              </Post>
            ) : null}
            <Post frame={frame} act="ask">
              <input type="hidden" name="key" value={fact.key} />
              <button type="submit" class="link">
                {words.say('desk.act.ask_again')}
              </button>
            </Post>
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

const shownFindings = ['verdict', 'inScope', 'groundingDocument', 'limitationEnds', 'competentAgency', 'damagesFor', 'advanceFor', 'papersFor', 'honourFor'] as const;

/** What the law says of these facts, each with its reckoning and its articles. */
export const Findings = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words } = frame;
  return (
    <Section id="findings" title={words.say('desk.part.findings')}>
      {view.findings === undefined ? <p class="soft">{words.say('desk.findings.none')}</p> : null}
      {shownFindings.map((name) => {
        const finding = view.findings?.findings[name];
        if (finding === undefined) return null;
        const lines = textsOf(finding.lines);
        const cites = citesOf(finding.cites);
        return (
          <section class="finding">
            <h3>
              {words.say(`desk.findings.${name}`)}{' '}
              <span class={`chip ${finding.kind === 'unknown' ? 'warn' : ''}`}>{words.say(`desk.findings.kind.${finding.kind === 'unknown' ? 'unknown' : 'known'}`)}</span>
            </h3>
            {finding.kind === 'unknown' && typeof finding.whyText === 'string' ? <p>{finding.whyText}</p> : null}
            {lines.length === 0 ? null : (
              <ul>
                {lines.map((line) => (
                  <li>{line}</li>
                ))}
              </ul>
            )}
            {cites.length === 0 ? null : <p class="soft">{words.say('desk.findings.cites', { articles: cites.join('; ') })}</p>}
          </section>
        );
      })}
    </Section>
  );
};

const textsOf = (lines: unknown): readonly string[] =>
  Array.isArray(lines) ? lines.flatMap((line: unknown) => (typeof line === 'object' && line !== null && 'text' in line && typeof line.text === 'string' ? [line.text] : [])) : [];
const citesOf = (cites: unknown): readonly string[] => [
  ...new Set(
    Array.isArray(cites)
      ? cites.flatMap((cite: unknown) =>
          typeof cite === 'object' && cite !== null && 'article' in cite && 'document' in cite ? [`${String(cite.article)} ${String(cite.document)}`] : [],
        )
      : [],
  ),
];

export const Evidence = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words, acts } = frame;
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
            </p>
            {acts && row.state === 'received' ? (
              <details class="inline">
                <summary>{words.say('desk.act.file')}</summary>
                <Post frame={frame} act="exhibit">
                  <input type="hidden" name="file" value={row.id} />
                  <label>
                    {words.say('desk.evidence.number')} <input type="number" name="number" min="1" max="999" value={row.exhibit === null ? '' : String(row.exhibit)} required />
                  </label>
                  <button type="submit" class="quiet">
                    {words.say('desk.act.save')}
                  </button>
                </Post>
                <Post frame={frame} act="unreadable">
                  <input type="hidden" name="file" value={row.id} />
                  <button type="submit" class="link">
                    {words.say('desk.act.unreadable')}
                  </button>
                </Post>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
};

const pagesIn = (pages: string | null): number => (pages === null ? 0 : (JSON.parse(pages) as unknown[]).length);

export const Steps = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words, acts, now } = frame;
  const today: Day = dayAt(now);
  return (
    <Section id="steps" title={words.say('desk.part.steps')}>
      {frame.mayTake ? (
        <p>
          <a href={`/console/cases/${view.row.id}/register`}>{words.say('desk.register.from_case')}</a>
        </p>
      ) : null}
      <p class={view.steps.assumed ? 'soft' : ''}>{words.say(view.steps.assumed ? 'desk.steps.assumed' : 'desk.steps.from', { day: showDay(view.steps.from) })}</p>
      <ol class="steps">
        {view.steps.list.map((step) => (
          <li class={step.state === 'passed' ? 'late' : ''}>
            <b>{step.dueDay === undefined ? words.say('desk.steps.no_table') : showDay(step.dueDay)}</b> {words.say(`law.step.${step.id}`)}
            <span class="soft">
              {' '}
              · {sayOr(words, `desk.steps.actor.${step.actor}`, step.actor)} · {step.cite.article} {step.cite.document}
            </span>
          </li>
        ))}
      </ol>
      {acts ? (
        <Post frame={frame} act="lodged">
          <label>
            {words.say('desk.steps.lodged_on')} <input type="date" name="on" max={today} required />
          </label>
          <select name="by" aria-label={words.say('desk.steps.lodged_by')}>
            <option value="hand">{words.say('desk.steps.hand')}</option>
            <option value="post">{words.say('desk.steps.post')}</option>
          </select>
          <button type="submit" class="quiet">
            {words.say('desk.act.save')}
          </button>
        </Post>
      ) : null}
    </Section>
  );
};

export const Dossiers = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words, now } = frame;
  return (
    <Section id="dossiers" title={words.say('desk.part.dossiers')} count={view.dossiers.length} open={view.dossiers.length > 0}>
      {view.dossiers.length === 0 ? <p class="soft">{words.say('desk.dossier.none')}</p> : null}
      <ul>
        {view.dossiers.map((dossier) => (
          <li>
            {words.say('desk.dossier.version', { version: dossier.version })} · {sayOr(words, `desk.dossier.state.${dossier.state}`, dossier.state)} ·{' '}
            {timeOf(dossier.prepared_at, now)}
            {dossier.pdf_sha256 === null ? null : (
              <>
                {' '}
                ·{' '}
                <a href={`/console/cases/${view.row.id}/dossiers/${dossier.id}`} target="_blank" rel="noopener">
                  {words.say('desk.dossier.open')}
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
      {view.awaitsApproval ? <p>{words.say('desk.dossier.approval')}</p> : null}
      {view.awaitsApproval && frame.supervises ? (
        <Post frame={frame} act="approve">
          <button type="submit" class="button">
            {words.say('desk.act.approve')}
          </button>
        </Post>
      ) : null}
      {frame.acts && frame.supervises ? (
        <Post frame={frame} act="agency">
          <input type="text" name="name" maxlength={300} required placeholder={words.say('desk.dossier.agency')} aria-label={words.say('desk.dossier.agency')} />
          <input type="text" name="why" maxlength={1000} required placeholder={words.say('desk.dossier.why')} aria-label={words.say('desk.dossier.why')} />
          <button type="submit" class="quiet">
            {words.say('desk.act.agency')}
          </button>
        </Post>
      ) : null}
      {view.handovers.length === 0 ? null : <h3>{words.say('desk.handover.title')}</h3>}
      <ul>
        {view.handovers.map((one) => (
          <li>
            {one.agency} · {one.address} ·{' '}
            {one.receipt_at !== null
              ? words.say('desk.handover.receipt', { time: timeOf(one.receipt_at, now) })
              : one.bounced_at !== null
                ? words.say('desk.handover.bounced', { error: one.error ?? '' })
                : one.sent_at !== null
                  ? words.say('desk.handover.sent', { time: timeOf(one.sent_at, now) })
                  : words.say('desk.handover.waiting')}
          </li>
        ))}
      </ul>
    </Section>
  );
};

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

export const History = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words, now } = frame;
  return (
    <Section id="history" title={words.say('desk.part.history')}>
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
