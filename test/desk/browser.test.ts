/** The fear: every act works alone and an officer at a real browser cannot help anybody. One officer, a person on the web page, one on Telegram. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversation, conversationOfChat } from '../../src/cases/index.js';
import { openTelegramChannel } from '../../src/channels/index.js';
import { linesOf } from '../../src/desk/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { query } from '../../src/storage/index.js';
import { anOfficer } from '../kit/an-officer.js';
import { openBrowser, seriousFaults } from '../kit/browser.js';
import { openFakeTelegram } from '../kit/fake-telegram/index.js';
import { openWhole, type Whole } from '../kit/whole-program.js';

const now = (): string => new Date().toISOString();

const shot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SCREENSHOT === undefined) return;
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 860 });
    await page.screenshot({ path: join(process.env.SCREENSHOT, `${name}-${width}.png`) });
  }
  await page.setViewportSize({ width: 1280, height: 860 });
};

const chatOn = (whole: Whole): string =>
  whole.app.db.read.get(
    query()((db) => db.selectFrom('contact').select('chat').where('channel', '=', 'web')),
    {},
  )?.chat ?? '';
const texts = (whole: Whole, id: string): readonly string[] =>
  linesOf(whole.app.db.read, id).lines.flatMap((line) => (line.side === 'out' && line.delivery !== 'cancelled' ? [line.text] : []));

describe('an officer helps', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  /** Queue → take over → reply → correct → hand back, by keys and buttons; the person's side is the caller's. */
  const helps = async (whole: Whole, page: Page, id: string, says: (text: string) => Promise<void>, name: string): Promise<void> => {
    await page.goto(`${whole.url}/console/queue`);
    await page.locator('.queue a', { hasText: 'Xin gặp cán bộ' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await shot(page, `${name}-queue`);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.locator('#thread .came').first().waitFor();
    await page.keyboard.press('t');
    await page.locator('#words').waitFor();
    await page.locator('#thread', { hasText: 'đã vào trò chuyện và trực tiếp trả lời' }).waitFor();

    await says('con mẹ tôi bị giam oan ba tháng');
    await page.locator('#thread .came', { hasText: 'giam oan ba tháng' }).waitFor({ timeout: 20_000 });
    await page.locator('#words').fill('Chào anh/chị, tôi là Hòa. Tôi ghi lại giúp nhé.');
    await page.keyboard.press('Control+Enter');
    await page.locator('#thread .went.officer', { hasText: 'Tôi ghi lại giúp nhé' }).waitFor();
    await page.locator('#thread .went.officer.sent', { hasText: 'Tôi ghi lại giúp nhé' }).waitFor({ timeout: 30_000 });

    await page.locator('#fact-field summary').click();
    await page.locator('#fact-field select').selectOption('criminal_proceedings');
    await page.locator('#fact-field form').first().getByRole('button', { name: 'Ghi' }).click();
    await page.locator('#part-facts', { hasText: 'ghi bởi Trần Thị Hòa' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await shot(page, `${name}-case`);

    await page.locator('h1').click();
    await page.keyboard.press('h');
    await page.locator('#status', { hasText: 'Trợ lý tự động đang trả lời' }).waitFor();
    await whole.app.idle();
    expect(conversation(whole.app.db.read, id)?.owner).toBe('bot');
    expect(texts(whole, id).at(-1)).toMatch(/^Cán bộ Trần Thị Hòa đã chuyển lại cho trợ lý tự động[\s\S]*\n\n[\s\S]*\?/);
  };

  it('a person on the web page', { timeout: 300_000 }, async () => {
    const whole = await openWhole(now);
    whole.app.start();
    const office = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    const street = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' });
    try {
      await (await anOfficer(whole, now))(office);
      const person = await street.newPage();
      await person.goto(whole.url);
      await person.getByRole('button', { name: 'Bắt đầu' }).click();
      await whole.app.idle();
      const says = async (text: string): Promise<void> => {
        await person.locator('textarea').fill(text);
        await person.locator('textarea').press('Enter');
        await person.locator('#log', { hasText: text }).waitFor();
        await whole.app.idle();
      };
      for (const text of ['đồng ý', 'Cơ quan phạt, thu, cấp phép sai', 'gặp cán bộ']) await says(text);
      const id = conversationOfChat(whole.app.db.read, 'web', chatOn(whole)) ?? '';
      const page = await office.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => (message.type() === 'error' ? errors.push(message.text()) : undefined));
      await helps(whole, page, id, says, 'web');
      await person.locator('#log', { hasText: 'đã chuyển lại cho trợ lý tự động' }).waitFor({ timeout: 20_000 });
      await says('1');
      expect(texts(whole, id).at(-1)).not.toContain('Cán bộ');
      expect(errors).toEqual([]);
    } finally {
      await office.close();
      await street.close();
      await whole.close();
    }
  });

  it('a person on Telegram', { timeout: 300_000 }, async () => {
    const whole = await openWhole(now);
    const fake = await openFakeTelegram();
    const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const channel = openTelegramChannel(
      { token: fake.token, apiRoot: fake.url, webhook: undefined },
      { receive: whole.app.receive, settings: whole.app.settings, locales: join(repositoryFolder(), 'locales'), log: quiet },
    );
    whole.app.addChannel(channel);
    whole.app.start();
    await channel.start();
    const office = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    try {
      await (await anOfficer(whole, now))(office);
      const person = await fake.person(5501);
      const answered = async (text: string): Promise<void> => {
        const before = (await fake.ledger()).length;
        await person.says(text);
        await fake.waitFor(async () => (await fake.ledger()).length > before, 20_000, 'an answer');
        await whole.app.idle();
      };
      for (const text of ['chào', 'đồng ý', 'Cơ quan phạt, thu, cấp phép sai', 'gặp cán bộ']) await answered(text);
      const id = conversationOfChat(whole.app.db.read, 'telegram', '5501') ?? '';
      const page = await office.newPage();
      await helps(whole, page, id, async (text) => void (await person.says(text)), 'telegram');
      const heard = (await person.transcript()).filter((line) => line.from === 'bot').map((line) => line.text ?? '');
      expect(heard.filter((text) => text.includes('đã vào trò chuyện'))).toHaveLength(1);
      expect(heard.some((text) => text.includes('Tôi ghi lại giúp nhé'))).toBe(true);
      const before = heard.length;
      await answered('1');
      expect((await person.transcript()).filter((line) => line.from === 'bot').length).toBeGreaterThan(before);
    } finally {
      await office.close();
      await channel.stop();
      await whole.close();
      await fake.close();
    }
  });
});
