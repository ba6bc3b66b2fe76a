/**
 * Owns the road of updates to the bot: the queue with its 24 hours, the long poll with confirmation by offset, and delivery to a webhook
 * with its secret, order and retries.
 */
import type { Update } from '@grammyjs/types';
import { dayMs, seconds, type UpdateKind, type Waiting, type World } from './world.js';

/** Puts an update in the queue, unless the bot did not ask for its kind. */
export const enqueue = (world: World, body: Omit<Update, 'update_id'>): Update | undefined => {
  const kind = Object.keys(body)[0];
  if (!world.allowed.some((allowed: UpdateKind) => allowed === kind)) return undefined;
  const update: Update = { update_id: world.nextUpdateId, ...body };
  world.nextUpdateId += 1;
  world.waiting.push({ update, at: world.now(), attempts: 0 });
  wake(world);
  return update;
};

export const wake = (world: World): void => {
  world.changed();
  if (world.webhook) void deliver(world);
  const { poller } = world;
  const ready = fresh(world);
  if (poller && ready.length > 0) {
    world.poller = undefined;
    poller.finish(ready.slice(0, poller.limit).map(({ update }) => update));
  }
};

/** Telegram keeps what was not fetched for 24 hours. */
const fresh = (world: World): readonly Waiting[] => {
  const oldest = world.waiting[0];
  const now = world.now();
  if (oldest && now - oldest.at >= dayMs) world.waiting = world.waiting.filter(({ at }) => now - at < dayMs);
  return world.waiting;
};

/**
 * Confirms by offset as Telegram's queue does: below the offset is forgotten; a negative one keeps that many from the end; one far past the
 * newest id is not believed (ids restart after a quiet week) and everything waiting is given.
 */
export const confirm = (world: World, offset: number | undefined): void => {
  if (offset === undefined || offset === 0) return;
  if (offset < 0) {
    world.waiting = world.waiting.slice(offset);
    return;
  }
  if (offset > world.nextUpdateId + 10) return;
  // A confirmation lost on the way: the same batch is given again.
  if (world.random() < world.disorder.repeat) return;
  world.waiting = world.waiting.filter(({ update }) => update.update_id >= offset);
};

export type Polled = { readonly kind: 'updates'; readonly updates: readonly Update[] } | { readonly kind: 'conflict'; readonly description: string };

/** One `getUpdates`. A second poller ends the first one's wait with a conflict; a caller that hangs up frees its place. */
export const pollOnce = (world: World, ask: { readonly offset?: number | undefined; readonly limit: number; readonly timeout: number }, hungUp: AbortSignal): Promise<Polled> => {
  if (world.webhook)
    return Promise.resolve({ kind: 'conflict', description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first" });
  world.poller?.conflict();
  world.poller = undefined;
  confirm(world, ask.offset);
  const ready = fresh(world);
  if (ready.length > 0 || ask.timeout === 0) return Promise.resolve({ kind: 'updates', updates: ready.slice(0, ask.limit).map(({ update }) => update) });
  return new Promise((resolve) => {
    const end = (polled: Polled) => {
      clearTimeout(timer);
      hungUp.removeEventListener('abort', leave);
      if (world.poller === poller) world.poller = undefined;
      resolve(polled);
    };
    const leave = () => end({ kind: 'updates', updates: [] });
    const timer = setTimeout(leave, ask.timeout * 1000);
    const poller = {
      limit: ask.limit,
      finish: (updates: readonly Update[]) => end({ kind: 'updates', updates }),
      conflict: () => end({ kind: 'conflict', description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running' }),
    };
    hungUp.addEventListener('abort', leave);
    world.poller = poller;
  });
};

const retryMs = (attempts: number): number => Math.min(2_000, 25 * 2 ** attempts);
const mostAttempts = 50;

/** Sends what waits to the webhook, at most `maxConnections` at once and one at a time per chat, again until it is answered 2xx. */
export const deliver = async (world: World): Promise<void> => {
  if (world.delivering) return;
  world.delivering = true;
  try {
    while (world.webhook && !world.closed && fresh(world).length > 0) {
      const { webhook } = world;
      const batch = nextBatch(world, webhook.maxConnections);
      const results = await Promise.all(batch.map((waiting) => knock(world, waiting)));
      const failed = batch.filter((_, i) => !results[i]);
      world.waiting = world.waiting.filter((waiting) => !batch.includes(waiting) || (failed.includes(waiting) && waiting.attempts < mostAttempts));
      world.changed();
      if (failed.length > 0) await new Promise((resolve) => setTimeout(resolve, retryMs(Math.min(...failed.map(({ attempts }) => attempts)))));
    }
  } finally {
    world.delivering = false;
  }
};

const nextBatch = (world: World, most: number): readonly Waiting[] => {
  const shuffled = world.random() < world.disorder.reorder ? [...world.waiting].sort(() => world.random() - 0.5) : world.waiting;
  const chats = new Set<number>();
  const batch: Waiting[] = [];
  for (const waiting of shuffled) {
    if (batch.length >= most) break;
    const { message, edited_message, callback_query } = waiting.update;
    const chat = message?.chat.id ?? edited_message?.chat.id ?? callback_query?.from.id ?? 0;
    if (chats.has(chat) && world.disorder.reorder === 0) continue;
    chats.add(chat);
    batch.push(waiting);
  }
  return batch;
};

const knock = async (world: World, waiting: Waiting): Promise<boolean> => {
  const { webhook } = world;
  if (!webhook) return false;
  waiting.attempts += 1;
  const post = async () =>
    fetch(webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(webhook.secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': webhook.secret }) },
      body: JSON.stringify(waiting.update),
      signal: AbortSignal.timeout(10_000),
    });
  try {
    const answer = await post();
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`Wrong response from the webhook: ${answer.status} ${answer.statusText}`);
    if (world.random() < world.disorder.repeat) await (await post()).arrayBuffer();
    return true;
  } catch (error) {
    webhook.lastError = { at: seconds(world), message: error instanceof Error ? error.message : 'unknown' };
    return false;
  }
};
