/** Owns gathering what the page of a case shows, for the page, its parts redrawn alone, and a refused act. */
import { newToken } from '../../basics/index.js';
import { type Actor, type CaseView, caseView, draftOf, type Line, linesOf, notesOf, type Seen, showSeen } from '../../desk/index.js';
import { may, mayAct, type Officer } from '../../office/index.js';
import type { Ctx } from '../routes.js';
import { cannedFor } from './canned.js';
import type { CaseFrame } from './case-page.js';

export const actorOf = (officer: Officer): Actor => ({ id: officer.id, name: officer.name, office: officer.officeName });

type Extra = { readonly missed?: readonly Line[]; readonly fault?: string; readonly draft?: string };

/** Undefined when there is no such case. */
export const frameOf = (ctx: Ctx, extra: Extra = {}): CaseFrame | undefined => {
  const { officer, words, csrf } = ctx;
  const id = ctx.param('conversation');
  const now = ctx.now();
  const view = caseView(ctx.db.read, id, words, now, ctx.parts.desk.tools);
  if (view === undefined) return undefined;
  const { lines, seen, more } = linesOf(ctx.db.read, id);
  const acts = view.holder?.id === officer.id;
  return {
    view,
    words,
    now,
    csrf,
    officerId: officer.id,
    acts,
    lines,
    seen,
    more,
    notes: notesOf(ctx.db.read, id).map(({ id: number, officer_id, text, at }) => ({ id: number, officer: officer_id, text, at })),
    draft: extra.draft ?? draftOf(ctx.db.read, id, officer),
    token: newToken().slice(0, 16),
    missed: extra.missed ?? [],
    fault: extra.fault,
    canned: acts ? cannedFor(ctx, view) : [],
    mayTake: ctx.scope !== undefined && mayAct(officer, ctx.scope),
    supervises: may(officer.role, 'case.supervise'),
    readsTrail: may(officer.role, 'audit.read'),
    cursor: cursorOf(seen, view, now),
  };
};

/** `i12.o40.e9.2026-11-22T03:00:00.000Z`: the lines shown, the last event, when the page was brought up to date. */
const cursorOf = (seen: Seen, view: Pick<CaseView, 'seq'>, now: string): string => `${showSeen(seen)}.e${view.seq}.${now}`;
export const readCaseCursor = (text: string | undefined): { readonly in: number; readonly out: number; readonly seq: number; readonly since: string } => {
  const match = /^i(\d{1,15})\.o(\d{1,15})\.e(\d{1,15})\.([0-9T:.Z-]{20,30})$/.exec(text ?? '');
  return match ? { in: Number(match[1]), out: Number(match[2]), seq: Number(match[3]), since: match[4] ?? '' } : { in: 0, out: 0, seq: -1, since: '' };
};
