/** Owns what each method of the fake does, with the checks and the words of the platform's page. */
import { z } from 'zod';
import type { Sent, Update, World } from './world.js';

export type Answer = { readonly status: number; readonly body: object };
export type Fields = Readonly<Record<string, unknown>>;

export const no = (world: World, code: number, description: string): Answer => ({ status: code, body: { ok: false, [world.switches.codeField]: code, description } });
const yes = (world: World, result?: unknown): Answer => ({
  status: 200,
  body: { ok: true, ...(result === undefined ? {} : { result }), ...(world.switches.zeroOnSuccess ? { error_code: 0 } : {}) },
});

const text = z.string().min(1).max(2000);
const sending = {
  sendMessage: z.object({ chat_id: z.string().min(1), text }),
  sendPhoto: z.object({ chat_id: z.string().min(1), photo: z.url({ protocol: /^https?$/ }), caption: z.string().max(2000).optional() }),
  sendSticker: z.object({ chat_id: z.string().min(1), sticker: z.string().min(1) }),
} as const;

export const carryOut = async (world: World, method: string, fields: Fields): Promise<Answer> => {
  switch (method) {
    case 'getMe':
      return yes(world, world.me);
    case 'sendMessage':
    case 'sendPhoto':
    case 'sendSticker':
      return send(world, method, fields);
    case 'sendChatAction':
      return typeof fields.chat_id === 'string' && fields.action === 'typing' ? yes(world) : no(world, 400, 'Bad request');
    case 'setWebhook':
      return setWebhook(world, fields);
    case 'deleteWebhook':
      world.webhook = undefined;
      return yes(world, { url: '', updated_at: world.now() });
    case 'getWebhookInfo':
      if (world.webhook !== undefined) return yes(world, { url: world.webhook.url, updated_at: world.webhook.at });
      return world.switches.noWebhook === '404' ? no(world, 404, 'Not Found') : yes(world, { url: '', updated_at: world.now() });
    case 'getUpdates':
      return updates(world, fields);
    default:
      return no(world, world.switches.unknownMethod, 'Bad request');
  }
};

const send = async (world: World, method: keyof typeof sending, fields: Fields): Promise<Answer> => {
  const read = sending[method].safeParse(fields);
  if (!read.success) return no(world, 400, 'Bad request');
  const { chat_id } = read.data;
  if (!world.chats.has(chat_id)) return no(world, 400, 'Bad request: chat not found');
  const said = 'text' in read.data ? read.data.text : 'caption' in read.data ? (read.data.caption ?? '') : '';
  // The platform fetches the picture itself, once, before it answers.
  const photo = 'photo' in read.data ? await fetched(read.data.photo) : undefined;
  if ('photo' in read.data && photo === undefined) return no(world, 400, 'Bad request: photo cannot be fetched');
  const sent: Sent = { seq: ++world.seq, at: world.now(), method, chat: chat_id, text: said, messageId: idOf(world), ...(photo === undefined ? {} : { photo }) };
  world.sent.push(sent);
  return yes(world, { message_id: sent.messageId, date: sent.at });
};

const fetched = async (url: string): Promise<Buffer | undefined> => {
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  return answer?.status === 200 && (answer.headers.get('content-type') ?? '').startsWith('image/') ? Buffer.from(await answer.arrayBuffer()) : undefined;
};

const hookSchema = z.object({ url: z.url(), secret_token: z.string().min(8).max(256) });

const setWebhook = async (world: World, fields: Fields): Promise<Answer> => {
  const read = hookSchema.safeParse(fields);
  if (!read.success) return no(world, 400, 'Bad request');
  const { url, secret_token } = read.data;
  world.webhook = { url, secret: secret_token, at: world.now() };
  if (!world.switches.probe) return yes(world, { url, updated_at: world.now() });
  const status = await fetch(url, { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(10_000) }).then(
    (answer) => answer.status,
    () => 0,
  );
  const outcome = status >= 200 && status < 300 ? 'webhook.ok' : status === 0 ? 'webhook.err.unreachable' : status >= 500 ? 'webhook.http.5xx' : `webhook.http.${status}`;
  // The address is saved even when the probe fails.
  return yes(world, { url, updated_at: world.now(), verification: { ok: outcome === 'webhook.ok', url, outcome, hint: '', status_code: status } });
};

const updates = async (world: World, fields: Fields): Promise<Answer> => {
  if (world.webhook !== undefined) return no(world, 400, 'Conflict: webhook is set; getUpdates is not available');
  const end = performance.now() + Math.min(50, Math.max(0, Number(fields.timeout ?? 30))) * 1000;
  for (;;) {
    const next = world.waiting.shift() ?? replayed(world);
    if (next !== undefined) return yes(world, next);
    const left = end - performance.now();
    if (left <= 0 || world.closed) return no(world, 408, 'Request timeout');
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left);
      world.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
};

/** A consumed update once more, in turn. */
const replayed = (world: World): Update | undefined => {
  if (world.switches.replay === 'never') return undefined;
  if (world.switches.replay === 'once') return world.consumed.shift();
  return world.consumed.length === 0 ? undefined : world.consumed[world.replayAt++ % world.consumed.length];
};

/** Twenty hexadecimal digits. */
export const idOf = (world: World): string => (0x2d758cb5e2221n * 4096n + BigInt(++world.seq)).toString(16).padStart(20, '0');
