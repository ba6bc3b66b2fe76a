/** The fear: every update of the program costs people a message. Asked to end under load it ends well: nothing lost, nothing doubled. */
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { type BotHome, openBotHome, slowness } from '../kit/bot-process.js';
import { type FakeTelegram, openFakeTelegram } from '../kit/fake-telegram/index.js';
import { printedPaper } from '../kit/pictures.js';
import { openCrowd } from './crowd.js';
import { agenciesYaml, scriptOf } from './script.js';
import { readyToConfirm } from './ready.js';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ENDS_WITHIN = 12_000;
const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
const together = async (environment: Readonly<Record<string, string>> = {}, from?: Parameters<typeof openBotHome>[1]): Promise<{ telegram: FakeTelegram; home: BotHome }> => {
  const telegram = await openFakeTelegram({ seed: 7 });
  open.push(telegram.close);
  const home = openBotHome({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url, ...environment }, from);
  open.push(home.close);
  return { telegram, home };
};

it('four ends under load: code 0, nothing lost, nothing doubled', { timeout: 200_000 }, async () => {
  const rounds = 4;
  const { telegram, home } = await together();
  let bot = await home.start();
  const crowd = await openCrowd(telegram, 12, telegram.world.random);
  await telegram.fault({ kind: 'delay', method: 'sendMessage', ms: 25, times: 0 });
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    crowd.allow(Math.ceil(((round + 1) / rounds) * scriptOf(0).length) - 1);
    await sleep(100 + telegram.world.random() * 300);
    const ended = await bot.term();
    expect(ended).toMatchObject({ code: 0, signal: null });
    took.push(ended.ms);
    bot = await home.start();
  }
  crowd.allow(scriptOf(0).length);
  await crowd.finished(60_000);
  expect(await bot.term()).toMatchObject({ code: 0 });
  const verdict = await home.read((db) => crowd.judge(db));
  console.info(`${rounds} ends under load: ${took.map((ms) => `${Math.round(ms)} ms`).join(', ')}; lost ${verdict.missing}, doubled ${verdict.doubled} of ${verdict.messages}`);
  expect(verdict).toMatchObject({ wrong: [], missing: 0, doubled: 0, setAside: 0 });
  expect(Math.max(...took)).toBeLessThan(ENDS_WITHIN * slowness());
  expect(home.output()).not.toMatch(/"level":50|Không khởi động được/);
});

it('ends in time although a download, an answer and a mail server hang; what hung is taken up again', { timeout: 200_000 }, async () => {
  const held: Socket[] = [];
  const mailServer = createServer((socket) => held.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    for (const socket of held) socket.destroy();
    mailServer.close();
  });
  const address = mailServer.address();
  const template = await readyToConfirm([701]);
  open.push(template.remove);
  const { telegram, home } = await together(
    { SMTP_URL: `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, MAIL_FROM: 'Đồng Hành <donghanh@example.com>' },
    template,
  );
  writeFileSync(join(home.stateDir, 'agencies.yaml'), agenciesYaml('tiepnhan@vks.example'));
  const sender = await telegram.person(701);
  const photographer = await telegram.person(702);
  const bot = await home.start();
  await sender.says('1');
  await telegram.waitFor(async () => (await sender.transcript()).some(({ file }) => file !== undefined), 60_000, 'the dossier');
  await sender.says('1');
  await telegram.waitFor(() => held.length > 0, 30_000, 'a call to the mail server');
  const greeted = await photographer.says('/start');
  await photographer.hears(greeted, 20_000);
  await telegram.fault({ kind: 'delay', method: 'file', ms: 40_000, times: 1 });
  await telegram.fault({ kind: 'delay', method: 'sendMessage', chat: 702, ms: 40_000, times: 1 });
  const agreed = await photographer.says('đồng ý');
  await photographer.sendsPhoto({ bytes: await printedPaper(600, 800).jpeg().toBuffer() });
  await sleep(1_000);
  const ended = await bot.term();
  console.info(`with everything hanging it ended after ${Math.round(ended.ms)} ms`);
  expect(ended).toMatchObject({ code: 0, signal: null });
  expect(ended.ms).toBeLessThan(ENDS_WITHIN * Math.min(2, slowness()));
  await telegram.clearFaults();
  await home.start();
  await telegram.waitFor(
    async () => (await photographer.transcript()).filter(({ from, messageId }) => from === 'bot' && messageId > agreed).length >= 2,
    60_000,
    'the question and the word on the photo',
  );
});
