/**
 * Owns the bot we are held against: grammY `webhookCallback` with `@grammyjs/conversations` and durable storage, as its documentation shows it,
 * asking our interview with our words and keyboards. The state is saved before the update is acknowledged. It checks answers no further than
 * «is it one of the buttons», keeps no message log and does not guard against an update that comes twice: all in its favour.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type Conversation, type ConversationFlavor, conversations, createConversation } from '@grammyjs/conversations';
import { Bot, type Context, webhookCallback } from 'grammy';
import { interviewSchema, type Step } from '../interview.js';
import { openStore } from './store.js';

type Outside = ConversationFlavor<Context>;

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`the peer needs ${name}`);
  return value;
};
const steps = interviewSchema.parse(JSON.parse(readFileSync(setting('INTERVIEW'), 'utf8')));
const secret = setting('SECRET');
const store = openStore<never>(join(setting('STATE_DIR'), 'peer.db'), createHash('sha256').update(setting('SECRET_KEY')).digest());
const bot = new Bot<Outside>(setting('TOKEN'), { client: { apiRoot: setting('API_ROOT') } });

const keyboardOf = (step: number, hears: Step['hears'][number]) => ({
  inline_keyboard: hears.keyboard.map((row, r) => row.map((text, c) => ({ text, callback_data: `q${step}:${r}:${c}` }))),
});

/** Asks everything; an answer that is none asks the same again. */
const interview = async (conversation: Conversation<Outside, Context>, first: Context): Promise<void> => {
  let ctx = first;
  const answers: Record<string, string> = {};
  for (const [i, step] of steps.entries()) {
    if (i > 0) {
      ctx = await conversation.wait();
      const given = ctx.callbackQuery?.data ?? ctx.message?.text;
      if (given === undefined) continue;
      answers[step.question] = given;
    }
    for (const hears of step.hears) await ctx.reply(hears.text, hears.keyboard.length === 0 ? {} : { reply_markup: keyboardOf(i, hears) });
  }
  await conversation.wait();
};

// Stopping the button's spinner is not waited for, and not replayed: as on our side.
bot.on('callback_query', (ctx, next) => {
  ctx.answerCallbackQuery().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  return next();
});
bot.use(conversations<Outside, Context>({ storage: { type: 'key', version: 1, adapter: store.adapter } }));
bot.use(createConversation(interview));
bot.command('start', (ctx) => ctx.conversation.enter('interview'));

await bot.init();
const handle = webhookCallback(bot, 'http', { secretToken: secret, timeoutMilliseconds: 60_000 });
const server = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    response.writeHead(500).end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the peer listens on no port');
  // Telegram's most: nothing but the bot itself may hold it up.
  bot.api.setWebhook('https://bench.example/webhook', { secret_token: secret, max_connections: 100 }).then(
    () => process.send?.({ url: `http://127.0.0.1:${address.port}`, ...store.durability() }),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
