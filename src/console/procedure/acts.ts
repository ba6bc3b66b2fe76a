/** Owns what officers do on a case's way: recording a step and telling the person, taking one back, papers sent, the agency's link, the urging draft. */
import { addSeconds, dayAt, isDay, ok, type Result } from '../../basics/index.js';
import { agencyTarget, contactOf, conversation, handovers, latestDossier, linkMade, linkRevoked, linksOf, linkToken } from '../../cases/index.js';
import { eventFrom, extrasOf, type StepDetail } from '../../conversation/index.js';
import { enqueue } from '../../delivery/index.js';
import { recordSchema } from '../../dossier/index.js';
import { composeDraft, letterFile } from '../../letters/index.js';
import type { Channel } from '../../messages/index.js';
import { actOf, detailFrom, paperSent, procedureOf, recordStep, stepById, takeStepBack } from '../../procedure/index.js';
import { madeHere } from '../files.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { casePage } from './case-page.js';
import { recordable } from './record-form.js';

const AGENCY_SECONDS = 365 * 86_400;

const record = async (ctx: Ctx): Promise<Response> => {
  const id = ctx.param('conversation');
  const [kind, on, form] = [ctx.form.text('kind'), ctx.form.text('on'), ctx.form.text('form')];
  const broken = (): Response => casePage(ctx, { fault: ctx.parts.wording.vi.say('following.case.broken') }, 400);
  if (!recordable(kind) || !isDay(on) || (on > dayAt(ctx.now()) && kind !== 'invited') || form === '') return broken();
  const given = (names: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(names.map((name) => [name, ctx.form.text(name)]));
  const made = eventFrom(kind, on, given(extrasOf(kind).map(({ name }) => name)));
  const act = actOf(kind);
  const detail: Result<StepDetail> = act === undefined ? ok({}) : detailFrom(act, given(act.fields));
  if (!made.ok || !detail.ok || (kind === 'supplement_asked' && (detail.value.items ?? []).length === 0)) return broken();
  await ctx.act({ what: 'step_recorded', target: `case:${id}`, why: kind }, (tx) => {
    const step = {
      id: `${form}-office`,
      conversation: id,
      kind,
      on,
      event: made.event,
      detail: detail.value,
      number: ctx.form.text('number').slice(0, 60),
      signer: ctx.form.text('signer').slice(0, 120),
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
  return casePage(ctx, { link: `${ctx.parts.publicUrl}/a/${token}` });
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
  return madeHere(await letterFile(letter, format, `don-doc-${frozen.reference}`));
};

const path = '/cases/:conversation/procedure' as const;
export const caseRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path, needs: 'case.read', reads: 'case', handler: (ctx) => casePage(ctx) },
  { method: 'POST', path: `${path}/record`, needs: 'case.act', reads: 'case', handler: record },
  { method: 'POST', path: `${path}/take-back`, needs: 'case.act', reads: 'case', handler: takeBack },
  { method: 'POST', path: `${path}/sent`, needs: 'case.act', reads: 'case', handler: sent },
  { method: 'POST', path: `${path}/revoke`, needs: 'case.act', reads: 'case', handler: revoke },
  { method: 'POST', path: `${path}/renew`, needs: 'case.act', reads: 'case', handler: renew },
  { method: 'GET', path: `${path}/urging.pdf`, needs: 'case.read', reads: 'document', handler: (ctx) => urging(ctx, 'pdf') },
  { method: 'GET', path: `${path}/urging.docx`, needs: 'case.read', reads: 'document', handler: (ctx) => urging(ctx, 'docx') },
];
