/** Owns one case's way after hand-over for officers: deadlines with their arithmetic, every recorded step and who told it, recording and taking back, the agency's link, letters, the urging draft. */
import { addSeconds, dayAt, isDay, randomId, showDay } from '../../basics/index.js';
import { agencyTarget, contactOf, conversation, handovers, latestDossier, linkMade, linkRevoked, linksOf, linkToken } from '../../cases/index.js';
import { articleOf, clockOn, dayOf, eventFrom, extrasOf, isStepKind, titleIn } from '../../conversation/index.js';
import { enqueue } from '../../delivery/index.js';
import { recordSchema } from '../../dossier/index.js';
import { composeDraft, letterDocx, letterPdf } from '../../letters/index.js';
import type { Channel } from '../../messages/index.js';
import { agencyActs, lettersOf, owedIn, paperSent, procedureOf, recordStep, stepById, stepRows, takeStepBack, toldStep } from '../../procedure/index.js';
import { Csrf, Field } from '../page.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { madeHere } from '../files.js';
import { Fault } from '../sign-in/card.js';
import { formWords } from './overview.js';
import { StepPapers, stepPaperRoutes } from './papers.js';

const AGENCY_SECONDS = 365 * 86_400;
/** What a person tells; officers may record it too. */
const personsActs = ['lodged', 'supplement_sent', 'resume_asked', 'postponement_asked', 'withdrawn', 'honour_replied', 'honour_asked', 'sued'] as const;

type Shown = { readonly fault?: string; readonly link?: string };

const page = (ctx: Ctx, shown: Shown = {}, status: 200 | 400 = 200): Response => {
  const words = ctx.parts.wording.vi;
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string => words.say(`following.${key}`, values);
  const id = ctx.param('conversation');
  const view = procedureOf(ctx.db.read, id);
  const dossier = latestDossier(ctx.db.read, id);
  if (view === undefined || dossier === undefined) return ctx.refuse(404);
  const record = recordSchema.parse(JSON.parse(dossier.record));
  const clock = clockOn(view, ctx.parts.law, dayAt(ctx.now()));
  const base = `/console/cases/${id}/procedure`;
  const links = linksOf(ctx.db.read, id, 'agency');
  const now = ctx.now();
  return ctx.page(
    {
      title: say('case.title', { reference: record.reference }),
      wide: true,
      body: (
        <>
          <p>
            <a href={`/console/cases/${id}`}>{record.reference}</a>
          </p>
          <h1>{say('case.title', { reference: record.reference })}</h1>
          <p class="lead">{say('case.stands', { agency: words.say(clock.agency.because), court: words.say(clock.court.because) })}</p>
          <Fault text={shown.fault} />
          <h2>{say('case.deadlines')}</h2>
          <ul class="rows">
            {clock.steps
              .filter(({ state }) => state !== 'over' && state !== 'done' && state !== 'done_late')
              .map((step) => (
                <li>
                  <div>
                    <b>{dayOf(step) === undefined ? '–' : showDay(dayOf(step) ?? '')}</b> {titleIn(step, words)}{' '}
                    <span class="tag">{say(step.actor === 'claimant' ? 'mine' : 'theirs')}</span>{' '}
                    <span class="tag">
                      {words.say(`procedure.page.${step.state === 'passed' ? 'late' : step.state === 'expected' ? 'expected' : step.state === 'paused' ? 'paused' : 'running'}`)}
                    </span>
                    <small>
                      {articleOf(step)} · {step.lines.map(({ key, values }) => words.say(key, values)).join(' ')}
                    </small>
                  </div>
                </li>
              ))}
          </ul>
          <p>
            <a class="button" href={`${base}/urging.pdf`}>
              {say('case.urging')}, PDF
            </a>{' '}
            <a class="button" href={`${base}/urging.docx`}>
              Word
            </a>
          </p>
          <h2>{say('case.steps')}</h2>
          {stepRows(ctx.db.read, id).length === 0 ? <p class="empty">{say('case.none')}</p> : null}
          <ul class="rows">
            {stepRows(ctx.db.read, id).map((row) => {
              const step = toldStep(row);
              return (
                <li class={row.superseded_at === null ? '' : 'off'}>
                  <div>
                    <b>{showDay(step.on)}</b> {words.say(`agency.act.${step.kind}.name`)}
                    {step.number === '' ? '' : ` · ${step.number}`} <span class="tag">{say(`case.by.${step.toldBy}`)}</span>
                    {row.superseded_at === null ? null : <span class="tag">{say('case.taken_back')}</span>}
                    <small>
                      {[step.signer, ...(step.detail.items ?? []), step.detail.reason, step.detail.person].filter((part) => part !== undefined && part !== '').join(' · ')}
                    </small>
                    <StepPapers ctx={ctx} row={row} words={words} />
                  </div>
                  {row.superseded_at === null ? (
                    <form method="post" action={`${base}/take-back`}>
                      <Csrf token={ctx.csrf} />
                      <input type="hidden" name="step" value={step.id} />
                      <input name="why" required maxlength={200} aria-label={say('case.why')} placeholder={say('case.why')} />
                      <button class="quiet" type="submit">
                        {say('case.take_back')}
                      </button>
                    </form>
                  ) : null}
                </li>
              );
            })}
          </ul>
          <h2>{say('case.record')}</h2>
          <form class="panel" method="post" action={`${base}/record`}>
            <Csrf token={ctx.csrf} />
            <input type="hidden" name="form" value={randomId()} />
            <Field label={say('case.kind')} name="kind">
              <select id="kind" name="kind" required>
                {[...agencyActs.map(({ kind }) => kind), ...personsActs].map((kind) => (
                  <option value={kind}>{words.say(`agency.act.${kind}.name`)}</option>
                ))}
              </select>
            </Field>
            <Field label={say('case.on')} name="on">
              <input id="on" name="on" type="date" required value={dayAt(now)} max={dayAt(now)} />
            </Field>
            <Field label={say('case.number')} name="number">
              <input id="number" name="number" maxlength={60} />
            </Field>
            <details>
              <summary>{say('case.extra')}</summary>
              <Extras ctx={ctx} />
            </details>
            <button class="button" type="submit">
              {say('case.save')}
            </button>
          </form>
          <h2>{say('case.link')}</h2>
          {shown.link === undefined ? null : (
            <p class="done">
              {say('case.renewed')} <code>{shown.link}</code>
            </p>
          )}
          <ul class="rows">
            {links.map((link) => {
              const holds = link.revoked_at === null && link.expires_at > now;
              return (
                <li class={holds ? '' : 'off'}>
                  <div>
                    {holds
                      ? say('case.link_state', { agency: record.agency.name, opened: link.opened, until: dayAt(link.expires_at) })
                      : say('case.link_gone', { agency: record.agency.name })}
                  </div>
                  {holds ? (
                    <form method="post" action={`${base}/revoke`}>
                      <Csrf token={ctx.csrf} />
                      <input type="hidden" name="link" value={link.token_hash} />
                      <button class="quiet" type="submit">
                        {say('case.revoke')}
                      </button>
                    </form>
                  ) : null}
                </li>
              );
            })}
          </ul>
          {handovers(ctx.db.read, id).length === 0 ? null : (
            <form method="post" action={`${base}/renew`}>
              <Csrf token={ctx.csrf} />
              <button class="quiet" type="submit">
                {say('case.renew')}
              </button>
            </form>
          )}
          <h2>{say('case.owed')}</h2>
          <ul class="rows">
            {owedIn(ctx.db.read, id, view).map((paper) => (
              <li>
                <div>
                  {say('owed_line', { what: words.say(`agency.act.${paper.kind}.name`), on: paper.on, form: formWords(words, paper.form) })}
                  <small>{paper.sentOn === undefined ? '' : say('sent_on', { day: paper.sentOn })}</small>
                </div>
              </li>
            ))}
          </ul>
          <h2>{say('case.letters')}</h2>
          <ul class="rows">
            {lettersOf(ctx.db.read, id).map((letter) => (
              <li>
                <div>
                  {words.say(`procedure.letter.${letter.kind}.label`)} {letter.number} <small>{showDay(dayAt(letter.prepared_at))}</small>
                </div>
              </li>
            ))}
          </ul>
        </>
      ),
    },
    status,
  );
};

/** Every detail any kind may need; each kind takes its own. */
const Extras = ({ ctx }: { readonly ctx: Ctx }) => {
  const words = ctx.parts.wording.vi;
  const all = new Map(
    agencyActs
      .flatMap(({ kind }) => extrasOf(kind))
      .concat(personsActs.flatMap((kind) => extrasOf(kind)))
      .map((extra) => [extra.name, extra]),
  );
  const grounds = ['not_accepted', 'suspended', 'terminated']
    .flatMap((kind) => (isStepKind(kind) ? extrasOf(kind) : []))
    .flatMap((extra) => (extra.kind === 'choice' ? extra.options : []));
  return (
    <>
      {[...all.values()].map((extra) => (
        <Field label={words.has(`agency.field.${extra.name}`) ? words.say(`agency.field.${extra.name}`) : words.say(`procedure.ask.${extra.name}.any`)} name={extra.name}>
          {extra.kind === 'choice' || extra.kind === 'yes_no' ? (
            <select id={extra.name} name={extra.name}>
              <option value="">{words.say('agency.choose')}</option>
              {(extra.name === 'ground' ? grounds : extra.kind === 'choice' ? extra.options : ['yes', 'no']).map((option) => (
                <option value={option}>{words.say(`procedure.option.${extra.name}.${option}`)}</option>
              ))}
            </select>
          ) : (
            <input id={extra.name} name={extra.name} type={extra.kind === 'day' ? 'date' : 'number'} />
          )}
        </Field>
      ))}
    </>
  );
};

const record = async (ctx: Ctx): Promise<Response> => {
  const id = ctx.param('conversation');
  const [kind, on, form] = [ctx.form.text('kind'), ctx.form.text('on'), ctx.form.text('form')];
  const broken = (): Response => page(ctx, { fault: ctx.parts.wording.vi.say('following.case.broken') }, 400);
  if (!isStepKind(kind) || !isDay(on) || on > dayAt(ctx.now()) || form === '') return broken();
  const made = eventFrom(kind, on, Object.fromEntries(extrasOf(kind).map(({ name }) => [name, ctx.form.text(name)])));
  if (!made.ok) return broken();
  await ctx.act({ what: 'step_recorded', target: `case:${id}`, why: kind }, (tx) => {
    const step = {
      id: `${form}-office`,
      conversation: id,
      kind,
      on,
      event: made.event,
      detail: {},
      number: ctx.form.text('number').slice(0, 60),
      signer: '',
      toldBy: `officer:${ctx.officer.id}`,
      form: `office:${form}`,
    } as const;
    const recorded = recordStep(tx, step, ctx.now(), { law: ctx.parts.law, wording: ctx.parts.wording });
    const contact = contactOf(tx, id);
    const talker = conversation(tx, id);
    if (!recorded.kept || contact === undefined || talker === undefined) return;
    const channel = contact.channel as Channel;
    enqueue(tx, {
      conversation: id,
      channel,
      chat: contact.chat,
      turnKey: `step:${step.id}`,
      epoch: talker.epoch,
      lane: 'officer',
      replies: recorded.replies,
      now: ctx.now(),
      capabilities: ctx.parts.desk.tools.capabilities(channel),
    });
  });
  ctx.parts.wake([id]);
  return ctx.redirect(`/cases/${id}/procedure`, 'step_recorded');
};

/** Only what belongs to the case of the path. */
const ownStep = (ctx: Ctx): string | undefined => {
  const row = stepById(ctx.db.read, ctx.form.text('step'));
  return row?.conversation_id === ctx.param('conversation') ? row.id : undefined;
};

const takeBack = async (ctx: Ctx): Promise<Response> => {
  const id = ctx.param('conversation');
  const step = ownStep(ctx);
  if (step === undefined) return ctx.refuse(404);
  await ctx.act({ what: 'step_taken_back', target: `case:${id}`, why: ctx.form.text('why') }, (tx) =>
    takeStepBack(tx, step, `officer:${ctx.officer.id}`, ctx.now(), ctx.parts.law),
  );
  ctx.parts.wake([id]);
  return ctx.redirect(`/cases/${id}/procedure`, 'step_recorded');
};

const sent = async (ctx: Ctx): Promise<Response> => {
  const id = ctx.param('conversation');
  const step = ownStep(ctx);
  if (step === undefined) return ctx.refuse(404);
  await ctx.act({ what: 'paper_sent', target: `case:${id}` }, (tx) => paperSent(tx, step, id, dayAt(ctx.now()), ctx.form.text('recipient'), ctx.officer.id, ctx.now()));
  return ctx.redirect(ctx.form.text('from') === 'list' ? '/procedure' : `/cases/${id}/procedure`, 'step_recorded');
};

const revoke = async (ctx: Ctx): Promise<Response> => {
  const id = ctx.param('conversation');
  const link = linksOf(ctx.db.read, id, 'agency').find(({ token_hash }) => token_hash === ctx.form.text('link'));
  if (link === undefined) return ctx.refuse(404);
  await ctx.act({ what: 'agency_link_revoked', target: `case:${id}` }, (tx) => linkRevoked(tx, link.token_hash, ctx.now()));
  return ctx.redirect(`/cases/${id}/procedure`, 'step_recorded');
};

/** A fresh link for the newest hand-over, shown once; older ones stop working. */
const renew = async (ctx: Ctx): Promise<Response> => {
  const id = ctx.param('conversation');
  const last = handovers(ctx.db.read, id).at(-1);
  if (last === undefined) return ctx.refuse(404);
  const old = linksOf(ctx.db.read, id, 'agency');
  const target = agencyTarget(last.id, old.length + 1);
  const token = linkToken(ctx.parts.desk.tools.linkKey, 'agency', target);
  await ctx.act({ what: 'agency_link_made', target: `case:${id}` }, (tx) => {
    for (const link of old) linkRevoked(tx, link.token_hash, ctx.now());
    linkMade(tx, token, 'agency', target, id, ctx.now(), addSeconds(ctx.now(), AGENCY_SECONDS));
  });
  return page(ctx, { link: `${ctx.parts.publicUrl}/a/${token}` });
};

const urging = async (ctx: Ctx, format: 'pdf' | 'docx'): Promise<Response> => {
  const id = ctx.param('conversation');
  const dossier = latestDossier(ctx.db.read, id);
  if (dossier === undefined) return ctx.refuse(404);
  const frozen = recordSchema.parse(JSON.parse(dossier.record));
  const letter = composeDraft({
    kind: 'urging',
    record: frozen,
    agency: frozen.agency.name,
    view: procedureOf(ctx.db.read, id),
    law: ctx.parts.law,
    today: dayAt(ctx.now()),
    now: ctx.now(),
    words: ctx.parts.wording.vi,
  });
  const name = `don-doc-${frozen.reference}.${format}`;
  return format === 'pdf'
    ? madeHere({ bytes: await letterPdf(letter), mime: 'application/pdf', name })
    : madeHere({ bytes: await letterDocx(letter), mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', name });
};

const path = '/cases/:conversation/procedure' as const;
export const caseRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path, needs: 'case.read', reads: 'case', handler: (ctx) => page(ctx) },
  ...stepPaperRoutes,
  { method: 'POST', path: `${path}/record`, needs: 'case.act', reads: 'case', handler: record },
  { method: 'POST', path: `${path}/take-back`, needs: 'case.act', reads: 'case', handler: takeBack },
  { method: 'POST', path: `${path}/sent`, needs: 'case.act', reads: 'case', handler: sent },
  { method: 'POST', path: `${path}/revoke`, needs: 'case.act', reads: 'case', handler: revoke },
  { method: 'POST', path: `${path}/renew`, needs: 'case.act', reads: 'case', handler: renew },
  { method: 'GET', path: `${path}/urging.pdf`, needs: 'case.read', reads: 'document', handler: (ctx) => urging(ctx, 'pdf') },
  { method: 'GET', path: `${path}/urging.docx`, needs: 'case.read', reads: 'document', handler: (ctx) => urging(ctx, 'docx') },
];
