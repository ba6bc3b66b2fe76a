/** Duties on an Official Account: what a person takes back is erased, who leaves is left alone, and nobody falls into silence unwarned. */
import { afterEach, expect, test } from 'vitest';
import { conversation, conversationOfChat, evidenceOf, eventsOf } from '../../../src/cases/index.js';
import { query } from '../../../src/storage/index.js';
import { fileOf } from '../../kit/claimant.js';
import { macOf } from '../../../src/channels/zalo-oa/index.js';
import { type OaWhole, openOaWhole } from './kit.js';

const chat = '2468458835296117922';
const HOUR = 3_600_000;
let oa: OaWhole;
afterEach(() => oa.close());

const talk = async (...lines: readonly string[]): Promise<void> => {
  for (const line of lines) {
    expect((await oa.zalo.person(chat).says(line)).status).toBe(200);
    await oa.whole.app.idle();
  }
};
const id = (): string => conversationOfChat(oa.whole.app.db.read, 'zalo-oa', chat) ?? '';
const externals = query()((db) => db.selectFrom('inbox').select(['external_id', 'body']).where('channel', '=', 'zalo-oa').orderBy('id'));
const inbox = () => oa.whole.app.db.read.all(externals, {});

test('everything withdrawn: the case, the files and the words are gone, also while an officer owns the talk', async () => {
  oa = await openOaWhole();
  await talk('chào', '1', '1');
  await oa.zalo.person(chat).sendsPicture(fileOf('can-cuoc.jpg'));
  await oa.whole.app.idle();
  const sha = evidenceOf(oa.whole.app.db.read, id())[0]?.sha256 ?? '';
  expect(await oa.whole.app.file(sha)).toBeInstanceOf(Buffer);
  expect((await oa.zalo.person(chat).withdraws()).status).toBe(200);
  await oa.whole.app.idle();
  expect(oa.whole.app.answers(id())).toEqual({});
  expect(evidenceOf(oa.whole.app.db.read, id())).toEqual([]);
  await expect(oa.whole.app.file(sha)).rejects.toThrow();
  expect(inbox().filter(({ body }) => body.includes('"text":"1"') || body.includes('chào'))).toEqual([]);
});

test('one message withdrawn: its answer is asked again, its words are gone, the rest stands', async () => {
  oa = await openOaWhole();
  await talk('chào', '1', '1');
  expect(oa.whole.asked('zalo-oa', chat)).toBe('criminal_measure');
  const last = inbox().at(-1)?.external_id ?? '';
  await oa.zalo.person(chat).withdraws(last);
  await oa.whole.app.idle();
  expect(oa.whole.app.answers(id())).toEqual({ consent: 'agree' });
  expect(oa.whole.asked('zalo-oa', chat)).toBe('field');
  expect(oa.zalo.person(chat).heard().at(-1)?.text).toContain('Anh/chị đã thu hồi một tin nhắn');
  expect(inbox().find(({ external_id }) => external_id === last)?.body).toBe('{"kind":"text","text":""}');
});

test('who unfollows hears nothing more; who follows again goes on where they were', async () => {
  oa = await openOaWhole();
  await talk('chào', '1');
  await oa.zalo.person(chat).unfollows();
  await oa.whole.app.idle();
  const said = oa.zalo.person(chat).heard().length;
  await oa.zalo.person(chat).follows();
  await oa.whole.app.idle();
  expect(oa.zalo.person(chat).heard().length).toBeGreaterThan(said);
  expect(oa.whole.asked('zalo-oa', chat)).toBe('field');
});

test('two hours before the free window closes the person is told how news will come, once; then news waits for their word, and an officer is told', async () => {
  oa = await openOaWhole();
  await talk('chào', '1');
  const before = oa.zalo.person(chat).heard().length;
  oa.advance(46.1 * HOUR);
  await oa.whole.app.idle();
  await oa.whole.app.idle();
  const told = oa.zalo.person(chat).heard().slice(before);
  expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('Anh/chị chưa nhắn gần hai ngày')]);
  expect(told[0]?.billed).toBe(false);
  oa.advance(30 * HOUR);
  const outcome = await oa.port.send({ chat, text: 'Tin mới', choices: [] });
  expect(outcome).toMatchObject({ kind: 'later', why: 'window_free_over', untilTheyWrite: true });
  expect(oa.zalo.world.sent.filter(({ billed }) => billed)).toEqual([]);
  expect(conversation(oa.whole.app.db.read, id())?.owner).toBe('bot');
  expect(eventsOf(oa.whole.app.db.read, id()).map(({ kind }) => kind)).not.toContain('send_refused');
});

test('the notice about the window is not given once the window has shut, nor after the person has written', async () => {
  oa = await openOaWhole();
  await talk('chào', '1');
  const before = oa.zalo.person(chat).heard().length;
  // The program slept through the moment.
  oa.advance(60 * HOUR);
  await oa.whole.app.idle();
  await talk('tôi đang ở đâu');
  await oa.whole.app.idle();
  // Written in time, and Zalo could not be reached until the person wrote.
  oa.advance(46.1 * HOUR);
  oa.zalo.fault({ path: /message/, kind: 'status', code: 503, times: 1 });
  await oa.whole.app.idle();
  oa.rest(120_000);
  await talk('tôi đang ở đâu');
  await oa.whole.app.idle();
  const heard = oa.zalo.person(chat).heard().slice(before);
  expect(heard.length).toBeGreaterThan(1);
  expect(heard.map(({ text }) => text).join('\n')).not.toContain('chưa nhắn gần hai ngày');
});

test('a token refused for good while people write: every answer goes out after a new consent, in order', async () => {
  oa = await openOaWhole();
  await talk('chào');
  oa.zalo.world.access.clear();
  oa.zalo.world.refresh.clear();
  await talk('1');
  expect(oa.port.status()).toMatchObject({ token: { state: 'dead' } });
  expect(oa.port.status().alarm).toContain('-14014');
  const before = oa.zalo.person(chat).heard().length;
  const refresh = oa.zalo.consented();
  await oa.whole.app.settings.set('zalo-oa.tokens', JSON.stringify({ access: '', accessUntil: 0, renewFrom: 0, refresh, generation: 9, seed: '', unsure: 0 }));
  // A channel that fails as a whole is tried again after a minute.
  oa.rest(61_000);
  await talk('tôi đang ở đâu');
  await oa.zalo.waitFor(() => oa.zalo.person(chat).heard().length > before + 1, 30_000, 'the answers that waited');
  expect(oa.port.status()).toMatchObject({ alarm: undefined, token: { state: 'good' } });
}, 60_000);

test('a signed event played again changes nothing; one never seen and a week old is set aside, and said', async () => {
  oa = await openOaWhole({ from: '2026-11-18T01:00:00Z' });
  const post = async (id: string, text: string, at: string): Promise<number> => {
    const { appId, oaSecret } = oa.zalo.world;
    const timestamp = String(Date.parse(at));
    const body = JSON.stringify({ app_id: appId, sender: { id: chat }, recipient: { id: '1' }, event_name: 'user_send_text', message: { msg_id: id, text }, timestamp });
    const headers = { 'content-type': 'application/json', 'x-zevent-signature': `mac=${macOf(appId, Buffer.from(body), timestamp, oaSecret)}` };
    const { status } = await fetch(`${oa.url}/webhooks/zalo-oa`, { method: 'POST', headers, body });
    await oa.whole.app.idle();
    return status;
  };
  expect(await post('m1', 'chào', '2026-11-18T01:00:00Z')).toBe(200);
  expect(await post('m2', '1', '2026-11-18T01:01:00Z')).toBe(200);
  const stands = oa.whole.app.answers(id());
  oa.advance(30 * 24 * HOUR);
  for (const again of ['m1', 'm2']) expect(await post(again, '2', '2026-11-18T01:01:00Z')).toBe(200);
  expect(await post('m3', '2', '2026-11-18T01:02:00Z')).toBe(200);
  expect(oa.whole.app.answers(id())).toEqual(stands);
  expect(inbox()).toHaveLength(2);
  expect(oa.port.counts()).toMatchObject({ too_old: 3 });
  expect(oa.whole.app.settings.get('zalo-oa.quarantine.0') ?? '').not.toContain('"2"');
  expect(await post('m4', '1', '2026-12-17T01:00:00Z')).toBe(200);
  expect(inbox()).toHaveLength(3);
});
