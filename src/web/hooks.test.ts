/** The fears: a stranger's body is read, a channel that is off answers, our figures are seen from outside. */
import { describe, expect, it } from 'vitest';
import type { Sent } from '../../test/kit/visitor.js';
import { memoryPort } from '../../test/kit/web-port.js';
import { makeWeb, type WebPort } from './index.js';

describe('machines', () => {
  const telegram = (webhooks: WebPort['webhooks'], body: Sent = '{}'): Response | Promise<Response> =>
    makeWeb(memoryPort({ webhooks })).request('/webhooks/telegram', { method: 'POST', body, headers: { 'x-telegram-bot-api-secret-token': 's' } });
  it('knock with raw body and headers, and get the channel’s answer', async () => {
    const heard: unknown[] = [];
    const answer = await telegram(
      {
        telegram: {
          admits: () => true,
          handle: async (headers, body) => {
            heard.push(headers.get('x-telegram-bot-api-secret-token'), body.toString());
            return { status: 400 };
          },
        },
      },
      '{"update_id":1}',
    );
    expect([answer.status, heard]).toEqual([400, ['s', '{"update_id":1}']]);
  });
  it('are turned away before their body is read', async () => {
    const handle = async (): Promise<never> => {
      throw new Error('the body was read');
    };
    expect((await telegram({ telegram: { admits: () => false, handle } }, 'x'.repeat(1024 * 1024 + 1))).status).toBe(401);
  });
  it('find no door for a channel that is off, or an unknown one, or a body too large', async () => {
    expect((await telegram({})).status).toBe(404);
    expect((await makeWeb(memoryPort()).request('/webhooks/constructor', { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await telegram({ telegram: { admits: () => true, handle: async () => ({ status: 200 }) } }, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
  });
  it('hear how we are', async () => {
    expect(await (await makeWeb(memoryPort()).request('/healthz')).json()).toEqual({ ok: true, storage: 'memory' });
    expect((await makeWeb(memoryPort({ health: () => ({ ok: false, detail: {} }) })).request('/healthz')).status).toBe(503);
  });
  it('count us from this machine only', async () => {
    const from = (remoteAddress: string, headers: Record<string, string> = {}): Response | Promise<Response> =>
      makeWeb(memoryPort()).request('/metrics', { headers }, { incoming: { socket: { remoteAddress } } });
    expect(await (await from('::ffff:127.0.0.1')).text()).toContain('turns_total 3');
    expect((await from('10.0.0.5')).status).toBe(404);
    expect((await from('127.0.0.1', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
    expect((await makeWeb(memoryPort()).request('/metrics')).status).toBe(404);
  });
});
