/** Owns what the buttons of a case do: each reads its form, calls one act of the desk in one transaction with its row in the trail, and answers. */
import { Readable } from 'node:stream';
import { CasePage } from './case-page.js';
import {
  type Actor,
  agencyChanged,
  dossierApproved,
  askFor,
  caseGiven,
  chatsMerged,
  correct,
  draftKept,
  exhibitAccepted,
  exhibitMoved,
  handBack,
  type Line,
  linesOf,
  markedUnreadable,
  noteAdded,
  officerIn,
  paperRequested,
  passOn,
  readSeen,
  renewLease,
  reply,
  retry,
  scopeOfCase,
  type Said,
  seenTo,
  takeOver,
  undoCorrection,
  undoReply,
} from '../../desk/index.js';
import { newToken } from '../../basics/index.js';
import { contactOf, conversation } from '../../cases/index.js';
import type { Attachment, Channel } from '../../messages/index.js';
import { may, mayRead } from '../../office/index.js';
import type { Tx } from '../../storage/index.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { actorOf, frameOf } from './frame.js';

type Outcome = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly words?: string; readonly missed?: readonly Line[] };
type Act = (tx: Tx, ctx: Ctx, id: string, officer: Actor) => Outcome;

/** A refused act shows the case as it is now, with the reason and what was typed. */
const answered = (ctx: Ctx, outcome: Outcome, draft?: string): Response => {
  const id = ctx.param('conversation');
  ctx.parts.wake([id]);
  // A case given away is not this officer's to see any more.
  if (outcome.ok)
    return mayRead(ctx.officer, scopeOfCase(ctx.db.read, id) ?? { officeId: null, province: null }) ? ctx.redirect(`/cases/${id}`) : ctx.redirect('/queue', 'case_given');
  const fault = outcome.words ?? ctx.words.say(`desk.refused.${outcome.code}`);
  const frame = frameOf(ctx, { fault, missed: outcome.missed ?? [], ...(draft === undefined ? {} : { draft }) });
  return frame === undefined
    ? ctx.refuse(404)
    : ctx.page({ title: frame.view.reference ?? ctx.words.say('desk.queue.title'), body: CasePage({ frame }), scripts: ['desk.js'], wide: true }, 409);
};

/** An act whose form is small. The trail says what was done; an act refused leaves no row. */
const post = (path: string, what: string, act: Act, needs: 'case.act' | 'case.supervise' = 'case.act'): ConsoleRoute => ({
  method: 'POST',
  path: `/cases/:conversation/${path}`,
  needs,
  reads: 'case',
  handler: async (ctx) => {
    const id = ctx.param('conversation');
    return answered(ctx, await tried(ctx, what, (tx) => act(tx, ctx, id, actorOf(ctx.officer))), ctx.form.text('text'));
  },
});

/** The act and its row in the trail in one transaction; refused, both are taken back. */
const tried = async <T extends Outcome>(ctx: Ctx, what: string, work: (tx: Tx) => T): Promise<T> => {
  let refusal: T | undefined;
  const done = await ctx
    .act({ what, target: `case:${ctx.param('conversation')}` }, (tx) => {
      const outcome = work(tx);
      if (outcome.ok) return outcome;
      refusal = outcome;
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
      return refusal;
    });
  if (done === undefined) throw new Error(`the act ${what} ended neither done nor refused`);
  return done;
};
class Undone extends Error {}

const said = (said: Said | { readonly ok: false; readonly code: 'not_asked' }): Outcome => said;
const now = (ctx: Ctx): string => ctx.now();
const toolsOf = (ctx: Ctx) => ctx.parts.desk.tools;
/** For words that answer no message of the person: what is there now is what was seen. */
const seenNow = (tx: Tx, id: string) => linesOf(tx, id, undefined, 1).seen;

export const acts: readonly ConsoleRoute[] = [
  post('take', 'taken_over', (tx, ctx, id, officer) => {
    const taken = takeOver(tx, id, officer, Number(ctx.form.text('epoch')), now(ctx), toolsOf(ctx));
    if (taken.ok || taken.code !== 'taken') return taken;
    return { ok: false, code: taken.code, words: ctx.words.say('desk.refused.taken', { name: taken.by.name, office: taken.by.office }) };
  }),
  post('back', 'handed_back', (tx, ctx, id, officer) => handBack(tx, id, officer, now(ctx), toolsOf(ctx))),
  post('pass', 'passed_on', (tx, ctx, id, officer) => {
    const holder = officerIn(conversation(tx, id)?.owner ?? '');
    const of = holder !== undefined && may(ctx.officer.role, 'case.supervise') ? holder : officer.id;
    return passOn(tx, id, officer, now(ctx), toolsOf(ctx), of);
  }),
  post('seen', 'seen_to', (tx, ctx, id, officer) => (seenTo(tx, id, officer, now(ctx)) ? { ok: true } : { ok: false, code: 'moved' })),
  post('undo', 'reply_taken_back', (tx, ctx, id, officer) => undoReply(tx, id, officer, ctx.form.text('key'), now(ctx), toolsOf(ctx))),
  post('retry', 'sent_again', (tx, ctx, id, officer) => retry(tx, id, officer, Number(ctx.form.text('row')), now(ctx))),
  post('note', 'note_added', (tx, ctx, id, officer) => (noteAdded(tx, id, officer, ctx.form.text('text'), now(ctx)) ? { ok: true } : { ok: false, code: 'empty' })),
  post('correct', 'answer_corrected', (tx, ctx, id, officer) => {
    const option = ctx.form.text('option');
    const source = Number(ctx.form.text('source'));
    const given = option === '' ? { text: ctx.form.text('text') } : { option };
    const made = correct(tx, id, officer, { key: ctx.form.text('key'), given, ...(source > 0 ? { source } : {}) }, now(ctx), toolsOf(ctx));
    if (made.ok || made.code !== 'unreadable') return made;
    const why = made.why === 'several' ? ctx.words.say('desk.refused.several', { readings: (made.readings ?? []).join('; ') }) : undefined;
    const words = why ?? (ctx.words.has(`desk.refused.${made.why}`) ? ctx.words.say(`desk.refused.${made.why}`) : ctx.words.say(`refusals.${made.why}`));
    return { ok: false, code: made.code, words };
  }),
  post('undo-correction', 'correction_undone', (tx, ctx, id, officer) => undoCorrection(tx, id, officer, Number(ctx.form.text('event')), now(ctx), toolsOf(ctx))),
  post('ask', 'question_asked', (tx, ctx, id, officer) =>
    said(askFor(tx, id, officer, ctx.form.text('key'), { token: newToken().slice(0, 16), seen: seenNow(tx, id) }, now(ctx), toolsOf(ctx))),
  ),
  post('request-paper', 'paper_requested', (tx, ctx, id, officer) =>
    said(paperRequested(tx, id, officer, ctx.form.text('paper'), { token: newToken().slice(0, 16), seen: seenNow(tx, id) }, now(ctx), toolsOf(ctx))),
  ),
  post('exhibit', 'exhibit_moved', (tx, ctx, id, officer) => exhibitMoved(tx, id, officer, ctx.form.text('file'), Number(ctx.form.text('number')), now(ctx), toolsOf(ctx))),
  post('accept', 'exhibit_accepted', (tx, ctx, id, officer) => exhibitAccepted(tx, id, officer, ctx.form.text('file'), now(ctx), toolsOf(ctx))),
  post('unreadable', 'marked_unreadable', (tx, ctx, id, officer) => markedUnreadable(tx, id, officer, ctx.form.text('file'), now(ctx), toolsOf(ctx))),
  post(
    'approve',
    'dossier_approved',
    (tx, ctx, id, officer) => {
      const done = dossierApproved(tx, id, officer, now(ctx));
      if (done.ok) seenTo(tx, id, officer, now(ctx));
      return done;
    },
    'case.supervise',
  ),
  post('agency', 'agency_changed', (tx, ctx, id, officer) => agencyChanged(tx, id, officer, ctx.form.text('name'), ctx.form.text('why'), now(ctx), toolsOf(ctx)), 'case.supervise'),
  post('merge', 'chats_merged', (tx, ctx, id, officer) => chatsMerged(tx, id, officer, now(ctx), toolsOf(ctx)), 'case.supervise'),
  post('give', 'case_given', (tx, ctx, id, officer) => caseGiven(tx, id, officer, ctx.form.text('office'), ctx.form.text('why'), now(ctx), toolsOf(ctx)), 'case.supervise'),
  {
    method: 'POST',
    path: '/cases/:conversation/reply',
    needs: 'case.act',
    reads: 'case',
    most: 26 * 1024 * 1024,
    handler: async (ctx) => {
      const id = ctx.param('conversation');
      const typed = ctx.form.text('text');
      const text = typed.trim() === '' ? ctx.form.text('canned') : typed;
      const attached = await attachment(ctx, id);
      if (attached !== undefined && 'code' in attached) return answered(ctx, { ok: false, code: attached.code, words: attached.words }, typed);
      const words = { text, token: ctx.form.text('token'), seen: readSeen(ctx.form.text('seen')), ...(attached === undefined ? {} : { attachment: attached }) };
      return answered(ctx, await tried(ctx, 'replied', (tx) => reply(tx, id, actorOf(ctx.officer), words, ctx.now(), toolsOf(ctx))), typed);
    },
  },
  {
    method: 'POST',
    path: '/cases/:conversation/draft',
    needs: 'case.act',
    reads: 'case',
    handler: async (ctx) => {
      const id = ctx.param('conversation');
      await ctx.db.transaction((tx) => {
        draftKept(tx, id, ctx.officer, ctx.form.text('text'), ctx.now());
        renewLease(tx, id, ctx.officer, ctx.now(), toolsOf(ctx));
      });
      const contact = contactOf(ctx.db.read, id);
      if (contact !== undefined && ctx.form.text('text') !== '') ctx.parts.desk.typing(contact.channel as Channel, contact.chat);
      return ctx.c.body(null, 204);
    },
  },
];

/** The file of a reply, kept and given an address that people can open. */
const attachment = async (ctx: Ctx, id: string): Promise<Attachment | { readonly code: string; readonly words: string } | undefined> => {
  const file = ctx.form.file('file');
  if (file === undefined || file.size === 0) return undefined;
  const kept = await ctx.parts.desk.handOut(id, file.name, Readable.from([Buffer.from(await file.arrayBuffer())]));
  if (kept.ok) return kept.value;
  return { code: kept.code, words: ctx.words.has(`files.${kept.code}`) ? ctx.words.say(`files.${kept.code}`) : ctx.words.say('desk.refused.file') };
};
