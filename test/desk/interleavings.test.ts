/**
 * The fear: some order of a person, a bot, two officers, a crash and a release in which two voices speak, a word is lost, or the bot talks
 * over an officer. Seeded: `DESK_RUNS=10000` for the long night (`DESK_SEED` to repeat one).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conversation, conversationOfChat, eventsOf } from '../../src/cases/index.js';
import { correct, handBack, leaseLapsed, linesOf, passOn, reply, takeOver, undoReply } from '../../src/desk/index.js';
import { storeMessage } from '../../src/inbox/index.js';
import { type Database, openSqlite, type Tx } from '../../src/storage/index.js';
import { takeTurn } from '../../src/turn/index.js';
import type { Actor } from '../../src/desk/index.js';
import { randomFrom } from '../kit/random.js';
import { hoa, nam, tools } from './kit.js';
import { openWire, type Wire } from './wire.js';

const RUNS = Number(process.env.DESK_RUNS ?? 400);
const SEED = Number(process.env.DESK_SEED ?? 1);
const STEPS = 26;
const TOGETHER = 50;

type World = { db: Database; wire: Wire; clock: number; messages: number };
const now = (world: World): string => {
  world.clock += 1_000;
  return new Date(world.clock).toISOString();
};

type Story = {
  readonly chat: string;
  readonly wrote: string[];
  /** What each officer's open page shows: the epoch and the lines. */
  readonly pages: Map<string, { epoch: number; seen: { in: number; out: number } }>;
  readonly said: { officer: Actor; key: string }[];
};

const acts = ['writes', 'turn', 'send', 'arrive', 'look', 'take', 'reply', 'undo', 'correct', 'back', 'pass', 'lapse', 'crash'] as const;
const weights: Readonly<Record<(typeof acts)[number], number>> = {
  writes: 6,
  turn: 6,
  send: 6,
  arrive: 5,
  look: 5,
  take: 5,
  reply: 5,
  undo: 1,
  correct: 2,
  back: 3,
  pass: 1,
  lapse: 1,
  crash: 1,
};

const step = async (world: World, story: Story, random: () => number): Promise<void> => {
  const id = conversationOfChat(world.db.read, 'telegram', story.chat);
  const act = pick(random);
  const officer = random() < 0.5 ? hoa : nam;
  const page = story.pages.get(officer.id);
  const within = <T>(work: (tx: Tx) => T): Promise<T> => world.db.transaction(work);
  if (act === 'writes' || id === undefined) {
    const text = random() < 0.3 ? 'đồng ý' : random() < 0.2 ? 'gặp cán bộ' : `tin ${story.wrote.length}`;
    story.wrote.push(text);
    world.messages += 1;
    const externalId = String(world.messages);
    await within((tx) => storeMessage(tx, { channel: 'telegram', externalId, chat: story.chat, body: { kind: 'text', text } }, now(world)));
    return;
  }
  switch (act) {
    case 'turn':
      await within((tx) => takeTurn(tx, id, now(world), tools));
      return;
    case 'send':
      return world.wire.claim(world.db, story.chat, now(world));
    case 'arrive':
      return world.wire.settle(world.db, story.chat, random() < 0.8 ? 'sent' : 'uncertain', now(world));
    case 'look':
      story.pages.set(officer.id, { epoch: conversation(world.db.read, id)?.epoch ?? 0, seen: linesOf(world.db.read, id).seen });
      return;
    case 'take':
      if (page !== undefined) await within((tx) => takeOver(tx, id, officer, page.epoch, now(world), tools));
      return;
    case 'reply': {
      if (page === undefined) return;
      const key = `k${world.clock}`;
      const said = await within((tx) => reply(tx, id, officer, { text: `lời ${key}`, token: key, seen: page.seen }, now(world), tools));
      if (said.ok) story.said.push({ officer, key: said.key });
      return;
    }
    case 'undo': {
      const last = story.said.findLast((one) => one.officer.id === officer.id);
      if (last !== undefined) await within((tx) => undoReply(tx, id, officer, last.key, now(world), tools));
      return;
    }
    case 'correct':
      await within((tx) => correct(tx, id, officer, { key: 'field', given: { option: random() < 0.5 ? 'administration' : 'criminal_proceedings' } }, now(world), tools));
      return;
    case 'back':
      await within((tx) => handBack(tx, id, officer, now(world), tools));
      return;
    case 'pass':
      await within((tx) => passOn(tx, id, officer, now(world), tools));
      return;
    case 'lapse':
      world.clock += 3_600_000;
      await within((tx) => leaseLapsed(tx, id, now(world), tools));
      return;
    case 'crash':
      return world.wire.crash(world.db, now(world));
  }
};

const pick = (random: () => number): (typeof acts)[number] => {
  let left = random() * Object.values(weights).reduce((sum, one) => sum + one, 0);
  for (const act of acts) {
    left -= weights[act];
    if (left < 0) return act;
  }
  return 'turn';
};

const check = (world: World, story: Story, where: string): void => {
  const id = conversationOfChat(world.db.read, 'telegram', story.chat) ?? '';
  const events = eventsOf(world.db.read, id);
  const { lines } = linesOf(world.db.read, id, undefined, 10_000);
  const came = lines.flatMap((line) => (line.side === 'in' && line.body.kind === 'text' ? [line.body.text] : []));
  expect(came, `${where}: every message kept, in order`).toEqual(story.wrote);

  const taken = events.filter(({ kind }) => kind === 'taken_over');
  const notices = lines.filter((line) => line.side === 'out' && line.tag === 'desk.taken_over');
  expect(notices.length, `${where}: one notice a take-over`).toBe(taken.length);
  expect(
    notices.every((line) => line.side === 'out' && line.delivery !== 'cancelled'),
    `${where}: no notice withdrawn`,
  ).toBe(true);

  // Two owners can never be: between a take-over and the end of it nobody else takes over.
  let owner: string | undefined;
  for (const event of events) {
    if (event.kind === 'taken_over') {
      expect(owner, `${where}: taken while owned`).toBeUndefined();
      owner = event.actor;
    } else if (event.kind === 'handed_back' || event.kind === 'case_passed_on' || event.kind === 'lease_lapsed') {
      if (event.kind !== 'lease_lapsed') expect(event.actor, `${where}: ended by its owner`).toBe(owner);
      owner = undefined;
    } else if (['officer_said', 'answer_corrected'].includes(event.kind)) expect(event.actor, `${where}: only the owner acts`).toBe(owner);
  }
  expect(conversation(world.db.read, id)?.owner.startsWith('officer:') ?? false, `${where}: the stored owner is the last of the story`).toBe(owner !== undefined);

  // The wire's own ledger: no bot word leaves while an officer owns, but those marked as on the wire at the take-over.
  for (const sent of world.wire.left(story.chat)) {
    const before = events.filter(({ at, kind }) => at <= sent.at && ['taken_over', 'handed_back', 'case_passed_on', 'lease_lapsed'].includes(kind)).at(-1);
    if (before?.kind === 'taken_over' && sent.lane !== 'officer') throw new Error(`${where}: the bot said row ${sent.row} at ${sent.at} while ${before.actor} owned the talk`);
  }
  for (const wired of world.wire.arrivedLate(story.chat)) {
    const marked = taken.some(({ data }) => (JSON.parse(data) as { wire: readonly number[] }).wire.includes(wired.row));
    expect(marked, `${where}: a bot word that arrived after a take-over is marked`).toBe(true);
  }
};

/** One story from the first word to the check; how often it was taken over. */
const told = async (world: World, run: number): Promise<number> => {
  const random = randomFrom(SEED * 100_003 + run);
  const story: Story = { chat: `c${SEED}-${run}`, wrote: [], pages: new Map(), said: [] };
  for (let n = 0; n < STEPS; n++) await step(world, story, random);
  check(world, story, `run ${run} of seed ${SEED}`);
  const id = conversationOfChat(world.db.read, 'telegram', story.chat) ?? '';
  return eventsOf(world.db.read, id).filter(({ kind }) => kind === 'taken_over').length;
};

describe(`${RUNS} interleavings of person, bot and two officers`, () => {
  it('never two owners, no bot word over an officer, one notice a take-over, nothing lost', { timeout: 1_800_000 }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'dh-weave-'));
    const open = (): Database => openSqlite(join(dir, 'weave.db'), Buffer.alloc(32, 7));
    const world: World = { db: open(), wire: openWire(), clock: Date.parse('2026-11-18T01:00:00Z'), messages: 0 };
    let takeovers = 0;
    try {
      for (let first = 0; first < RUNS; first += TOGETHER) {
        // Side by side they share commits, as conversations do in life; each story's own order is kept.
        const runs = Array.from({ length: Math.min(TOGETHER, RUNS - first) }, (_, i) => first + i);
        takeovers += (await Promise.all(runs.map((run) => told(world, run)))).reduce((sum, one) => sum + one, 0);
        // A release: everything in memory is gone, the file stays.
        if (first % (TOGETHER * 10) !== 0) continue;
        world.db.close();
        world.db = open();
      }
      expect(takeovers).toBeGreaterThan(RUNS / 4);
    } finally {
      world.db.close();
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
