/** The fake as a process of its own: driven over HTTP, same acts, and gone when it should be. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { joinFakeTelegram } from './index.js';

const start = async (...args: string[]) => {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./main.ts', import.meta.url)), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const said: { url: string; token: string } = JSON.parse(String(line));
  return { child, telegram: joinFakeTelegram(said.url, said.token) };
};

test('acts over HTTP as in one process, and ends by itself', async () => {
  const { child, telegram } = await start('--for', '4');
  const ended = once(child, 'exit');
  const lan = await telegram.person(7, { firstName: 'Lan' });
  expect(await lan.says('chào')).toBe(1);
  const bot = `${telegram.url}/bot${telegram.token}`;
  const updates = await (await fetch(`${bot}/getUpdates`)).json();
  expect(updates).toMatchObject({ ok: true, result: [{ update_id: 900_000_001, message: { text: 'chào', from: { first_name: 'Lan' } } }] });
  await fetch(`${bot}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: 7, text: 'Chọn', reply_markup: { inline_keyboard: [[{ text: 'Có', callback_data: 'a' }]] } }),
  });
  expect((await lan.hears()).buttons).toEqual([{ text: 'Có', data: 'a' }]);
  await lan.taps('Có');
  await expect(lan.taps('Không')).rejects.toThrow('no button');
  expect((await telegram.ledger()).map(({ method }) => method)).toEqual(['getUpdates', 'sendMessage']);
  await telegram.fault({ kind: 'status', code: 429, retryAfter: 7 });
  expect(await (await fetch(`${bot}/getMe`)).json()).toEqual({ ok: false, error_code: 429, description: 'Too Many Requests: retry after 7', parameters: { retry_after: 7 } });
  expect(await telegram.refusals()).toHaveLength(1);
  expect((await ended)[0]).toBe(0);
});
