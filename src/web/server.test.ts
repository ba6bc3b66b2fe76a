import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryPort } from '../../test/kit/web-port.js';
import { makeWeb, type Served, serveWeb } from './index.js';

const port = memoryPort({ uploadLimit: 20_000_000 });
let web: Served;
let cookie = '';
let token = '';
beforeAll(async () => {
  web = await serveWeb(makeWeb(port), 0);
  const first = await fetch(web.url);
  cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  token = /name="token" value="([^"]+)"/.exec(await first.text())?.[1] ?? '';
});
afterAll(() => web.close());

type Sent = { readonly status: number; readonly location: string; readonly sentBytes: number; readonly text: string };

/** Pours `megabytes` into an upload as fast as the server takes them, as a browser would, and reads the answer even when it comes early. */
const pour = (method: string, megabytes: number, headers: Record<string, string>, before = ''): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const piece = Buffer.alloc(256 * 1024, 1);
    let sentBytes = 0;
    let answered = false;
    const out = request(`${web.url}/chat/upload`, { method, headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers } }, (answer) => {
      answered = true;
      let text = '';
      answer.on('data', (chunk) => (text += String(chunk)));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '', sentBytes, text }));
      answer.on('error', reject);
    });
    out.on('error', (error) => {
      if (!answered) reject(error);
    });
    out.write(before);
    const more = (): void => {
      while (!answered && sentBytes < megabytes * 1_000_000) {
        sentBytes += piece.length;
        if (!out.write(piece)) return void out.once('drain', more);
      }
      out.end();
    };
    more();
  });

describe('a file of 200 megabytes', () => {
  const byScript = (): Promise<Sent> => pour('PUT', 200, { accept: 'application/json', 'x-form-token': token, 'x-message-id': 'huge-00001', 'x-file-name': 'huge.mp4' });
  const byForm = (): Promise<Sent> =>
    pour(
      'POST',
      200,
      { 'content-type': 'multipart/form-data; boundary=zz' },
      `--zz\r\nContent-Disposition: form-data; name="token"\r\n\r\n${token}\r\n--zz\r\nContent-Disposition: form-data; name="id"\r\n\r\nhuge-00002\r\n--zz\r\nContent-Disposition: form-data; name="file"; filename="huge.mp4"\r\n\r\n`,
    );

  it('is refused by script and by form after the limit, without being held in memory', async () => {
    const before = process.memoryUsage().rss;
    const script = await byScript();
    expect(script.status).toBe(413);
    expect(script.text).toContain('file_too_big');
    const form = await byForm();
    expect([form.status, form.location]).toEqual([303, '/?refused=file_too_big#last']);
    for (const { sentBytes } of [script, form]) expect(sentBytes).toBeLessThan(60_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    expect(port.received).toEqual([]);
  });
  it('leaves the server well', async () => {
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${web.url}/metrics`)).status).toBe(200);
    expect(port.failures).toEqual([]);
  });
});

it('a good file of 15 megabytes passes whole', async () => {
  const sent = await pour('PUT', 15, { accept: 'application/json', 'x-form-token': token, 'x-message-id': 'good-00001', 'x-file-name': 'giay.pdf' });
  expect([sent.status, port.uploads.at(-1)]).toEqual([200, { name: 'giay.pdf', size: sent.sentBytes }]);
});

it('closing does not wait for open event streams', async () => {
  const own = await serveWeb(makeWeb(port), 0);
  const stream = await fetch(`${own.url}/chat/events`, { headers: { cookie } });
  const started = Date.now();
  await own.close();
  expect(Date.now() - started).toBeLessThan(60_000);
  await stream.body?.cancel().catch(() => undefined);
});

it('a taken port is said at once', async () => {
  await expect(serveWeb(makeWeb(port), Number(new URL(web.url).port))).rejects.toThrow('EADDRINUSE');
});
