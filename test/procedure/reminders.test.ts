/** The fear: a reminder leaves at night or after «dừng nhắc» because delivery was late; who cannot be reached hears nothing; a moved day is not said; three years end without a word. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { law } from '../../flows/index.js';
import { type App, openApp } from '../../src/app.js';
import { addDays, addSeconds, dayAt, type Instant, instantAt } from '../../src/basics/index.js';
import {
  answerGiven,
  caseOpened,
  conversation,
  conversationFor,
  dossierPrepared,
  dossierReady,
  eventsOf,
  saveConversation,
  stopContact,
  timersWaiting,
} from '../../src/cases/index.js';
import { eventFrom, type StepKind } from '../../src/conversation/index.js';
import type { Parcel, SendOutcome } from '../../src/messages/index.js';
import { muted, reckoned, reckonSoon, recordStep } from '../../src/procedure/index.js';
import { query } from '../../src/storage/index.js';
import { loadWording } from '../../src/wording/index.js';
import { aRecord } from '../kit/a-record.js';

const wording = loadWording(join(import.meta.dirname, '../../locales'));
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined } as never;
const outbox = query()((db) => db.selectFrom('outbox').select(['tag', 'state', 'error', 'turn_key']).orderBy('id'));
const forget = query()((db) => db.deleteFrom('setting').where('key', '=', 'procedure.tables'));
const elsewhen = query<{ due: string }>()((db, p) =>
  db
    .updateTable('timer')
    .set({ data: p('due') })
    .where('kind', '=', 'remind'),
);

let dir: string;
let app: App;
let clock: Instant;
let id: string;
let sent: { readonly at: Instant; readonly text: string }[];
/** What the platform answers; a promise that hangs is a platform that hangs. */
let answer: () => Promise<SendOutcome>;
const now = (): Instant => clock;
const said = (): readonly string[] => sent.map(({ text }) => text);

const open = async (): Promise<void> => {
  app = await openApp({
    stateDir: dir,
    secretKey: 'a secret that only tests know, long enough',
    now,
    publicUrl: 'http://127.0.0.1',
    wording,
    log: quiet,
    mailFrom: 'Đồng Hành <donghanh@example.com>',
  });
  const capabilities = { buttons: true, filesIn: true, filesOut: true, textLimit: 4000, fileLimit: 1, pushWindow: 7 * 86_400 };
  const send = async ({ text }: Parcel): Promise<SendOutcome> => {
    sent.push({ at: now(), text });
    return await answer();
  };
  app.addChannel({ channel: 'telegram', capabilities, send });
  app.start();
  await app.idle();
};
/** A claim of an invented person; `dossier`: it was prepared. Heard of at `clock`. */
const aClaim = async (dossier: boolean): Promise<void> => {
  id = await app.db.transaction((tx) => {
    const made = conversationFor(tx, 'telegram', '5501', 'vi', clock);
    caseOpened(tx, 'case-1', made, clock);
    const talker = conversation(tx, made);
    if (talker === undefined) throw new Error('the conversation was not made');
    saveConversation(tx, { ...talker, case_id: 'case-1', phase: dossier ? 'ready' : 'interview' }, clock);
    if (dossier) {
      dossierPrepared(tx, 'dossier-1', made, 1, aRecord('criminal'), clock);
      dossierReady(tx, 'dossier-1', 'a'.repeat(64), 'b'.repeat(64), 1, clock);
    }
    return made;
  });
  await app.idle();
};
const step = (kind: StepKind, told: Readonly<Record<string, string>> = {}): Promise<void> =>
  app.db.transaction((tx) => {
    const made = eventFrom(kind, dayAt(clock), told);
    if (!made.ok) throw new Error(`${kind} lacks ${made.field}`);
    recordStep(tx, { id: `step-${kind}`, conversation: id, kind, on: dayAt(clock), event: made.event, detail: {}, number: '', signer: '', toldBy: 'person' }, now(), {
      law,
      wording,
    });
  });
const answered = (question: string, value: string): Promise<void> =>
  app.db.transaction((tx) => answerGiven(tx, { conversation: id, question, value, said: value, shown: '', inbox: null, actor: 'person' }, clock));
const asksForSupplement = async (): Promise<void> => {
  await aClaim(true);
  await step('lodged', { by: 'hand', with: 'agency' });
  await step('supplement_asked');
};

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'dong-hanh-remind-'));
  // A Tuesday; five working days after it end on Tuesday 8/12, the first rung is three working days before.
  clock = instantAt('2026-12-01', '09:00');
  sent = [];
  answer = async () => ({ kind: 'sent' });
  await open();
});
afterEach(async () => {
  await app.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** The platform hangs on the first reminder of two until `release`; the second waits in the outbox behind it. */
const twoRemindersOneHangs = async (): Promise<() => Promise<void>> => {
  await asksForSupplement();
  await step('honour_notice');
  let release = (): void => undefined;
  answer = () =>
    new Promise((resolve) => {
      release = () => resolve({ kind: 'sent' });
    });
  clock = instantAt('2026-12-04', '08:31');
  const idle = app.idle();
  const waiting = (): number => app.db.read.all(outbox, {}).filter(({ state }) => state === 'pending').length;
  for (let turn = 0; turn < 400 && (sent.length === 0 || waiting() === 0); turn++) await sleep(5);
  expect([sent.length, waiting()]).toEqual([1, 1]);
  return async () => {
    answer = async () => ({ kind: 'sent' });
    release();
    await idle;
    await app.idle();
  };
};

describe('delivery is late', () => {
  it('past eight in the evening nothing is said; in the morning it is said once, with the day counted anew', async () => {
    const release = await twoRemindersOneHangs();
    clock = instantAt('2026-12-04', '22:10');
    await release();
    expect(sent.length).toBe(1);
    expect(app.db.read.all(outbox, {}).map(({ state, error }) => `${state} ${error}`)).toEqual(['sent null', 'cancelled holds_no_more']);
    clock = instantAt('2026-12-05', '08:00');
    await app.idle();
    await app.idle();
    expect(sent.map(({ at }) => at.slice(0, 10))).toEqual(['2026-12-04', '2026-12-05']);
    expect(said().at(-1)).toMatch(/Còn [36] ngày/);
  });

  it('a step told in the night does not lose what waits for the morning', async () => {
    const release = await twoRemindersOneHangs();
    const first = sent.length;
    clock = instantAt('2026-12-04', '22:10');
    await release();
    await app.db.transaction((tx) => reckoned(tx, id, law, now()));
    clock = instantAt('2026-12-05', '08:00');
    await app.idle();
    expect(sent.length).toBeGreaterThan(first);
  });

  it('«dừng nhắc» while it waits: it is never said', async () => {
    const release = await twoRemindersOneHangs();
    const first = sent.length;
    await app.db.transaction((tx) => {
      muted(tx, id, true, now());
      reckoned(tx, id, law, now());
    });
    await release();
    clock = instantAt('2026-12-05', '09:00');
    await app.idle();
    expect(sent.length).toBe(first);
  });
});

describe('the program stood still on the last day', () => {
  it('it is said the morning after, and an officer is told', async () => {
    await asksForSupplement();
    clock = instantAt('2026-12-07', '09:00');
    await app.idle();
    const first = sent.length;
    await app.stop();
    clock = instantAt('2026-12-09', '08:00');
    await open();
    expect(said().slice(first)).toEqual([expect.stringMatching(/Ngày an toàn cuối đã qua, thứ Ba 8\/12\/2026[\s\S]*gõ «gặp cán bộ» ngay/)]);
    expect(eventsOf(app.db.read, id).filter(({ kind, data }) => kind === 'deadline_near' && data.includes('"days":0'))).toHaveLength(1);
  });

  it('done before: nothing is said', async () => {
    await asksForSupplement();
    await step('supplement_sent');
    const first = sent.length;
    await app.stop();
    clock = instantAt('2026-12-09', '08:00');
    await open();
    expect(said().slice(first).join('\n')).not.toContain('Ngày an toàn cuối đã qua');
  });
});

describe('who cannot be reached in the chat', () => {
  it('gets a mail that says only that there is a reminder: once, also after a restart', async () => {
    await asksForSupplement();
    await answered('email', 'nguoi-dan@example.com');
    await app.db.transaction((tx) => stopContact(tx, 'telegram', '5501', true));
    clock = instantAt('2026-12-03', '08:31');
    await app.idle();
    const mails = (): readonly string[] => readdirSync(join(dir, 'mail'));
    expect(mails()).toHaveLength(1);
    const mail = Buffer.from(readFileSync(join(dir, 'mail', mails()[0] ?? ''), 'utf8')).toString();
    expect(mail).toContain('To: nguoi-dan@example.com');
    expect(mail).not.toMatch(/8\/12\/2026|bổ sung/);
    expect(said()).toEqual([]);
    await app.stop();
    await open();
    clock = instantAt('2026-12-03', '10:00');
    await app.idle();
    expect(mails()).toHaveLength(1);
  });

  it('nor when the window of the platform is open: then the chat alone speaks', async () => {
    await asksForSupplement();
    await answered('email', 'nguoi-dan@example.com');
    clock = instantAt('2026-12-03', '08:31');
    await app.idle();
    expect(said().filter((text) => text.includes('8/12/2026'))).toHaveLength(1);
    expect(readdirSync(dir)).not.toContain('mail');
  });
});

describe('before the first step', () => {
  it('three years from the day the paper was received: half a year before, then nearer, also without a dossier', async () => {
    await aClaim(false);
    await answered('document_received_on', '2024-03-04');
    await app.db.transaction((tx) => reckonSoon(tx, id, {}, now()));
    await app.idle();
    const waits = timersWaiting(app.db.read, id, 'remind').map(({ due_at }) => dayAt(due_at));
    // 4/3/2027 is a Thursday and a working day; half a year before it is past.
    expect(waits).toEqual(['2026-12-04', '2027-02-02', '2027-02-25', '2027-03-03', '2027-03-04']);
    clock = instantAt('2026-12-04', '08:31');
    await app.idle();
    expect(said()).toHaveLength(1);
    expect(said()[0]).toContain('Còn 90 ngày');
    expect(said()[0]).toContain('4/3/2027 (Đ6.1)');
    expect(said()[0]).toContain('«chào»');
  });

  it('lodged: nothing of it is said any more', async () => {
    await aClaim(true);
    await answered('document_received_on', '2024-03-04');
    await app.db.transaction((tx) => reckonSoon(tx, id, {}, now()));
    await app.idle();
    await step('lodged', { by: 'hand', with: 'agency' });
    expect(timersWaiting(app.db.read, id, 'remind').filter(({ key }) => key.includes('claim_in_time'))).toEqual([]);
  });
});

describe('a day that moved is said', () => {
  it('the person corrects when the paper came: the new last day is told once, and what waits follows it', async () => {
    await aClaim(true);
    await answered('document_received_on', '2024-03-04');
    await app.db.transaction((tx) => reckonSoon(tx, id, {}, now()));
    await app.idle();
    await answered('document_received_on', '2024-06-04');
    await app.db.transaction((tx) => reckonSoon(tx, id, { claim_in_time: '2027-03-04' }, now()));
    await app.idle();
    expect(said().join('\n')).toMatch(/sửa câu trả lời.*\n• .*4\/3\/2027 → .*4\/6\/2027/);
    expect(timersWaiting(app.db.read, id, 'remind').map(({ due_at }) => dayAt(due_at))).toContain(addDays('2027-06-04', -90));
    await app.idle();
    expect(sent).toHaveLength(1);
  });

  it('the tables changed between two starts: said in the morning, not at night', async () => {
    await asksForSupplement();
    // What an older calendar would have said.
    const old = JSON.stringify({ what: 'own', step: 'supplement_given', due: '2026-12-09', days: 3 });
    await app.db.transaction((tx) => {
      tx.run(elsewhen, { due: old });
      tx.run(forget, {});
    });
    await app.stop();
    clock = instantAt('2026-12-01', '23:00');
    await open();
    expect(said()).toEqual([]);
    clock = addSeconds(instantAt('2026-12-02', '08:00'), 1);
    await app.idle();
    expect(said().join('\n')).toMatch(/Lịch nghỉ hoặc quy định.*\n• .*9\/12\/2026 → .*8\/12\/2026/);
  });
});
