/** Owns a person at the web chat in a browser without script: what the unit tests of the pages begin with. Real browsers are in `test/browser`. */
import { makeWeb } from '../../src/web/index.js';
import { type MemoryPort, memoryPort } from './web-port.js';

export type Sent = string | URLSearchParams | FormData | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

const origin = 'http://localhost';
/** What a script sends beside a JSON body. */
export const json = { 'content-type': 'application/json', accept: 'application/json' };

/** A browser without script: keeps the cookie, reads the form's hidden fields off the page. */
export const visit = (port: MemoryPort = memoryPort(), now?: () => number) => {
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
