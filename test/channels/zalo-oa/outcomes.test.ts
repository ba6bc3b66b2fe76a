/** What every way of failing to send means for the message on an Official Account, and what really went out by the fake's ledger. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { meanings } from '../../../src/channels/zalo-oa/index.js';
import { openZaloOa, type ZaloOaOptions, type ZaloOaPort } from '../../../src/channels/zalo-oa/open.js';
import type { Settings } from '../../../src/channels/settings.js';
import type { Parcel } from '../../../src/messages/index.js';
import { type FakeZaloOa, openFakeZaloOa } from '../../kit/fake-zalo-oa/index.js';
import { repositoryFolder } from '../../../src/repository/index.js';
import { loadWording } from '../../../src/wording/index.js';
import { memorySettings } from '../memory.js';

const HOUR = 3_600_000;
const chat = '2468458835296117922';
let zalo: FakeZaloOa;
let settings: Settings;
let lines: string[];
beforeEach(async () => {
  zalo = await openFakeZaloOa();
  settings = memorySettings();
  lines = [];
  zalo.person(chat);
  const person = zalo.world.people.get(chat);
  if (person) person.lastInteraction = zalo.world.now();
});
afterEach(() => zalo.close());

const open = (more: Partial<ZaloOaOptions> = {}): ZaloOaPort => {
  const keep = (fields: Readonly<Record<string, unknown>>, text: string) => void lines.push(`${text} ${JSON.stringify(fields)}`);
  return openZaloOa({
    ...zalo.account(),
    publicUrl: 'https://vi.du',
    receive: async () => {},
    settings,
    heard: () => ({ heardAt: zalo.world.people.get(chat)?.lastInteraction, saidSince: zalo.world.people.get(chat)?.repliesSince ?? 0 }),
    writeForMore: 'Gõ «tiếp» để nhận tiếp.',
    log: { info: keep, warn: keep, error: keep },
    now: () => zalo.world.now(),
    limits: { text: 0.5, file: 1 },
    ...more,
  });
};
const say = (text: string, more: Partial<Parcel> = {}): Parcel => ({ chat, text, choices: [], ...more });
const pdf = (size: number, name = 'Hồ sơ đòi bồi thường.pdf') => ({
  fileId: 'f1',
  name,
  mime: 'application/pdf',
  url: 'https://vi.du/d/x',
  bytes: async () => Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(Math.max(0, size - 8), 'p')]),
});

describe('what an answer comes to', () => {
  const cs = /message\/cs/;
  test.each([
    ['-32, too many', { kind: 'code', code: -32 }, { kind: 'later', afterSeconds: 60, why: 'zalo_-32', wholeChannel: true }, 0],
    ['HTTP 429', { kind: 'status', code: 429 }, { kind: 'later', afterSeconds: 60, why: 'http_429', wholeChannel: true }, 0],
    ['HTTP 500', { kind: 'status', code: 500 }, { kind: 'later', afterSeconds: 10, why: 'http_500' }, 0],
    ['a gateway’s 502 after delivery', { kind: 'page_after' }, { kind: 'uncertain', why: 'gateway_502' }, 1],
    ['a gateway’s 502 without', { kind: 'page' }, { kind: 'uncertain', why: 'gateway_502' }, 0],
    ['-200, may pass', { kind: 'code', code: -200 }, { kind: 'later', afterSeconds: 10, why: 'zalo_-200' }, 0],
    ['-230, no word in seven days', { kind: 'code', code: -230 }, { kind: 'later', afterSeconds: 60, why: 'zalo_-230', untilTheyWrite: true }, 0],
    ['-232, the same by another code', { kind: 'code', code: -232 }, { kind: 'later', afterSeconds: 60, why: 'zalo_-232', untilTheyWrite: true }, 0],
    ['-213, does not follow', { kind: 'code', code: -213 }, { kind: 'refused', code: 'zalo_-213', stopChat: true }, 0],
    ['-244, restricted', { kind: 'code', code: -244 }, { kind: 'refused', code: 'zalo_-244', stopChat: true }, 0],
    ['-201, a field', { kind: 'code', code: -201 }, { kind: 'refused', code: 'zalo_-201' }, 0],
    ['-321, no money', { kind: 'code', code: -321 }, { kind: 'later', afterSeconds: 300, why: 'zalo_-321', wholeChannel: true }, 0],
    ['-219, app removed', { kind: 'code', code: -219 }, { kind: 'later', afterSeconds: 60, why: 'zalo_-219', wholeChannel: true }, 0],
    ['a code nobody has seen', { kind: 'code', code: -9999 }, { kind: 'refused', code: 'zalo_-9999' }, 0],
    ['connection lost after acceptance', { kind: 'drop_after' }, { kind: 'uncertain', why: 'ECONNRESET' }, 1],
    ['no answer in time', { kind: 'delay', ms: 900 }, { kind: 'uncertain', why: 'timeout' }, 1],
  ] as const)('%s', async (_, fault, outcome, really) => {
    const port = open();
    expect(await port.send(say('trước'))).toMatchObject({ kind: 'sent' });
    zalo.fault({ path: cs, times: 1, ...fault });
    expect(await port.send(say('chào'))).toEqual(outcome);
    await zalo.waitFor(() => zalo.world.sent.filter(({ text }) => text === 'chào').length === really);
    expect(await port.send(say('sau'))).toMatchObject({ kind: 'sent' });
    await port.stop();
  });

  test.each([-216, -220, -124, 216, 401, -401])('a refused token (%d): refreshed once, the same words once more, one message', async (code) => {
    const port = open();
    await port.send(say('trước'));
    zalo.fault({ path: cs, kind: 'code', code, times: 1 });
    expect(await port.send(say('chào'))).toMatchObject({ kind: 'sent' });
    expect(zalo.world.sent.filter(({ text }) => text === 'chào')).toHaveLength(1);
    expect(zalo.world.calls.filter(({ grant }) => grant === 'refresh_token')).toHaveLength(2);
    await port.stop();
  });

  test.each([401, 403])('HTTP %d is a refused token too', async (code) => {
    const port = open();
    zalo.fault({ path: cs, kind: 'status', code });
    expect(await port.send(say('chào'))).toEqual({ kind: 'later', afterSeconds: 60, why: `http_${code}`, wholeChannel: true });
    expect(zalo.world.calls.filter(({ grant }) => grant === 'refresh_token')).toHaveLength(2);
    await port.stop();
  });

  test('no consent: the whole channel waits and the alarm stands; after a consent it goes on by itself', async () => {
    const port = open({ refreshToken: undefined });
    expect(await port.send(say('chào'))).toEqual({ kind: 'later', afterSeconds: 60, why: 'consent_needed', wholeChannel: true });
    expect(port.status().alarm).toContain('none');
    await settings.set('zalo-oa.tokens', JSON.stringify({ access: '', accessUntil: 0, renewFrom: 0, refresh: zalo.consented(), generation: 1, seed: '', unsure: 0 }));
    expect(await port.send(say('chào'))).toMatchObject({ kind: 'sent' });
    expect(port.status()).toMatchObject({ alarm: undefined, token: { state: 'good' } });
    await port.stop();
  });

  test('nobody listens: later, because nothing left us', async () => {
    const port = open();
    await port.send(say('trước'));
    await zalo.offline();
    // The kept connection must be seen to be gone: a request on it would have left.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await port.send(say('chào'))).toEqual({ kind: 'later', afterSeconds: 5, why: 'ECONNREFUSED' });
    await zalo.online();
    await port.stop();
  });

  test('every code has a sentence for whoever runs the account, in both languages', () => {
    const wording = loadWording(join(repositoryFolder(), 'locales'));
    for (const words of [wording.vi, wording.en]) expect(Object.keys(meanings).filter((code) => !words.has(`zalo.codes.${code}`))).toEqual([]);
  });

  test('every code has its meaning, and no secret ever shows in an outcome or a log', async () => {
    const port = open();
    const told: string[] = [];
    for (const code of Object.keys(meanings)) {
      zalo.fault({ path: cs, kind: 'code', code: Number(code), times: 1 });
      told.push(JSON.stringify(await port.send(say('chào'))));
    }
    await zalo.offline();
    told.push(JSON.stringify(await port.send(say('chào'))));
    await zalo.online();
    for (const secret of [zalo.world.appSecret, zalo.world.oaSecret, ...zalo.world.access.keys(), ...zalo.world.refresh.keys()])
      expect(told.join() + lines.join()).not.toContain(secret);
    await port.stop();
  });
});

describe('what goes out', () => {
  test('a file under a plain name, byte for byte; a picture; each alone', async () => {
    const port = open();
    expect(await port.send(say('', { attachment: pdf(300_000) }))).toMatchObject({ kind: 'sent' });
    const picture = { ...pdf(10, 'Mã QR.png'), mime: 'image/png', bytes: async () => Buffer.from('\u0089PNG\r\n', 'latin1') };
    expect(await port.send(say('', { attachment: picture }))).toMatchObject({ kind: 'sent' });
    expect(zalo.world.sent.map(({ kind, file }) => [kind, file?.name, file?.size])).toEqual([
      ['file', 'Ho-so-doi-boi-thuong.pdf', 300_000],
      ['image', 'Ma-QR.png', 6],
    ]);
    expect(await port.send(say('lời', { attachment: pdf(10) }))).toEqual({ kind: 'refused', code: 'text_beside_file' });
    expect(await port.send(say('', { attachment: { ...pdf(10), mime: 'application/json' } }))).toEqual({ kind: 'refused', code: 'file_type' });
    expect(await port.send(say('', { attachment: { ...pdf(0), bytes: async () => Buffer.alloc(0) } }))).toEqual({ kind: 'refused', code: 'file_empty' });
    expect(await port.send(say('', { attachment: pdf(5 * 1024 * 1024 + 1) }))).toEqual({ kind: 'refused', code: 'zalo_-210' });
    await port.stop();
  });

  test('an upload whose answer is lost showed nothing: later, never uncertain', async () => {
    const port = open();
    await port.send(say('trước'));
    zalo.fault({ path: /upload/, kind: 'drop_after', times: 1 });
    expect(await port.send(say('', { attachment: pdf(1_000) }))).toEqual({ kind: 'later', afterSeconds: 10, why: 'ECONNRESET' });
    await port.stop();
  });

  test('too long or empty never leaves us', async () => {
    const port = open();
    expect(await port.send(say('đ'.repeat(2_001)))).toEqual({ kind: 'refused', code: 'text_too_long' });
    expect(await port.send(say('  '))).toEqual({ kind: 'refused', code: 'text_empty' });
    await expect(port.send(say('x', { choices: [{ label: ' ', payload: 'a' }] }))).rejects.toThrow('no label');
    expect(zalo.world.sent).toEqual([]);
    await port.stop();
  });

  const choices = (n: number) => Array.from({ length: n }, (_, i) => ({ label: `Lựa chọn ${i + 1}`, payload: `a|x|y|z|${i}` }));
  test.each([
    ['five buttons', 'taken', 5, 'buttons'],
    ['six do not fit: numbers only', 'taken', 6, 'text'],
    ['refused by the platform: the same words without', 'refused', 2, 'text'],
    ['wanted with a template name we do not send: the same words without', 'named', 2, 'text'],
  ] as const)('%s', async (_, buttons, n, kind) => {
    zalo.world.switches.buttons = buttons;
    const port = open();
    expect(await port.send(say('Chọn', { choices: choices(n) }))).toMatchObject({ kind: 'sent' });
    expect(zalo.world.sent.map((sent) => [sent.kind, sent.text])).toEqual([[kind, 'Chọn']]);
    if (kind === 'buttons') expect(zalo.world.sent[0]?.buttons[0]).toEqual({ title: 'Lựa chọn 1', payload: '#a|x|y|z|0' });
    await port.stop();
  });

  test('with the switch the template of buttons is named, and taken', async () => {
    zalo.world.switches.buttons = 'named';
    await settings.set('zalo-oa.rules', JSON.stringify({ nameButtonTemplate: true }));
    const port = open();
    expect(await port.send(say('Chọn', { choices: choices(2) }))).toMatchObject({ kind: 'sent' });
    expect(zalo.world.sent[0]?.kind).toBe('buttons');
    await port.stop();
  });
});

describe('windows and quotas', () => {
  const rows: readonly (readonly [string, object, number, object, { billed: number; templates: number }])[] = [
    ['within 48 hours: free', {}, 47, { kind: 'sent' }, { billed: 0, templates: 0 }],
    ['after 48 hours, nothing allowed: waits for the person', {}, 49, { kind: 'later', why: 'window_free_over', untilTheyWrite: true }, { billed: 0, templates: 0 }],
    ['after 48 hours, the office pays', { billedPerMonth: 10 }, 49, { kind: 'sent' }, { billed: 1, templates: 0 }],
    ['after 7 days nothing goes, paid or not', { billedPerMonth: 10 }, 169, { kind: 'later', why: 'window_over', untilTheyWrite: true }, { billed: 0, templates: 0 }],
    ['a window the office set itself', { freeHours: 24 }, 25, { kind: 'later', why: 'window_free_over', untilTheyWrite: true }, { billed: 0, templates: 0 }],
    [
      'after 7 days an approved template',
      { templates: { deadline: { templateId: 't1', fields: { noi_dung: '{{text}}', dia_chi: '{{url}}' } } }, templatesPerMonth: 1 },
      200,
      { kind: 'sent' },
      { billed: 0, templates: 1 },
    ],
    [
      'a template, but none may be spent',
      { templates: { deadline: { templateId: 't1', fields: { noi_dung: '{{text}}' } } } },
      200,
      { kind: 'later', why: 'window_over', untilTheyWrite: true },
      { billed: 0, templates: 0 },
    ],
  ];
  test.each(rows)('%s', async (_, rules, hours, outcome, spent) => {
    zalo.world.templates.add('t1');
    await settings.set('zalo-oa.rules', JSON.stringify(rules));
    const port = open();
    zalo.advance(hours * HOUR);
    expect(await port.send(say('Hạn nộp là 1/12/2026', { tag: 'deadline' }))).toMatchObject(outcome);
    expect(port.status().spent).toEqual(spent);
    const [sent] = zalo.world.sent;
    if (spent.templates === 1) expect(sent?.template).toEqual({ id: 't1', data: { noi_dung: 'Hạn nộp là 1/12/2026', dia_chi: 'https://vi.du' } });
    expect(zalo.world.sent.filter(({ billed }) => billed)).toHaveLength(spent.billed + spent.templates);
    await port.stop();
  });

  test('eight answers in 48 hours, as it was: the eighth says how to get more, the ninth waits, a word opens it again', async () => {
    zalo.world.switches.repliesWhileFree = 8;
    await settings.set('zalo-oa.rules', JSON.stringify({ repliesWhileFree: 8 }));
    const port = open();
    for (let n = 1; n <= 8; n++) expect(await port.send(say(`câu ${n}`))).toMatchObject({ kind: 'sent' });
    expect(zalo.world.sent.map(({ text }) => text.includes('«tiếp»'))).toEqual([false, false, false, false, false, false, false, true]);
    expect(await port.send(say('câu 9'))).toMatchObject({ kind: 'later', why: 'replies_spent', untilTheyWrite: true });
    const person = zalo.world.people.get(chat);
    if (person) person.repliesSince = 0;
    expect(await port.send(say('câu 9'))).toMatchObject({ kind: 'sent' });
    await port.stop();
  });

  test('a row that does not fit refuses to start, with its field', async () => {
    await settings.set('zalo-oa.rules', JSON.stringify({ freeHours: -1 }));
    expect(() => open()).toThrow('freeHours');
    await settings.set('zalo-oa.rules', JSON.stringify({ fre: 1 }));
    expect(() => open()).toThrow('zalo-oa.rules');
  });
});

describe('files people send', () => {
  test.each([
    ['a file whose checksum is right', {}, undefined],
    ['changed on the way', { checksum: 'a'.repeat(32) }, 'broken'],
  ])('%s', async (_, more, code) => {
    const port = open();
    const bytes = Buffer.from('%PDF-1.7 của tôi');
    const path = '/cdn/1.bin';
    zalo.world.cdn.set(path, { bytes, until: zalo.world.now() + HOUR });
    const { createHash } = await import('node:crypto');
    const md5 = 'checksum' in more ? more.checksum : createHash('md5').update(bytes).digest('hex');
    const got = port.fetch({ handle: `${zalo.url}${path}#md5=${md5}` }, 1_000);
    if (code === undefined) expect(await got).toEqual(bytes);
    else await expect(got).rejects.toMatchObject({ code });
    await port.stop();
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data', 'refused'],
    ['http://localhost:1/x', 'refused'],
    ['file:///etc/passwd', 'refused'],
    ['https://zdn.vn.evil.example/x', 'refused'],
    ['https://user:pass@f1.zdn.vn/x', 'refused'],
    ['not an address', 'refused'],
  ])('%s is not fetched', async (handle, code) => {
    const port = open();
    await expect(port.fetch({ handle }, 1_000)).rejects.toMatchObject({ code });
    await port.stop();
  });

  test('too big, or gone', async () => {
    const port = open();
    zalo.world.cdn.set('/cdn/2.bin', { bytes: Buffer.alloc(2_000, 'x'), until: zalo.world.now() + HOUR });
    await expect(port.fetch({ handle: `${zalo.url}/cdn/2.bin` }, 1_000)).rejects.toMatchObject({ code: 'too_big' });
    zalo.advance(2 * HOUR);
    await expect(port.fetch({ handle: `${zalo.url}/cdn/2.bin` }, 10_000)).rejects.toMatchObject({ code: 'gone' });
    await port.stop();
  });
});
