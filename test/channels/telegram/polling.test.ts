/** Fears of fetching: lost between fetch and commit, given twice, ids that restart lower, two pollers, a wrong token, a dead network. */
import { afterEach, describe, expect, test } from 'vitest';
import { afterLast } from '../../../src/channels/telegram/poll.js';
import { type Desk, openDesk } from './kit.js';

let desk: Desk;
afterEach(() => desk.close());

const texts = () => desk.received.map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
const polls = async () => (await desk.telegram.ledger()).filter(({ method }) => method === 'getUpdates');

describe('polling', () => {
  test('what people say reaches the inbox in order, and only then is confirmed', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    await desk.port.start();
    await lan.says('/start');
    await lan.says('tôi bị bắt oan');
    await desk.telegram.waitFor(() => desk.received.length === 2);
    expect(texts()).toEqual(['start', 'tôi bị bắt oan']);
    await desk.telegram.waitFor(async () => (await desk.telegram.state()).waiting === 0);
    expect(desk.offsets.value).toBe(900_000_003);
  });

  test('a commit that fails leaves the batch with Telegram, and it comes again', async () => {
    desk = await openDesk();
    desk.inbox.failures = 3;
    const lan = await desk.telegram.person(7);
    await lan.says('một');
    await lan.says('hai');
    await desk.port.start();
    await desk.telegram.waitFor(() => desk.received.length === 2);
    expect(texts()).toEqual(['một', 'hai']);
    expect((await polls()).slice(0, 4).map(({ offset }) => offset)).toEqual([undefined, undefined, undefined, undefined]);
    expect(desk.lines.filter((line) => line.includes('could not be stored'))).toHaveLength(1);
  });

  test('a process killed between fetch and commit loses nothing: the next one is given the batch', async () => {
    let release = () => {};
    desk = await openDesk({
      receive: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    });
    const lan = await desk.telegram.person(7);
    await lan.says('trước khi chết');
    await desk.port.start();
    await desk.telegram.waitFor(async () => (await polls()).length === 1);
    const next = desk.another({ receive: async (messages) => void desk.received.push(...messages) });
    await next.start();
    await desk.telegram.waitFor(() => desk.received.length === 1);
    expect(texts()).toEqual(['trước khi chết']);
    release();
  });

  test('a lost confirmation gives a batch twice, with the same external ids', async () => {
    desk = await openDesk();
    await desk.telegram.disorder({ repeat: 1 });
    const lan = await desk.telegram.person(7);
    await lan.says('một lần');
    await desk.port.start();
    await desk.telegram.waitFor(() => desk.received.length >= 3);
    expect(new Set(desk.received.map(({ externalId }) => externalId)).size).toBe(1);
  });

  test('ids that restart lower after a quiet week are taken, confirmed, and do not spin', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    await desk.port.start();
    await lan.says('tuần trước');
    await desk.telegram.waitFor(async () => (await desk.telegram.state()).waiting === 0);
    await desk.telegram.nextUpdateId(17);
    await lan.says('tuần này');
    await lan.says('và nữa');
    await desk.telegram.waitFor(() => desk.received.length === 3);
    await desk.telegram.waitFor(async () => (await desk.telegram.state()).waiting === 0);
    expect(desk.offsets.value).toBe(19);
    const before = (await polls()).length;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await polls()).length - before).toBeLessThanOrEqual(1);
    expect(new Set(desk.received.map(({ externalId }) => externalId)).size).toBe(3);
  });

  test('a new message under the number of one we have is another message', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    await desk.port.start();
    await desk.telegram.nextUpdateId(17);
    await lan.says('tuần trước');
    await desk.telegram.waitFor(() => desk.received.length === 1);
    await desk.telegram.nextUpdateId(5_000);
    await lan.says('vài hôm sau');
    await desk.telegram.waitFor(async () => desk.received.length === 2 && (await desk.telegram.state()).waiting === 0);
    await desk.telegram.nextUpdateId(17);
    await lan.says('tuần này');
    await desk.telegram.waitFor(() => desk.received.length === 3);
    const ids = desk.received.map(({ externalId }) => externalId);
    expect(ids.map((id) => id.split('.')[0])).toEqual(['17', '5000', '17']);
    expect(new Set(ids).size).toBe(3);
  });

  test('the next offset comes from the last batch, not the highest id ever', () => {
    expect(afterLast([{ update_id: 900 }, { update_id: 17 }])).toBe(18);
    expect(afterLast([{ update_id: 5 }, { nonsense: true }])).toBe(6);
    expect(() => afterLast([{ nonsense: true }])).toThrow('TELEGRAM_API_ROOT');
  });

  test('updates not fetched for a day are gone, as with Telegram', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    await lan.says('quá lâu');
    desk.telegram.advance(25 * 3_600_000);
    await lan.says('vừa nãy');
    await desk.port.start();
    await desk.telegram.waitFor(() => desk.received.length === 1);
    expect(texts()).toEqual(['vừa nãy']);
  });

  test('two pollers: the one that is cut off idles with one warning and neither loses a message', async () => {
    desk = await openDesk({ pace: { idle: 300, paused: 60, least: 10, most: 50 } });
    const lan = await desk.telegram.person(7);
    await desk.port.start();
    await desk.telegram.waitFor(async () => (await polls()).length === 1);
    const other = desk.another();
    await other.start();
    await desk.telegram.waitFor(() => desk.port.state() === 'idle');
    await lan.says('ai nghe?');
    await desk.telegram.waitFor(() => desk.received.length > 0);
    expect(texts()).toEqual(['ai nghe?']);
    expect(desk.lines.filter((line) => line.includes('another process polls'))).toHaveLength(1);
  });

  test('a webhook set by someone else: idle, one warning, and back when it is gone', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    await desk.port.start();
    await desk.telegram.waitFor(async () => (await polls()).length === 1);
    await fetch(`${desk.telegram.url}/bot${desk.telegram.token}/setWebhook?url=http://127.0.0.1:9/x`);
    await desk.telegram.waitFor(() => desk.port.state() === 'idle');
    await fetch(`${desk.telegram.url}/bot${desk.telegram.token}/deleteWebhook`);
    await lan.says('trở lại');
    await desk.telegram.waitFor(() => desk.received.length === 1);
    expect(desk.port.state()).toBe('polling');
  });

  test('a refused token pauses the channel, says so once without the token, and recovers', async () => {
    desk = await openDesk();
    await desk.telegram.authorized(false);
    await desk.port.start();
    await desk.telegram.waitFor(() => desk.port.state() === 'paused');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await desk.telegram.authorized(true);
    const lan = await desk.telegram.person(7);
    await lan.says('đây');
    await desk.telegram.waitFor(() => desk.received.length === 1);
    expect(desk.lines.filter((line) => line.startsWith('error') && line.includes('the channel is paused'))).toHaveLength(1);
    expect(desk.lines.join('\n')).not.toContain(desk.telegram.token);
  });

  test('429 is obeyed: no call before retry_after', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    await desk.telegram.fault({ kind: 'status', method: 'getUpdates', code: 429, retryAfter: 1 });
    await lan.says('đợi');
    const started = performance.now();
    await desk.port.start();
    await desk.telegram.waitFor(() => desk.received.length === 1);
    expect(performance.now() - started).toBeGreaterThan(950);
  });

  test('Telegram out of reach for a while: backs off, then everything arrives once', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    await desk.port.start();
    await desk.telegram.waitFor(async () => (await polls()).length === 1);
    await desk.telegram.offline();
    await lan.says('lúc mất mạng');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await desk.telegram.online();
    await desk.telegram.waitFor(() => desk.received.length === 1);
    expect(desk.lines.filter((line) => line.startsWith('warn') && line.includes('cannot be reached'))).toHaveLength(1);
    await desk.telegram.waitFor(() => desk.lines.some((line) => line.includes('works again')));
  });

  test('stopping waits for the batch in flight and confirms it', async () => {
    let release = () => {};
    let entered = false;
    desk = await openDesk({
      receive: async (messages) => {
        entered = true;
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        desk.received.push(...messages);
      },
    });
    const lan = await desk.telegram.person(7);
    await lan.says('đang xử lý');
    await desk.port.start();
    await desk.telegram.waitFor(() => entered);
    let stopped = false;
    const stopping = desk.port.stop().then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stopped).toBe(false);
    release();
    await stopping;
    expect(texts()).toEqual(['đang xử lý']);
    expect((await desk.telegram.state()).waiting).toBe(0);
  });

  test('an idle long poll is ended at once by stopping', async () => {
    desk = await openDesk();
    await desk.port.start();
    await desk.telegram.waitFor(async () => (await desk.telegram.state()).polling);
    const started = performance.now();
    await desk.port.stop();
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  test('a backlog of 2,000 comes in order, once each', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    for (let n = 0; n < 2_000; n++) await lan.says(`câu ${n}`);
    await desk.port.start();
    await desk.telegram.waitFor(() => desk.received.length >= 2_000, 15_000);
    expect(texts()).toEqual(Array.from({ length: 2_000 }, (_, n) => `câu ${n}`));
  });
});

describe('groups', () => {
  test('a group gets one link to the private chat, no case message, and only once', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    await desk.port.start();
    await lan.saysInGroup(-55, '/start');
    await lan.saysInGroup(-55, 'tôi bị bắt oan ngày 1/3');
    await lan.says('riêng');
    await desk.telegram.waitFor(() => desk.received.length === 1);
    await desk.telegram.waitFor(async () => (await desk.telegram.ledger()).some(({ method }) => method === 'sendMessage'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const sent = (await desk.telegram.ledger()).filter(({ method }) => method === 'sendMessage');
    expect(sent.map(({ chat }) => chat)).toEqual([-55]);
    expect(sent[0]?.text).toContain('https://t.me/donghanh_thu_bot');
    expect(texts()).toEqual(['riêng']);
    expect(desk.port.counts()).toMatchObject({ group: 2, text: 1 });
  });
});

describe('taps', () => {
  test('every tap stops spinning, one too old for it is still taken, and a stale or forged one arrives as it is', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    await desk.port.send({
      chat: '7',
      text: 'Chọn',
      choices: [
        { label: 'Có', payload: 'a:1:yes' },
        { label: 'Không', payload: 'a:1:no' },
      ],
    });
    await lan.taps('Có');
    await lan.taps('a:1:no');
    await lan.tapsRaw('forged');
    desk.telegram.advance(120_000);
    await desk.port.start();
    await desk.telegram.waitFor(() => desk.received.length === 3);
    expect(desk.received.map(({ body }) => (body.kind === 'tap' ? body.payload : body.kind))).toEqual(['a:1:yes', 'a:1:no', 'forged']);
    await desk.telegram.waitFor(async () => (await desk.telegram.refusals()).length === 3);
    expect((await desk.telegram.refusals()).every(({ description }) => description.includes('query is too old'))).toBe(true);
    await expect(lan.taps('Có lẽ')).rejects.toThrow('no button');
    await lan.taps('Không');
    await desk.telegram.waitFor(async () => (await desk.telegram.ledger()).some(({ method }) => method === 'answerCallbackQuery'));
  });
});
