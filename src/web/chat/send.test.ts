/** The fears: one message twice, two people's messages mixed, a person's own text run as a page, too much at once. */
import { describe, expect, it } from 'vitest';
import { json, visit } from '../../../test/kit/visitor.js';
import { memoryPort } from '../../../test/kit/web-port.js';

describe('sending', () => {
  it('is one message when it comes twice, by form or by script', async () => {
    const one = visit();
    const token = await one.begin();
    const twice = (): Promise<Response> => one.post('/chat/send', JSON.stringify({ id: 'same-id-0001', text: 'tôi bị bắt oan' }), { ...json, 'x-form-token': token });
    expect(await Promise.all([twice(), twice()]).then((all) => all.map(({ status }) => status))).toEqual([200, 200]);
    await one.form({ token, id: 'same-id-0001', text: 'tôi bị bắt oan' });
    expect(one.port.received.filter(({ body }) => body.kind === 'text')).toHaveLength(1);
  });
  it('never mixes the ids of two browsers', async () => {
    const port = memoryPort();
    const [one, other] = [visit(port), visit(port)];
    for (const browser of [one, other]) await browser.form({ token: await browser.token(), id: 'same-id-0001', text: 'a' });
    expect(new Set(port.received.map(({ externalId }) => externalId)).size).toBe(2);
    expect(new Set(port.received.map(({ chat }) => chat)).size).toBe(2);
  });
  it('shows a tap by its label, closes the old question and opens the new one', async () => {
    const one = visit();
    const token = await one.begin();
    await one.form({ token, id: 'tap-000001', payload: 'a|talk01|flow01|consent|Tôi đồng ý' });
    const html = await one.page();
    expect(html).toMatch(/<p class="text">Tôi đồng ý<\/p>/);
    expect(html.match(/<fieldset disabled=""/g)).toHaveLength(1);
    expect(html).toMatch(/<fieldset><legend[^>]*>[^<]*<\/legend><button type="submit" name="payload" value="a\|talk01\|flow01\|happened/);
  });
  it('keeps a question open when something else was only explained', async () => {
    const one = visit();
    const token = await one.begin();
    await one.form({ token, id: 'text-000001', text: 'vì sao' });
    const html = await one.page();
    expect(html).not.toContain('<fieldset disabled');
    expect(html).toContain('<a href="https://vbpl.vn/" rel="noreferrer">https://vbpl.vn/</a>. Cần');
    expect(html).toContain('<a href="tel:18001233">1800 1233</a>');
  });
  it('escapes what people type and links none of it', async () => {
    const one = visit(memoryPort({ script: () => [] }));
    const token = await one.begin();
    await one.form({ token, id: 'text-000001', text: '<img src=x onerror=alert(1)> "https://evil.example"\ndòng hai' });
    const html = await one.page();
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;https://evil.example&quot;\ndòng hai');
    expect(html).not.toContain('href="https://evil');
  });
  it('refuses too much, too odd, and passes over nothing at all', async () => {
    const one = visit();
    const token = await one.begin();
    expect((await one.form({ token, id: 'big-0000001', text: 'ă'.repeat(60_000) })).status).toBe(413);
    expect((await one.form({ token, id: 'bad id!', text: 'a' })).status).toBe(400);
    expect((await one.post('/chat/send', '{"id":', { ...json, 'x-form-token': token })).status).toBe(400);
    expect((await one.form({ token, id: 'empty-00001', text: ' \u200b ' })).status).toBe(303);
    expect(one.port.received).toHaveLength(1);
  });
  it('slows down the 31st in a minute, says for how long, and takes it later', async () => {
    let at = 0;
    const one = visit(memoryPort(), () => at);
    const token = await one.token();
    for (let i = 0; i < 30; i += 1) expect((await one.form({ token, id: `many-0000${i}`, text: 'a' })).status).toBe(303);
    const no = await one.form({ token, id: 'many-000030', text: 'a' });
    expect([no.status, no.headers.get('retry-after')]).toEqual([429, '2']);
    expect(await no.text()).toContain('chờ 2 giây');
    expect(await one.post('/chat/send', '{"id":"many-000030","text":"a"}', { ...json, 'x-form-token': token }).then((answer) => answer.json())).toMatchObject({
      code: 'too_fast',
      seconds: 2,
    });
    at = 2_100;
    expect((await one.form({ token, id: 'many-000030', text: 'a' })).status).toBe(303);
    expect(one.port.received).toHaveLength(31);
  });
});
