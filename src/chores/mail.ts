/**
 * Owns handing a dossier to its agency by mail, once: marked before each mail leaves, so that one in doubt is set aside for an
 * officer and never sent blindly again. What the agency gets is an advance copy (Đ41.4 knows lodging by hand and by post).
 */
import { idsFrom } from '../basics/index.js';
import {
  agencyTarget,
  eventHappened,
  handover,
  handoverBounced,
  handoverPrepared,
  handoverProgress,
  type HandoverRow,
  handoverSending,
  handoverSent,
  latestDossier,
  linkMade,
  linkToken,
  linkUntil,
} from '../cases/index.js';
import { approvalAsked, awaitsApproval } from '../desk/index.js';
import { mailMessageId, mailsOf } from '../delivery/index.js';
import { type DossierRecord, recordSchema, splitForMail } from '../dossier/index.js';
import type { SendOutcome } from '../messages/index.js';
import { again, type Chore, type ChoreTools, done, waitMore } from './chore.js';
import { bytesFor, makeWhole } from './dossier.js';
import { notify } from './notify.js';

const LONGEST_WAIT = 3_600;

export const sendMail: Chore = async (timer, tools) => {
  const conversation = timer.key;
  const dossier = latestDossier(tools.db.read, conversation);
  if (dossier === undefined || dossier.state === 'failed') return done;
  if (dossier.state !== 'ready') return waitMore(1);
  const record = recordSchema.parse(JSON.parse(dossier.record));
  const contact = tools.contacts(record.agency.name);
  const about = { agency: record.agency.name, reference: record.reference };
  if (contact?.email === undefined) {
    await tell(tools, conversation, dossier.id, 'handover_no_address', about);
    return done;
  }
  if (awaitsApproval(tools.db.read, conversation, dossier.id)) {
    // The officer's yes sets this going again.
    await tools.db.transaction((tx) => {
      if (approvalAsked(tx, conversation, dossier.id, tools.now())) notify(tx, conversation, `approval:${dossier.id}`, { what: 'handover_waits', detail: about }, tools.now());
    });
    tools.wake([conversation]);
    return done;
  }
  const id = idsFrom(`handover ${dossier.id} ${contact.email}`)();
  await tools.db.transaction((tx) => {
    const [now, target] = [tools.now(), agencyTarget(id, 1)];
    linkMade(tx, linkToken(tools.linkKey, 'agency', target), 'agency', target, conversation, now, linkUntil('agency', now));
    handoverPrepared(tx, {
      id,
      dossier_id: dossier.id,
      conversation_id: conversation,
      agency: record.agency.name,
      address: contact.email ?? '',
      message_id: mailMessageId(id, tools.mailFrom),
      prepared_at: now,
    });
  });
  const row = handover(tools.db.read, id);
  if (row === undefined) throw new Error(`hand-over ${id} was not stored`);
  if (row.sent_at !== null || row.bounced_at !== null) return done;
  if (row.sending === 1) return setAside(tools, row, about, 'the program stopped while a mail was on the wire');
  return sendParts(tools, row, record, about, timer.attempts);
};

type About = { readonly agency: string; readonly reference: string };

const sendParts = async (tools: ChoreTools, row: HandoverRow, record: DossierRecord, about: About, attempts: number): ReturnType<Chore> => {
  const exhibits = bytesFor(tools, row.conversation_id);
  const parts = await splitForMail(record, await makeWhole(record, row.conversation_id, tools), exhibits);
  const words = tools.wording.vi;
  const subject = words.say('mail.subject', { reference: record.reference, claimant: record.claimant.name });
  const text = words.say(parts.way === 'link' ? 'mail.text_link' : 'mail.text', {
    agency: record.agency.name,
    reference: record.reference,
    claimant: record.claimant.name,
    url: record.downloadUrl,
    page: `${tools.publicUrl}/a/${linkToken(tools.linkKey, 'agency', agencyTarget(row.id, 1))}`,
    parts: parts.messages.length,
  });
  const mails = mailsOf({ to: row.address, subject, text, handover: row.id, from: tools.mailFrom }, parts.messages);
  for (const [i, mail] of mails.entries()) {
    if (i < row.parts_sent) continue;
    await tools.db.transaction((tx) => handoverSending(tx, row.id));
    const outcome = await tools.mailer.send(mail);
    if (outcome.kind !== 'sent') return notSent(tools, row, about, outcome, i, attempts);
    await tools.db.transaction((tx) => handoverProgress(tx, row.id, i + 1));
  }
  await tools.db.transaction((tx) => {
    handoverSent(tx, row.id, tools.now());
    eventHappened(tx, row.conversation_id, 'handover_sent', { handover: row.id }, tools.now());
    notify(tx, row.conversation_id, row.id, { what: 'handover_sent', detail: about }, tools.now());
  });
  tools.wake([row.conversation_id]);
  return done;
};

const notSent = async (tools: ChoreTools, row: HandoverRow, about: About, outcome: Exclude<SendOutcome, { kind: 'sent' }>, sent: number, attempts: number): ReturnType<Chore> => {
  switch (outcome.kind) {
    case 'uncertain':
      return setAside(tools, row, about, outcome.why);
    case 'refused':
      await tools.db.transaction((tx) => {
        handoverProgress(tx, row.id, sent);
        handoverBounced(tx, row.id, outcome.code, tools.now());
        eventHappened(tx, row.conversation_id, 'handover_bounced', { handover: row.id, code: outcome.code }, tools.now());
        notify(tx, row.conversation_id, row.id, { what: 'handover_bounced', detail: about }, tools.now());
      });
      tools.wake([row.conversation_id]);
      return done;
    case 'later':
      await tools.db.transaction((tx) => {
        handoverProgress(tx, row.id, sent);
        if (attempts === 0) notify(tx, row.conversation_id, row.id, { what: 'handover_later', detail: about }, tools.now());
      });
      tools.wake([row.conversation_id]);
      return again(Math.min(LONGEST_WAIT, Math.max(outcome.afterSeconds, 60 * 2 ** Math.min(attempts, 6))), outcome.why);
  }
};

/** In doubt whether the agency got it: an officer finds out; nobody sends it twice. */
const setAside = async (tools: ChoreTools, row: HandoverRow, about: About, why: string): ReturnType<Chore> => {
  await tools.db.transaction((tx) => {
    handoverBounced(tx, row.id, `uncertain: ${why}`, tools.now());
    eventHappened(tx, row.conversation_id, 'handover_uncertain', { handover: row.id }, tools.now());
    notify(tx, row.conversation_id, row.id, { what: 'handover_uncertain', detail: about }, tools.now());
  });
  tools.wake([row.conversation_id]);
  return done;
};

const tell = async (tools: ChoreTools, conversation: string, key: string, what: 'handover_no_address', detail: About): Promise<void> => {
  await tools.db.transaction((tx) => notify(tx, conversation, key, { what, detail }, tools.now()));
  tools.wake([conversation]);
};
