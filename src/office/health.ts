/** Owns how the channels and chores are, counted from their rows: for the page an operator looks at. Changes nothing, names nobody. */
import { sql } from 'kysely';
import { z } from 'zod';
import { addSeconds, dayAt, type Instant } from '../basics/index.js';
import { query, type Reader } from '../storage/index.js';

/** Literals: the partial indexes are not used for bound values. */
const isOpen = sql<boolean>`state in ('pending', 'sending')`;
const endedBadly = sql<boolean>`state in ('refused', 'parked')`;

const heard = query()((db) =>
  db
    .selectFrom('contact')
    .select(['channel', (eb) => eb.fn.max('last_at').as('at'), (eb) => eb.fn.countAll<number>().as('chats'), (eb) => eb.fn.sum<number>('stopped').as('stopped')])
    .groupBy('channel'),
);
const unanswered = query()((db) =>
  db
    .selectFrom('inbox')
    .select(['channel', (eb) => eb.fn.countAll<number>().as('count'), (eb) => eb.fn.min('received_at').as('oldest')])
    .where(sql<boolean>`state = 'new'`)
    .groupBy('channel'),
);
const parked = query()((db) =>
  db
    .selectFrom('inbox')
    .select(['channel', (eb) => eb.fn.countAll<number>().as('count')])
    .where(sql<boolean>`state = 'parked'`)
    .groupBy('channel'),
);
const toSend = query()((db) =>
  db
    .selectFrom('outbox')
    .select(['channel', (eb) => eb.fn.countAll<number>().as('count'), (eb) => eb.fn.min('created_at').as('oldest')])
    .where(isOpen)
    .groupBy('channel'),
);
const bad = query<{ since: string }>()((db, p) =>
  db
    .selectFrom('outbox')
    .select(['channel', 'state', 'error', (eb) => eb.fn.countAll<number>().as('count')])
    .where(endedBadly)
    .where('done_at', '>', p('since'))
    .groupBy(['channel', 'state', 'error']),
);
const pauses = query()((db) => db.selectFrom('setting').select(['key', 'value']).where('key', 'like', 'delivery.pause.%'));
const alarms = query()((db) => db.selectFrom('setting').select(['key', 'value']).where('key', 'like', 'alarm.%').where('value', '!=', '').orderBy('key'));
const spent = query<{ suffix: string }>()((db, p) => db.selectFrom('setting').select(['key', 'value']).where('key', 'like', p('suffix')).orderBy('key'));
/** What waits because a platform lets nobody write first: told by the reason its sending was put off for. */
const silenced = query()((db) =>
  db
    .selectFrom('outbox')
    .select(['channel', sql<number>`count(distinct chat)`.as('count')])
    .where(isOpen)
    .where(sql<boolean>`(error like 'later: window%' or error in ('later: replies_spent', 'later: zalo_-230', 'later: zalo_-232'))`)
    .groupBy('channel'),
);
const late = query<{ before: string }>()((db, p) =>
  db
    .selectFrom('timer')
    .select(['kind', (eb) => eb.fn.countAll<number>().as('count'), (eb) => eb.fn.min('due_at').as('oldest')])
    .where(sql<boolean>`state = 'due'`)
    .where('due_at', '<', p('before'))
    .groupBy('kind'),
);
const failed = query()((db) =>
  db
    .selectFrom('timer')
    .select(['kind', (eb) => eb.fn.countAll<number>().as('count'), (eb) => eb.fn.max('due_at').as('newest')])
    .where(sql<boolean>`state = 'failed'`)
    .groupBy('kind'),
);

/** `errors`: what ended badly in the last day, by the code the platform or we gave. */
export type ChannelHealth = {
  readonly channel: string;
  readonly heardAt: Instant | undefined;
  readonly chats: number;
  readonly stopped: number;
  readonly unanswered: number;
  readonly parked: number;
  readonly toSend: number;
  readonly oldestToSend: Instant | undefined;
  readonly pausedUntil: Instant | undefined;
  readonly errors: readonly { readonly state: string; readonly error: string; readonly count: number }[];
};
export type ChoreHealth = { readonly kind: string; readonly late: number; readonly oldest: Instant | undefined; readonly failed: number };

/** A chore due for so many seconds and not done is late. */
const LATE = 600;
const DAY = 86_400;

export const channelHealth = (read: Pick<Reader, 'all'>, now: Instant): readonly ChannelHealth[] => {
  const [hears, news, asides, sends, bads, rests] = [
    read.all(heard, {}),
    read.all(unanswered, {}),
    read.all(parked, {}),
    read.all(toSend, {}),
    read.all(bad, { since: addSeconds(now, -DAY) }),
    read.all(pauses, {}),
  ];
  const channels = [...new Set([...hears, ...news, ...asides, ...sends, ...bads].map(({ channel }) => channel))]
    .filter((channel) => channel !== 'system' && channel !== 'terminal')
    .sort();
  return channels.map((channel) => {
    const of = <T extends { readonly channel: string }>(rows: readonly T[]): T | undefined => rows.find((row) => row.channel === channel);
    const pause = rests.find(({ key }) => key === `delivery.pause.${channel}`)?.value;
    return {
      channel,
      heardAt: of(hears)?.at,
      chats: Number(of(hears)?.chats ?? 0),
      stopped: Number(of(hears)?.stopped ?? 0),
      unanswered: Number(of(news)?.count ?? 0),
      parked: Number(of(asides)?.count ?? 0),
      toSend: Number(of(sends)?.count ?? 0),
      oldestToSend: of(sends)?.oldest,
      pausedUntil: pause !== undefined && pause > now ? pause : undefined,
      // The code only: what a platform wrote behind it may name a chat.
      errors: bads
        .filter((row) => row.channel === channel)
        .map(({ state, error, count }) => ({ state, error: /^[a-z_]+(?:-?\d{1,5})?/.exec(error ?? '')?.[0] ?? '', count: Number(count) })),
    };
  });
};

const alarmSchema = z.object({ code: z.string(), say: z.string() });
const spentSchema = z.object({ billed: z.number(), templates: z.number() });

/** What a channel needs an operator for, with the steps in its own words. */
export const channelAlarms = (read: Pick<Reader, 'all'>): readonly { readonly channel: string; readonly code: string; readonly say: string }[] =>
  read.all(alarms, {}).map(({ key, value }) => ({ channel: key.slice('alarm.'.length), ...alarmSchema.parse(JSON.parse(value)) }));

/** Chats that are written to again only once the person writes, by channel. */
export const chatsSilenced = (read: Pick<Reader, 'all'>): Readonly<Record<string, number>> =>
  Object.fromEntries(read.all(silenced, {}).map(({ channel, count }) => [channel, Number(count)]));

/** What cost money this month (in Viet Nam), by channel. */
export const channelSpending = (read: Pick<Reader, 'all'>, now: Instant): readonly { readonly channel: string; readonly billed: number; readonly templates: number }[] =>
  read.all(spent, { suffix: `%.spent.${dayAt(now).slice(0, 7)}` }).map(({ key, value }) => ({ channel: key.split('.')[0] ?? key, ...spentSchema.parse(JSON.parse(value)) }));

export const choreHealth = (read: Pick<Reader, 'all'>, now: Instant): readonly ChoreHealth[] => {
  const [lates, fails] = [read.all(late, { before: addSeconds(now, -LATE) }), read.all(failed, {})];
  return [...new Set([...lates, ...fails].map(({ kind }) => kind))].sort().map((kind) => ({
    kind,
    late: Number(lates.find((row) => row.kind === kind)?.count ?? 0),
    oldest: lates.find((row) => row.kind === kind)?.oldest,
    failed: Number(fails.find((row) => row.kind === kind)?.count ?? 0),
  }));
};
