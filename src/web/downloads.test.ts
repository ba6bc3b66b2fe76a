/** The fears: a file kept by a cache, a link used up by a mail program that only looks, a dead link without a word. */
import { describe, expect, it } from 'vitest';
import { memoryPort } from '../../test/kit/web-port.js';
import { makeWeb } from './index.js';

describe('links', () => {
  const token = 'A1b2C3d4E5f6G7h8I9j0K1l2';
  it('hand out the file under its own name, to be kept by nobody between', async () => {
    const port = memoryPort();
    port.links.set(token, { name: 'Hồ sơ "Đ".pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7') });
    const answer = await makeWeb(port).request(`/d/${token}`);
    expect(await answer.text()).toBe('%PDF-1.7');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="Ho so _D_.pdf"; filename*=UTF-8''H%E1%BB%93%20s%C6%A1%20%22%C4%90%22.pdf`);
    expect([answer.headers.get('cache-control'), answer.headers.get('referrer-policy'), answer.headers.get('content-type')]).toEqual([
      'no-store',
      'no-referrer',
      'application/pdf',
    ]);
  });
  it('are not opened by a look', async () => {
    const port = memoryPort();
    const answer = await makeWeb(port).request(`/d/${token}`, { method: 'HEAD' });
    expect([answer.status, port.opened.length]).toEqual([200, 0]);
  });
  it('that are gone say so kindly', async () => {
    const answer = await makeWeb(memoryPort()).request(`/d/${token}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('Đường dẫn không còn dùng được');
  });
});
