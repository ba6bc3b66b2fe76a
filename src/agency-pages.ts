/**
 * Owns what an agency's page does to a case: which dossier a token opens, what is shown of it, and recording what the agency tells, once. The
 * page itself is in `src/web/agency`; what a step means is in `src/procedure`.
 */
import { addSeconds, dayAt, type Instant, isDay, ok, refused, type Result } from './basics/index.js';
import {
  addressedTo,
  contactOf,
  conversation,
  dossierById,
  type DossierRow,
  evidenceOf,
  handover,
  type Link,
  latestDossier,
  linkMade,
  linkOpened,
  linkSeen,
  linkToken,
} from './cases/index.js';
import { clockOn, eventFrom, extrasOf, type StepKind, stepPaper, titleIn, dayOf } from './conversation/index.js';
import { enqueue } from './delivery/index.js';
import { type DossierRecord, dossierJsonSchema, fileName, recordSchema } from './dossier/index.js';
import type { FileStore } from './evidence/index.js';
import type { Law } from './law/index.js';
import { composeDraft, letterFile } from './letters/index.js';
import type { Capabilities, Channel, Reply } from './messages/index.js';
import { actOf, actsNext, detailFrom, type NewStep, procedureOf, recordStep, stepOfForm, visited } from './procedure/index.js';
import type { Database, Tx } from './storage/index.js';
import type { AgencyAct, AgencyPlace, WebPort } from './web/index.js';
import type { Language, Wording } from './wording/index.js';

export type AgencyTools = {
  readonly db: Database;
  readonly now: () => Instant;
  readonly law: Law;
  readonly wording: Wording;
  readonly store: Pick<FileStore, 'get'>;
  readonly capabilities: (channel: Channel) => Capabilities;
  /** Makes the tokens of links; where the pages are. */
  readonly linkKey: Buffer;
  readonly publicUrl: string;
  /** A step was recorded for this conversation: delivery and chores look. */
  readonly wake: (conversations: readonly string[]) => void;
};

type Opened = { readonly link: Link; readonly dossier: DossierRow; readonly record: DossierRecord; readonly agency: string };

export const openAgencyPages = (tools: AgencyTools): WebPort['agencyPages'] => {
  const { db, now, law, wording } = tools;

  /** Undefined when the link is unknown, of another kind, expired or revoked, or when the dossier is gone: nothing is shown then. */
  const open = (link: Link | undefined): Opened | undefined => {
    if (link === undefined || link.kind !== 'agency') return undefined;
    const sent = handover(db.read, addressedTo(link.target));
    const dossier = sent === undefined ? undefined : dossierById(db.read, sent.dossier_id);
    if (sent === undefined || dossier === undefined || dossier.conversation_id !== link.conversation_id) return undefined;
    return { link, dossier, record: recordSchema.parse(JSON.parse(dossier.record)), agency: sent.agency };
  };
  const seen = (token: string): Opened | undefined => open(linkSeen(db.read, token, 'agency', now()));

  return {
    visit: async (token) => {
      const link = await db.transaction((tx) => {
        if (linkSeen(tx, token, 'agency', now()) === undefined) return undefined;
        const opened = linkOpened(tx, token, now());
        if (opened !== undefined) visited(tx, token, opened.conversation_id, 'opened', now());
        return opened;
      });
      const opened = open(link);
      return opened === undefined ? undefined : await placeOf(opened, tools);
    },
    tell: async (token, act) => {
      const opened = seen(token);
      if (opened === undefined) return refused('link_gone');
      const made = stepsFor(act, opened, tools);
      if (!made.ok) return made;
      const id = opened.link.conversation_id;
      const told = await db.transaction((tx) => {
        const known = stepOfForm(tx, id, formOf(act));
        if (known !== undefined) return known.id;
        let replies: readonly Reply[] = [];
        for (const step of made.value) {
          const recorded = recordStep(tx, step, now(), { law, wording });
          if (recorded.kept) replies = [...recorded.replies, ...paperReply(tx, step, tools)];
        }
        const main = stepOfForm(tx, id, formOf(act));
        if (main === undefined) return undefined;
        visited(tx, token, id, `told:${act.kind}`, now());
        tell(tx, id, main.id, replies, tools);
        return main.id;
      });
      if (told === undefined) return refused('link_gone');
      tools.wake([id]);
      return ok(told);
    },
    draft: async (token, kind, format) => {
      const opened = seen(token);
      if (opened === undefined || (kind !== 'receipt' && kind !== 'form02' && kind !== 'form03')) return undefined;
      const id = opened.link.conversation_id;
      await db.transaction((tx) => visited(tx, token, id, `draft:${kind}`, now()));
      const letter = composeDraft({ kind, record: opened.record, agency: opened.agency, view: procedureOf(db.read, id), law, today: dayAt(now()), now: now(), words: wording.vi });
      return letterFile(letter, format, `ban-nhap-${kind}-${opened.record.reference}`);
    },
    file: async (token) => {
      const opened = seen(token);
      if (opened?.dossier.pdf_sha256 == null) return undefined;
      await db.transaction((tx) => visited(tx, token, opened.link.conversation_id, 'dossier', now()));
      return { name: fileName(opened.record), mime: 'application/pdf', bytes: await tools.store.get(opened.dossier.pdf_sha256) };
    },
  };
};

/** As long as a dossier's link. */
const PAPER_SECONDS = 30 * 86_400;
/** The paper itself, for the person it concerns: a file where the channel takes one, a link everywhere. */
const paperReply = (tx: Tx, step: NewStep, { linkKey, publicUrl, now, wording }: AgencyTools): readonly Reply[] => {
  const { fileName: name, fileMime: mime } = step.detail;
  const talker = conversation(tx, step.conversation);
  if (step.paper === undefined || name === undefined || mime === undefined || talker === undefined) return [];
  const token = linkToken(linkKey, 'file', `step ${step.id}`);
  linkMade(tx, token, 'file', [step.paper, mime, name].join('\n'), step.conversation, now(), addSeconds(now(), PAPER_SECONDS));
  const url = `${publicUrl}/d/${token}`;
  return [{ text: wording[talker.language as Language].say('procedure.paper_copy', { url }), tag: 'step.paper', attachment: { fileId: step.paper, name, mime, url } }];
};

/** To the chat used last; the same step is told once. No change of owner withdraws it. */
const tell = (tx: Tx, id: string, step: string, replies: readonly Reply[], tools: AgencyTools): void => {
  const talker = conversation(tx, id);
  const contact = contactOf(tx, id);
  if (talker === undefined || contact === undefined || replies.length === 0) return;
  const channel = contact.channel as Channel;
  enqueue(tx, {
    conversation: id,
    channel,
    chat: contact.chat,
    turnKey: `step:${step}`,
    epoch: talker.epoch,
    lane: 'officer',
    replies,
    now: tools.now(),
    capabilities: tools.capabilities(channel),
  });
};

const formOf = (act: AgencyAct): string => `agency:${act.form}`;

/** The steps one form records: a receipt also says that and how the dossier was lodged. */
const stepsFor = (act: AgencyAct, opened: Opened, tools: AgencyTools): Result<readonly NewStep[]> => {
  const known = actOf(act.kind);
  if (known === undefined || !/^[\w-]{8,64}$/.test(act.form)) return refused('form_broken');
  if (!isDay(act.on)) return refused('on');
  const today = dayAt(tools.now());
  if (act.on > today && known.kind !== 'invited') return refused('on_future');
  const detail = detailFrom(known, act.fields, act.paper);
  if (!detail.ok) return detail;
  const how = act.fields.how;
  const kind: StepKind = known.kind === 'receipt_confirmed' && how === 'advance' ? 'advance_copy_received' : known.kind;
  if (known.kind === 'receipt_confirmed' && how !== 'hand' && how !== 'post' && how !== 'advance') return refused('how');
  if (kind === 'supplement_asked' && (detail.value.items ?? []).length === 0) return refused('items');
  if (kind === 'not_accepted' && act.fields.ground === 'wrong_agency' && detail.value.rightAgency === undefined) return refused('rightAgency');
  const made = eventFrom(kind, act.on, act.fields);
  if (!made.ok) return refused(made.field);
  const conversation = opened.link.conversation_id;
  const id = (part: string): string => `${act.form}-${part}`.slice(0, 80);
  const base = { conversation, detail: {}, number: '', signer: '', toldBy: 'agency' } as const;
  const view = procedureOf(tools.db.read, conversation);
  const before: NewStep[] = [];
  if (kind === 'receipt_confirmed' && view?.events.some((event) => event.kind === 'lodged') !== true) {
    const posted = act.fields.posted ?? '';
    const lodgedOn = how === 'post' && isDay(posted) && posted <= act.on ? posted : act.on;
    before.push({
      ...base,
      id: id('lodged'),
      kind: 'lodged',
      on: lodgedOn,
      event: { kind: 'lodged', on: lodgedOn, by: how === 'post' ? 'post' : 'hand', with: 'agency' },
      form: `${formOf(act)}:lodged`,
    });
  }
  if (kind === 'receipt_confirmed')
    before.push({ ...base, id: id('received'), kind: 'received', on: act.on, event: { kind: 'received', on: act.on }, form: `${formOf(act)}:received` });
  const main: NewStep = {
    ...base,
    id: id('step'),
    kind,
    on: act.on,
    event: made.event,
    detail: detail.value,
    number: act.number,
    signer: act.signer,
    paper: act.paper?.fileId,
    form: formOf(act),
  };
  return ok([...before, main]);
};

const placeOf = async ({ link, dossier, record, agency }: Opened, tools: AgencyTools): Promise<AgencyPlace> => {
  const words = tools.wording.vi;
  const id = link.conversation_id;
  const today = dayAt(tools.now());
  const view = procedureOf(tools.db.read, id);
  const steps = view?.steps ?? [];
  const evidence = evidenceOf(tools.db.read, id);
  const clock = view && clockOn(view, tools.law, today);
  const latest = latestDossier(tools.db.read, id);
  const companion = dossier.json_sha256 === null ? undefined : dossierJsonSchema.parse(JSON.parse((await tools.store.get(dossier.json_sha256)).toString('utf8')));
  const duties = (clock?.steps ?? []).filter((step) => step.actor === 'agency' && ['waiting', 'unsure', 'passed', 'expected', 'paused'].includes(step.state));
  return {
    agency,
    until: link.expires_at,
    newer: latest !== undefined && latest.version > dossier.version,
    record,
    exhibits: record.exhibits.map(({ number, title, files }) => {
      const at = companion?.exhibits.find((one) => one.number === number);
      return { number, title, pages: files.reduce((sum, file) => sum + file.pages, 0), ...(at === undefined ? {} : { from: at.from, to: at.to }) };
    }),
    stands: clock === undefined ? '' : words.say(clock.agency.because),
    duties: duties.map((step) => ({
      title: titleIn(step, words),
      due: dayOf(step),
      article: step.cite.article,
      state: step.state === 'passed' ? 'late' : step.state === 'expected' ? 'expected' : step.state === 'paused' ? 'paused' : 'running',
      lines: step.lines.map(({ key, values }) => words.say(key, values)),
    })),
    told: steps.map((step) => ({
      id: step.id,
      kind: step.kind,
      on: step.on,
      number: step.number,
      signer: step.signer,
      by: step.toldBy,
      detail: step.detail,
      photographed: evidence.some(({ paper, state }) => paper === stepPaper(step.id) && state === 'received'),
    })),
    next: actsNext(new Set(steps.map(({ kind }) => kind))),
    extras: Object.fromEntries(
      ['not_accepted', 'verification_prolonged', 'negotiation_prolonged', 'negotiation_ended', 'postponed', 'suspended', 'terminated'].map((kind) => [
        kind,
        extrasOf(kind as StepKind),
      ]),
    ),
    today,
  };
};
