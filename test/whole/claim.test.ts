/** The fear: every part works and the whole does not. One claim, held in a real browser and on Telegram, through the agency's mailbox and its page to the day of payment: once as it should go, once by the court. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTelegramChannel } from '../../src/channels/index.js';
import { conversation, conversationOfChat, latestDossier } from '../../src/cases/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { openBrowser } from '../kit/browser.js';
import { fileOf } from '../kit/claimant.js';
import { openFakeTelegram } from '../kit/fake-telegram/index.js';
import { openWhole, type Whole } from '../kit/whole-program.js';
import { agencyUrl, clerkAt, clerkOf } from './after.js';
import { expectDossier, expectMail, hold } from './held.js';

let clock = Date.parse('2026-11-18T01:00:00Z');
const now = (): string => {
  clock += 50;
  return new Date(clock).toISOString();
};

/** Every later step has its own day. */
const on = (day: string): void => {
  clock = Date.parse(`${day}T02:00:00Z`);
};
/** Where pictures of the README come from: `SCREENSHOT=1 npx vitest run test/whole`. */
const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env.SCREENSHOT !== undefined) await page.screenshot({ path: join(tmpdir(), `dong-hanh-${name}.png`) });
};

describe('a claim from the first message to the day of payment', () => {
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
      await picture(page, 'chat');

      // The clerk, on a phone, with nothing but the mail.
      const clerksPage = await (await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'vi-VN' })).newPage();
      const clerk = clerkAt(clerksPage, whole);
      const heard = async (words: string): Promise<void> => page.locator('#log').getByText(words).first().waitFor({ timeout: 60_000 });
      on('2026-11-19');
      await clerksPage.goto(agencyUrl(whole));
      await picture(clerksPage, 'agency');
      expect(await clerksPage.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(true);
      await clerk.tells('receipt_confirmed', { how: 'hand', number: '21/GXN-VKS' });
      await heard('21/GXN-VKS');
      on('2026-11-20');
      await clerk.tells('accepted', { on: '2026-11-20', number: '40/TB-VKS', signer: 'Lê Văn Mẫu' });
      await heard('40/TB-VKS');
      await said('tiến độ');
      const timeline = await page.locator('a[href*="/t/"]').first().getAttribute('href');
      await clerksPage.goto(`${whole.url}/t/${timeline?.split('/t/')[1]}`);
      await picture(clerksPage, 'timeline');
      expect(await clerksPage.textContent('body')).toContain('xác minh thiệt hại');
      on('2026-12-11');
      await clerk.tells('negotiation_started', { on: '2026-12-07' });
      await clerk.tells('negotiation_ended', { on: '2026-12-11', agreed: 'yes', signed: 'yes', amount: '90.000.000' });
      await clerk.tells('decision_handed', { on: '2026-12-11', number: '02/QĐ-BT', amount: '90.000.000' });
      await heard('mất quyền khởi kiện');
      on('2027-01-06');
      await clerk.tells('payment_notice', { on: '2027-01-06', number: '05/TB' });
      await clerk.tells('paid', { on: '2027-01-06', amount: '90.000.000' });
      await heard('Tiền bồi thường đã được chi trả');
      expect(conversation(whole.app.db.read, conversationOfChat(whole.app.db.read, 'web', chat) ?? '')?.phase).toBe('closed');
      await clerksPage.context().close();
      expect(whole.logged()).not.toContain('"level":50');
    } finally {
      await context.close();
      await whole.close();
    }
  });

  it('on Telegram, by the court', { timeout: 600_000 }, async () => {
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

      // The road that goes wrong, and on to the court: supplement, suspension, no agreement, suit, judgment, money.
      const clerk = clerkOf(whole);
      let seen = (await person.transcript()).length;
      const heard = async (): Promise<string> => {
        await whole.app.idle();
        const lines = await person.transcript();
        const fresh = lines.slice(seen).filter(({ from }) => from === 'bot');
        seen = lines.length;
        return fresh.map(({ text }) => text).join('\n');
      };
      const says = async (...texts: readonly string[]): Promise<string> => {
        for (const text of texts) await Promise.all([quiet(), person.says(text)]);
        return heard();
      };
      expect(await says('tôi đã nộp hồ sơ', 'Nộp trực tiếp', 'Cơ quan giải quyết bồi thường', '18/11/2026')).toContain('Anh/chị đã nộp hồ sơ ngày 18/11/2026');
      on('2026-11-23');
      await clerk.tells('supplement_asked', { on: '2026-11-23', number: '31/TB', items: 'Giấy ra trại' });
      // Safe whether or not Tuesday 24/11 counts as a day off.
      expect(await heard()).toMatch(/1\. Giấy ra trại[\s\S]*thứ Hai 30\/11\/2026 \(Đ42\.3\)/);
      on('2026-11-27');
      expect(await heard()).toMatch(/Còn 3 ngày[\s\S]*30\/11\/2026/);
      expect(await says('tôi đã làm', 'Đã nộp bổ sung', '27/11/2026')).toContain('Anh/chị đã nộp bổ sung');
      on('2026-12-07');
      await clerk.tells('accepted', { on: '2026-12-07', number: '40/TB' });
      on('2026-12-21');
      await clerk.tells('suspended', { on: '2026-12-21', ground: 'absent_twice', number: '09/QĐ' });
      expect(await heard()).toContain('chỉ có 5 ngày làm việc để đề nghị tiếp tục');
      on('2027-01-21');
      expect(await says('tôi đã làm', 'Đã đề nghị giải quyết tiếp', '21/1/2027')).toContain('Anh/chị đã đề nghị giải quyết tiếp');
      await clerk.tells('resumed', { on: '2027-01-21', number: '10/QĐ' });
      await clerk.tells('negotiation_started', { on: '2027-01-21' });
      on('2027-01-25');
      await clerk.tells('negotiation_ended', { on: '2027-01-25', agreed: 'no', signed: 'yes' });
      expect(await heard()).toMatch(/khởi kiện ra Tòa trong 15 ngày/);
      expect(await says('viết đơn', 'Đơn khởi kiện')).toContain('Đơn khởi kiện đã soạn xong');
      on('2027-02-01');
      expect(await says('tôi đã làm', 'Đã khởi kiện', 'Sau quyết định hoặc biên bản thương lượng', '1/2/2027')).toContain('Anh/chị đã khởi kiện ra Tòa án');
      on('2027-02-22');
      expect(await says('tôi vừa nhận được giấy', 'Giấy của Tòa án báo thụ lý', '22/2/2027', '5/TB-TA')).toContain('Tòa án đã thụ lý');
      await Promise.all([quiet(), person.sendsPhoto({ name: 'tb.jpg', bytes: fileOf('quyet-dinh.jpg') })]);
      expect(await heard()).toContain('Giữ cùng: Giấy của Tòa án báo thụ lý, số 5/TB-TA');
      on('2027-06-01');
      await heard();
      await clerk.tells('judgment_effective', { on: '2027-06-01', number: '12/2027/DS-ST', amount: '85.000.000' });
      expect(await heard()).toContain('85.000.000');
      on('2027-06-15');
      expect(await says('tôi vừa nhận được giấy', 'Tiền bồi thường đã về', '15/6/2027', '85 triệu')).toContain(
        'Tiền bồi thường đã được chi trả, ngày 15/6/2027. Số tiền: 85.000.000',
      );
      expect(conversation(whole.app.db.read, conversationOfChat(whole.app.db.read, 'telegram', '5501') ?? '')?.phase).toBe('closed');
      expect(whole.logged()).not.toContain('"level":50');
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
