import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type MemoryPort, memoryPort } from '../../test/kit/web-port.js';
import { contentPolicy } from './headers.js';
import { makeWeb, type WebPort } from './index.js';

const origin = 'http://localhost';
type Sent = string | URLSearchParams | FormData | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** A browser without script: keeps the cookie, reads the form's hidden fields off the page. */
const visit = (port: MemoryPort = memoryPort(), now?: () => number) => {
  const app = makeWeb(port, now);
  let cookie = '';
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> => {
    const answer = await app.request(path, { headers: { cookie, ...headers } });
    const set = answer.headers.get('set-cookie');
    if (set !== null) cookie = set.split(';')[0] ?? '';
    return answer;
  };
  const post = async (path: string, body: Sent, headers: Record<string, string> = {}): Promise<Response> => {
    const answer = await app.request(path, {
      method: path.startsWith('PUT ') ? 'PUT' : 'POST',
      body,
      headers: { cookie, host: 'localhost', origin, 'sec-fetch-site': 'same-origin', ...headers },
    });
    const set = answer.headers.get('set-cookie');
    if (set !== null) cookie = set.split(';')[0] ?? '';
    return answer;
  };
  const page = async (path = '/'): Promise<string> => (await get(path)).text();
  const form = (fields: Record<string, string>, headers?: Record<string, string>): Promise<Response> => post('/chat/send', new URLSearchParams(fields), headers);
  const token = async (): Promise<string> => /name="token" value="([^"]+)"/.exec(await page())?.[1] ?? '';
  const begin = async (): Promise<string> => {
    const mine = await token();
    await form({ token: mine, id: 'first-0001', start: '1' });
    return mine;
  };
  return {
    app,
    port,
    get,
    post,
    page,
    form,
    token,
    begin,
    cookie: () => cookie,
    setCookie: (value: string) => {
      cookie = value;
    },
  };
};
const delta = (answer: Response): Promise<z.infer<typeof deltaSchema>> => answer.json().then((value) => deltaSchema.parse(value));
const deltaSchema = z.object({ cursor: z.string(), language: z.string(), lines: z.array(z.object({ key: z.string(), sentAs: z.string().optional(), html: z.string() })) });
const codeOf = (answer: Response): Promise<string> => answer.json().then((value) => z.object({ code: z.string(), message: z.string().min(10) }).parse(value).code);
const json = { 'content-type': 'application/json', accept: 'application/json' };

describe('every answer', () => {
  it.each(['/', '/nowhere', '/healthz', '/d/abcdefghijklmnopqrstuvwx', '/assets/pages.css', '/chat/lines'])('%s carries the guard headers', async (path) => {
    const { headers } = await visit().get(path);
    expect(headers.get('content-security-policy')).toBe(contentPolicy);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toMatch(/^(same-origin|no-referrer)$/);
    expect(headers.get('cache-control')).toMatch(path.startsWith('/assets') ? /max-age/ : /no-store/);
  });
  it('has nothing inline that the policy would refuse', async () => {
    const one = visit();
    await one.begin();
    for (const html of [await one.page(), await one.page('/chat/key')]) {
      expect(html).not.toMatch(/ style=| on[a-z]+="|<style|javascript:/);
      expect(html).not.toMatch(/<script(?![^>]* src=)/);
    }
  });
  it('says a fault of ours kindly, tells the log, and never the token', async () => {
    const port = memoryPort({ openLink: () => Promise.reject(new Error('disk gone')) });
    const answer = await makeWeb(port).request('/d/secrettokensecrettoken12');
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('Lỗi ở phía chúng tôi');
    expect(port.failures).toEqual(['GET /d: Error: disk gone']);
  });
});

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

describe('live lines', () => {
  it('come after the cursor only, and carry the page’s own id back', async () => {
    const one = visit();
    const token = await one.begin();
    const all = await one.get('/chat/lines').then(delta);
    expect(all.lines.map(({ key }) => key)).toEqual(['o2', 'o3']);
    await one.form({ token, id: 'mine-000001', text: 'vì sao' });
    const next = await one.get(`/chat/lines?after=${all.cursor}`).then(delta);
    expect(next.lines.map(({ key, sentAs }) => [key, sentAs])).toEqual([
      ['i4', 'mine-000001'],
      ['o5', undefined],
    ]);
    expect(await one.get(`/chat/lines?after=${next.cursor}`).then(delta)).toMatchObject({ lines: [], cursor: next.cursor });
  });
  it('shows a tap by its label even when the question came before the cursor', async () => {
    const one = visit();
    const token = await one.begin();
    const { cursor } = await one.get('/chat/lines').then(delta);
    await one.form({ token, id: 'tap-000001', payload: 'a|talk01|flow01|consent|Tôi đồng ý' });
    const { lines } = await one.get(`/chat/lines?after=${cursor}`).then(delta);
    expect(lines[0]?.html).toContain('<p class="text">Tôi đồng ý</p>');
  });
  it('stream what is there, then what comes, and what the browser saw last beats the address', async () => {
    const one = visit();
    await one.begin();
    const { cursor } = await one.get('/chat/lines').then(delta);
    const answer = await one.get('/chat/events?after=in0.out0', { 'last-event-id': cursor });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('retry: 1500\n\n');
    one.port.tell({ text: 'Cán bộ đã nhận.', tag: 'officer' });
    const event = (await reader.read()).value ?? '';
    expect(event).toContain('id: in1.out4');
    expect(JSON.parse(/data: (.*)/.exec(event)?.[1] ?? '').lines).toHaveLength(1);
    expect(event).toContain('line out officer');
    await reader.cancel();
  });
});

describe('files', () => {
  const headers = (token: string, id = 'file-000001', name = 'ảnh giấy.jpg'): Record<string, string> => ({
    accept: 'application/json',
    'x-form-token': token,
    'x-message-id': id,
    'x-file-name': encodeURIComponent(name),
  });
  const put = (one: ReturnType<typeof visit>, body: Sent, given: Record<string, string>): Promise<Response> =>
    Promise.resolve(
      one.app.request('/chat/upload', { method: 'PUT', body, headers: { cookie: one.cookie(), 'sec-fetch-site': 'same-origin', ...given }, duplex: 'half' } as RequestInit),
    );

  it('go through raw, once, under the name they had', async () => {
    const one = visit();
    const token = await one.begin();
    for (let i = 0; i < 2; i += 1) expect((await put(one, new Uint8Array(5000), headers(token))).status).toBe(200);
    expect(one.port.received.at(-1)?.body).toEqual({ kind: 'file', file: { handle: 'h1', name: 'ảnh giấy.jpg', size: 5000 } });
    expect(one.port.received).toHaveLength(2);
  });
  it('never carry a path, and have a name even when they had none', async () => {
    const one = visit();
    const token = await one.begin();
    for (const [i, name] of ['../../etc/passwd', 'C:\\tmp\\a.pdf', '%E0%A4%A', ''].entries())
      await put(one, new Uint8Array(9), { ...headers(token, `name-00000${i}`), 'x-file-name': i < 2 ? encodeURIComponent(name) : name });
    expect(one.port.uploads.map(({ name }) => name)).toEqual(['passwd', 'a.pdf', '%E0%A4%A', 'tệp']);
  });
  it('are refused with the reason in words, and no message is stored', async () => {
    const one = visit();
    const token = await one.begin();
    const no = await put(one, new Uint8Array(), headers(token));
    expect([no.status, await codeOf(no)]).toEqual([422, 'file_empty']);
    expect(one.port.received).toHaveLength(1);
    expect((await put(one, new Uint8Array(9), { ...headers(token), 'x-form-token': 'x' })).status).toBe(403);
    expect((await put(one, new Uint8Array(9), { ...headers(token), 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await put(one, new Uint8Array(9), headers(token, 'no'))).status).toBe(400);
  });
  it('too big are refused while they stream in', async () => {
    const one = visit();
    const token = await one.begin();
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        given += 64 * 1024;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const no = await put(one, endless, headers(token));
    expect([no.status, await codeOf(no)]).toEqual([413, 'file_too_big']);
    expect(given).toBeLessThan(2_000_000);
  });
  it('half-way cut are no file', async () => {
    const one = visit();
    const token = await one.begin();
    const cut = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new Uint8Array(500));
        setTimeout(() => controller.error(new Error('connection reset')), 10);
      },
    });
    const no = await put(one, cut, headers(token));
    expect([no.status, await codeOf(no)]).toEqual([400, 'upload_cut']);
    expect(one.port.received).toHaveLength(1);
    expect(one.port.failures).toEqual([]);
  });
  it('come several at once from a plain form, as one album', async () => {
    const one = visit();
    const token = await one.begin();
    const form = new FormData();
    form.set('token', token);
    form.set('id', 'album-00001');
    form.append('file', new File([new Uint8Array(3000)], 'trang 1.jpg'));
    form.append('file', new File([new Uint8Array(4000)], 'trang "2".jpg'));
    form.append('file', new File([new Uint8Array(0)], 'rỗng.pdf'));
    const answer = await one.post('/chat/upload', form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?refused=file_empty#last']);
    expect(one.port.uploads).toEqual([
      { name: 'trang 1.jpg', size: 3000 },
      { name: 'trang "2".jpg', size: 4000 },
    ]);
    expect(one.port.received.slice(1).map(({ body }) => body.kind === 'file' && body.group)).toEqual(['album-00001', 'album-00001']);
    expect(await one.page('/?refused=file_empty')).toContain('class="sorry"');
    expect(await one.page('/?refused=%3Cscript%3E')).not.toContain('class="sorry"');
  });
  it('from a plain form need the token first', async () => {
    const one = visit();
    const token = await one.begin();
    const form = new FormData();
    form.set('id', 'album-00001');
    form.append('file', new File([new Uint8Array(3000)], 'a.jpg'));
    form.set('token', token);
    expect((await one.post('/chat/upload', form)).status).toBe(403);
    expect(one.port.uploads).toEqual([]);
  });
});

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
