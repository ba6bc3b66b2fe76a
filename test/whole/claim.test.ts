/** The fear: every part works and the whole does not. One claim, held in a real browser and on Telegram, ends in the agency's mailbox. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTelegramChannel } from '../../src/channels/index.js';
import { conversationOfChat, latestDossier } from '../../src/cases/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { openBrowser } from '../kit/browser.js';
import { fileOf } from '../kit/claimant.js';
import { openFakeTelegram } from '../kit/fake-telegram/index.js';
import { openWhole, type Whole } from '../kit/whole-program.js';
import { expectDossier, expectMail, hold } from './held.js';

let clock = Date.parse('2026-11-18T01:00:00Z');
const now = (): string => {
  clock += 50;
  return new Date(clock).toISOString();
};

describe('a claim from the first message to the agency', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => browser.close());

  it('in a real browser', { timeout: 600_000 }, async () => {
    const whole = await openWhole(now);
    whole.app.start();
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, locale: 'vi-VN' });
    const page = await context.newPage();
    try {
      await page.goto(whole.url);
      await page.getByRole('button', { name: 'Bắt đầu' }).click();
      await whole.app.idle();
      const chat = await chatOf(whole);
      const said = async (text: string): Promise<void> => {
        const lines = await shown(page);
        await page.locator('textarea').fill(text);
        await page.locator('textarea').press('Enter');
        await settled(page, whole, lines);
      };
      const send = async (name: string): Promise<void> => {
        const lines = await shown(page);
        await page.setInputFiles('#file', { name, mimeType: 'image/jpeg', buffer: fileOf(name) });
        await settled(page, whole, lines);
      };
      const lines = await hold(() => whole.asked('web', chat), said, send);
      expect(lines).toBeGreaterThan(50);
      const link = await page.locator('a[href*="/d/"]').first().getAttribute('href');
      const download = await page.request.get(`${whole.url}/d/${link?.split('/d/')[1]}`);
      expect(download.status()).toBe(200);
      const pdf = await download.body();
      expectDossier(whole, 'web', chat, pdf);
      expectMail(whole, pdf);
      if (process.env.SCREENSHOT !== undefined) await page.screenshot({ path: join(tmpdir(), 'dong-hanh-chat.png') });
      expect(whole.logged()).not.toContain('"level":50');
    } finally {
      await context.close();
      await whole.close();
    }
  });

  it('on Telegram', { timeout: 600_000 }, async () => {
    const whole = await openWhole(now);
    const fake = await openFakeTelegram();
    const channel = openTelegramChannel(
      { token: fake.token, apiRoot: fake.url, webhook: undefined },
      { receive: whole.app.receive, settings: whole.app.settings, locales: join(repositoryFolder(), 'locales'), log: { info: () => {}, warn: () => {}, error: () => {} } },
    );
    whole.app.addChannel(channel);
    whole.app.start();
    await channel.start();
    try {
      const person = await fake.person(5501);
      const quiet = async (): Promise<void> => {
        const before = (await fake.ledger()).length;
        await fake.waitFor(async () => (await fake.ledger()).length > before, 20_000, 'an answer');
        await whole.app.idle();
      };
      await Promise.all([quiet(), person.says('chào')]);
      await hold(
        () => whole.asked('telegram', '5501'),
        async (text) => {
          const options = (await person.transcript()).findLast((line) => line.from === 'bot')?.buttons ?? [];
          const button = /^\d$/.test(text) ? options[Number(text) - 1] : undefined;
          await Promise.all([quiet(), button === undefined ? person.says(text) : person.taps(button.text)]);
        },
        async (name) => void (await Promise.all([quiet(), person.sendsPhoto({ name, bytes: fileOf(name) })])),
      );
      const sent = (await fake.ledger()).find(({ method }) => method === 'sendDocument');
      const stored = latestDossier(whole.app.db.read, conversationOfChat(whole.app.db.read, 'telegram', '5501') ?? '');
      expect(sent?.file).toMatchObject({ name: expect.stringMatching(/^DH-\d{4}-\d{6}-v1\.pdf$/), sha256: stored?.pdf_sha256 });
      const pdf = await whole.app.file(stored?.pdf_sha256 ?? '');
      expectDossier(whole, 'telegram', '5501', pdf);
      for (let n = 0; n < 100 && whole.mails.length === 0; n++) await sleep(100);
      expectMail(whole, pdf);
    } finally {
      await channel.stop();
      await whole.close();
      await fake.close();
    }
  });
});

const shown = (page: Page): Promise<number> => page.locator('#log > .line[id]').count();
/** Idle, and the page shows more than before. */
const settled = async (page: Page, whole: Whole, before: number): Promise<void> => {
  await page
    .locator('#log > .line[id]')
    .nth(before + 1)
    .waitFor({ timeout: 120_000 });
  await whole.app.idle();
};
const chatOf = async (whole: Whole): Promise<string> => {
  const { query } = await import('../../src/storage/index.js');
  const chats = query()((db) => db.selectFrom('contact').select('chat'));
  return whole.app.db.read.get(chats, {})?.chat ?? '';
};
