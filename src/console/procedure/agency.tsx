/**
 * Owns what an agency's own people see after signing in: the dossiers sent to that agency and no other page about cases. An agency's office is
 * an office with the agency's name as its contact has it. A dossier opens as the page its mail leads to (`/a/<token>`), by the same link.
 */
import { addSeconds, dayAt, showDay } from '../../basics/index.js';
import { agencyTarget, addressedTo, dossierById, handover, handoversTo, type HandoverRow, linkMade, linksOf, linkToken } from '../../cases/index.js';
import { clockOn, dayOf, titleIn } from '../../conversation/index.js';
import { recordSchema } from '../../dossier/index.js';
import { procedureOf } from '../../procedure/index.js';
import { Press } from '../press.js';
import type { ConsoleRoute, Ctx } from '../routes.js';

/** As long as the link in a mail. */
const LINK_SECONDS = 365 * 86_400;

/** The agency's own, unless an officer withdrew its link; the newest version of a case alone. */
const dossiersOf = (ctx: Ctx): readonly HandoverRow[] => {
  const sent = handoversTo(ctx.db.read, ctx.officer.officeName).filter((one) => !isWithdrawn(ctx, one));
  return sent.filter(({ conversation_id }, i) => sent.findIndex((one) => one.conversation_id === conversation_id) === i);
};
const linksTo = (ctx: Ctx, { id, conversation_id }: HandoverRow) => linksOf(ctx.db.read, conversation_id, 'agency').filter(({ target }) => addressedTo(target) === id);
const isWithdrawn = (ctx: Ctx, one: HandoverRow): boolean => {
  const last = linksTo(ctx, one).at(-1);
  return last !== undefined && last.revoked_at !== null;
};

const list = (ctx: Ctx): Response => {
  const words = ctx.parts.wording.vi;
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string => words.say(`following.agency.${key}`, values);
  const rows = dossiersOf(ctx);
  return ctx.page({
    title: say('title'),
    wide: true,
    body: (
      <>
        <h1>{say('title')}</h1>
        <p class="lead">{say('lead', { agency: ctx.officer.officeName })}</p>
        {rows.length === 0 ? <p class="empty">{say('none')}</p> : null}
        <ul class="rows">
          {rows.map((one) => (
            <Dossier ctx={ctx} one={one} />
          ))}
        </ul>
      </>
    ),
  });
};

const Dossier = ({ ctx, one }: { readonly ctx: Ctx; readonly one: HandoverRow }) => {
  const words = ctx.parts.wording.vi;
  const dossier = dossierById(ctx.db.read, one.dossier_id);
  if (dossier === undefined) return null;
  const record = recordSchema.parse(JSON.parse(dossier.record));
  const view = procedureOf(ctx.db.read, one.conversation_id);
  const clock = view && clockOn(view, ctx.parts.law, dayAt(ctx.now()));
  const next = (clock?.steps ?? [])
    .filter((step) => step.actor === 'agency' && ['waiting', 'unsure', 'passed'].includes(step.state) && dayOf(step) !== undefined)
    .sort((a, b) => (dayOf(a) ?? '').localeCompare(dayOf(b) ?? ''))[0];
  return (
    <li>
      <div>
        <b>{record.reference}</b> {record.claimant.name} {next?.state === 'passed' ? <span class="tag">{words.say('agency.due.late', { due: dayOf(next) ?? '' })}</span> : null}
        <small>
          {words.say('following.agency.sent', { day: showDay(dayAt(one.sent_at ?? one.prepared_at)) })}
          {clock === undefined ? '' : ` · ${words.say(clock.agency.because)}`}
          {next === undefined || next.state === 'passed' ? '' : ` · ${titleIn(next, words)}: ${words.say('agency.due.running', { due: dayOf(next) ?? '' })}`}
        </small>
      </div>
      <Press csrf={ctx.csrf} action="/console/dossiers/open" label={words.say('following.open')} field={['handover', one.id]} />
    </li>
  );
};

/** To the page of the mail: by the link that holds, or a fresh one where it expired. */
const open = async (ctx: Ctx): Promise<Response> => {
  const asked = handover(ctx.db.read, ctx.form.text('handover'));
  const one = dossiersOf(ctx).find(({ id }) => id === asked?.id);
  if (one === undefined) return ctx.refuse(404);
  const known = linksTo(ctx, one).findLast(({ expires_at }) => expires_at > ctx.now());
  const target = known?.target ?? agencyTarget(one.id, linksOf(ctx.db.read, one.conversation_id, 'agency').length + 1);
  const token = linkToken(ctx.parts.desk.tools.linkKey, 'agency', target);
  await ctx.act({ what: 'agency_page_opened', target: `case:${one.conversation_id}` }, (tx) => {
    if (known === undefined) linkMade(tx, token, 'agency', target, one.conversation_id, ctx.now(), addSeconds(ctx.now(), LINK_SECONDS));
  });
  return ctx.c.redirect(`/a/${token}`, 303);
};

export const agencyAccountRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/dossiers', needs: 'dossiers.read', reads: 'list', nav: { label: 'console.nav.dossiers', order: 1 }, handler: list },
  { method: 'POST', path: '/dossiers/open', needs: 'dossiers.read', reads: 'none', handler: open },
];
