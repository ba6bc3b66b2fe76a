/**
 * Owns the handle by which a test holds the fake Bot Platform.
 *
 *     const zalo = await openFakeZaloBot();
 *     const lan = zalo.person('a1b2c3d4e5f60718293a');
 *     await lan.says('chào');
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { idOf } from './methods.js';
import type { FakeServer } from '../fake-server.js';
import { listen } from './server.js';
import { type Fault, type Sent, type Switches, type Update, usualSwitches, type World } from './world.js';

export type { Sent, Switches } from './world.js';

export type BotPerson = {
  readonly id: string;
  /** Each gives the message's id. */
  readonly says: (text: string) => Promise<string>;
  readonly sendsPicture: (bytes: Buffer, caption?: string) => Promise<string>;
  readonly sendsVoice: () => Promise<string>;
  readonly sendsSticker: () => Promise<string>;
  /** A PDF, a contact card: the platform passes on neither name nor bytes. */
  readonly sendsDocument: () => Promise<string>;
  readonly saysInGroup: (text: string) => Promise<string>;
  readonly heard: () => readonly Sent[];
};

export type FakeZaloBot = {
  readonly url: string;
  readonly token: string;
  readonly world: World;
  readonly person: (id: string) => BotPerson;
  readonly push: (update: Update) => Promise<void>;
  readonly fault: (fault: Omit<Fault, 'times'> & { readonly times?: number }) => void;
  readonly calls: (method: string) => number;
  readonly waitFor: (isSo: () => boolean, ms?: number, what?: string) => Promise<void>;
} & Pick<FakeServer, 'offline' | 'online' | 'close'>;

export const openFakeZaloBot = async (options: { readonly switches?: Partial<Switches>; readonly clock?: () => number } = {}): Promise<FakeZaloBot> => {
  const world: World = {
    token: '12345689:fake-Token_of-the_bot',
    me: { id: '1459232241454765289', account_name: 'bot.DongHanhThu', account_type: 'BASIC', can_join_groups: false },
    now: options.clock ?? Date.now,
    switches: { ...usualSwitches, ...options.switches },
    chats: new Set(),
    waiting: [],
    consumed: [],
    sent: [],
    calls: [],
    faults: [],
    cdn: new Map(),
    deliveries: [],
    webhook: undefined,
    unauthorized: false,
    seq: 0,
    replayAt: 0,
    wake: () => {},
    closed: false,
  };
  const server = await listen(world);
  const push = (update: Update): Promise<void> => (world.webhook === undefined ? queue(world, update) : knock(world, update));
  return {
    ...server,
    token: world.token,
    world,
    push,
    person: (id) => personOf(world, push, server.url, id),
    fault: (fault) => void world.faults.push({ times: Number.POSITIVE_INFINITY, ...fault }),
    calls: (method) => world.calls.filter((call) => call.method === method).length,
    waitFor: async (isSo, ms = 5_000, what = 'what was waited for') => {
      for (const end = performance.now() + ms; !isSo(); await sleep(5)) if (performance.now() > end) throw new Error(`fake zalo bot: ${what} did not happen in ${ms} ms`);
    },
  };
};

const queue = async (world: World, update: Update): Promise<void> => {
  world.waiting.push(update);
  world.consumed.push(update);
  world.wake();
};

/** Redirects are not followed; an update that is not answered 2xx is brought again a few times. */
const knock = async (world: World, update: Update): Promise<void> => {
  const hook = world.webhook;
  if (hook === undefined) return;
  const body = JSON.stringify(world.switches.shape === 'wrapped' ? { ok: true, result: update } : update);
  const headers = { 'content-type': 'application/json', 'user-agent': 'Java/17.0.10', 'x-bot-api-secret-token': hook.secret };
  for (let copy = 0, tries = 0; copy < world.switches.copies && tries < 20; tries++) {
    const began = performance.now();
    const status = await fetch(hook.url, { method: 'POST', body, headers, redirect: 'manual', signal: AbortSignal.timeout(10_000) }).then(
      (answer) => answer.status,
      () => 0,
    );
    world.deliveries.push({ status, ms: performance.now() - began });
    if (status >= 200 && status < 300) copy += 1;
    else await sleep(20);
  }
};

const personOf = (world: World, push: (update: Update) => Promise<void>, url: string, id: string): BotPerson => {
  world.chats.add(id);
  const send = async (event: string, fields: Readonly<Record<string, unknown>>, chat: object = { id, chat_type: 'PRIVATE' }): Promise<string> => {
    const message_id = idOf(world);
    const date = world.switches.date === 'ms' ? world.now() : Math.floor(world.now() / 1000);
    const message = { message_id, date, chat, from: { id, display_name: 'Người thử', is_bot: false }, ...fields };
    const bare = event === 'message.unsupported.received' && world.switches.unsupportedMessage === 'absent';
    await push({ ...(world.switches.eventName ? { event_name: event } : {}), ...(bare ? {} : { message }) });
    return message_id;
  };
  const hosted = (bytes: Buffer, ending: string): string => {
    const path = `/cdn/${idOf(world)}.${ending}`;
    world.cdn.set(path, bytes);
    return `${url}${path}`;
  };
  return {
    id,
    heard: () => world.sent.filter(({ chat }) => chat === id),
    says: (text) => send('message.text.received', { text, message_type: 'CHAT_MESSAGE' }),
    sendsPicture: (bytes, caption) =>
      send('message.image.received', { [world.switches.imageField]: hosted(bytes, 'jpg'), message_type: 'CHAT_PHOTO', ...(caption === undefined ? {} : { caption }) }),
    sendsVoice: () => send('message.voice.received', { voice_url: hosted(Buffer.from('voice'), 'aac'), message_type: 'CHAT_VOICE' }),
    sendsSticker: () => send('message.sticker.received', { sticker: 'bfe458bf64fa8da4d4eb', url: hosted(Buffer.from('sticker'), 'png') }),
    sendsDocument: () => send('message.unsupported.received', {}),
    saysInGroup: (text) => send('message.text.received', { text: `@bot ${text}` }, { id: `zgr-${id}`, chat_type: 'GROUP' }),
  };
};
