/** The fears: a file twice or half, a name that is a path, a file larger than we can hold, a refusal without its reason. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Sent, visit } from '../../../test/kit/visitor.js';

const codeOf = (answer: Response): Promise<string> => answer.json().then((value) => z.object({ code: z.string(), message: z.string().min(10) }).parse(value).code);

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
