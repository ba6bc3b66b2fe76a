/** The fears: a look writes something, the wrong language, a cookie kept by one who only looked. */
import { describe, expect, it } from 'vitest';
import { visit } from '../../../test/kit/visitor.js';
import { memoryPort } from '../../../test/kit/web-port.js';

describe('the first page', () => {
  it('writes nothing, and its button opens the talk', async () => {
    const one = visit();
    const html = await one.page();
    expect(html).toContain('Bắt đầu');
    expect(html).toContain('<html lang="vi">');
    expect(one.port.received).toEqual([]);
    const answer = await one.form({ token: await one.token(), id: 'first-0001', start: '1' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/#last']);
    expect(one.port.received.map(({ body, channel, languageHint }) => [channel, languageHint, body.kind])).toEqual([['web', 'vi', 'start']]);
    expect(await one.page()).toContain('Tôi đồng ý');
  });
  it('speaks English when asked, and hints it with the start', async () => {
    const one = visit();
    expect(await one.page('/?lang=en')).toContain('<html lang="en">');
    expect(await (await one.get('/', { 'accept-language': 'en-GB,en;q=0.9' })).text()).toContain('Harmed by a public official');
    expect(await (await one.get('/', { 'accept-language': 'en-US,vi;q=0.9' })).text()).toContain('<html lang="vi">');
    await one.form({ token: await one.token(), id: 'first-0001', start: '1', lang: 'en' });
    expect(one.port.received[0]?.languageHint).toBe('en');
  });
  it('keeps the cookie only once there is a talk, and only over https when served so', async () => {
    const one = visit(memoryPort({ secure: true }));
    expect((await one.get('/')).headers.get('set-cookie')).toMatch(/^__Host-dong-hanh=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    await one.begin();
    expect((await one.get('/')).headers.get('set-cookie')).toContain('Max-Age=15552000');
    expect((await one.get('/')).headers.get('strict-transport-security')).not.toBeNull();
  });
});
