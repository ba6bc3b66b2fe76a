/**
 * Owns people who walk the script through the fake Telegram while the program dies and comes back, and the judgement afterwards: what is
 * stored against what was said, what the ledger saw against what a calm talk hears. Knows nothing of processes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { allAnswers, conversationOfChat } from '../../src/cases/index.js';
import { type Database, query } from '../../src/storage/index.js';
import { slowness } from '../kit/bot-process.js';
import type { Hold, Person } from '../kit/fake-telegram/index.js';
import { alike, type Said, scriptOf } from './script.js';

export type Crowd = {
  /** What a calm talk hears, in order, without names and numbers. */
  readonly expected: readonly string[];
  /** Everyone may now have said so many answers, no more. */
  readonly allow: (answers: number) => void;
  /** Resolves when everyone has said all and the ledger has every message or nothing comes any more, at the latest after `ms`. */
  readonly finished: (ms: number) => Promise<void>;
  readonly judge: (db: Database) => Promise<Verdict>;
  readonly stop: () => void;
};

export type Verdict = {
  readonly people: number;
  readonly answers: number;
  readonly messages: number;
  /** Messages the ledger never saw. */
  readonly missing: number;
  /** Messages the ledger saw again. */
  readonly doubled: number;
  /** Set aside for an officer after two deaths on the same message, with the officer told. */
  readonly setAside: number;
  /** Sentences; empty when all is as it must be. */
  readonly wrong: readonly string[];
};

const CALM = 900;
const firstId = 1_000;

/** A calm person talks first, undisturbed; then `count` people begin, half of them not waiting for replies. */
export const openCrowd = async (telegram: Hold, count: number, random: () => number): Promise<Crowd> => {
  const calm = await telegram.person(CALM);
  const expected = await heardInCalm(calm, scriptOf(CALM), telegram);
  let allowed = 0;
  let stopped = false;
  let sent = 0;
  const people = await Promise.all(Array.from({ length: count }, (_, i) => telegram.person(firstId + i)));
  const total = scriptOf(0).length + 1;

  const walk = async (person: Person, i: number): Promise<void> => {
    const lines = ['/start', ...scriptOf(i).map(({ says }) => says)];
    for (const [n, line] of lines.entries()) {
      while (!stopped && n > allowed) await sleep(10);
      if (stopped) return;
      await sleep(random() * 60);
      await person.says(line);
      sent += 1;
      if (i % 2 === 0) await patient(person);
    }
  };
  const walks = Promise.all(people.map(walk));

  return {
    expected,
    allow: (answers) => {
      allowed = answers;
    },
    finished: async (ms) => {
      const end = performance.now() + ms;
      const heardAll = async (): Promise<boolean> => {
        const ledger = await telegram.ledger();
        return people.every(({ id }) => compare(saidTo(ledger, id), expected).missing === 0);
      };
      while (sent < total * count && performance.now() < end) await sleep(50);
      // What is set aside for an officer never comes: then nothing moves any more.
      while (!(await heardAll()) && performance.now() < end) if (!(await moves(telegram))) break;
      stopped = true;
      await walks;
    },
    stop: () => {
      stopped = true;
    },
    judge: async (db) => {
      const ledger = await telegram.ledger();
      const parked = new Map<string, number>();
      for (const { chat, told } of db.read.all(setAside, {})) if (told !== null) parked.set(chat, (parked.get(chat) ?? 0) + 1);
      const each = people.map((person, i) => {
        const { missing, doubled, wrong } = compare(saidTo(ledger, person.id), expected);
        const aside = parked.get(String(person.id)) ?? 0;
        return {
          missing,
          doubled,
          aside,
          wrong: [
            ...wrong.map((what) => `chat ${person.id}: ${what}`),
            ...(missing > aside ? [`chat ${person.id}: ${missing} messages never reached the ledger, ${aside} set aside`] : []),
            ...stored(db, person.id, scriptOf(i)).map((what) => `chat ${person.id}: ${what}`),
          ],
        };
      });
      const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
      return {
        people: count,
        answers: count * scriptOf(0).length,
        messages: expected.length * count,
        missing: sum(each.map((one) => one.missing)),
        doubled: sum(each.map((one) => one.doubled)),
        setAside: sum(each.map((one) => one.aside)),
        wrong: each.flatMap((one) => one.wrong),
      };
    },
  };
};

/** Rows an officer was told of. */
const setAside = query()((db) =>
  db
    .selectFrom('outbox')
    .leftJoin('event', (join) => join.onRef('event.conversation_id', '=', 'outbox.conversation_id').on('event.kind', '=', 'send_parked'))
    .select(['outbox.chat', 'outbox.id', (eb) => eb.fn.max('event.seq').as('told')])
    .where('outbox.state', '=', 'parked')
    .groupBy(['outbox.id', 'outbox.chat']),
);
const inboxOf = query<{ conversation: string }>()((db, p) =>
  db.selectFrom('inbox').select(['id', 'external_id', 'state']).where('conversation_id', '=', p('conversation')).where('channel', '=', 'telegram').orderBy('id'),
);

/** What is stored of a person against the script: every answer once, in order, in their words, each from a message of its own. */
const stored = (db: Database, chat: number, script: readonly Said[]): readonly string[] => {
  const conversation = conversationOfChat(db.read, 'telegram', String(chat));
  if (conversation === undefined) return ['has no conversation'];
  const answers = allAnswers(db.read, conversation);
  const wrong: string[] = [];
  const is = answers.map(({ question, said }) => `${question}=${said}`);
  const should = script.map(({ question, says }) => `${question}=${says}`);
  if (is.join('\n') !== should.join('\n'))
    wrong.push(`stored ${is.length} answers, said ${should.length}; the first that differs is ${is.find((one, n) => one !== should[n]) ?? should[is.length]}`);
  if (answers.some(({ superseded_at }) => superseded_at !== null)) wrong.push('an answer was given twice');
  const from = answers.map(({ inbox_id }) => inbox_id ?? -1);
  if (from.some((id, n) => n > 0 && id <= (from[n - 1] ?? 0))) wrong.push('answers are not in the order of the messages');
  const inbox = db.read.all(inboxOf, { conversation });
  if (inbox.length !== script.length + 1) wrong.push(`the inbox has ${inbox.length} messages, said were ${script.length + 1}`);
  if (inbox.some(({ state }) => state !== 'done')) wrong.push('a message is not done');
  return wrong;
};

const saidTo = (ledger: Awaited<ReturnType<Hold['ledger']>>, chat: number): readonly string[] =>
  ledger.filter((entry) => entry.chat === chat && entry.method === 'sendMessage').map(({ text = '' }) => alike(text));

type Compared = { readonly missing: number; readonly doubled: number; readonly wrong: readonly string[] };

/** The ledger against the calm talk: each message at least once and in order; a repeat may only follow its first. */
export const compare = (heard: readonly string[], expected: readonly string[]): Compared => {
  const wrong: string[] = [];
  let at = 0;
  let skipped = 0;
  let doubled = 0;
  for (const text of heard) {
    if (text === expected[at]) at += 1;
    else if (at > 0 && text === expected[at - 1]) doubled += 1;
    else {
      const later = expected.indexOf(text, at);
      if (later < 0) wrong.push(`heard out of order or unknown: «${text.slice(0, 60)}»`);
      else {
        skipped += later - at;
        at = later + 1;
      }
    }
  }
  return { missing: skipped + expected.length - at, doubled, wrong };
};

/** Waits for the bot's word a little, as a person does; goes on without it. */
const patient = async (person: Person): Promise<void> => {
  const end = performance.now() + 400;
  while (performance.now() < end) {
    if ((await person.transcript()).at(-1)?.from === 'bot') return;
    await sleep(15);
  }
};

const heardInCalm = async (person: Person, script: readonly Said[], telegram: Hold): Promise<readonly string[]> => {
  for (const line of ['/start', ...script.map(({ says }) => says)]) {
    const id = await person.says(line);
    await person.hears(id, 20_000);
    // A turn may have several parts; the next line comes when it is quiet.
    await quiet(telegram);
  }
  const heard = saidTo(await telegram.ledger(), person.id);
  if (new Set(heard).size <= script.length) throw new Error(`the calm talk went wrong, nothing to compare with: ${heard.slice(-2).join(' / ')}`);
  return heard;
};

/** Whether anything is sent within a while. */
const moves = async (telegram: Hold): Promise<boolean> => {
  const last = async () => (await telegram.ledger()).filter(({ method }) => method === 'sendMessage').at(-1)?.seq ?? 0;
  const before = await last();
  const end = performance.now() + 2_000 * slowness();
  while (performance.now() < end) {
    if ((await last()) !== before) return true;
    await sleep(50);
  }
  return false;
};

/** Resolves when nothing was sent for a little while. */
export const quiet = async (telegram: Hold, ms = 120): Promise<void> => {
  for (let before = -1; ; ) {
    const sends = (await telegram.ledger()).filter(({ method }) => method.startsWith('send')).length;
    if (sends === before) return;
    before = sends;
    await sleep(ms);
  }
};
