/** Fears on the Bot Platform: updates that come for ever, two pollers, a hot loop, a message lost between fetch and store, pictures nobody may keep, a doubtful send repeated. */
import { afterEach, describe, expect, test } from 'vitest';
import { openZaloBot, type ZaloBotOptions, type ZaloBotPort } from '../../../src/channels/zalo-bot/index.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../../../src/messages/index.js';
import { type FakeZaloBot, openFakeZaloBot, type Switches } from '../../kit/fake-zalo-bot/index.js';
import { memorySettings } from '../memory.js';
import { type BotWhole, openBotWhole, quick } from './kit.js';

const chat = 'a1b2c3d4e5f60718293a';
const lines: string[] = [];
const keep = (fields: Readonly<Record<string, unknown>>, text: string) => void lines.push(`${text} ${JSON.stringify(fields)}`);
const log = { info: keep, warn: keep, error: keep };

describe('polling', () => {
  let zalo: FakeZaloBot;
  const ports: ZaloBotPort[] = [];
  const received: Message[] = [];
  const settings = memorySettings();
  const open = async (more: Partial<ZaloBotOptions> = {}): Promise<ZaloBotPort> => {
    const port = openZaloBot({
      token: zalo.token,
      apiRoot: zalo.url,
      receive: async (messages) => void received.push(...messages.filter(({ externalId }) => !received.some((known) => known.externalId === externalId))),
      settings,
      log,
      pace: quick,
      pollSeconds: 1,
      ...more,
    });
    ports.push(port);
    await port.start();
    return port;
  };
  const start = async (switches: Partial<Switches> = {}) => {
    received.length = 0;
    lines.length = 0;
    settings.rows.clear();
    zalo = await openFakeZaloBot({ switches });
  };
  afterEach(async () => {
    await Promise.all(ports.splice(0).map((port) => port.stop()));
    await zalo.close();
  });
  const texts = () => received.map(({ body }) => (body.kind === 'text' ? body.text : body.kind));

  test.each(['forever', 'once', 'never'] as const)('consumed updates come back %s: each counts once, in order', async (replay) => {
    await start({ replay });
    await open();
    const lan = zalo.person(chat);
    for (let n = 0; n < 20; n++) await lan.says(`câu ${n}`);
    await zalo.waitFor(() => received.length === 20);
    await sleep(200);
    expect(texts()).toEqual(Array.from({ length: 20 }, (_, n) => `câu ${n}`));
  });

  test('a server that repeats itself at once is not asked in a hot loop', async () => {
    await start({ replay: 'forever' });
    await open({ pace: { ...quick, again: 100 } });
    await zalo.person(chat).says('chào');
    await zalo.waitFor(() => received.length === 1);
    const before = zalo.calls('getUpdates');
    await sleep(1_000);
    expect(zalo.calls('getUpdates') - before).toBeLessThanOrEqual(11);
  });

  test('idle (408) is no trouble: no log, no back-off', async () => {
    await start({ replay: 'never' });
    const port = await open();
    await zalo.waitFor(() => zalo.calls('getUpdates') >= 2, 5_000);
    expect(port.state()).toBe('polling');
    expect(lines).toEqual([]);
  });

  test('two pollers: one works, the other idles and takes over when the first stops', async () => {
    await start({ replay: 'never' });
    const first = await open({ by: 'một' });
    await zalo.waitFor(() => first.state() === 'polling');
    const second = await open({ by: 'hai' });
    await zalo.waitFor(() => second.state() === 'idle');
    await zalo.person(chat).says('một');
    await zalo.waitFor(() => received.length === 1);
    await first.stop();
    ports.splice(ports.indexOf(first), 1);
    await zalo.waitFor(() => second.state() === 'polling');
    await zalo.person(chat).says('hai');
    await zalo.waitFor(() => received.length === 2);
    expect(texts()).toEqual(['một', 'hai']);
  });

  test('a message fetched while the database fails is held until it can be stored: the platform may never bring it again', async () => {
    await start({ replay: 'never' });
    let failures = 3;
    await open({
      receive: async (messages) => {
        if (failures-- > 0) throw new Error('database is locked');
        received.push(...messages);
      },
    });
    await zalo.person(chat).says('đừng mất');
    await zalo.waitFor(() => received.length === 1);
    expect(texts()).toEqual(['đừng mất']);
  });

  test('a webhook left by somebody is taken down; a withdrawn token pauses and says how to mend it, without the token', async () => {
    await start({ replay: 'never' });
    zalo.world.webhook = { url: 'https://cu.example', secret: 'x'.repeat(8), at: 0 };
    const port = await open();
    await zalo.waitFor(() => port.state() === 'polling');
    expect(zalo.world.webhook).toBeUndefined();
    zalo.world.unauthorized = true;
    await zalo.waitFor(() => port.state() === 'paused');
    expect(lines.filter((line) => line.includes('ZALO_BOT_TOKEN'))).toHaveLength(1);
    expect(lines.join()).not.toContain('fake-Token');
    zalo.world.unauthorized = false;
    await zalo.waitFor(() => port.state() === 'polling');
  });

  test.each([
    ['errorCode', { codeField: 'errorCode' }],
    ['error_code 0 beside success', { zeroOnSuccess: true }],
    ['seconds', { date: 's' }],
    ['no name of the event', { eventName: false }],
    ['photo', { imageField: 'photo' }],
    ['an empty answer where there is no webhook', { noWebhook: 'empty' }],
  ] as const)('the other shape of a doubtful point: %s', async (_, switches) => {
    await start({ replay: 'never', ...switches });
    await open();
    const lan = zalo.person(chat);
    await lan.says('chào');
    await lan.sendsPicture(Buffer.from('\u00ff\u00d8\u00ff', 'latin1'));
    await lan.sendsSticker();
    await lan.sendsVoice();
    await lan.saysInGroup('không phải chuyện của nhóm');
    await zalo.waitFor(() => received.length === 4);
    expect(texts()).toEqual(['chào', 'file', 'unreadable', 'unreadable']);
    expect(received.every(({ sentAt }) => sentAt !== undefined && Math.abs(Date.parse(sentAt) - Date.now()) < 60_000)).toBe(true);
  });
});

describe('as a whole', () => {
  let bot: BotWhole;
  afterEach(() => bot.close());

  test.each([
    ['flat', {}],
    ['wrapped', { shape: 'wrapped' }],
    ['brought three times', { copies: 3 }],
  ] as const)('a webhook body %s: one turn', async (_, switches) => {
    bot = await openBotWhole({ switches });
    const lan = bot.zalo.person(chat);
    await lan.says('chào');
    await bot.whole.app.idle();
    expect(bot.whole.asked('zalo-bot', chat)).toBe('consent');
    expect(lan.heard()).toHaveLength(1);
    expect(lan.heard()[0]?.text).toContain('1. Đồng ý');
  });

  test('a document is answered with what works instead', async () => {
    bot = await openBotWhole();
    const lan = bot.zalo.person(chat);
    await lan.says('chào');
    await bot.whole.app.idle();
    await lan.says('1');
    await bot.whole.app.idle();
    await lan.sendsDocument();
    await bot.whole.app.idle();
    expect(lan.heard().at(-1)?.text).toContain('chụp ảnh từng trang');
  });

  test.each(['drop_after', 'page_after'] as const)('a send in doubt (%s) is never repeated: an officer sees it, the talk goes on', async (kind) => {
    bot = await openBotWhole();
    const lan = bot.zalo.person(chat);
    bot.zalo.fault({ method: 'sendMessage', kind, times: 1 });
    await lan.says('chào');
    await bot.whole.app.idle();
    await sleep(200);
    expect(lan.heard()).toHaveLength(1);
    const { conversationOfChat, eventsOf } = await import('../../../src/cases/index.js');
    const id = conversationOfChat(bot.whole.app.db.read, 'zalo-bot', chat) ?? '';
    expect(eventsOf(bot.whole.app.db.read, id).map((event) => event.kind)).toContain('send_parked');
    await lan.says('1');
    await bot.whole.app.idle();
    expect(lan.heard().length).toBeGreaterThan(1);
  });

  test('a picture goes out by an address that works once and not for long', async () => {
    bot = await openBotWhole();
    const lan = bot.zalo.person(chat);
    await lan.says('chào');
    await bot.whole.app.idle();
    const picture = Buffer.from('\u0089PNG ảnh', 'latin1');
    const file = { fileId: 'f', name: 'ma-qr.png', mime: 'image/png', url: 'https://vi.du', bytes: async () => picture };
    expect(await bot.port.send({ chat, text: 'Mã của anh/chị', choices: [], attachment: file })).toMatchObject({ kind: 'sent' });
    expect(lan.heard().at(-1)).toMatchObject({ method: 'sendPhoto', text: 'Mã của anh/chị', photo: picture });
    expect((await fetch(`${bot.url}/p/khong-co`)).status).toBe(404);
    expect(await bot.port.send({ chat, text: '', choices: [], attachment: { ...file, mime: 'application/pdf' } })).toEqual({ kind: 'refused', code: 'file_type' });
  });
});
