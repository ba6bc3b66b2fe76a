/**
 * Owns what an officer decides about the way of a dossier to its agency: a yes before it leaves where the office wants one, and another
 * agency than the one reckoned, with the reason. Sends nothing itself.
 */
import { z } from 'zod';
import { clean, type Instant } from '../basics/index.js';
import { currentAnswers, eventHappened, eventsOf, latestDossier, waitUntil } from '../cases/index.js';
import { putBack } from '../conversation/index.js';
import { officeById } from '../office/index.js';
import type { Tx } from '../storage/index.js';
import { envFor, loadTalk, writeOutcome } from '../turn/index.js';
import type { Language } from '../wording/index.js';
import { deskCase } from './place.js';
import { tell } from './tell.js';
import { type Actor, type DeskTools, owned, ownerOf, type Reading, type Refused, refused } from './tools.js';

const approvalSchema = z.object({ dossier: z.string() });
const agencySchema = z.object({ name: z.string(), why: z.string() });

/** The office of this case wants to see a dossier before it leaves, and nobody has said yes to this one. */
export const awaitsApproval = (tx: Reading, conversation: string, dossier: string): boolean => {
  const office = deskCase(tx, conversation)?.office_id ?? null;
  if (office === null || officeById(tx, office)?.approves !== true) return false;
  return !eventsOf(tx, conversation).some(({ kind, data }) => kind === 'dossier_approved' && approvalSchema.parse(JSON.parse(data)).dossier === dossier);
};

/** Asks the office once for its yes to this dossier: the case waits in the queue. False when it was asked before. */
export const approvalAsked = (tx: Tx, conversation: string, dossier: string, now: Instant): boolean => {
  if (eventsOf(tx, conversation).some(({ kind, data }) => kind === 'approval_wanted' && approvalSchema.parse(JSON.parse(data)).dossier === dossier)) return false;
  eventHappened(tx, conversation, 'approval_wanted', { dossier }, now);
  return true;
};

/** A supervisor's yes to the newest version; a hand-over the person asked for goes on at once. */
export const dossierApproved = (tx: Tx, id: string, officer: Actor, now: Instant): { readonly ok: true } | Refused<'not_there'> => {
  const dossier = latestDossier(tx, id);
  if (dossier?.state !== 'ready') return refused('not_there');
  eventHappened(tx, id, 'dossier_approved', { dossier: dossier.id }, now, ownerOf(officer.id));
  const wanted = currentAnswers(tx, id).some(({ question, value }) => question === 'handover_consent' && value === JSON.stringify('by_email'));
  if (wanted) waitUntil(tx, 'send_mail', id, now, {}, id);
  return { ok: true };
};

/** The agency an officer decided on, instead of the one reckoned. */
export const agencyChosen = (tx: Reading, id: string): { readonly name: string; readonly why: string } | undefined => {
  const chosen = eventsOf(tx, id).findLast(({ kind }) => kind === 'agency_changed');
  return chosen === undefined ? undefined : agencySchema.parse(JSON.parse(chosen.data));
};

/** Another agency, with the reason: the person is told, leave to send is asked again, and a dossier already made is made anew. */
export const agencyChanged = (
  tx: Tx,
  id: string,
  officer: Actor,
  name: string,
  why: string,
  now: Instant,
  tools: DeskTools,
): { readonly ok: true } | Refused<'not_yours' | 'empty'> => {
  const row = owned(tx, id, officer);
  if (row === undefined) return refused('not_yours');
  const agency = clean(name).slice(0, 300);
  const reason = clean(why).slice(0, 1_000);
  if (agency === '' || reason === '') return refused('empty');
  eventHappened(tx, id, 'agency_changed', { name: agency, why: reason }, now, ownerOf(officer.id));
  const loaded = loadTalk(tx, row, 0);
  if ('handover_consent' in loaded.talk.answers) {
    const by = { actor: ownerOf(officer.id), inbox: null, channel: '', key: `agency:${id}:${now}`, seed: `agency ${id} ${now}` };
    writeOutcome(tx, row, putBack(loaded.talk, envFor(tools, now), 'handover_consent', undefined), by, now, tools, loaded);
  }
  if (latestDossier(tx, id) !== undefined) waitUntil(tx, 'make_dossier', id, now, {}, id);
  const text = tools.wording[row.language as Language].say('desk.said.agency', { name: officer.name, agency, why: reason });
  tell(tx, row, { key: `agency:${id}:${now}`, lane: 'officer', replies: [{ text, tag: 'desk.agency' }] }, now, tools);
  return { ok: true };
};
