/**
 * Owns one process that takes durable turns without any network (inbox and turns as the program wires them) and then writes the very rows those
 * turns wrote as bare prepared statements, one synced transaction a turn. Sends its figures to the parent.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { keyFor } from '../src/keys.js';
import { fold } from '../src/basics/index.js';
import { capabilities } from '../src/channels/telegram/index.js';
import { repositoryFolder } from '../src/repository/index.js';
import { openInbox } from '../src/inbox/index.js';
import { openLog } from '../src/log.js';
import { openSqlite } from '../src/storage/index.js';
import { openTurns } from '../src/turns.js';
import { loadWording } from '../src/wording/index.js';
import { interviewSchema } from './interview.js';
import { tell } from './tell.js';

const { values } = parseArgs({ options: { dir: { type: 'string', default: '' }, interview: { type: 'string', default: '' }, rounds: { type: 'string', default: '5' } } });
const steps = interviewSchema.parse(JSON.parse(readFileSync(values.interview, 'utf8')));
const wording = loadWording(join(repositoryFolder(), 'locales'));
const key = keyFor('the same key for turns and bare rows', 'database');
const log = openLog(process.stderr);
const now = (): string => new Date().toISOString();
let files = 0;
const freshFile = (): string => {
  files += 1;
  return join(values.dir, `raw-${files}.db`);
};

/** Milliseconds of processor this process has used. */
const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Turns a second of `people` side by side, each waiting for the commit of the own turn before saying the next; and what one costs the processor, ms. */
const takeTurns = async (file: string, people: number): Promise<{ readonly perSecond: number; readonly cpu: number }> => {
  const db = openSqlite(file, key);
  const taken = new Map<string, number>();
  const waiting = new Map<string, { readonly turns: number; readonly go: () => void }>();
  const look = (conversation: string): void => {
    const waiter = waiting.get(conversation);
    if (waiter !== undefined && (taken.get(conversation) ?? 0) >= waiter.turns) waiter.go();
  };
  const turns = openTurns(
    db,
    now,
    { wording, capabilities: () => capabilities, linkKey: Buffer.alloc(32), publicUrl: 'https://donghanh.example' },
    (conversation) => {
      taken.set(conversation, (taken.get(conversation) ?? 0) + 1);
      look(conversation);
    },
    log,
  );
  const person = async (chat: string): Promise<void> => {
    for (const [at, { says }] of steps.entries()) {
      await new Promise<void>((resolve, reject) => {
        const receive = openInbox(db, now, (conversations) => {
          turns.wake(conversations);
          const [conversation = ''] = conversations;
          waiting.set(conversation, { turns: at + 1, go: resolve });
          // Its turn may have been taken in the commit that stored it.
          look(conversation);
        });
        const body = at === 0 ? ({ kind: 'start' } as const) : ({ kind: 'text', text: says } as const);
        receive([{ channel: 'telegram', externalId: `${chat}-${at}`, chat, languageHint: 'vi', body }]).catch(reject);
      });
    }
  };
  const used = processor();
  const from = performance.now();
  await Promise.all(Array.from({ length: people }, (_, i) => person(`chat ${i}`)));
  const seconds = (performance.now() - from) / 1000;
  const cpu = (processor() - used) / (people * steps.length);
  const { parked } = turns.counts();
  await turns.idle();
  db.close();
  if (parked > 0) throw new Error(`${parked} turns failed; the figures would be of something else`);
  return { perSecond: (people * steps.length) / seconds, cpu };
};

type Cells = readonly (string | number | null)[];
type Written = { readonly inbox: Cells; readonly answers: readonly Cells[]; readonly outbox: readonly Cells[]; readonly conversation: Cells };

const open = (file: string): Sqlite.Database => {
  const db = new Sqlite(file);
  for (const pragma of [`cipher='aegis'`, `key="x'${key.toString('hex')}'"`, 'journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON', 'temp_store=MEMORY', 'secure_delete=ON'])
    db.pragma(pragma);
  // The tables' triggers fold words for the officers' search: part of what a row costs on both sides.
  db.function('fold', { deterministic: true }, (text) => fold(String(text ?? '')));
  return db;
};

const columns = {
  inbox: ['channel', 'external_id', 'conversation_id', 'received_at', 'body', 'state', 'note'],
  answer: ['conversation_id', 'question', 'value', 'said', 'wording_id', 'inbox_id', 'actor', 'answered_at', 'superseded_at'],
  outbox: [
    'conversation_id',
    'channel',
    'chat',
    'turn_key',
    'part',
    'lane',
    'class',
    'epoch',
    'tag',
    'payload',
    'state',
    'attempts',
    'not_before',
    'provider_id',
    'error',
    'created_at',
    'done_at',
  ],
  conversation: ['language', 'phase', 'owner', 'position', 'pending', 'touched_at', 'id'],
} as const;

/** What each turn left behind: one inbox row, its answers and replies, the conversation as it stands. */
const readTurns = (file: string): readonly Written[] => {
  const db = open(file);
  const rows = (table: keyof typeof columns, where: string) => db.prepare<(string | number)[], Cells>(`select ${columns[table].join(', ')} from ${table} where ${where}`).raw(true);
  const [answers, outbox, conversation] = [rows('answer', 'inbox_id = ?'), rows('outbox', 'turn_key = ?'), rows('conversation', 'id = ?')];
  const inbox = db
    .prepare<[], [number, string, ...Cells]>(`select id, conversation_id, ${columns.inbox.join(', ')} from inbox order by id`)
    .raw(true)
    .all();
  const written = inbox.map(([id, talker, ...row]) => ({ inbox: row, answers: answers.all(id), outbox: outbox.all(`turn:${id}`), conversation: conversation.get(talker) ?? [] }));
  db.close();
  return written;
};

const bytesOf = ({ inbox, answers, outbox, conversation }: Written): number =>
  [inbox, ...answers, ...outbox, conversation].flat().reduce<number>((all, cell) => all + (typeof cell === 'string' ? Buffer.byteLength(cell) : cell === null ? 0 : 8), 0);

/** The same rows into the same tables with the same indexes: transactions a second, each of `each` turns. */
const writeBare = (file: string, turns: readonly Written[], each: number): number => {
  openSqlite(file, key).close();
  const db = open(file);
  const people = new Set(turns.map(({ conversation }) => conversation.at(-1)));
  for (const id of people) db.prepare(`insert into conversation (id, language, phase, owner, epoch, created_at, touched_at) values (?, 'vi', 'consent', 'bot', 1, '', '')`).run(id);
  const insert = (table: 'inbox' | 'answer' | 'outbox') => db.prepare(`insert into ${table} (${columns[table].join(', ')}) values (${columns[table].map(() => '?').join(', ')})`);
  const statements = { inbox: insert('inbox'), answer: insert('answer'), outbox: insert('outbox') };
  const save = db.prepare(
    `update conversation set ${columns.conversation
      .slice(0, -1)
      .map((name) => `${name} = ?`)
      .join(', ')} where id = ?`,
  );
  const [begin, commit] = [db.prepare('begin immediate'), db.prepare('commit')];
  const from = performance.now();
  for (let at = 0; at < turns.length; at += each) {
    begin.run();
    for (const turn of turns.slice(at, at + each)) {
      statements.inbox.run(...turn.inbox);
      for (const row of turn.answers) statements.answer.run(...row);
      for (const row of turn.outbox) statements.outbox.run(...row);
      save.run(...turn.conversation);
    }
    commit.run();
  }
  const seconds = (performance.now() - from) / 1000;
  db.close();
  return turns.length / seconds;
};

const MANY = 100;
const round = async () => {
  const few = freshFile();
  const alone = await takeTurns(few, 1);
  const file = freshFile();
  const together = await takeTurns(file, MANY);
  const written = readTurns(file);
  const bytes = written.reduce((all, turn) => all + bytesOf(turn), 0) / written.length;
  return {
    alone: alone.perSecond,
    together: together.perSecond,
    cpu: together.cpu,
    bare: writeBare(freshFile(), written.slice(0, 1_000), 1),
    grouped: writeBare(freshFile(), written, 64),
    bytes,
  };
};

await takeTurns(freshFile(), 20);
const rounds = [];
for (let i = 0; i < Number(values.rounds); i += 1) rounds.push(await round());
await tell({ rounds });
process.disconnect?.();
