/** The fear: whoever finds Zalo's webhook addresses speaks for somebody else, or stops the program. Forged, replayed, re-serialised, cut, doubled, endless: nothing gets in, and people go on being answered. */
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { macOf } from '../../src/channels/zalo-oa/index.js';
import { query } from '../../src/storage/index.js';
import { type OaWhole, openOaWhole } from '../channels/zalo-oa/kit.js';
import { signed } from '../kit/fake-zalo-oa/index.js';
import { fuzz } from './fuzzed-bodies.js';

test('4,000 bodies of every shape: nothing forged gets in, nothing signed breaks the program', async () => {
  const { admitted, leaked, failed, taken, aside, forged } = await fuzz(4_000, 1);
  expect({ admitted, leaked, failed }).toEqual({ admitted: 0, leaked: 0, failed: 0 });
  expect(forged).toBeGreaterThan(1_500);
  expect(taken).toBeGreaterThan(400);
  expect(aside).toBeGreaterThan(50);
}, 120_000);

describe('at the open port', () => {
  let oa: OaWhole;
  afterEach(() => oa.close());
  const chat = '2468458835296117922';
  const stored = (): number =>
    oa.whole.app.db.read.get(
      query()((db) => db.selectFrom('inbox').select((eb) => eb.fn.countAll<number>().as('count'))),
      {},
    )?.count ?? 0;
  const event = (text: string, id: string): string =>
    JSON.stringify({
      app_id: oa.zalo.world.appId,
      sender: { id: chat },
      recipient: { id: oa.zalo.world.oaId },
      event_name: 'user_send_text',
      message: { text, msg_id: id },
      timestamp: '1794963600123',
    });
  const post = (body: string, headers: Record<string, string>): Promise<number> => fetch(oa.zalo.events.url, { method: 'POST', body, headers }).then((answer) => answer.status);
  const sign = (body: string): Record<string, string> => ({ 'x-zevent-signature': `mac=${signed(oa.zalo.world, body, '1794963600123')}` });

  test('replays, re-serialisation, other accounts, doubled headers, lies about the length', async () => {
    oa = await openOaWhole();
    await oa.zalo.person(chat).sends('user_reacted_message', {});
    const body = event('chào', 'm1');
    expect(await post(body, sign(body))).toBe(200);
    await oa.whole.app.idle();
    for (let n = 0; n < 20; n++) expect(await post(body, { ...sign(body), num_retry: String(n) })).toBe(200);
    await oa.whole.app.idle();
    expect(stored()).toBe(1);
    expect(oa.zalo.person(chat).heard()).toHaveLength(1);

    const again = JSON.stringify(JSON.parse(body), null, 1);
    expect(await post(again, sign(body))).toBe(401);
    expect(await post(body.replace('chào', 'đồng ý'), sign(body))).toBe(401);
    expect(await post(event('chào', 'm2').replace(oa.zalo.world.appId, '999'), sign(event('chào', 'm2').replace(oa.zalo.world.appId, '999')))).toBe(401);
    expect(await post(body, {})).toBe(401);
    expect(await post(body, { 'x-zevent-signature': `mac=${macOf(oa.zalo.world.appId, Buffer.from(body), '1794963600123', 'sai')}` })).toBe(401);
    expect(await post('{}', {})).toBe(200);
    expect(await post(' '.repeat(2_000_000), sign('x'))).toBe(413);

    const good = event('chào', 'm3');
    const raw = (lines: readonly string[], sent: string): Promise<string> =>
      new Promise((resolve) => {
        const { hostname, port } = new URL(oa.zalo.events.url);
        let heard = '';
        const socket = connect(Number(port), hostname, () =>
          socket.write(`POST /webhooks/zalo-oa HTTP/1.1\r\nHost: vi.du\r\nConnection: close\r\n${lines.join('\r\n')}\r\n\r\n${sent}`),
        );
        socket.on('data', (chunk) => {
          heard += chunk.toString();
        });
        socket.on('error', () => resolve(heard));
        socket.on('close', () => resolve(heard));
        setTimeout(() => socket.destroy(), 1_000);
      });
    const mac = `X-ZEvent-Signature: ${sign(good)['x-zevent-signature']}`;
    const bytes = Buffer.byteLength(good);
    expect(await raw([mac, mac, `Content-Length: ${bytes}`], good)).toContain(' 401 ');
    expect(await raw([mac, `Content-Length: ${bytes - 20}`], good)).toMatch(/ 40[01] /);
    expect(await raw([mac, `Content-Length: ${bytes + 20}`], good)).not.toContain(' 200 ');
    expect(await raw([mac, `Content-Length: ${bytes}`, `Content-Length: ${bytes + 1}`], good)).toContain(' 400 ');
    await oa.whole.app.idle();
    expect(stored()).toBe(1);
    expect((await oa.zalo.person(chat).says('đồng ý')).status).toBe(200);
    await oa.whole.app.idle();
    expect(oa.whole.asked('zalo-oa', chat)).toBe('field');
  });

  test.each([
    ['bare hex', { signature: 'bare' }],
    ['sha256=', { signature: 'sha256' }],
    ['upper case', { upperCase: true }],
    ['signed with the header’s time', { stamp: 'header' }],
    ['ids as numbers', { numericIds: true }],
  ] as const)('a signature or a body as other sources have it: %s', async (_, switches) => {
    oa = await openOaWhole({ switches });
    expect((await oa.zalo.person(chat).says('chào')).status).toBe(200);
    await oa.whole.app.idle();
    expect(oa.zalo.person(chat).heard()).toHaveLength(1);
  });

  test('a database that fails is answered 500; Zalo’s ladder brings it again, once in effect', async () => {
    oa = await openOaWhole();
    const person = oa.zalo.person(chat);
    await person.says('chào');
    await oa.whole.app.idle();
    const real = oa.zalo.events.url;
    oa.zalo.events.url = `${new URL(real).origin}/khong-co`;
    expect((await person.says('1')).status).toBe(404);
    oa.zalo.events.url = real;
    for (const ms of [30_000, 300_000]) {
      oa.advance(ms);
      await oa.zalo.events.retryDue();
    }
    await oa.whole.app.idle();
    expect(oa.zalo.events.waiting()).toBe(0);
    expect(oa.whole.asked('zalo-oa', chat)).toBe('field');
  });
});
