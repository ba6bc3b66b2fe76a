/** How fast the outbox drains, printed; fails only when it is far from what one machine needs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { aDatabase, aPort, deliver, rows, say } from './kit.js';

const drained = async (latency: number, parallel: number) => {
  const base = aDatabase();
  const { port, calls, mostPerChat } = aPort(async () => {
    if (latency > 0) await sleep(latency);
    return { kind: 'sent' };
  });
  await Promise.all(Array.from({ length: 200 }, (_, chat) => say(base.db, `c${chat}`, `t${chat}`, ['1', '2', '3', '4', '5'])));
  const began = performance.now();
  const cpu = process.cpuUsage();
  const delivery = deliver(base.db, [port], { parallel });
  await delivery.idle();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  expect(rows(base.db).every(({ state }) => state === 'sent')).toBe(true);
  expect(mostPerChat()).toBe(1);
  for (let chat = 0; chat < 200; chat++) expect(calls.filter((call) => call.chat === `c${chat}`).map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
  await delivery.stop();
  base.remove();
  return { perSecond: Math.round(1000 / seconds), cpuPerMessage: Math.round((user + system) / 1000) };
};

it('drains 200 chats × 5 rows', async () => {
  const bare = await drained(0, 20);
  const real = await drained(50, 20);
  console.log(`outbox: ${bare.perSecond} messages/s (${bare.cpuPerMessage} µs CPU each) with an instant platform; ${real.perSecond}/s at 50 ms a call, 20 at once (at best 400)`);
  expect(bare.perSecond).toBeGreaterThan(300);
  expect(real.perSecond).toBeGreaterThan(150);
});
