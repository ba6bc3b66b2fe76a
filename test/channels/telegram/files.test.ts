/** Fears about a person's file: short, gone, too big, cut half-way, an album in any order. Bytes are compared, not counted. */
import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { AnnouncedFile } from '../../../src/messages/index.js';
import { type Desk, openDesk } from './kit.js';

let desk: Desk;
afterEach(() => desk.close());
const megabyte = 1024 * 1024;

const announced = async (count = 1): Promise<readonly AnnouncedFile[]> => {
  await desk.telegram.waitFor(() => desk.received.length >= count);
  return desk.received.map(({ body }) => {
    if (body.kind !== 'file') throw new Error(`expected a file, got ${body.kind}`);
    return body.file;
  });
};
const one = async () => {
  const [file] = await announced();
  if (!file) throw new Error('no file');
  return file;
};

const opened = async () => {
  desk = await openDesk({ limits: { text: 2, file: 2, poll: 1 } });
  await desk.port.start();
  return desk.telegram.person(7);
};

test('a document and the largest size of a photo come byte for byte', async () => {
  const lan = await opened();
  const bytes = randomBytes(3 * megabyte);
  await lan.sendsDocument({ bytes, name: 'Quyết định 12.pdf', mime: 'application/pdf' });
  await lan.sendsPhoto({ bytes: bytes.subarray(0, 90_000), caption: 'trang 1' });
  const [document, photo] = await announced(2);
  expect(document).toMatchObject({ name: 'Quyết định 12.pdf', size: 3 * megabyte });
  if (!document || !photo) throw new Error('two files');
  expect((await desk.port.fetch(document, 20 * megabyte)).equals(bytes)).toBe(true);
  expect((await desk.port.fetch(photo, 20 * megabyte)).equals(bytes.subarray(0, 90_000))).toBe(true);
  expect(desk.received[1]?.body).toMatchObject({ caption: 'trang 1' });
});

test('never a short file: cut half-way, ended half-way', async () => {
  const lan = await opened();
  await lan.sendsDocument({ bytes: randomBytes(megabyte) });
  const file = await one();
  await desk.telegram.fault({ kind: 'reset_file', method: 'file' });
  await expect(desk.port.fetch(file, 20 * megabyte)).rejects.toMatchObject({ code: 'broken' });
  await desk.telegram.fault({ kind: 'short_file', method: 'file' });
  await expect(desk.port.fetch(file, 20 * megabyte)).rejects.toMatchObject({ code: 'broken' });
  await desk.telegram.fault({ kind: 'drop_before', method: 'file' });
  await expect(desk.port.fetch(file, 20 * megabyte)).rejects.toMatchObject({ code: 'broken' });
  expect((await desk.port.fetch(file, 20 * megabyte)).length).toBe(megabyte);
});

test('an answer that hangs ends in time', async () => {
  const lan = await opened();
  await lan.sendsDocument({ bytes: Buffer.from('x') });
  const file = await one();
  await desk.telegram.fault({ kind: 'delay', method: 'file', ms: 3_000 });
  const started = performance.now();
  await expect(desk.port.fetch(file, megabyte)).rejects.toMatchObject({ code: 'broken' });
  expect(performance.now() - started).toBeLessThan(60_000);
});

test('a link that expired, a file id Telegram does not know', async () => {
  const lan = await opened();
  await lan.sendsDocument({ bytes: Buffer.from('x') });
  const file = await one();
  await desk.telegram.expireFiles();
  await expect(desk.port.fetch(file, megabyte)).rejects.toMatchObject({ code: 'gone' });
  await expect(desk.port.fetch({ handle: 'nothing' }, megabyte)).rejects.toMatchObject({ code: 'gone' });
});

test('too big: for us, for Telegram, and when the announcement lied', async () => {
  const lan = await opened();
  await lan.sendsDocument({ bytes: randomBytes(megabyte) });
  const file = await one();
  await expect(desk.port.fetch(file, megabyte - 1)).rejects.toMatchObject({ code: 'too_big' });
  await lan.sendsDocument({ bytes: Buffer.from('x'), size: 25 * megabyte });
  await desk.telegram.waitFor(() => desk.received.length === 2);
  expect(desk.received[1]?.body).toEqual({ kind: 'unreadable', what: 'too_big' });
  const huge = [...desk.telegram.world.files.values()].at(-1);
  await expect(desk.port.fetch({ handle: huge?.id ?? '' }, 30 * megabyte)).rejects.toMatchObject({ code: 'too_big' });
});

test('no failure names the token', async () => {
  const lan = await opened();
  await lan.sendsDocument({ bytes: randomBytes(1000) });
  const file = await one();
  await desk.telegram.fault({ kind: 'reset_file', method: 'file' });
  const error = await desk.port.fetch(file, megabyte).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('fake-Token');
});

test('an album out of order, one twice, a sentence in between: every photo once by id, one group', async () => {
  const lan = await opened();
  const photos = Array.from({ length: 10 }, (_, n) => ({ bytes: Buffer.from(`ảnh ${n}`), ...(n === 4 ? { caption: 'giấy tờ của tôi' } : {}) }));
  const sending = lan.sendsAlbum(photos, { order: [3, 0, 9, 1, 4, 4, 2, 8, 5, 7, 6], delays: [0, 5, 0, 20, 0, 0, 5] });
  await lan.says('còn nữa');
  await sending;
  await desk.telegram.waitFor(() => desk.received.length === 12);
  const files = desk.received.flatMap(({ body }) => (body.kind === 'file' ? [body] : []));
  expect(new Set(files.map(({ group }) => group)).size).toBe(1);
  expect(new Set(files.map(({ file }) => file.handle)).size).toBe(10);
  expect(files.filter(({ caption }) => caption === 'giấy tờ của tôi')).toHaveLength(2);
  expect(new Set(desk.received.map(({ messageId }) => messageId)).size).toBe(11);
});
