/** Owns what the delivery tests share: a database in a folder of its own, invented chats, and a port that does as told and keeps its own ledger. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { conversationFor } from '../../src/cases/index.js';
import { type Delivery, type DeliveryTools, type Entry, enqueue, openDelivery, type Pace } from '../../src/delivery/index.js';
import type { Capabilities, Channel, ChannelPort, Parcel, Reply, SendOutcome } from '../../src/messages/index.js';
import { type Database, openSqlite, query, type Row } from '../../src/storage/index.js';

export const can: Capabilities = { buttons: true, filesIn: true, filesOut: true, textLimit: 4096, fileLimit: 1000 };
export const clock = () => new Date().toISOString();
export const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Seconds in tests are hundredths. */
export const fast: Partial<Pace> = { repeatAfter: 0.02, least: 0.002, most: 0.02, mostPause: 0.03, drain: 1, recheck: 0.02 };

export const aDatabase = (): { readonly db: Database; readonly reopen: () => Database; readonly remove: () => void } => {
  const dir = mkdtempSync(join(tmpdir(), 'dh-delivery-'));
  const opened: Database[] = [];
  const open = (): Database => {
    const db = openSqlite(join(dir, 'state.db'), Buffer.alloc(32, 7));
    opened.push(db);
    return db;
  };
  return {
    db: open(),
    reopen: open,
    remove: () => {
      for (const db of opened) db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};

/** One call as the other side saw it. */
export type Call = { readonly chat: string; readonly text: string; readonly parcel: Parcel; readonly at: number };
export type Script = (parcel: Parcel, call: number) => SendOutcome | Promise<SendOutcome>;

/** A platform: `calls` is the other side's ledger, never our database. */
export const aPort = (script: Script = () => ({ kind: 'sent' }), channel: Channel = 'telegram', capabilities = can) => {
  const calls: Call[] = [];
  const busy = new Map<string, number>();
  let most = 0;
  let together = 0;
  let mostTogether = 0;
  const port: ChannelPort = {
    channel,
    capabilities,
    send: async (parcel) => {
      calls.push({ chat: parcel.chat, text: parcel.text, parcel, at: performance.now() });
      const number = calls.length;
      busy.set(parcel.chat, (busy.get(parcel.chat) ?? 0) + 1);
      most = Math.max(most, busy.get(parcel.chat) ?? 0);
      together += 1;
      mostTogether = Math.max(mostTogether, together);
      try {
        return await script(parcel, number);
      } finally {
        together -= 1;
        busy.set(parcel.chat, (busy.get(parcel.chat) ?? 1) - 1);
      }
    },
  };
  return {
    port,
    calls,
    texts: (chat?: string) => calls.filter((call) => chat === undefined || call.chat === chat).map(({ text }) => text),
    mostPerChat: () => most,
    mostTogether: () => mostTogether,
  };
};

export const deliver = (db: Database, ports: readonly ChannelPort[], some: Partial<DeliveryTools> = {}): Delivery =>
  openDelivery({ db, ports: new Map(ports.map((port) => [port.channel, port])), bytesOf: async () => Buffer.from('pdf'), now: clock, log: quiet, pace: fast, ...some });

/** Replies into the outbox of a chat, whose conversation is made at need. */
export const say = (db: Database, chat: string, turnKey: string, replies: readonly (string | Reply)[], some: Partial<Entry> = {}): Promise<number> =>
  db.transaction((tx) => {
    const channel = some.channel ?? 'telegram';
    const conversation = conversationFor(tx, channel, chat, undefined, clock());
    return enqueue(tx, {
      conversation,
      channel,
      chat,
      turnKey,
      epoch: 1,
      now: clock(),
      capabilities: can,
      ...some,
      replies: replies.map((reply) => (typeof reply === 'string' ? { text: reply, tag: 'told' } : reply)),
    });
  });

const everything = query()((q) => q.selectFrom('outbox').selectAll().orderBy('id'));
export const rows = (db: Database): readonly Row<'outbox'>[] => db.read.all(everything, {});
const allEvents = query()((q) => q.selectFrom('event').selectAll().orderBy('seq'));
export const events = (db: Database) => db.read.all(allEvents, {});
const epochTo = query<{ chat: string; epoch: number }>()((q, p) =>
  q
    .updateTable('conversation')
    .set({ epoch: p('epoch') })
    .where('id', 'in', q.selectFrom('contact').select('conversation_id').where('chat', '=', p('chat'))),
);
export const takenOver = (db: Database, chat: string, epoch: number): Promise<unknown> => db.transaction((tx) => tx.run(epochTo, { chat, epoch }));

/** Waits for something to become true; fails after two seconds with what it waited for. */
export const until = async (what: string, check: () => boolean): Promise<void> => {
  const end = performance.now() + 2000;
  while (!check()) {
    if (performance.now() > end) throw new Error(`never happened: ${what}`);
    await sleep(2);
  }
};
export const never = (): Promise<never> => new Promise(() => undefined);
