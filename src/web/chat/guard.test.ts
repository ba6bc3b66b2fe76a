/** The fears: another site writes in a person's name, a made-up cookie opens a talk, a blocked one is refused without a word. */
import { describe, expect, it } from 'vitest';
import { visit } from '../../../test/kit/visitor.js';

describe('who may write', () => {
  it.each<[string, Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['an old browser on another site', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['a page without an origin', { 'sec-fetch-site': '', origin: 'null' }],
  ])('refuses %s', async (_, headers) => {
    const one = visit();
    const token = await one.token();
    const answer = await one.form({ token, id: 'cross-0001', text: 'xin chào' }, headers);
    expect(answer.status).toBe(403);
    expect(one.port.received).toEqual([]);
  });
  it('refuses a wrong token, a missing one, and one of another chat', async () => {
    const [one, other] = [visit(), visit()];
    await one.token();
    for (const token of ['', 'x', await other.token()]) expect((await one.form({ token, id: 'token-0001', text: 'a' })).status).toBe(403);
    expect(one.port.received).toEqual([]);
  });
  it('takes no cookie it did not sign, and opens no other chat with one', async () => {
    const one = visit();
    const token = await one.begin();
    const good = one.cookie();
    for (const bad of [good.slice(0, -1) + (good.endsWith('A') ? 'B' : 'A'), good.replace(/=.{4}/, '=0000'), 'dong-hanh=', `dong-hanh=${'0'.repeat(26)}.`]) {
      one.setCookie(bad);
      expect((await one.form({ token, id: 'tamper-0001', text: 'a' })).status).toBe(403);
      one.setCookie(bad);
      expect(await one.page()).toContain('Bắt đầu');
      one.setCookie(bad);
      expect((await one.get('/chat/lines')).status).toBe(403);
    }
    expect(one.port.received).toHaveLength(1);
    one.setCookie(good);
    expect(await one.page()).toContain('Tôi đồng ý');
  });
  it('says in a page what to do when cookies are blocked', async () => {
    const one = visit();
    const answer = await one.form({ token: 'x', id: 'nocookie-01', text: 'a' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Trang này đã cũ');
  });
});
