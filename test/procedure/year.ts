/**
 * Owns a simulated year of many cases on a fake clock, over the real database, timers, chores and outbox: facts told at odd moments, people who
 * switch reminders off, the program stopped in the middle. What was said is judged afterwards by the clock alone.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { law } from '../../flows/index.js';
import { addDays, addSeconds, type Day, instantAt } from '../../src/basics/index.js';
import { caseOpened, conversationFor, dossierPrepared, dossierReady, nextTimerAt } from '../../src/cases/index.js';
import { type App, openApp } from '../../src/app.js';
import { eventFrom, type StepKind } from '../../src/conversation/index.js';
import { muted, reckoned, recordStep } from '../../src/procedure/index.js';
import { query } from '../../src/storage/index.js';
import { loadWording } from '../../src/wording/index.js';
import { aRecord } from '../kit/a-record.js';

export type Said = { readonly chat: string; readonly tag: string; readonly text: string; readonly at: string; readonly key: string };
/** A day that came near, as the officers' queue was told it. */
export type Near = { readonly conversation: string; readonly at: string; readonly data: string; readonly waits: string | null };
export type YearReport = {
  readonly said: readonly Said[];
  readonly near: readonly Near[];
  readonly mutedAt: ReadonlyMap<string, string>;
  readonly planned: readonly Planned[];
  readonly starts: number;
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

/** `calm`: nobody switches reminders off and the program never stops, so whatever stands when its moment comes must be said. */
export const simulateYear = async (cases: number, days: number, calm = false, seed = 7): Promise<YearReport> => {
  const stateDir = mkdtempSync(join(tmpdir(), 'dong-hanh-year-'));
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
    app.start();
    return app;
  };
  let app = await open();
  let starts = 1;
  const mutedAt = new Map<string, string>();
  const facts: { readonly at: string; readonly run: () => Promise<void> }[] = [];
  const record = aRecord('criminal', { claimant: { ...aRecord().claimant, name: CANARY } });
  for (let n = 0; n < cases; n++) {
    const chat = `nguoi-${n}`;
    const begin = addSeconds(instantAt(START, '06:00'), n);
    const id = await app.db.transaction((tx) => {
      const conversation = conversationFor(tx, 'terminal', chat, 'vi', begin);
      caseOpened(tx, `case-${n}`, conversation, begin);
      dossierPrepared(tx, `dossier-${n}`, conversation, 1, { ...record, reference: `DH-2026-${n}` }, begin);
      dossierReady(tx, `dossier-${n}`, 'a'.repeat(64), 'b'.repeat(64), 1, begin);
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
        run: () => app.db.transaction((tx) => void recordStep(tx, step, now(), { law, wording })),
      });
    }
    if (!calm && n % 5 === 0) {
      const at = instantAt(addDays(START, Math.floor(random() * days)), '10:10');
      facts.push({
        at,
        run: () =>
          app.db.transaction((tx) => {
            muted(tx, id, true, now());
            reckoned(tx, id, law, now());
            mutedAt.set(id, now());
          }),
      });
    }
  }
  facts.sort((a, b) => a.at.localeCompare(b.at));
  const end = instantAt(addDays(START, days), '23:00');
  const planned = new Map<string, Planned>();
  for (let next = 0; ; ) {
    const waits = nextTimerAt(app.db.read);
    const fact = facts[next];
    const at = [waits, fact?.at].filter((one) => one !== undefined).sort()[0];
    if (at === undefined || at > end) break;
    if (at > clock) clock = at;
    if (fact !== undefined && fact.at <= clock) {
      next += 1;
      await fact.run();
    } else {
      await app.idle();
      // Whatever is due and was not run yet waits for a better hour.
      if (nextTimerAt(app.db.read) === waits) clock = addSeconds(clock, 1);
    }
    for (const row of app.db.read.all(waitingRows, {})) if (row.due_at <= clock) planned.set(row.key, row);
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
  const said = app.db.read
    .all(saidRows, {})
    .map((row) => ({ chat: row.chat, tag: row.tag, at: row.created_at, key: row.turn_key, text: String((JSON.parse(row.payload) as { text?: string }).text ?? '') }));
  const near = app.db.read.all(nearRows, {});
  await app.stop();
  rmSync(stateDir, { recursive: true, force: true });
  return { said, near, mutedAt, planned: [...planned.values()], starts };
};

const waitingRows = query()((db) =>
  db.selectFrom('timer').select(['key', 'conversation_id as conversation', 'due_at', 'state']).where('kind', '=', 'remind').where('state', '=', 'due').$castTo<Planned>(),
);
const allRows = query()((db) => db.selectFrom('timer').select(['key', 'conversation_id as conversation', 'due_at', 'state']).where('kind', '=', 'remind').$castTo<Planned>());
const saidRows = query()((db) => db.selectFrom('outbox').select(['chat', 'tag', 'payload', 'created_at', 'turn_key']).orderBy('id'));
const nearRows = query()((db) =>
  db
    .selectFrom('event')
    .innerJoin('desk_case', 'desk_case.conversation_id', 'event.conversation_id')
    .select(['event.conversation_id as conversation', 'event.at', 'event.data', 'desk_case.wait_reason as waits'])
    .where('event.kind', '=', 'deadline_near')
    .orderBy('event.seq'),
);
