/** The fear: the fake agrees with us and with nobody else. A published client that knows nothing of us talks to it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openFakeZaloBot } from './index.js';

test('the client of @openclaw/zalo is understood, and understands the answers', { timeout: 120_000 }, async () => {
  const zalo = await openFakeZaloBot({ switches: { replay: 'never', probe: false } });
  const chat = 'a1b2c3d4e5f60718293a';
  await zalo.person(chat).says('chào');
  const script = new URL('./third-party.mjs', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [script, zalo.url, zalo.token, chat]);
  const said = JSON.parse(stdout);
  expect(said).toMatchObject({
    me: { ok: true, result: { id: zalo.world.me.id } },
    noHook: 404,
    update: { ok: true, result: { event_name: 'message.text.received', message: { text: 'chào', chat: { id: chat, chat_type: 'PRIVATE' } } } },
    sent: { ok: true, result: { message_id: expect.any(String) } },
    tooLong: 400,
    action: { ok: true },
    hook: { ok: true, result: { url: 'https://vi.du/webhooks/zalo-bot' } },
    polled: 400,
    info: { ok: true, result: { url: 'https://vi.du/webhooks/zalo-bot' } },
    gone: { ok: true, result: { url: '' } },
    stranger: 401,
  });
  expect(
    zalo
      .person(chat)
      .heard()
      .map(({ text }) => text),
  ).toEqual(['chào từ người khác']);
  await zalo.close();
});
