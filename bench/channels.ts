/**
 * Owns the channels held against each other: a hundred people in a closed loop on Telegram, Zalo OA and Zalo Bot, one after the other, against the real
 * program in webhook mode and an API of 60 ms. Told: turns a second, and how soon a webhook is acknowledged.
 */
import { createHash } from 'node:crypto';
import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Workplace } from './build.js';
import { answers, freePort, start } from './child.js';
import type { Step } from './interview.js';
import { median, quantile } from './stats.js';
import { atLeast, atMost, type Line, show } from './table.js';

const DELAY_MS = 60;
const PATIENCE_MS = 60_000;
const STEPS = 25;
const SECRET = 'bi-mat_cua_phep_do_0123456789';
const OA = { app: '1234567890123456789', secret: 'app-secret', key: 'oa-key' };
const names = ['telegram', 'zalo-oa', 'zalo-bot'] as const;
type Name = (typeof names)[number];
type Run = { readonly turns: number; readonly seconds: number; readonly acks: readonly number[] };

export const channels = async (place: Workplace, interview: readonly Step[], users: number, rounds: number, note: (line: string) => void): Promise<readonly Line[]> => {
  let heard: (chat: string) => void = () => {};
  const api = createServer((incoming, response) => {
    void answerOf(incoming, (chat) => heard(chat)).then((body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
  });
  const apiPort = await new Promise<number>((resolve) => api.listen(0, '127.0.0.1', () => resolve(portOf(api.address()))));
  const root = `http://127.0.0.1:${apiPort}`;
  const port = await freePort();
  const child = start(place.script('src/main'), {
    STATE_DIR: place.fresh('channels'),
    SECRET_KEY: 'a key of thirty-two characters or more',
    PORT: String(port),
    PUBLIC_URL: 'https://donghanh.example',
    TELEGRAM_BOT_TOKEN: '123456:bench',
    TELEGRAM_API_ROOT: root,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    ZALO_OA_APP_ID: OA.app,
    ZALO_OA_APP_SECRET: OA.secret,
    ZALO_OA_SECRET_KEY: OA.key,
    ZALO_OA_REFRESH_TOKEN: 'r',
    ZALO_OA_API_ROOT: root,
    ZALO_OA_OAUTH_ROOT: root,
    ZALO_BOT_TOKEN: '123456:bench',
    ZALO_BOT_API_ROOT: root,
    ZALO_BOT_WEBHOOK_SECRET: SECRET,
  });
  await answers(`http://127.0.0.1:${port}/healthz`, 60_000);
  const steps = interview.slice(0, STEPS).map(({ answer }) => (answer.kind === 'text' ? answer.text : answer.label));
  const runs: Record<Name, Run[]> = { telegram: [], 'zalo-oa': [], 'zalo-bot': [] };
  let crowd = 10_000;
  try {
    // The first round only warms up.
    for (let round = 0; round <= rounds; round += 1)
      for (const name of names) {
        crowd += 1_000;
        const run = await oneRun(name, port, crowd, users, steps, (listener) => {
          heard = listener;
        });
        if (round > 0) runs[name].push(run);
        note(`channels ${name}: ${(run.turns / run.seconds).toFixed(0)} turns/s, ack p99 ${quantile(run.acks, 0.99).toFixed(0)} ms`);
      }
  } finally {
    await child.end();
    api.closeAllConnections();
    api.close();
  }
  const rate = (name: Name): number => median(runs[name].map(({ turns, seconds }) => turns / seconds));
  const ack = (name: Name): number => median(runs[name].map(({ acks }) => quantile(acks, 0.99)));
  const beside = rate('telegram');
  return names.flatMap((name): Line[] => [
    {
      bench: 'channels',
      what: `${name}, ${users} people: turns/s`,
      ours: show(rate(name), '/s'),
      beside: show(beside, '/s on Telegram'),
      ratio: rate(name) / beside,
      ...(name === 'telegram' ? {} : { goal: atLeast(rate(name) / beside, 0.8) }),
    },
    { bench: 'channels', what: `${name}, ${users} people: acknowledged, p99`, ours: show(ack(name), 'ms'), beside: '', goal: atMost(ack(name), 1_000, 'ms') },
  ]);
};

const oneRun = (name: Name, port: number, first: number, users: number, steps: readonly string[], listen: (heard: (chat: string) => void) => void): Promise<Run> => {
  const agent = new Agent({ keepAlive: true, maxSockets: users });
  const acks: number[] = [];
  const people = new Map(Array.from({ length: users }, (_, i) => [String(first + i), { step: -1, acked: false, heard: false }]));
  let left = users;
  const began = performance.now();
  let lastAt = began;
  return new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      if (performance.now() - lastAt > PATIENCE_MS) end(new Error(`${name}: ${left} of ${users} people were not answered`));
    }, 1_000);
    const end = (error?: Error): void => {
      clearInterval(watch);
      agent.destroy();
      if (error) reject(error);
      else resolve({ turns: acks.length, seconds: (lastAt - began) / 1000, acks });
    };
    const next = (chat: string): void => {
      const person = people.get(chat);
      if (person === undefined) return;
      person.step += 1;
      person.acked = false;
      person.heard = false;
      const text = person.step === 0 ? 'chào' : steps[person.step];
      if (text === undefined) {
        left -= 1;
        if (left === 0) end();
        return;
      }
      const from = performance.now();
      knock(agent, name, port, chat, person.step, text).then(
        () => {
          acks.push(performance.now() - from);
          person.acked = true;
          if (person.heard) next(chat);
        },
        (error: Error) => end(error),
      );
    };
    listen((chat) => {
      const person = people.get(chat);
      if (person === undefined || person.heard) return;
      lastAt = performance.now();
      person.heard = true;
      if (person.acked) next(chat);
    });
    for (const chat of people.keys()) next(chat);
  });
};

const knock = async (agent: Agent, name: Name, port: number, chat: string, step: number, text: string): Promise<void> => {
  const { body, headers } = updateOf(name, chat, step, text);
  const post = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          path: `/webhooks/${name}`,
          method: 'POST',
          agent,
          headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        },
        (answer) => answer.resume().on('end', () => resolve(answer.statusCode ?? 0)),
      );
      outgoing.on('error', reject).end(body);
    });
  const status = await post();
  if (status !== 200) throw new Error(`${name}: the webhook answered ${status}`);
};

const updateOf = (name: Name, chat: string, step: number, text: string): { readonly body: string; readonly headers: Record<string, string> } => {
  const id = Number(chat) * 1_000 + step;
  if (name === 'telegram') {
    const person = { id: Number(chat), is_bot: false, first_name: 'Người thử' };
    const message = { message_id: id, from: person, chat: { id: Number(chat), type: 'private' }, date: Math.floor(Date.now() / 1000), text };
    return { body: JSON.stringify({ update_id: id, message }), headers: { 'x-telegram-bot-api-secret-token': SECRET } };
  }
  if (name === 'zalo-bot') {
    const message = { message_id: String(id), date: Date.now(), chat: { id: chat, chat_type: 'PRIVATE' }, from: { id: chat, is_bot: false }, text };
    return { body: JSON.stringify({ event_name: 'message.text.received', message }), headers: { 'x-bot-api-secret-token': SECRET } };
  }
  const timestamp = String(Date.now());
  const body = JSON.stringify({ app_id: OA.app, sender: { id: chat }, recipient: { id: '1' }, event_name: 'user_send_text', message: { msg_id: String(id), text }, timestamp });
  const mac = createHash('sha256').update(`${OA.app}${body}${timestamp}${OA.key}`).digest('hex');
  return { body, headers: { 'x-zevent-signature': `mac=${mac}` } };
};

/** Every platform at once: whatever is sent to somebody is told, and answered as that platform answers. */
const answerOf = async (incoming: IncomingMessage, sent: (chat: string) => void): Promise<object> => {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(Buffer.from(part));
  const text = Buffer.concat(parts).toString('utf8');
  await sleep(DELAY_MS);
  const url = incoming.url ?? '';
  if (url.startsWith('/v4/oa/')) return { access_token: 'a', refresh_token: 'r2', expires_in: '90000' };
  const fields: { chat_id?: string | number; recipient?: { user_id?: string } } = text.startsWith('{') ? JSON.parse(text) : {};
  const chat = fields.recipient?.user_id ?? fields.chat_id;
  if (chat !== undefined) sent(String(chat));
  if (url.startsWith('/v3.0/')) return { error: 0, message: 'Success', data: { message_id: '1', user_id: String(chat) } };
  if (url.endsWith('/getMe')) return { ok: true, result: { id: 123456, is_bot: true, first_name: 'Đồng Hành', username: 'bench_bot' } };
  if (url.endsWith('/getMyCommands')) return { ok: true, result: [] };
  if (url.endsWith('/sendMessage')) return { ok: true, result: { message_id: 1, date: 1, chat: { id: chat, type: 'private' } } };
  return { ok: true, result: {} };
};

const portOf = (address: ReturnType<ReturnType<typeof createServer>['address']>): number => {
  if (address === null || typeof address === 'string') throw new Error('the API of the measurement listens on no port');
  return address.port;
};
