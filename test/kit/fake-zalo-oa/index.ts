/**
 * Owns the handle by which a test holds the fake Official Account platform.
 *
 *     const zalo = await openFakeZaloOa();
 *     const lan = zalo.person('2468458835296117922');
 *     await lan.says('chào');
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSender, type Delivery, type Sender } from './events.js';
import { grantCode, grantPair } from './oauth.js';
import type { FakeServer } from '../fake-server.js';
import { listen } from './server.js';
import { type Fault, longId, type Sent, type Switches, usualSwitches, type World } from './world.js';

export { signed } from './events.js';
export type { Sent, Switches } from './world.js';

export type OaPerson = {
  readonly id: string;
  readonly says: (text: string) => Promise<Delivery>;
  /** By title or payload of a button shown last; refuses one that is not in the chat. */
  readonly taps: (button: string) => Promise<Delivery>;
  readonly sendsPicture: (bytes: Buffer) => Promise<Delivery>;
  readonly sendsFile: (name: string, bytes: Buffer, more?: { readonly checksum?: string }) => Promise<Delivery>;
  readonly sends: (event: string, message: object) => Promise<Delivery>;
  readonly follows: () => Promise<Delivery>;
  readonly unfollows: () => Promise<Delivery>;
  readonly opensChat: () => Promise<Delivery>;
  readonly submitsInfo: (phone: string) => Promise<Delivery>;
  readonly withdraws: (messageId?: string) => Promise<Delivery>;
  /** What the account said to this person. */
  readonly heard: () => readonly Sent[];
};

export type FakeZaloOa = {
  readonly url: string;
  readonly world: World;
  readonly events: Sender;
  readonly person: (id: string) => OaPerson;
  /** A refresh token as after a first consent. */
  readonly consented: () => string;
  /** What a channel needs to be this account, with a consent of its own. */
  readonly account: () => {
    readonly appId: string;
    readonly appSecret: string;
    readonly secretKey: string;
    readonly refreshToken: string;
    readonly apiRoot: string;
    readonly oauthRoot: string;
  };
  readonly code: (challenge?: string) => string;
  readonly fault: (fault: Omit<Fault, 'times'> & { readonly times?: number }) => void;
  readonly advance: (ms: number) => void;
  readonly calls: (path: RegExp) => number;
  readonly waitFor: (isSo: () => boolean, ms?: number, what?: string) => Promise<void>;
} & Pick<FakeServer, 'offline' | 'online' | 'close'>;

export const openFakeZaloOa = async (options: { readonly switches?: Partial<Switches>; readonly clock?: () => number } = {}): Promise<FakeZaloOa> => {
  let shift = 0;
  const clock = options.clock ?? Date.now;
  const world: World = {
    appId: '1234567890123456789',
    appSecret: 'app-secret-for-tests',
    oaSecret: 'OA-secret-for-tests-01',
    oaId: '388613280878808645',
    now: () => clock() + shift,
    switches: { ...usualSwitches, ...options.switches },
    people: new Map(),
    access: new Map(),
    refresh: new Map(),
    codes: new Map(),
    uploads: new Map(),
    cdn: new Map(),
    sent: [],
    calls: [],
    faults: [],
    templates: new Set(),
    seq: 0,
    minute: 0,
    callsThisMinute: 0,
  };
  const server = await listen(world);
  const events = openSender(world);
  return {
    ...server,
    world,
    events,
    person: (id) => personOf(world, events, server.url, id),
    consented: () => grantPair(world).refresh_token,
    account: () => ({
      appId: world.appId,
      appSecret: world.appSecret,
      secretKey: world.oaSecret,
      refreshToken: grantPair(world).refresh_token,
      apiRoot: server.url,
      oauthRoot: server.url,
    }),
    code: (challenge) => grantCode(world, challenge),
    fault: (fault) => void world.faults.push({ times: Number.POSITIVE_INFINITY, ...fault }),
    advance: (ms) => {
      shift += ms;
    },
    calls: (path) => world.calls.filter((call) => path.test(call.path)).length,
    waitFor: async (isSo, ms = 5_000, what = 'what was waited for') => {
      for (const end = performance.now() + ms; !isSo(); await sleep(5)) if (performance.now() > end) throw new Error(`fake zalo oa: ${what} did not happen in ${ms} ms`);
    },
  };
};

const personOf = (world: World, events: Sender, url: string, id: string): OaPerson => {
  const known = world.people.get(id) ?? { id, lastInteraction: undefined, follows: false, blocked: false, repliesSince: 0 };
  world.people.set(id, known);
  const touch = (): void => {
    known.lastInteraction = world.now();
    known.repliesSince = 0;
  };
  const stamp = (): string => String(world.now());
  const heard = (): readonly Sent[] => world.sent.filter(({ user }) => user === id);
  const sends = (event_name: string, message: object): Promise<Delivery> => {
    touch();
    return events.deliver({
      app_id: world.appId,
      sender: { id },
      user_id_by_app: `55${id.slice(2)}`,
      recipient: { id: world.oaId },
      event_name,
      message: { msg_id: createHash('md5').update(longId(world)).digest('hex').slice(0, 19), ...message },
      timestamp: stamp(),
    });
  };
  const hosted = (bytes: Buffer, ending: string): string => {
    const path = `/cdn/${longId(world)}.${ending}`;
    world.cdn.set(path, { bytes, until: world.now() + world.switches.cdnSeconds * 1000 });
    return `${url}${path}`;
  };
  const plain = (event_name: string, more: object): Promise<Delivery> =>
    events.deliver({ oa_id: world.oaId, event_name, app_id: world.appId, user_id_by_app: `55${id.slice(2)}`, timestamp: stamp(), ...more });
  return {
    id,
    heard,
    sends,
    says: (text) => sends('user_send_text', { text }),
    taps: (button) => {
      const found = heard()
        .flatMap(({ buttons }) => buttons)
        .findLast(({ title, payload }) => title === button || payload === button);
      if (found === undefined) throw new Error(`fake zalo oa: there is no button «${button}» in the chat of ${id}`);
      return sends('user_send_text', { text: found.payload });
    },
    sendsPicture: (bytes) => {
      const address = hosted(bytes, 'jpg');
      return sends('user_send_image', { attachments: [{ type: 'image', payload: { thumbnail: address, url: address } }] });
    },
    sendsFile: (name, bytes, more = {}) =>
      sends('user_send_file', {
        attachments: [
          {
            type: 'file',
            payload: {
              url: hosted(bytes, 'bin'),
              size: String(bytes.length),
              name,
              checksum: more.checksum ?? createHash('md5').update(bytes).digest('hex'),
              type: name.split('.').at(-1) ?? '',
            },
          },
        ],
      }),
    follows: () => {
      known.follows = true;
      touch();
      return plain('follow', { follower: { id }, source: 'oa_profile' });
    },
    unfollows: () => {
      known.follows = false;
      return plain('unfollow', { follower: { id }, source: 'oa_profile' });
    },
    opensChat: () => {
      touch();
      return plain('user_click_chatnow', { user_id: id });
    },
    submitsInfo: (phone) => {
      touch();
      const info =
        world.switches.info === 'new'
          ? { name: 'Nguyễn Thị Thử', phone, user_dob: '', gender: '', full_address: '' }
          : { address: '', phone: Number(phone), city: '', district: '', name: 'Nguyễn Thị Thử', ward: '' };
      return plain('user_submit_info', { sender: { id }, recipient: { id: world.oaId }, info });
    },
    withdraws: (messageId) => plain('user_withdraw', { user_id: id, ...(messageId === undefined ? {} : { message: { msg_id: messageId } }) }),
  };
};
