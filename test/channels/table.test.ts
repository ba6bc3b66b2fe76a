/**
 * One table for all channels. Every recorded update comes to the expected message; the same parcel comes to the expected calls; the same
 * trouble on the way comes to the outcome that this platform allows. Details per channel are in its own folder.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTelegram, readTelegramWords } from '../../src/channels/telegram/index.js';
import { openZaloBot, toMessages as fromBot } from '../../src/channels/zalo-bot/index.js';
import { openZaloOa, toMessages as fromOa } from '../../src/channels/zalo-oa/index.js';
import { type ChannelPort, messageSchema, type Parcel, type SendOutcome } from '../../src/messages/index.js';
import { openFakeTelegram } from '../kit/fake-telegram/index.js';
import { openFakeZaloBot } from '../kit/fake-zalo-bot/index.js';
import { openFakeZaloOa } from '../kit/fake-zalo-oa/index.js';
import { memorySettings } from './memory.js';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const me = '1459232241454765289';
const read = (path: string) => z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')));

describe.each([
  ['zalo-oa', fromOa],
  ['zalo-bot', (update: unknown) => fromBot(update, me)],
] as const)('an update of %s becomes', (name, translate) => {
  const [updates, expected] = [read(`./${name}/updates.json`), read(`./${name}/expected.json`)];
  test('every recorded update is expected, and every expectation recorded', () => expect(Object.keys(updates).sort()).toEqual(Object.keys(expected).sort()));
  test.each(Object.keys(updates))('%s', (one) => {
    const translated = translate(updates[one]);
    expect(translated).toEqual(expected[one]);
    if (translated.kind === 'messages') for (const message of translated.messages) expect(messageSchema.parse(message)).toEqual(message);
    expect(translate(structuredClone(updates[one]))).toEqual(translated);
  });
});

type Trouble = 'none' | '429' | '500' | '401' | '403' | 'gateway' | 'lost after' | 'timeout' | 'offline';
type Stage = {
  readonly port: ChannelPort;
  readonly trouble: (what: Trouble) => Promise<void>;
  /** What the platform carried out, as `method text buttons`. */
  readonly carriedOut: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};
const chat = '246845883';

const stages: Readonly<Record<'telegram' | 'zalo-oa' | 'zalo-bot', () => Promise<Stage>>> = {
  telegram: async () => {
    const fake = await openFakeTelegram();
    const port = openTelegram({
      token: fake.token,
      apiRoot: fake.url,
      receive: async () => {},
      offsetStore: { get: async () => undefined, set: async () => {} },
      words: readTelegramWords(fileURLToPath(new URL('../../locales', import.meta.url))),
      log,
      limits: { text: 0.3, file: 1, poll: 1 },
    });
    await fake.person(Number(chat));
    const status = { '429': 429, '500': 500, '401': 401, '403': 403 } as const;
    return {
      port,
      trouble: async (what) => {
        if (what === 'none') return;
        if (what === 'offline') return fake.offline();
        if (what in status) return fake.fault({ kind: 'status', method: 'sendMessage', code: status[what as keyof typeof status] });
        await fake.fault(
          what === 'gateway'
            ? { kind: 'gateway', method: 'sendMessage' }
            : what === 'timeout'
              ? { kind: 'delay', ms: 600, method: 'sendMessage' }
              : { kind: 'drop_after', method: 'sendMessage' },
        );
      },
      carriedOut: async () =>
        (await fake.ledger())
          .filter(({ method }) => method.startsWith('send'))
          .map(({ method, text = '', file, buttons = [] }) => [method, file?.name ?? text, ...buttons].join(' · ')),
      close: async () => {
        await port.stop();
        await fake.close();
      },
    };
  },
  'zalo-oa': async () => {
    const fake = await openFakeZaloOa();
    const port = openZaloOa({
      ...fake.account(),
      publicUrl: 'https://vi.du',
      receive: async () => {},
      settings: memorySettings(),
      heard: () => ({ heardAt: Date.now(), saidSince: 0 }),
      writeForMore: '',
      log,
      limits: { text: 0.3, file: 1 },
    });
    fake.person(chat);
    await fake.person(chat).opensChat();
    await port.tokens.access();
    const path = /message\/cs/;
    const status = { '429': 429, '500': 500, '401': 401, '403': 403 } as const;
    return {
      port,
      trouble: async (what) => {
        if (what === 'none') return;
        if (what === 'offline') return offline(fake.offline);
        if (what in status) return fake.fault({ path, kind: 'status', code: status[what as keyof typeof status] });
        fake.fault(
          what === 'gateway' ? { path, kind: 'page', times: 1 } : what === 'timeout' ? { path, kind: 'delay', ms: 600, times: 1 } : { path, kind: 'drop_after', times: 1 },
        );
      },
      carriedOut: async () => fake.world.sent.map(({ kind, text, file, buttons }) => [kind, file?.name ?? text, ...buttons.map(({ title }) => title)].join(' · ')),
      close: async () => {
        await port.stop();
        await fake.close();
      },
    };
  },
  'zalo-bot': async () => {
    const fake = await openFakeZaloBot();
    const port = openZaloBot({ token: fake.token, apiRoot: fake.url, receive: async () => {}, settings: memorySettings(), log, limits: { text: 0.3, photo: 1, poll: 1, file: 1 } });
    fake.person(chat);
    const method = 'sendMessage';
    const status = { '429': 429, '500': 500, '401': 401, '403': 403 } as const;
    return {
      port,
      trouble: async (what) => {
        if (what === 'none') return;
        if (what === 'offline') return offline(fake.offline);
        if (what in status) return fake.fault({ method, kind: 'code', code: status[what as keyof typeof status], times: 1 });
        fake.fault(
          what === 'gateway' ? { method, kind: 'page', times: 1 } : what === 'timeout' ? { method, kind: 'delay', ms: 600, times: 1 } : { method, kind: 'drop_after', times: 1 },
        );
      },
      carriedOut: async () => fake.world.sent.map(({ method: called, text }) => [called, text].join(' · ')),
      close: async () => {
        await port.stop();
        await fake.close();
      },
    };
  },
};
/** Kept connections must be seen to be gone before the next call. */
const offline = async (pull: () => Promise<void>): Promise<void> => {
  await pull();
  await new Promise((resolve) => setTimeout(resolve, 50));
};

describe.each(['telegram', 'zalo-oa', 'zalo-bot'] as const)('%s', (name) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await stages[name]();
  });
  afterEach(() => stage.close());

  const parcel = (more: Partial<Parcel> = {}): Parcel => ({ chat, text: 'Anh/chị có đồng ý không?', choices: [], ...more });
  const choices = [
    { label: 'Có', payload: 'a|x|y|z|yes' },
    { label: 'Không', payload: 'a|x|y|z|no' },
  ];
  const pdf = { fileId: 'f', name: 'Hồ sơ.pdf', mime: 'application/pdf', url: 'https://vi.du/d/x', bytes: async () => Buffer.from('%PDF-1.7 x') };

  test('a reply becomes these calls', async () => {
    const outcomes = [await stage.port.send(parcel()), await stage.port.send(parcel({ choices })), await stage.port.send(parcel({ text: '', attachment: pdf }))];
    const words = 'Anh/chị có đồng ý không?';
    expect(await stage.carriedOut()).toEqual(
      {
        telegram: [`sendMessage · ${words}`, `sendMessage · ${words} · Có · Không`, 'sendDocument · Hồ sơ.pdf'],
        'zalo-oa': [`text · ${words}`, `buttons · ${words} · Có · Không`, 'file · Ho-so.pdf'],
        // Neither buttons nor documents: delivery has put both into the words before.
        'zalo-bot': [`sendMessage · ${words}`, `sendMessage · ${words}`],
      }[name],
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', name === 'zalo-bot' ? 'refused' : 'sent']);
  });

  const later = (more: object): SendOutcome => expect.objectContaining({ kind: 'later', ...more });
  const rows: readonly (readonly [Trouble, Readonly<Record<typeof name, SendOutcome>>])[] = [
    ['429', { telegram: later({}), 'zalo-oa': later({ wholeChannel: true }), 'zalo-bot': later({ wholeChannel: true }) }],
    ['500', { telegram: later({}), 'zalo-oa': later({}), 'zalo-bot': later({}) }],
    ['401', { telegram: later({ wholeChannel: true }), 'zalo-oa': later({ wholeChannel: true }), 'zalo-bot': later({ wholeChannel: true }) }],
    // Telegram means the person, Zalo OA its token, Zalo Bot an error of its own.
    ['403', { telegram: expect.objectContaining({ kind: 'refused', stopChat: true }), 'zalo-oa': later({ wholeChannel: true }), 'zalo-bot': later({}) }],
    [
      'gateway',
      { telegram: { kind: 'uncertain', why: 'gateway_502' }, 'zalo-oa': { kind: 'uncertain', why: 'gateway_502' }, 'zalo-bot': { kind: 'uncertain', why: 'gateway_502' } },
    ],
    [
      'lost after',
      { telegram: { kind: 'uncertain', why: 'ECONNRESET' }, 'zalo-oa': { kind: 'uncertain', why: 'ECONNRESET' }, 'zalo-bot': { kind: 'uncertain', why: 'ECONNRESET' } },
    ],
    ['timeout', { telegram: { kind: 'uncertain', why: 'timeout' }, 'zalo-oa': { kind: 'uncertain', why: 'timeout' }, 'zalo-bot': { kind: 'uncertain', why: 'timeout' } }],
    ['offline', { telegram: later({ why: 'ECONNREFUSED' }), 'zalo-oa': later({ why: 'ECONNREFUSED' }), 'zalo-bot': later({ why: 'ECONNREFUSED' }) }],
  ];
  test.each(rows)('%s', async (what, expected) => {
    await stage.trouble(what);
    expect(await stage.port.send(parcel())).toEqual(expected[name]);
  });
});
