/** Owns reading the list an officer asked for: view, filters, search, page; always within what the officer may see. */
import { counts, type Filters, lastSaid, officerIn, ownerOf, queue, queueCursor, search, type View, views } from '../../desk/index.js';
import { officeById, officeCalendar, officeDays, offices, sightOf, usualHours } from '../../office/index.js';
import type { Ctx } from '../routes.js';
import { PAGE, type QueueFrame } from './queue-page.js';

export const queueFrame = (ctx: Ctx): QueueFrame => {
  const read = ctx.db.read;
  const sight = sightOf(ctx.officer);
  const asked = (name: string): string => (ctx.query(name) ?? '').slice(0, 200);
  const filters: Filters = { office: asked('office'), province: asked('province'), field: asked('field'), verdict: asked('verdict'), phase: asked('phase') };
  const view: View = views.find((one) => one === asked('view')) ?? 'waiting';
  const typed = asked('q').trim();
  const page = Math.max(0, Math.min(1_000, Number.parseInt(asked('page'), 10) || 0));
  const owner = ownerOf(ctx.officer.id);
  const hits = typed === '' ? undefined : search(read, typed, sight);
  const rows = hits === undefined ? queue(read, view, owner, sight, filters, PAGE, page * PAGE) : [];
  const holders = new Set([...rows, ...(hits ?? []).map((hit) => hit.case)].flatMap((row) => officerIn(row.owner) ?? []));
  const url = new URL(ctx.c.req.url);
  return {
    words: ctx.words,
    now: ctx.now(),
    hours: officeById(read, ctx.officer.officeId)?.hours ?? usualHours,
    calendar: officeCalendar(ctx.parts.law, officeDays(read, ctx.officer.officeId)),
    view,
    filters,
    typed,
    rows,
    hits,
    said: view === 'all' ? new Map() : new Map(rows.map((row) => [row.conversation_id, lastSaid(read, row.conversation_id).slice(0, 160)])),
    counts: counts(read, owner, sight),
    names: new Map([...holders].map((id) => [id, ctx.parts.desk.tools.officer(read, id)?.name ?? id])),
    offices: sight.everything === 1 ? offices(read).filter(({ closedAt }) => closedAt === null) : [],
    officerId: ctx.officer.id,
    page,
    cursor: String(queueCursor(read)),
    query: url.search,
  };
};
