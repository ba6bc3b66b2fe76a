/** The furniture: menus in two languages, written only when they changed, and never in the way of a message. */
import { afterEach, expect, test } from 'vitest';
import { commandNames } from '../../../src/channels/telegram/index.js';
import { type Desk, openDesk, words } from './kit.js';

let desk: Desk;
afterEach(() => desk.close());

test('menus and descriptions stand in Vietnamese for everyone and in English, and a second start writes nothing', async () => {
  desk = await openDesk();
  await desk.port.setUp();
  const { commands, descriptions } = await desk.telegram.state();
  expect(Object.keys(commands).toSorted()).toEqual(['all_private_chats|', 'all_private_chats|en', 'all_private_chats|vi']);
  expect(commands['all_private_chats|']).toEqual(commandNames.map((command) => ({ command, description: words.vi.commands[command] })));
  expect(commands['all_private_chats|en']?.map(({ description }) => description)).toContain('Talk to a legal aid officer');
  expect(descriptions).toEqual({ '': words.vi.description.trim(), vi: words.vi.description.trim(), en: words.en.description.trim() });
  const written = async () => (await desk.telegram.ledger()).filter(({ method }) => method.startsWith('setMy')).length;
  expect(await written()).toBe(9);
  await desk.port.setUp();
  expect(await written()).toBe(9);
});

test('menus that cannot be set hold up no message and raise no alarm', async () => {
  desk = await openDesk();
  await desk.telegram.fault({ kind: 'status', method: 'getMyCommands', code: 429, retryAfter: 60, times: 0 });
  const lan = await desk.telegram.person(7);
  await desk.port.start();
  await lan.says('chào');
  await desk.telegram.waitFor(() => desk.received.length === 1);
  expect(desk.lines.filter((line) => !line.startsWith('info'))).toEqual([]);
});

test('starting to poll takes away a webhook and keeps what waits', async () => {
  desk = await openDesk();
  await fetch(`${desk.telegram.url}/bot${desk.telegram.token}/setWebhook?url=http://127.0.0.1:9/x`);
  const lan = await desk.telegram.person(7);
  await lan.says('trước');
  await desk.port.start();
  await desk.telegram.waitFor(() => desk.received.length === 1);
  expect((await desk.telegram.state()).webhook).toBe('');
});

test('starting twice is our mistake', async () => {
  desk = await openDesk();
  await desk.port.start();
  await expect(desk.port.start()).rejects.toThrow('twice');
});
