/** The fears: a person cannot come back to her talk, or somebody else can; leaving leaves something behind. */
import { describe, expect, it } from 'vitest';
import { visit } from '../../../test/kit/visitor.js';

describe('leaving and coming back', () => {
  it('leaves at once and forgets', async () => {
    const one = visit();
    await one.begin();
    const answer = await one.post('/chat/leave', '');
    expect(answer.headers.get('refresh')).toBe('0; url=https://www.google.com/');
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await one.page()).toContain('Bắt đầu');
  });
  it('comes back with the key, typed carelessly', async () => {
    const one = visit();
    await one.begin();
    const key = /class="key">([^<]+)</.exec(await one.page('/chat/key'))?.[1] ?? '';
    expect(key).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{2}$/);
    const other = visit(one.port);
    const token = await other.token();
    const answer = await other.post('/chat/return', new URLSearchParams({ token, key: key.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l') }));
    expect(answer.headers.get('location')).toBe('/#last');
    expect(await other.page()).toContain('Tôi đồng ý');
  });
  it.each(['', '7KQ2', '0'.repeat(26), 'U'.repeat(26)])('opens nothing for %j', async (key) => {
    const one = visit();
    const token = await one.token();
    expect((await one.post('/chat/return', new URLSearchParams({ token, key }))).headers.get('location')).toBe('/?sorry=key');
    expect(await one.page('/?sorry=key')).toContain('Mã này chưa đúng');
  });
});
