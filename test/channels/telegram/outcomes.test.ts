/** What every way of failing to send means for the message. The fake's ledger is the judge of what was really sent. */
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { capabilities } from '../../../src/channels/telegram/index.js';
import type { Parcel, SendOutcome } from '../../../src/messages/index.js';
import type { FaultSpec } from '../../kit/fake-telegram/index.js';
import { type Desk, openDesk } from './kit.js';

let desk: Desk;
afterEach(() => desk.close());

const say = (text: string, more: Partial<Parcel> = {}): Parcel => ({ chat: '7', text, choices: [], ...more });
const pdf = (size: number, name = 'ho-so.pdf') => ({ fileId: 'f1', name, mime: 'application/pdf', url: 'https://vi.du/d/x', bytes: async () => Buffer.alloc(size, 'p') });
const accepted = async () => (await desk.telegram.ledger()).filter(({ method }) => method === 'sendMessage' || method === 'sendDocument');

describe('what a fault comes to', () => {
  const rows: readonly { readonly fear: string; readonly fault: FaultSpec; readonly outcome: SendOutcome; readonly really: number }[] = [
    { fear: '429', fault: { kind: 'status', code: 429, retryAfter: 30 }, outcome: { kind: 'later', afterSeconds: 30, why: 'too_many_requests' }, really: 0 },
    { fear: '429 for an hour', fault: { kind: 'status', code: 429, retryAfter: 3600 }, outcome: { kind: 'later', afterSeconds: 3600, why: 'too_many_requests' }, really: 0 },
    { fear: '429 without a number', fault: { kind: 'status', code: 429 }, outcome: { kind: 'later', afterSeconds: 30, why: 'too_many_requests' }, really: 0 },
    { fear: '500', fault: { kind: 'status', code: 500 }, outcome: { kind: 'later', afterSeconds: 10, why: 'http_500' }, really: 0 },
    { fear: '502 in Telegram’s own words', fault: { kind: 'status', code: 502 }, outcome: { kind: 'later', afterSeconds: 10, why: 'http_502' }, really: 0 },
    { fear: 'a gateway’s 502 after delivery', fault: { kind: 'gateway_after' }, outcome: { kind: 'uncertain', why: 'gateway_502' }, really: 1 },
    { fear: 'a gateway’s 502 without delivery looks the same', fault: { kind: 'gateway' }, outcome: { kind: 'uncertain', why: 'gateway_502' }, really: 0 },
    { fear: '401', fault: { kind: 'status', code: 401 }, outcome: { kind: 'later', afterSeconds: 60, why: 'unauthorized', wholeChannel: true }, really: 0 },
    { fear: '404 for the token', fault: { kind: 'status', code: 404 }, outcome: { kind: 'later', afterSeconds: 60, why: 'unauthorized', wholeChannel: true }, really: 0 },
    { fear: '403 blocked', fault: { kind: 'status', code: 403 }, outcome: { kind: 'refused', code: 'blocked', stopChat: true }, really: 0 },
    {
      fear: '403 deactivated',
      fault: { kind: 'status', code: 403, description: 'Forbidden: user is deactivated' },
      outcome: { kind: 'refused', code: 'deactivated', stopChat: true },
      really: 0,
    },
    {
      fear: '403 of a new kind',
      fault: { kind: 'status', code: 403, description: 'Forbidden: something new' },
      outcome: { kind: 'refused', code: 'forbidden', stopChat: true },
      really: 0,
    },
    { fear: '400 of a new kind', fault: { kind: 'status', code: 400, description: 'Bad Request: something new' }, outcome: { kind: 'refused', code: 'bad_request' }, really: 0 },
    { fear: '413', fault: { kind: 'status', code: 413 }, outcome: { kind: 'refused', code: 'file_too_big' }, really: 0 },
    { fear: 'connection lost after acceptance', fault: { kind: 'drop_after' }, outcome: { kind: 'uncertain', why: 'ECONNRESET' }, really: 1 },
    { fear: 'connection lost before acceptance, but after our bytes had left', fault: { kind: 'drop_before' }, outcome: { kind: 'uncertain', why: 'ECONNRESET' }, really: 0 },
    { fear: 'no answer in time', fault: { kind: 'delay', ms: 1_500 }, outcome: { kind: 'uncertain', why: 'timeout' }, really: 1 },
  ];
  test.each(rows)('$fear', async ({ fault, outcome, really }) => {
    desk = await openDesk({ limits: { text: 0.5, file: 0.5, poll: 1 } });
    await desk.telegram.person(7);
    await desk.telegram.fault({ ...fault, method: 'sendMessage' });
    expect(await desk.port.send(say('chào'))).toEqual(outcome);
    if (fault.kind === 'delay') await desk.telegram.waitFor(async () => (await accepted()).length === 1);
    expect(await accepted()).toHaveLength(really);
    expect(await desk.port.send(say('lần sau'))).toMatchObject({ kind: 'sent' });
  });

  test('nobody listens: later, because nothing left us', async () => {
    desk = await openDesk();
    await desk.telegram.person(7);
    await desk.telegram.offline();
    expect(await desk.port.send(say('chào'))).toEqual({ kind: 'later', afterSeconds: 5, why: 'ECONNREFUSED' });
    await desk.telegram.online();
    expect(await desk.port.send(say('chào'))).toMatchObject({ kind: 'sent' });
    expect(await accepted()).toHaveLength(1);
  });

  test('a name that does not resolve: later', async () => {
    desk = await openDesk();
    const lost = desk.another({ apiRoot: 'https://khong-co.invalid' });
    expect(await lost.send(say('chào'))).toMatchObject({ kind: 'later', afterSeconds: 5 });
  });

  test('a TLS handshake that dies: later, the message had not left', async () => {
    desk = await openDesk();
    const plain = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const address = plain.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await desk.another({ apiRoot: `https://127.0.0.1:${port}` }).send(say('chào'))).toMatchObject({ kind: 'later' });
    await new Promise((resolve) => plain.close(resolve));
  });

  test('a large upload cut half-way: later, an unfinished request cannot have been acted on', async () => {
    desk = await openDesk();
    const cutting = createServer((socket) => socket.on('error', () => {}).once('data', () => setTimeout(() => socket.destroy(), 20).unref() && socket.pause()));
    await new Promise<void>((resolve) => cutting.listen(0, '127.0.0.1', resolve));
    const address = cutting.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const outcome = await desk.another({ apiRoot: `http://127.0.0.1:${port}` }).send(say('hồ sơ', { attachment: pdf(20_000_000) }));
    expect(outcome).toMatchObject({ kind: 'later' });
    await new Promise((resolve) => cutting.close(resolve));
  });
});

describe('what Telegram itself refuses', () => {
  test('a person who blocked the bot, one who is unknown, one who never wrote', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    await desk.telegram.person(8, { started: false });
    await lan.blocks();
    expect(await desk.port.send(say('chào'))).toEqual({ kind: 'refused', code: 'blocked', stopChat: true });
    expect(await desk.port.send(say('chào', { chat: '99' }))).toEqual({ kind: 'refused', code: 'chat_not_found', stopChat: true });
    expect(await desk.port.send(say('chào', { chat: '8' }))).toEqual({ kind: 'refused', code: 'not_started', stopChat: true });
    await lan.unblocks();
    expect(await desk.port.send(say('chào'))).toMatchObject({ kind: 'sent' });
  });

  test('markup it cannot read is sent once more as plain words', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    await desk.telegram.fault({ kind: 'status', method: 'sendMessage', code: 400, description: 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0' });
    expect(await desk.port.send(say('a < b & c'))).toMatchObject({ kind: 'sent' });
    expect((await lan.transcript()).map(({ text }) => text)).toEqual(['a < b & c']);
  });
});

describe('what arrives', () => {
  test('every character as written, 4096 units, the provider id, buttons two by two when short', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    const tricky = '<b>không đậm</b> & "ngoặc" 🧑‍🤝‍🧑 <script> &lt;';
    expect(await desk.port.send(say(tricky))).toEqual({ kind: 'sent', providerId: '1' });
    const long = `${'<'.repeat(4095)}đ`;
    expect(await desk.port.send(say(long))).toMatchObject({ kind: 'sent' });
    const choices = ['Có', 'Không', 'Tôi không nhớ rõ ngày', 'Gặp cán bộ', 'Về', 'Xem lại'].map((label, i) => ({ label, payload: `a:${i}` }));
    expect(await desk.port.send(say('Chọn', { choices }))).toMatchObject({ kind: 'sent' });
    const lines = await lan.transcript();
    expect(lines.map(({ text }) => text)).toEqual([tricky, long, 'Chọn']);
    const keyboard = desk.telegram.world.talks
      .get(7)
      ?.messages.at(-1)
      ?.reply_markup?.inline_keyboard.map((row) => row.map(({ text }) => text));
    expect(keyboard).toEqual([['Có', 'Không'], ['Tôi không nhớ rõ ngày'], ['Gặp cán bộ', 'Về'], ['Xem lại']]);
  });

  test('a document natively, byte for byte, under its Vietnamese name, with caption and buttons', async () => {
    desk = await openDesk();
    const lan = await desk.telegram.person(7);
    const name = 'Hồ sơ yêu cầu; bản "1".pdf';
    expect(await desk.port.send(say('Đây là hồ sơ <của> anh/chị', { attachment: pdf(300_000, name), choices: [{ label: 'Đã nhận', payload: 'ok' }] }))).toMatchObject({
      kind: 'sent',
    });
    const [line] = await lan.transcript();
    expect(line).toMatchObject({ text: 'Đây là hồ sơ <của> anh/chị', file: 'Hồ sơ yêu cầu_ bản _1_.pdf', buttons: [{ text: 'Đã nhận', data: 'ok' }] });
    const [entry] = await accepted();
    expect(entry?.file).toMatchObject({ size: 300_000 });
  });

  test('too long, empty, too big, or with a payload Telegram would refuse never leaves us', async () => {
    desk = await openDesk();
    await desk.telegram.person(7);
    expect(await desk.port.send(say('đ'.repeat(4097)))).toEqual({ kind: 'refused', code: 'text_too_long' });
    expect(await desk.port.send(say('đ'.repeat(1025), { attachment: pdf(10) }))).toEqual({ kind: 'refused', code: 'text_too_long' });
    expect(await desk.port.send(say('  '))).toEqual({ kind: 'refused', code: 'text_empty' });
    expect(await desk.port.send(say('x', { attachment: pdf(0) }))).toEqual({ kind: 'refused', code: 'file_empty' });
    expect(await desk.port.send(say('x', { attachment: pdf(capabilities.fileLimit + 1) }))).toEqual({ kind: 'refused', code: 'file_too_big' });
    await expect(desk.port.send(say('x', { choices: [{ label: 'Có', payload: 'đ'.repeat(33) }] }))).rejects.toThrow('66 bytes');
    await expect(desk.port.send(say('x', { choices: [{ label: ' ', payload: 'a' }] }))).rejects.toThrow('no label');
    expect(await accepted()).toEqual([]);
  });

  test('the token never shows in an outcome or a log', async () => {
    desk = await openDesk();
    await desk.telegram.person(7);
    await desk.port.start();
    await desk.telegram.offline();
    const outcome = await desk.port.send(say('chào'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await desk.telegram.online();
    expect(JSON.stringify(outcome) + desk.lines.join('\n')).not.toContain('fake-Token');
    expect(() => desk.another({ token: 'not a token' })).toThrow('TELEGRAM_BOT_TOKEN');
  });
});
