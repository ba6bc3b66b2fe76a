/**
 * Owns the fake Bot API of the measurement and the people before it, in a process of their own. Leaner than `test/kit/fake-telegram`, which is made
 * for faults: here nothing but the two bots may cost time. Every call waits `--delay` milliseconds, is carried out, and is answered at once.
 *
 * Parent → child `{"users":100,"first":1000,"base":"http://127.0.0.1:8081"}`, child → parent the figures of the run.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { interviewSchema } from '../interview.js';
import { type Act, type Crowd, openCrowd } from './crowd.js';
import { type Knocker, openKnocker } from './knocker.js';

const { values } = parseArgs({ options: { delay: { type: 'string', default: '60' }, interview: { type: 'string', default: '' } } });
const delay = Number(values.delay);
const steps = interviewSchema.parse(JSON.parse(readFileSync(values.interview, 'utf8')));
const orderSchema = z.object({
  users: z.number(),
  /** Chat number of the first person. */
  first: z.number(),
  /** Where the bot really listens; the webhook it asked for is knocked at there. */
  base: z.string(),
  /** How many steps each says; all when absent. */
  steps: z.number().optional(),
});

const me = {
  id: 123456,
  is_bot: true,
  first_name: 'Đồng Hành',
  username: 'donghanh_bench_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
};
/** By the bot's token: both sides talk to this one server. */
const webhooks = new Map<string, { readonly path: string; readonly secret: string; readonly connections: number }>();
const sendSchema = z.object({
  chat_id: z.coerce.number(),
  text: z.string(),
  parse_mode: z.string().optional(),
  reply_markup: z.object({ inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string() }))) }).optional(),
});
const webhookSchema = z.object({ url: z.string(), secret_token: z.string(), max_connections: z.number().default(40) });

let updateId = 900_000_000;
let messageId = 0;
let crowd: Crowd | undefined;
let knocker: Knocker | undefined;

const person = (chat: number) => ({ id: chat, is_bot: false, first_name: 'Người thử', language_code: 'vi' });
const privateChat = (chat: number) => ({ id: chat, type: 'private', first_name: 'Người thử' });
const seconds = (): number => Math.floor(Date.now() / 1000);

const updateOf = (chat: number, act: Act): object => {
  updateId += 1;
  if (act.kind === 'tap')
    return {
      update_id: updateId,
      callback_query: { id: String(4_000_000_000_000 + updateId), from: person(chat), chat_instance: String(chat * 7919), data: act.data, message: act.message },
    };
  messageId += 1;
  const entities = act.text.startsWith('/') ? { entities: [{ type: 'bot_command', offset: 0, length: act.text.length }] } : {};
  return { update_id: updateId, message: { message_id: messageId, from: person(chat), chat: privateChat(chat), date: seconds(), text: act.text, ...entities } };
};

const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

/** What a call gives; undefined for a method nobody here needs. */
const carryOut = (token: string, method: string, fields: unknown): unknown => {
  switch (method) {
    case 'sendMessage': {
      const sent = sendSchema.parse(fields);
      messageId += 1;
      const text = sent.parse_mode === 'HTML' ? unescaped(sent.text) : sent.text;
      const message = {
        message_id: messageId,
        from: { id: me.id, is_bot: true, first_name: me.first_name, username: me.username },
        chat: privateChat(sent.chat_id),
        date: seconds(),
        text,
        ...(sent.reply_markup === undefined ? {} : { reply_markup: sent.reply_markup }),
      };
      const buttons = (sent.reply_markup?.inline_keyboard ?? []).flat().map(({ text: label, callback_data }) => ({ text: label, data: callback_data }));
      crowd?.heard(sent.chat_id, { text, buttons, message });
      return message;
    }
    case 'setWebhook': {
      const { url, secret_token, max_connections } = webhookSchema.parse(fields);
      webhooks.set(token, { path: new URL(url).pathname, secret: secret_token, connections: max_connections });
      return true;
    }
    case 'getMe':
      return me;
    case 'answerCallbackQuery':
      return true;
    // Furniture: nothing is set yet, and setting it is fine.
    case 'getMyCommands':
      return [];
    case 'getMyDescription':
      return { description: '' };
    case 'getMyShortDescription':
      return { short_description: '' };
    case 'setMyCommands':
    case 'setMyDescription':
    case 'setMyShortDescription':
      return true;
    default:
      return undefined;
  }
};

const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(Buffer.from(part));
  const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(incoming.url ?? '') ?? [];
  await sleep(delay);
  const body = Buffer.concat(parts).toString('utf8');
  const result = carryOut(token, method, body === '' ? {} : JSON.parse(body));
  const answer = JSON.stringify(result === undefined ? { ok: false, error_code: 404, description: `Not Found: ${method}` } : { ok: true, result });
  response.writeHead(result === undefined ? 404 : 200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) }).end(answer);
};

const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
  serve(incoming, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    response.destroy();
  });
});
const tell = (message: object): void => void process.send?.(message);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake API listens on no port');
  tell({ url: `http://127.0.0.1:${address.port}` });
});

process.on('message', (message) => {
  const order = orderSchema.extend({ token: z.string() }).parse(message);
  const run = async (): Promise<void> => {
    while (!webhooks.has(order.token)) await sleep(10);
    const webhook = webhooks.get(order.token);
    if (webhook === undefined) return;
    const knocks = openKnocker(`${order.base}${webhook.path}`, webhook.secret, webhook.connections);
    knocker = knocks;
    const cpu = process.cpuUsage();
    crowd = openCrowd(steps.slice(0, order.steps), order.users, order.first, (chat, act) => knocks.push(chat, updateOf(chat, act)));
    const figures = await crowd.finished;
    const used = process.cpuUsage(cpu);
    // Late repeats would be counted as doubled.
    await sleep(200);
    crowd = undefined;
    knocks.close();
    tell({ ...figures, failures: knocks.failures(), connections: webhook.connections, cpuSeconds: (used.user + used.system) / 1e6 });
  };
  run().catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => {
  knocker?.close();
  process.exit(0);
});
