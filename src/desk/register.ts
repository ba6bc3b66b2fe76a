/**
 * Owns the register of requests for support and guidance (Sổ tiếp nhận, xử lý yêu cầu hỗ trợ, hướng dẫn: Thông tư 09/2019/TT-BTP, Mẫu số 03):
 * its lines, their numbers, and the clock of Điều 10–14 over them. Does not own how it is printed.
 */
import { type Day, dayAt, type Instant, isDay, randomId } from '../basics/index.js';
import { entryOn, type Law } from '../law/index.js';
import { query, type Row, type Tx } from '../storage/index.js';
import type { CaseView } from './case.js';
import { workingDayAfter } from './clock.js';
import type { Actor, Reading } from './tools.js';

export type HelpRequest = Row<'help_request'>;
export const helpKinds = ['support', 'guidance'] as const;
export const activities = ['administration', 'proceedings', 'enforcement'] as const;
/** Grounds of Đ11.1 (a–g) for refusing and of Đ11.2 for stopping, as the circular letters them. */
export const refusalGrounds = ['1a', '1b', '1c', '1d', '1dd', '1e', '1g', '2a', '2b', '2c', '2d'] as const;
export const answerWays = ['email', 'post', 'hand'] as const;

/** What a request says of itself, and what the office did about it; empty days are not yet. */
export type Entry = Pick<HelpRequest, 'received_on' | 'name' | 'address' | 'kind' | 'activity' | 'content' | 'papers' | 'note'> &
  Pick<HelpRequest, 'adviser' | 'appointed_on' | 'agreed_on' | 'session_on' | 'ground_on' | 'refusal' | 'answered_on' | 'answer_number' | 'answer_by'>;

/** What the office did about a request that has just come: nothing yet. */
export const nothingDone = {
  adviser: null,
  appointed_on: null,
  agreed_on: null,
  session_on: null,
  ground_on: null,
  refusal: null,
  answered_on: null,
  answer_number: null,
  answer_by: null,
} as const satisfies Partial<Entry>;

const lastNumber = query<{ office: string; year: number }>()((db, p) =>
  db
    .selectFrom('help_request')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('office_id', '=', p('office'))
    .where('year', '=', p('year')),
);
/** The columns of a line that a form fills, for entering and for changing it. */
const filled = (p: <K extends keyof Entry>(name: K) => Entry[K]): Entry => ({
  received_on: p('received_on'),
  name: p('name'),
  address: p('address'),
  kind: p('kind'),
  activity: p('activity'),
  content: p('content'),
  papers: p('papers'),
  adviser: p('adviser'),
  appointed_on: p('appointed_on'),
  agreed_on: p('agreed_on'),
  session_on: p('session_on'),
  ground_on: p('ground_on'),
  refusal: p('refusal'),
  answered_on: p('answered_on'),
  answer_number: p('answer_number'),
  answer_by: p('answer_by'),
  note: p('note'),
});
const insert = query<HelpRequest>()((db, p) =>
  db.insertInto('help_request').values({
    ...filled(p),
    id: p('id'),
    office_id: p('office_id'),
    year: p('year'),
    number: p('number'),
    conversation_id: p('conversation_id'),
    created_by: p('created_by'),
    created_at: p('created_at'),
  }),
);
const update = query<Entry & { id: string; office: string }>()((db, p) =>
  db.updateTable('help_request').set(filled(p)).where('id', '=', p('id')).where('office_id', '=', p('office')),
);
const ofYear = query<{ office: string; year: number }>()((db, p) =>
  db.selectFrom('help_request').selectAll().where('office_id', '=', p('office')).where('year', '=', p('year')).orderBy('number'),
);
const byId = query<{ id: string }>()((db, p) => db.selectFrom('help_request').selectAll().where('id', '=', p('id')));
const ofCase = query<{ conversation: string }>()((db, p) => db.selectFrom('help_request').selectAll().where('conversation_id', '=', p('conversation')).orderBy('received_on'));

export type EntryFault = 'name_missing' | 'content_missing' | 'not_a_day' | 'before_received';

/** What is wrong with a line, or undefined. A day may not come before the request itself. */
export const faultIn = (entry: Entry): EntryFault | undefined => {
  if (entry.name.trim() === '') return 'name_missing';
  if (entry.content.trim() === '') return 'content_missing';
  const days = [entry.received_on, entry.appointed_on, entry.agreed_on, entry.session_on, entry.ground_on, entry.answered_on].filter((day) => day !== null);
  if (days.some((day) => !isDay(day))) return 'not_a_day';
  return days.some((day) => day < entry.received_on) ? 'before_received' : undefined;
};

/** Enters a request at once (Đ10.1) under the office's next number of that year. */
export const requestEntered = (tx: Tx, office: string, entry: Entry, conversation: string | null, officer: Pick<Actor, 'id'>, now: Instant): HelpRequest => {
  const year = Number(entry.received_on.slice(0, 4));
  const number = Number(tx.get(lastNumber, { office, year })?.last ?? 0) + 1;
  const row: HelpRequest = { ...entry, id: randomId(), office_id: office, year, number, conversation_id: conversation, created_by: officer.id, created_at: now };
  tx.run(insert, row);
  return row;
};
/** A line keeps its number and its year. False when the line is another office's. */
export const requestChanged = (tx: Tx, office: string, id: string, entry: Entry): boolean => tx.run(update, { ...entry, id, office }).changes === 1;
export const register = (tx: Reading, office: string, year: number): readonly HelpRequest[] => tx.all(ofYear, { office, year });
export const requestById = (tx: Reading, id: string): HelpRequest | undefined => tx.get(byId, { id });
export const requestsOf = (tx: Reading, conversation: string): readonly HelpRequest[] => tx.all(ofCase, { conversation });

/** What the next act is and by when; `due` undefined where no calendar reaches. `done`: answered or refused. */
export type Clock = { readonly step: 'appoint' | 'answer' | 'answer_agreed' | 'answer_session' | 'notice' | 'done'; readonly due: Day | undefined; readonly late: boolean };

/** The next act: appointing an adviser (Đ10.2), answering (Đ12), after agreement (Đ13.4), a session (Đ14.4) or a ground for refusal (Đ11.3). How many working days is the law's. */
export const clockOf = (row: HelpRequest, today: Day, calendar: Law): Clock => {
  const by = (step: Clock['step'], from: Day, id: string): Clock => {
    const count = entryOn(calendar, id, from)?.value ?? undefined;
    const due = count === undefined ? undefined : workingDayAfter(from, count, calendar);
    return { step, due, late: due !== undefined && due < today };
  };
  if (row.answered_on !== null) return { step: 'done', due: undefined, late: false };
  if (row.ground_on !== null) return by('notice', row.ground_on, 'help.refusal_notice');
  if (row.session_on !== null) return by('answer_session', row.session_on, 'help.after_session');
  if (row.agreed_on !== null) return by('answer_agreed', row.agreed_on, 'help.after_agreement');
  return row.appointed_on === null ? by('appoint', row.received_on, 'help.assign') : by('answer', row.appointed_on, 'help.work');
};

/** The days of a request still ahead: what runs now, and, while nobody is appointed, by when it would be done if that is not late. */
export const daysOf = (row: HelpRequest, today: Day, calendar: Law): readonly { readonly step: Clock['step']; readonly due: Day; readonly expected: boolean }[] => {
  const { step, due } = clockOf(row, today, calendar);
  if (step === 'done' || due === undefined) return [];
  const answer = step === 'appoint' ? workingDayAfter(due, 5, calendar) : undefined;
  return [{ step, due, expected: false }, ...(answer === undefined ? [] : [{ step: 'answer' as const, due: answer, expected: true }])];
};

const activityOf: Readonly<Record<string, (typeof activities)[number]>> = {
  administration: 'administration',
  criminal_proceedings: 'proceedings',
  civil_admin_proceedings: 'proceedings',
  civil_enforcement: 'enforcement',
  criminal_enforcement: 'enforcement',
};

/** A line as the case already knows it. Guidance needs a basis document (Đ6, Đ11.1.c); without one it is support (Đ5). */
export const entryFromCase = (view: CaseView, officer: Actor, now: Instant): Entry => {
  const shown = (...keys: readonly string[]): string => keys.flatMap((key) => view.facts.find((fact) => fact.key === key)?.shown ?? []).join(', ');
  const papers = view.evidence
    .filter(({ state }) => state === 'received')
    .map(({ name, exhibit }) => (exhibit === null ? name : `Phụ lục ${exhibit}${name === '' ? '' : `: ${name}`}`));
  return {
    ...nothingDone,
    received_on: dayAt(now),
    name: view.place.name,
    address: shown('residence_line', 'residence_place'),
    kind: view.place.verdict === 'covered_ready' ? 'guidance' : 'support',
    activity: activityOf[view.place.field ?? ''] ?? 'administration',
    content: shown('act_story') || shown('first_story'),
    papers: papers.join('; '),
    adviser: officer.name,
    appointed_on: dayAt(now),
    note: view.reference ?? '',
  };
};
