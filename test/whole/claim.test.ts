/**
 * The fear: every part works and the whole does not. One claim from the first message to the day of payment, with everybody who has to do with it: the
 * person on Telegram and then on Zalo, the agency's clerk and the officer each at a real browser. The ways that go wrong, from the mail on, on Telegram (on
 * Zalo: `zalo-oa.test.ts`). And one held on the web page, in a real browser.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversation, conversationOfChat, latestDossier } from '../../src/cases/index.js';
import { query } from '../../src/storage/index.js';
import { anOfficer } from '../kit/an-officer.js';
import { openBrowser } from '../kit/browser.js';
import { fileOf } from '../kit/claimant.js';
import { type FakeTelegram, openFakeTelegram } from '../kit/fake-telegram/index.js';
import { openFakeZaloOa } from '../kit/fake-zalo-oa/index.js';
import { openWhole, type Whole } from '../kit/whole-program.js';
import { agencyPage, clerkAt, clerkOf } from './after.js';
import { expectDossier, expectMail, hold } from './held.js';
import { mailed, onTelegram, onZalo, type Phone } from './phones.js';
import { chosenWays, ways } from './ways.js';

const PERSON = 5501;
const ZALO = '2468458835296117922';
const MAIL = 'dan@vidu.example';

let clock = 0;
let rested = 0;
const now = (): string => {
  clock += 50;
  return new Date(clock).toISOString();
};
/** Nine in the morning of a day. Every later step has its own. */
const on = (day: string): void => {
  clock = Date.parse(`${day}T02:00:00Z`);
};
/** What delivery waits for by its own clock: an officer's words can be taken back for four seconds. */
const rest = (): void => {
  rested += 5_000;
};
const open = (from?: string): Promise<Whole> => openWhole(now, () => performance.now() + rested, from);
/** Where pictures of the README come from: `SCREENSHOT=1 npx vitest run test/whole`. */
const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env.SCREENSHOT !== undefined) await page.screenshot({ path: join(tmpdir(), `dong-hanh-${name}.png`) });
};
const toTheMail = (whole: Whole, phone: Phone): Promise<number> =>
  hold(
    () => whole.asked(phone.channel, phone.chat),
    async (text) => void (await phone.says(text)),
    async (name) => void (await phone.photographs(name)),
    { email: MAIL },
  );

let browser: Browser;
let telegram: FakeTelegram;
/** A program as it stands when the mail has left, and the page in that mail. */
let atTheMail: { readonly folder: string; readonly page: string } | undefined;
beforeAll(async () => {
  [browser, telegram] = await Promise.all([openBrowser(), openFakeTelegram({ clock: () => clock })]);
});
afterAll(async () => {
  await browser.close();
  await telegram.close();
  if (atTheMail !== undefined) rmSync(atTheMail.folder, { recursive: true, force: true });
});

describe('a claim from the first message to the day of payment', () => {
  it('with everybody: a person on Telegram and then on Zalo, a clerk and an officer at their browsers', { timeout: 600_000 }, async () => {
    on('2026-11-18');
    const whole = await open();
    const zalo = await openFakeZaloOa({ clock: () => clock });
    const begins = [onTelegram(whole, telegram, PERSON), onZalo(whole, zalo, ZALO, () => clock, rest)] as const;
    whole.app.start();
    const [phone, other] = await Promise.all([begins[0].on(), begins[1].on()]);
    const clerks = await (await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'vi-VN' })).newPage();
    const officers = await (await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'vi-VN' })).newPage();
    const enters = await anOfficer(whole, now);
    const clerk = clerkAt(clerks, whole);
    try {
      // The person, on Telegram: from the first word to a dossier in the chat and in the agency's mailbox.
      await phone.says('chào');
      await toTheMail(whole, phone);
      const id = conversationOfChat(whole.app.db.read, 'telegram', phone.chat) ?? '';
      const stored = latestDossier(whole.app.db.read, id);
      const sent = (await telegram.ledger()).find(({ method }) => method === 'sendDocument');
      expect(sent?.file).toMatchObject({ name: expect.stringMatching(/^DH-\d{4}-\d{6}-v1\.pdf$/), sha256: stored?.pdf_sha256 });
      const pdf = await whole.app.file(stored?.pdf_sha256 ?? '');
      expectDossier(whole, 'telegram', phone.chat, pdf);
      await mailed(whole);
      expectMail(whole, pdf);
      atTheMail = { folder: await whole.saved(), page: agencyPage(whole) };
      expect(await phone.says('tôi đã nộp hồ sơ', 'Nộp trực tiếp', 'Cơ quan giải quyết bồi thường', '18/11/2026')).toContain('Anh/chị đã nộp hồ sơ ngày 18/11/2026');

      // The clerk, on a phone, with nothing but the mail.
      on('2026-11-19');
      await clerks.goto(`${whole.url}${agencyPage(whole)}`);
      await picture(clerks, 'agency');
      expect(await clerks.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(true);
      await clerk.tells('receipt_confirmed', { how: 'hand', number: '21/GXN-VKS' });
      expect(await phone.hears()).toContain('21/GXN-VKS');

      // The person goes on with Zalo: the same talk, by a code shown here and typed there.
      on('2026-11-23');
      const code = /nối (\d{4} \d{4})/.exec(await phone.says('nối kênh'))?.[1] ?? 'no code';
      await other.says('chào');
      expect(await other.says(`nối ${code}`)).toContain('Đã nối. Từ giờ hồ sơ, câu trả lời và giấy tờ là một');
      expect(await phone.hears()).toContain('vừa được nối với Zalo');
      expect(conversationOfChat(whole.app.db.read, 'zalo-oa', ZALO)).toBe(id);
      await clerk.tells('supplement_asked', { number: '31/TB', items: 'Giấy ra trại' });
      expect(await other.hears()).toMatch(/1\. Giấy ra trại[\s\S]*thứ Hai 30\/11\/2026 \(Đ42\.3\)/);
      expect(await phone.hears()).toBe('');

      // Days of silence: Zalo takes nothing more. A mail says that something waits, not what; a word in the chat brings it.
      on('2026-11-27');
      expect(await other.hears()).toBe('');
      const reminder = whole.mails.at(-1);
      expect([reminder?.to, reminder?.subject]).toMatchObject([{ text: MAIL }, 'Đồng Hành có một lời nhắc cho anh/chị']);
      expect(reminder?.text).not.toMatch(/bổ sung|Giấy ra trại|30\/11/);
      expect(await other.looks()).toMatch(/Còn 3 ngày[\s\S]*30\/11\/2026/);
      expect(await other.says('tôi đã làm', 'Đã nộp bổ sung', '27/11/2026')).toContain('Anh/chị đã nộp bổ sung');

      // A paper the person cannot make out: its photo, and an officer.
      on('2026-11-30');
      expect(await other.looks()).toContain('Vụ việc đang ở đâu');
      expect(await other.says('tôi vừa nhận được giấy', 'không biết', '30/11/2026')).toContain('Tôi không đoán');
      expect(await other.photographs('quyet-dinh.jpg')).toContain('Giữ cùng: Giấy chưa rõ là gì');
      await enters(officers.context());
      await officers.goto(`${whole.url}/console/queue`);
      await officers.locator('.queue a', { hasText: 'Trần Văn Thử' }).click();
      await officers.locator('#thread .came').first().waitFor();
      await officers.keyboard.press('t');
      await officers.locator('#words').waitFor();
      expect(await other.hears()).toContain('đã vào trò chuyện và trực tiếp trả lời');
      await officers.locator('#words').fill('Chào anh, tôi là Hòa. Đây là thông báo thụ lý, tôi ghi giúp anh.');
      await officers.keyboard.press('Control+Enter');
      await officers.locator('#thread .went.officer', { hasText: 'tôi ghi giúp anh' }).waitFor();
      rest();
      // While an officer speaks the bot is silent.
      expect(await other.says('vâng cảm ơn chị')).toBe('Chào anh, tôi là Hòa. Đây là thông báo thụ lý, tôi ghi giúp anh.');

      // The officer looks at the photo, records what it is, takes back what it was not, and hands back.
      await officers.goto(`${whole.url}/console/cases/${id}/procedure?kind=accepted`);
      await officers.getByText('Phụ lục 4').waitFor();
      await officers.locator('#number').fill('40/TB-VKS');
      await officers.locator('#signer').fill('Lê Văn Mẫu');
      await officers.locator('form.panel button[type=submit]').click();
      await officers.locator('#told + ul li', { hasText: '40/TB-VKS' }).waitFor();
      expect(await other.hears()).toContain('đã thụ lý hồ sơ của anh/chị, ngày 30/11/2026. Văn bản số 40/TB-VKS.');
      const unclear = officers.locator('li', { hasText: 'giấy chưa rõ' });
      await unclear.locator('summary').click();
      await unclear.locator('[name=why]').fill('là thông báo thụ lý số 40/TB-VKS');
      await unclear.locator('button').click();
      await officers.getByText('đã bỏ').waitFor();
      await officers.goto(`${whole.url}/console/cases/${id}`);
      await officers.locator('h1').click();
      await officers.keyboard.press('h');
      await officers.locator('#status', { hasText: 'Trợ lý tự động đang trả lời' }).waitFor();
      expect(await other.hears()).toMatch(/^Cán bộ Trần Thị Hòa đã chuyển lại cho trợ lý tự động/);

      // The agency is late: both hear of it, and the urging letter is at hand.
      on('2026-12-08');
      expect(await other.looks()).toMatch(/một thời hạn của cơ quan đã qua[\s\S]*Cơ quan cử người giải quyết \(Đ43\.3\.a\)/);
      await enters(officers.context());
      await officers.goto(`${whole.url}/console/queue`);
      expect(await officers.locator('.queue li', { hasText: 'Trần Văn Thử' }).textContent()).toContain('Cơ quan quá hạn');
      await officers.goto(`${whole.url}/console/procedure`);
      expect(await officers.locator('#late + h3 + ul').textContent()).toMatch(/Cơ quan cử người giải quyết[\s\S]*Công văn đôn đốc/);

      // Negotiated, decided, paid: told on Zalo as it happens, by mail where Zalo is shut.
      on('2026-12-21');
      await clerk.tells('negotiation_started', { on: '2026-12-17' });
      const news = whole.mails.at(-1);
      expect([news?.to, news?.subject]).toMatchObject([{ text: MAIL }, 'Đồng Hành có tin mới cho anh/chị']);
      await clerk.tells('negotiation_ended', { on: '2026-12-21', agreed: 'yes', signed: 'yes', amount: '90.000.000' });
      await clerk.tells('decision_handed', { on: '2026-12-21', number: '02/QĐ-BT', amount: '90.000.000' });
      expect(await other.looks()).toMatch(/Thương lượng thành[\s\S]*90\.000\.000[\s\S]*mất quyền khởi kiện/);
      on('2027-01-20');
      await clerk.tells('payment_notice', { number: '05/TB' });
      expect(await other.looks()).toContain('miễn thuế thu nhập');
      await clerk.tells('paid', { amount: '90.000.000' });
      expect(await other.hears()).toContain('Tiền bồi thường đã được chi trả');
      const timeline = /\/t\/[\w-]{40,60}/.exec(await other.says('tiến độ'))?.[0];
      await clerks.goto(`${whole.url}${timeline}`);
      await picture(clerks, 'timeline');
      expect(await clerks.textContent('body')).toContain('02/QĐ-BT');
      expect(conversation(whole.app.db.read, id)?.phase).toBe('closed');
      expect(whole.logged()).not.toContain('"level":50');
    } finally {
      await clerks.context().close();
      await officers.context().close();
      await Promise.all([phone.stop(), other.stop()]);
      await whole.close();
      await zalo.close();
    }
  });

  it('on the web page, in a real browser, to the agency’s receipt', { timeout: 600_000 }, async () => {
    on('2026-11-18');
    const whole = await open();
    whole.app.start();
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, locale: 'vi-VN' });
    const page = await context.newPage();
    try {
      await page.goto(whole.url);
      await page.getByRole('button', { name: 'Bắt đầu' }).click();
      await whole.app.idle();
      const chat = chatOf(whole);
      const said = async (text: string): Promise<void> => {
        // A person takes a moment; the page's gentle limit is thirty lines a minute.
        rest();
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
      expect(await hold(() => whole.asked('web', chat), said, send)).toBeGreaterThan(50);
      const link = await page.locator('a[href*="/d/"]').first().getAttribute('href');
      const download = await page.request.get(`${whole.url}/d/${link?.split('/d/')[1]}`);
      expect(download.status()).toBe(200);
      const pdf = await download.body();
      expectDossier(whole, 'web', chat, pdf);
      await mailed(whole);
      expectMail(whole, pdf);
      await picture(page, 'chat');
      on('2026-11-19');
      await clerkOf(whole).tells('receipt_confirmed', { how: 'hand', on: '2026-11-19', number: '21/GXN-VKS' });
      await page.locator('#log').getByText('21/GXN-VKS').first().waitFor({ timeout: 60_000 });
      expect(whole.logged()).not.toContain('"level":50');
    } finally {
      await context.close();
      await whole.close();
    }
  });
});

describe('from the mail on, on Telegram', () => {
  it.each(chosenWays(['supplement', 'suspension']))('%s', { timeout: 300_000 }, async (way) => {
    atTheMail ??= await heldAlone();
    on('2026-11-18');
    const whole = await open(atTheMail.folder);
    const begins = onTelegram(whole, telegram, PERSON);
    whole.app.start();
    const phone = await begins.on();
    try {
      await ways[way]({ whole, phone, clerk: clerkOf(whole, atTheMail.page), on });
      expect(whole.logged()).not.toContain('"level":50');
    } finally {
      await phone.stop();
      await whole.close();
    }
  });

  /** When one way is run by itself. */
  const heldAlone = async (): Promise<typeof atTheMail & object> => {
    on('2026-11-18');
    const whole = await open();
    const begins = onTelegram(whole, telegram, PERSON);
    whole.app.start();
    const phone = await begins.on();
    await phone.says('chào');
    await toTheMail(whole, phone);
    await mailed(whole);
    const held = { folder: await whole.saved(), page: agencyPage(whole) };
    await phone.stop();
    await whole.close();
    return held;
  };
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
const chats = query()((db) => db.selectFrom('contact').select('chat'));
const chatOf = (whole: Whole): string => whole.app.db.read.get(chats, {})?.chat ?? '';
