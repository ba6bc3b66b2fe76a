/**
 * Owns the fake Telegram as a process of its own: `tsx test/kit/fake-telegram/main.ts --port 0 --for 600`. Prints one line of JSON
 * (`{"url":…,"token":…}`), is driven through `POST /control/act`, and ends by itself after `--for` seconds or when its parent is gone.
 */
import { parseArgs } from 'node:util';
import { openFakeTelegram } from './index.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    for: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    token: { type: 'string', default: '123456:fake-Token_of-the_fake' },
  },
});

const telegram = await openFakeTelegram({ port: Number(values.port), seed: Number(values.seed), token: values.token });
process.stdout.write(`${JSON.stringify({ url: telegram.url, token: telegram.token })}\n`);

const parent = process.ppid;
const end = () => void telegram.close().then(() => process.exit(0));
setTimeout(end, Math.min(3_600, Number(values.for)) * 1000).unref();
setInterval(() => {
  if (process.ppid !== parent) end();
}, 1_000).unref();
process.on('SIGTERM', end);
process.on('SIGINT', end);
