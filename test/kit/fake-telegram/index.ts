/**
 * Owns the handle by which a test holds the fake Telegram, in this process (`openFakeTelegram`) or another one (`joinFakeTelegram`).
 *
 *     const telegram = await openFakeTelegram();
 *     const lan = await telegram.person(7);
 *     await lan.says('chào');
 *     await telegram.waitFor(async () => (await lan.transcript()).some(({ from }) => from === 'bot'));
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { randomFrom } from '../random.js';
import type { FaultSpec } from './faults.js';
import { type Act, type Line, perform } from './people.js';
import { listen } from './server.js';
import { type Accepted, dayMs, defaultKinds, type Refused, type World } from './world.js';

export type { FaultSpec } from './faults.js';
export type { Act, Line } from './people.js';
export type { Accepted, Refused } from './world.js';
export { dayMs };

type FileGiven = { readonly name?: string; readonly mime?: string; readonly bytes: Buffer; readonly size?: number; readonly caption?: string };
type AlbumGiven = FileGiven & { readonly type?: 'photo' | 'document' };
type AlbumOrder = { readonly order?: number[]; readonly delays?: number[] };

export type Person = {
  readonly id: number;
  /** Gives the message id. */
  readonly says: (text: string) => Promise<number>;
  /** By label or data; refuses a button that is not in the chat. Gives the callback query's id. */
  readonly taps: (button: string) => Promise<string>;
  readonly tapsRaw: (data: string, messageId?: number) => Promise<string>;
  readonly sendsPhoto: (file: FileGiven) => Promise<number>;
  readonly sendsDocument: (file: FileGiven) => Promise<number>;
  readonly sendsAlbum: (items: readonly AlbumGiven[], how?: AlbumOrder) => Promise<readonly number[]>;
  readonly sendsContent: (fields: Record<string, unknown>) => Promise<number>;
  readonly edits: (messageId: number, text: string) => Promise<void>;
  readonly blocks: () => Promise<void>;
  readonly unblocks: () => Promise<void>;
  readonly saysInGroup: (group: number, text: string) => Promise<number>;
  readonly transcript: () => Promise<readonly Line[]>;
  /** Waits for the next line of the bot after the given one, and gives it. */
  readonly hears: (after?: number, ms?: number) => Promise<Line>;
};

export type State = {
  readonly waiting: number;
  readonly polling: boolean;
  readonly webhook: string;
  readonly lastError?: string;
  readonly allowed: readonly string[];
  readonly nextUpdateId: number;
  readonly commands: Readonly<Record<string, readonly { command: string; description: string }[]>>;
  readonly descriptions: Readonly<Record<string, string>>;
};

export type Hold = {
  readonly url: string;
  readonly token: string;
  readonly person: (id: number, about?: { readonly firstName?: string; readonly language?: string; readonly started?: boolean }) => Promise<Person>;
  readonly fault: (fault: FaultSpec) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  /** Chances that deliveries are shuffled, or given twice. */
  readonly disorder: (how: { readonly reorder?: number; readonly repeat?: number }) => Promise<void>;
  readonly nextUpdateId: (id: number) => Promise<void>;
  readonly authorized: (yes: boolean) => Promise<void>;
  readonly expireFiles: () => Promise<void>;
  /** Every call carried out, in order: the judge of a crash test. */
  readonly ledger: (after?: number) => Promise<readonly Accepted[]>;
  readonly refusals: () => Promise<readonly Refused[]>;
  readonly state: () => Promise<State>;
  /** Waits until it is so; throws with the given words when it is not in time. */
  readonly waitFor: (isSo: () => boolean | Promise<boolean>, ms?: number, what?: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** In this process there are a clock and a plug as well. */
export type FakeTelegram = Hold & { readonly world: World; readonly advance: (ms: number) => void; readonly offline: () => Promise<void>; readonly online: () => Promise<void> };

export type FakeOptions = { readonly port?: number; readonly token?: string; readonly seed?: number; readonly clock?: () => number };

export const openFakeTelegram = async ({ port = 0, token = '123456:fake-Token_of-the_fake', seed = 1, clock = Date.now }: FakeOptions = {}): Promise<FakeTelegram> => {
  let shift = 0;
  const world: World = {
    token,
    me: { id: 123456, is_bot: true, first_name: 'Đồng Hành', username: 'donghanh_thu_bot' },
    now: () => clock() + shift,
    random: randomFrom(seed),
    talks: new Map(),
    files: new Map(),
    taps: new Map(),
    faults: [],
    ledger: [],
    refused: [],
    commands: new Map(),
    descriptions: new Map(),
    shortDescriptions: new Map(),
    waiting: [],
    allowed: defaultKinds,
    nextUpdateId: 900_000_001,
    webhook: undefined,
    poller: undefined,
    delivering: false,
    disorder: { reorder: 0, repeat: 0 },
    unauthorized: false,
    closed: false,
    seq: 0,
    changed: () => {},
  };
  const server = await listen(world, port);
  const act = async (asked: Act): Promise<unknown> => JSON.parse(JSON.stringify((await perform(world, asked)) ?? null));
  return {
    ...hold(server.url, token, act, server.close),
    world,
    advance: (ms) => {
      shift += ms;
    },
    offline: server.offline,
    online: server.online,
  };
};

/** Holds a fake that runs in another process (`main.ts`). Closing leaves that process alone. */
export const joinFakeTelegram = (url: string, token: string): Hold => {
  const act = async (asked: Act): Promise<unknown> => {
    const response = await fetch(`${url}/control/act`, { method: 'POST', body: JSON.stringify(asked), signal: AbortSignal.timeout(30_000) });
    const read = answerSchema.parse(await response.json());
    if (!read.ok) throw new Error(read.description ?? 'fake telegram refused');
    return read.result;
  };
  return hold(url, token, act, async () => {});
};

const answerSchema = z.object({ ok: z.boolean(), result: z.unknown().optional(), description: z.string().optional() });
const lineSchema: z.ZodType<Line> = z.object({
  from: z.enum(['person', 'bot']),
  messageId: z.number(),
  text: z.string(),
  buttons: z.array(z.object({ text: z.string(), data: z.string() })),
  file: z.string().exactOptional(),
});
const acceptedSchema: z.ZodType<Accepted> = z.object({
  seq: z.number(),
  at: z.number(),
  method: z.string(),
  chat: z.number().exactOptional(),
  messageId: z.number().exactOptional(),
  text: z.string().exactOptional(),
  file: z.object({ name: z.string(), size: z.number(), sha256: z.string() }).exactOptional(),
  buttons: z.array(z.string()).exactOptional(),
  offset: z.number().exactOptional(),
});
const refusedSchema: z.ZodType<Refused> = z.object({ at: z.number(), method: z.string(), chat: z.number().exactOptional(), code: z.number(), description: z.string() });
const stateSchema: z.ZodType<State> = z.object({
  waiting: z.number(),
  polling: z.boolean(),
  webhook: z.string(),
  lastError: z.string().exactOptional(),
  allowed: z.array(z.string()),
  nextUpdateId: z.number(),
  commands: z.record(z.string(), z.array(z.object({ command: z.string(), description: z.string() }))),
  descriptions: z.record(z.string(), z.string()),
});

type Perform = (act: Act) => Promise<unknown>;

const hold = (url: string, token: string, act: Perform, close: () => Promise<void>): Hold => {
  const waitFor: Hold['waitFor'] = async (isSo, ms = 5_000, what = 'what was waited for') => {
    const end = performance.now() + ms;
    while (!(await isSo())) {
      if (performance.now() > end) throw new Error(`fake telegram: ${what} did not happen in ${ms} ms`);
      await sleep(5);
    }
  };
  const done = async (asked: Act) => {
    await act(asked);
  };
  return {
    url,
    token,
    waitFor,
    close,
    person: async (id, about = {}) => {
      await act({ act: 'join', who: id, ...about });
      return personOf(id, act, waitFor);
    },
    fault: (fault) => done({ act: 'fault', fault }),
    clearFaults: () => done({ act: 'clearFaults' }),
    disorder: (how) => done({ act: 'disorder', ...how }),
    nextUpdateId: (id) => done({ act: 'nextUpdateId', id }),
    authorized: (yes) => done({ act: 'authorized', yes }),
    expireFiles: () => done({ act: 'expireFile' }),
    ledger: async (after = 0) => z.array(acceptedSchema).parse(await act({ act: 'ledger', after })),
    refusals: async () => z.array(refusedSchema).parse(await act({ act: 'refusals' })),
    state: async () => stateSchema.parse(await act({ act: 'state' })),
  };
};

const personOf = (who: number, act: Perform, waitFor: Hold['waitFor']): Person => {
  const number = async (asked: Act) => z.number().parse(await act(asked));
  const done = async (asked: Act) => {
    await act(asked);
  };
  const transcript = async () => z.array(lineSchema).parse(await act({ act: 'transcript', who }));
  const item = ({ bytes, ...rest }: FileGiven, type: 'photo' | 'document') => ({ type, base64: bytes.toString('base64'), ...rest });
  return {
    id: who,
    transcript,
    says: (text) => number({ act: 'says', who, text }),
    taps: async (button) => z.string().parse(await act({ act: 'taps', who, button })),
    tapsRaw: async (data, messageId) => z.string().parse(await act({ act: 'tapsRaw', who, data, ...(messageId === undefined ? {} : { messageId }) })),
    sendsPhoto: (file) => number({ act: 'sends', who, item: item(file, 'photo') }),
    sendsDocument: (file) => number({ act: 'sends', who, item: item(file, 'document') }),
    sendsAlbum: async (items, how = {}) => z.array(z.number()).parse(await act({ act: 'album', who, items: items.map(({ type = 'photo', ...file }) => item(file, type)), ...how })),
    sendsContent: (fields) => number({ act: 'content', who, fields }),
    edits: (messageId, text) => done({ act: 'edits', who, messageId, text }),
    blocks: () => done({ act: 'blocks', who }),
    unblocks: () => done({ act: 'unblocks', who }),
    saysInGroup: (group, text) => number({ act: 'saysInGroup', who, group, text }),
    hears: async (after = 0, ms = 5_000) => {
      let heard: Line | undefined;
      await waitFor(
        async () => {
          heard = (await transcript()).find(({ from, messageId }) => from === 'bot' && messageId > after);
          return heard !== undefined;
        },
        ms,
        'a word from the bot',
      );
      if (!heard) throw new Error('unreachable');
      return heard;
    },
  };
};
