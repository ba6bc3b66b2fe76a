/**
 * Owns a simulated year of many cases on a fake clock, over the real database, timers, chores and outbox: facts told at odd moments, people who
 * switch reminders off, the program stopped and killed in the middle. What reached people is judged afterwards by the clock alone. A kill is what a
 * dead process leaves: the files as they are between two ticks, with messages on their way; what the dead one still sends nobody gets.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as tick } from 'node:timers/promises';
import { law } from '../../flows/index.js';
import { addDays, addSeconds, clockAt, type Day, dayAt, instantAt } from '../../src/basics/index.js';
import { answerGiven, caseOpened, conversationFor, conversationOfChat, dossierPrepared, dossierReady, nextTimerAt } from '../../src/cases/index.js';
import { type App, openApp } from '../../src/app.js';
import { eventFrom, type StepKind } from '../../src/conversation/index.js';
import { muted, reckoned, reckonSoon, recordStep } from '../../src/procedure/index.js';
import { query } from '../../src/storage/index.js';
import { loadWording } from '../../src/wording/index.js';
import { aRecord } from '../kit/a-record.js';

/** What reached a person, at the moment it did. */
export type Sent = { readonly chat: string; readonly tag: string; readonly text: string; readonly at: string };
/** A row of the outbox at the end. */
export type Row = { readonly key: string; readonly tag: string; readonly state: string; readonly error: string | null };
/** A day that came near, as the officers' queue was told it. */
export type Near = { readonly conversation: string; readonly at: string; readonly data: string; readonly waits: string | null };
export type YearReport = {
  readonly sent: readonly Sent[];
  readonly rows: readonly Row[];
  readonly near: readonly Near[];
  /** By chat. */
  readonly mutedAt: ReadonlyMap<string, string>;
  /** The same by conversation. */
  readonly mutedIds: ReadonlyMap<string, string>;
  readonly planned: readonly Planned[];
  /** When something was told of a case. */
  readonly told: readonly { readonly conversation: string; readonly at: string }[];
  readonly starts: number;
  readonly kills: number;
};
/** A rung that stood in the waiting rows at some time, with whether its moment passed while it stood. */
export type Planned = { readonly key: string; readonly conversation: string; readonly due_at: string; readonly state: string };

export const CANARY = 'Nguyễn Canary Bí Mật';
const START: Day = '2026-12-01';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined } as never;

/** A small fixed generator: the same seed, the same year. */
const randomFrom = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296;
};

/** What may happen to a case, in order, with the days between. */
const lives: readonly (readonly (readonly [StepKind, number, Readonly<Record<string, string>>?])[])[] = [
  [
    ['lodged', 3, { by: 'hand', with: 'agency' }],
    ['supplement_asked', 4],
    ['supplement_sent', 3],
    ['accepted', 4],
    ['verification_ended', 14],
    ['verification_reported', 3],
    ['negotiation_started', 2],
    ['negotiation_ended', 8, { agreed: 'yes', signed: 'yes' }],
    ['decision_handed', 0],
    ['payment_notice', 30],
  ],
  [
    ['lodged', 5, { by: 'post', with: 'agency' }],
    ['accepted', 6],
    ['negotiation_started', 30],
    ['negotiation_ended', 9, { agreed: 'no', signed: 'yes' }],
  ],
  [['lodged', 8, { by: 'hand', with: 'justice_department' }]],
  [
    ['accepted', 10],
    ['suspended', 40, { ground: 'minutes_not_signed' }],
  ],
  [
    ['lodged', 2, { by: 'hand', with: 'agency' }],
    ['supplement_asked', 3],
  ],
  [
    ['accepted', 4],
    ['honour_notice', 12],
    ['honour_replied', 6, { answer: 'agree' }],
  ],
  [],
];

/** One thing of the year, as it happened. A process that may die at any moment writes each down at once (`year-child.ts`). */
export type Entry =
  | { readonly is: 'sent'; readonly sent: Sent }
  | { readonly is: 'told'; readonly conversation: string; readonly at: string }
  | { readonly is: 'muted'; readonly chat: string; readonly conversation: string; readonly at: string }
  | { readonly is: 'waits'; readonly row: Planned }
  | { readonly is: 'hour'; readonly at: string };
/** A year that outlives its process: the same folder, what happened before, where to write down what happens. */
export type Held = { readonly stateDir: string; readonly before: readonly Entry[]; readonly note: (entry: Entry) => void };

/**
 * `calm`: nobody switches reminders off and the program never stops, so whatever stands when its moment comes must be said. `held`: somebody else kills
 * this process; begun again with the same arguments it goes on.
 */
export const simulateYear = async (cases: number, days: number, calm = false, seed = 7, held?: Held): Promise<YearReport> => {
  let stateDir = held?.stateDir ?? mkdtempSync(join(tmpdir(), 'dong-hanh-year-'));
  const random = randomFrom(seed);
  let clock = instantAt(START, '07:00');
  const now = (): string => clock;
  const wording = loadWording(join(import.meta.dirname, '../../locales'));
  const open = async (): Promise<App> => {
    const app = await openApp({
      stateDir,
      secretKey: 'a secret that only tests know, long enough',
      now,
      publicUrl: 'http://127.0.0.1',
      wording,
      log: quiet,
      mailFrom: 'Đồng Hành <donghanh@example.com>',
    });
    generation += 1;
    const mine = generation;
    app.addChannel({
      channel: 'telegram',
      capabilities: { buttons: true, filesIn: true, filesOut: true, textLimit: 4000, fileLimit: 1 },
      send: async ({ chat, tag = '', text }) => {
        if (mine === generation) note({ is: 'sent', sent: { chat, tag, text, at: clock } });
        // An answer takes its time: a kill finds messages whose fate is not written yet.
        await tick();
        await tick();
        return { kind: 'sent' };
      },
    });
    app.start();
    return app;
  };
  const sent: Sent[] = [];
  const mutedAt = new Map<string, string>();
  const mutedIds = new Map<string, string>();
  const told: { readonly conversation: string; readonly at: string }[] = [];
  const planned = new Map<string, Planned>();
  let next = 0;
  const happened = (entry: Entry): void => {
    if (entry.is === 'sent') sent.push(entry.sent);
    else if (entry.is === 'waits') planned.set(entry.row.key, entry.row);
    else if (entry.is === 'hour') clock = entry.at;
    else {
      next += 1;
      if (entry.is === 'told') told.push(entry);
      else {
        mutedAt.set(entry.chat, entry.at);
        mutedIds.set(entry.conversation, entry.at);
      }
    }
  };
  const note = (entry: Entry): void => {
    happened(entry);
    held?.note(entry);
  };
  for (const entry of held?.before ?? []) happened(entry);
  let generation = 0;
  let app = await open();
  let starts = 1;
  let kills = 0;
  const kill = async (): Promise<void> => {
    const busy = app.idle();
    for (let n = Math.floor(random() * 12); n > 0; n--) await tick();
    const left = mkdtempSync(join(tmpdir(), 'dong-hanh-year-'));
    cpSync(stateDir, left, { recursive: true });
    generation += 1;
    await busy;
    await app.stop();
    rmSync(stateDir, { recursive: true, force: true });
    stateDir = left;
    clock = addSeconds(clock, Math.floor(random() * 3600));
    app = await open();
    starts += 1;
    kills += 1;
  };
  const facts: { readonly at: string; readonly run: () => Promise<void> }[] = [];
  const record = aRecord('criminal', { claimant: { ...aRecord().claimant, name: CANARY } });
  for (let n = 0; n < cases; n++) {
    const chat = `nguoi-${n}`;
    const begin = addSeconds(instantAt(START, '06:00'), n);
    const received = addDays(START, (n % 3 === 0 ? Math.floor(random() * days) : 0) - 3 * 365);
    const id = await app.db.transaction((tx) => {
      const known = conversationOfChat(tx, 'telegram', chat);
      if (known !== undefined) return known;
      const conversation = conversationFor(tx, 'telegram', chat, 'vi', begin);
      caseOpened(tx, `case-${n}`, conversation, begin);
      dossierPrepared(tx, `dossier-${n}`, conversation, 1, { ...record, reference: `DH-2026-${n}` }, begin);
      dossierReady(tx, `dossier-${n}`, 'a'.repeat(64), 'b'.repeat(64), 1, begin);
      // Some have their three years ending within this one.
      if (n % 3 === 0) {
        answerGiven(tx, { conversation, question: 'document_received_on', value: received, said: '', shown: '', inbox: null, actor: 'person' }, begin);
        reckonSoon(tx, conversation, {}, begin);
      }
      return conversation;
    });
    let day = addDays(START, Math.floor(random() * (days - 90)));
    for (const [i, [kind, after, extra]] of (lives[n % lives.length] ?? []).entries()) {
      day = addDays(day, after + Math.floor(random() * 2));
      const on = day;
      const made = eventFrom(kind, on, extra ?? {});
      if (!made.ok) throw new Error(`the life has no ${made.field} for ${kind}`);
      const step = { id: `${id}-${i}`, conversation: id, kind, on, event: made.event, detail: {}, number: CANARY, signer: CANARY, toldBy: 'person' as const, form: `life ${i}` };
      facts.push({
        at: instantAt(on, `${String(6 + Math.floor(random() * 17)).padStart(2, '0')}:15`),
        run: async () => {
          await app.db.transaction((tx) => void recordStep(tx, step, now(), { law, wording }));
          note({ is: 'told', conversation: id, at: now() });
        },
      });
    }
    if (!calm && n % 5 === 0) {
      const at = instantAt(addDays(START, Math.floor(random() * days)), '10:10');
      facts.push({
        at,
        run: async () => {
          await app.db.transaction((tx) => {
            muted(tx, id, true, now());
            reckoned(tx, id, law, now());
          });
          note({ is: 'muted', chat, conversation: id, at: now() });
        },
      });
    }
  }
  facts.sort((a, b) => a.at.localeCompare(b.at));
  const end = instantAt(addDays(START, days), '23:00');
  for (;;) {
    const waits = nextTimerAt(app.db.read);
    const fact = facts[next];
    const at = [waits, fact?.at].filter((one) => one !== undefined).sort()[0];
    if (at === undefined || at > end) break;
    if (at > clock) clock = at;
    held?.note({ is: 'hour', at: clock });
    if (fact !== undefined && fact.at <= clock) {
      await fact.run();
    } else {
      await app.idle();
      // Whatever is due and was not run yet waits for a better hour.
      if (nextTimerAt(app.db.read) === waits) clock = addSeconds(clock, 1);
    }
    for (const row of app.db.read.all(waitingRows, { now: clock })) if (planned.get(row.key)?.due_at !== row.due_at) note({ is: 'waits', row });
    if (held !== undefined) continue;
    if (!calm && random() < 0.01) await kill();
    // The program ends at odd moments and comes back later, sometimes at night.
    if (!calm && random() < 0.004) {
      await app.stop();
      clock = addSeconds(clock, Math.floor(random() * 30 * 3600));
      app = await open();
      starts += 1;
    }
  }
  await app.idle();
  for (const row of app.db.read.all(allRows, {})) planned.set(row.key, row);
  const rows = app.db.read.all(saidRows, {});
  const near = app.db.read.all(nearRows, {});
  await app.stop();
  if (held === undefined) rmSync(stateDir, { recursive: true, force: true });
  return { sent, rows, near, mutedAt, mutedIds, planned: [...planned.values()], told, starts, kills };
};

const waitingRows = query<{ now: string }>()((db, p) =>
  db
    .selectFrom('timer')
    .select(['key', 'conversation_id as conversation', 'due_at', 'state'])
    .where('kind', '=', 'remind')
    .where('state', '=', 'due')
    .where('due_at', '<=', p('now'))
    .$castTo<Planned>(),
);
const allRows = query()((db) => db.selectFrom('timer').select(['key', 'conversation_id as conversation', 'due_at', 'state']).where('kind', '=', 'remind').$castTo<Planned>());
const saidRows = query()((db) => db.selectFrom('outbox').select(['turn_key as key', 'tag', 'state', 'error']).orderBy('id'));
const nearRows = query()((db) =>
  db
    .selectFrom('event')
    .innerJoin('desk_case', 'desk_case.conversation_id', 'event.conversation_id')
    .select(['event.conversation_id as conversation', 'event.at', 'event.data', 'desk_case.wait_reason as waits'])
    .where('event.kind', '=', 'deadline_near')
    .orderBy('event.seq'),
);

/** The longest that a stop of the program keeps a moment waiting here, and the night after it. */
const LATEST_HOURS = 48;
const hoursBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 3_600_000;

/**
 * Moments that passed and were not said, though the person wanted reminders, nothing was told of the case meanwhile and no later moment of the same day
 * took over: missed, by kills or otherwise.
 */
export const missedIn = ({ planned, rows, told, mutedIds }: YearReport): readonly string[] => {
  const said = new Set(rows.filter(({ state }) => state === 'sent').map(({ key }) => key.replace(/^remind:/, '').replace(/#\d+$/, '')));
  /** A key is the case, the step, its day and the rung. */
  const ladderOf = (key: string): string => key.slice(0, key.lastIndexOf(':'));
  return planned
    .filter(({ key, conversation, due_at, state }) => {
      if (state !== 'done' || said.has(key) || due_at >= (mutedIds.get(conversation) ?? '9999')) return false;
      const soon = (at: string): boolean => at > due_at && hoursBetween(due_at, at) <= LATEST_HOURS;
      // A moment that was put off to a morning stood earlier: what was told since then counts too.
      const since = (at: string): boolean => Math.abs(hoursBetween(due_at, at)) <= LATEST_HOURS;
      if (since(mutedIds.get(conversation) ?? '') || told.some((one) => one.conversation === conversation && since(one.at))) return false;
      return !planned.some((other) => other.key !== key && ladderOf(other.key) === ladderOf(key) && soon(other.due_at));
    })
    .map(({ key, due_at }) => `${key} at ${due_at}`);
};

/** A kill finds at most so many messages on their way; each may come a second time, and no more. */
const ON_THEIR_WAY = 64;

/** What a year must be free of: each list empty. */
export const faultsOf = (year: YearReport): Readonly<Record<string, readonly unknown[]>> => {
  const { sent, rows, near, mutedAt, planned, kills } = year;
  const reminders = remindersOf(year);
  const doubled = doubledIn(year);
  const keys = rows.map(({ key }) => key);
  const told = near.map(({ conversation, data }) => `${conversation} ${data}`);
  const end = sent.at(-1)?.at ?? '';
  return {
    'two rows for one moment': keys.filter((key, i) => keys.indexOf(key) !== i),
    'more than twice': doubled.filter(({ times }) => times > 2),
    'twice without a kill': doubled.length > kills * ON_THEIR_WAY ? doubled : [],
    'at night': reminders.filter(({ at }) => clockAt(at) < '08:00' || clockAt(at) >= '20:00'),
    'tells on the locked screen, or whom it is about': reminders.filter(({ text }) => text.includes(CANARY) || (text.split('\n')[0] ?? '').length < 60),
    'a moment that failed': planned.filter(({ state }) => state !== 'due' && state !== 'done'),
    'a moment forgotten': planned.filter(({ state, due_at }) => state === 'due' && due_at < addSeconds(end, -86_400)),
    'not sent in the end': rows.filter(({ state }) => state !== 'sent' && state !== 'cancelled'),
    'after «dừng nhắc»': reminders.filter(({ chat, at }) => at > (mutedAt.get(chat) ?? '9999')),
    'an officer told twice': told.filter((one, i) => told.indexOf(one) !== i),
    'near, and the queue does not say so': near.filter(({ waits }) => waits !== 'deadline_near'),
    missed: missedIn(year),
  };
};
export const remindersOf = ({ sent }: YearReport): readonly Sent[] => sent.filter(({ tag }) => tag.startsWith('remind.'));
const doubledIn = (year: YearReport): readonly { readonly what: string; readonly times: number }[] => {
  const times = new Map<string, number>();
  for (const { chat, text, at } of remindersOf(year)) times.set(`${chat} ${dayAt(at)} ${text}`, (times.get(`${chat} ${dayAt(at)} ${text}`) ?? 0) + 1);
  return [...times].flatMap(([what, count]) => (count > 1 ? [{ what, times: count }] : []));
};
export const figuresOf = (cases: number, year: YearReport): string =>
  `a year of ${cases} cases: ${remindersOf(year).length} reminders reached people (${doubledIn(year).length} of them twice, after a kill), ${year.planned.length} moments waited for, ${year.rows.filter(({ error }) => error === 'holds_no_more').length} held back when their turn came, ${year.starts} starts, ${year.kills} kills`;
