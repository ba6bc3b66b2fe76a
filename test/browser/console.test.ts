/** The console in a real browser: the first admin gets in as a new user would, invites somebody, and every page is whole at phone and desktop width, light and dark. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consoleApp } from '../../src/console/index.js';
import { audit, firstAdminInvited, invited } from '../../src/office/index.js';
import { makeWeb, type Served, serveWeb } from '../../src/web/index.js';
import { openOffice, PASSWORD, type TestOffice } from '../kit/an-office.js';
import { openBrowser, seriousFaults } from '../kit/browser.js';
import { memoryPort } from '../kit/web-port.js';

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1280, height: 800 } };
/** Where pictures go, to be looked at: `CONSOLE_PICTURES=/tmp/x npx vitest run test/browser/console.test.ts`. */
const pictures = process.env.CONSOLE_PICTURES;

let browser: Browser;
let office: TestOffice;
let web: Served;
let page: Page;
let faults: string[] = [];
beforeAll(async () => {
  browser = await openBrowser();
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  office = await openOffice();
  const console = consoleApp(office.parts);
  web = await serveWeb(makeWeb(memoryPort({ console: (request, env) => console.fetch(request, env) })), 0);
  faults = [];
});
afterEach(async () => {
  await page?.context().close();
  await web.close();
  expect(office.failures).toEqual([]);
  expect(faults).toEqual([]);
  office.close();
});

const open = async (how: Parameters<Browser['newContext']>[0], cookie?: string): Promise<Page> => {
  await page?.context().close();
  const context = await browser.newContext({ ...how, locale: 'vi-VN' });
  if (cookie !== undefined) {
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: web.url }]);
  }
  page = await context.newPage();
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && !/status of 40\d/.test(line.text()) && faults.push(line.text()));
  return page;
};
const picture = async (name: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};
const serious = (): Promise<readonly string[]> => seriousFaults(page);
/** What a narrow page must not do, and what a finger needs. */
const misfits = async (): Promise<readonly string[]> =>
  page.evaluate(
    `(() => {
      const root = document.documentElement;
      const wide = root.scrollWidth > root.clientWidth ? ['page is ' + root.scrollWidth + ' wide'] : [];
      const touched = 'button, summary, nav a, .button, .quiet, select, input:not([type=hidden], [type=checkbox], [type=radio])';
      const small = [...document.querySelectorAll(touched)].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5);
      return [...wide, ...small.map((one) => one.outerHTML.slice(0, 90))];
    })()`,
  );

describe('a new installation', () => {
  it('leads from the printed link to an invited officer at work, with nothing explained', async () => {
    const token = await office.db.transaction((tx) => firstAdminInvited(tx, office.now()));
    await open(phone);
    await page.goto(`${web.url}/console/invitation/${token}`);
    await page.getByLabel('Tên đơn vị').fill('Sở Tư pháp tỉnh Ví Dụ');
    await page.getByLabel('Tỉnh, thành phố').selectOption({ label: 'Tỉnh Nghệ An' });
    await page.getByLabel('Thư điện tử').fill('quan.tri@example.org');
    await page.getByLabel('Họ và tên').fill('Lê Thị Ví Dụ');
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Nhập lại mật khẩu').fill('khác');
    await picture('first-admin-phone');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('alert').getByText('khác nhau').waitFor();
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Nhập lại mật khẩu').fill(PASSWORD);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('heading', { name: 'Cài bước thứ hai' }).waitFor();
    expect(await serious()).toEqual([]);
    await picture('second-factor-phone');
    await page.getByText('Nhập khóa bằng tay').click();
    const secret = ((await page.locator('.key').textContent()) ?? '').replace(/ /g, '');
    await page.getByLabel('Mã 6 số').fill(office.code(secret));
    await page.getByRole('button', { name: 'Xong' }).click();
    expect(await page.locator('.codes li').count()).toBe(10);
    await picture('recovery-phone');
    await page.getByRole('link', { name: 'Tôi đã chép' }).click();
    await page.goto(`${web.url}/console/people`);
    await page.getByLabel('Họ và tên').fill('Phạm Văn Mẫu');
    await page.getByLabel('Thư điện tử').fill('mau@example.org');
    await page.getByRole('button', { name: 'Tạo đường dẫn mời' }).click();
    const link = ((await page.locator('.key').textContent()) ?? '').trim().replace('http://localhost', web.url);
    await picture('invitation-link-phone');
    await open(desktop);
    await page.goto(link);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Nhập lại mật khẩu').fill(PASSWORD);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByText('Phạm Văn Mẫu').first().waitFor();
    await page.locator('.account summary').click();
    await picture('account-sheet-desktop');
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByText('Anh/chị đã đăng xuất').waitFor();
    expect(await serious()).toEqual([]);
    await picture('sign-in-desktop');
  }, 60_000);
});

/** An installation that is used: something on every page. */
const furnish = async (): Promise<string> => {
  const admin = await office.person('admin');
  const cookie = await office.enter(admin.id);
  for (const role of ['officer', 'supervisor', 'auditor'] as const) await office.enter((await office.person(role, role === 'officer' ? 'there' : 'here')).id);
  await office.post('/canned', { cookie, form: { name: 'hẹn gặp', text: 'Chào {{name}}, mời anh/chị mang giấy tờ đến {{office}} trong giờ {{hours}}.' } });
  await office.post('/canned', { cookie, form: { name: 'đã nhận đủ', text: 'Hồ sơ {{reference}} đã đủ giấy tờ.', everybody: 'yes' } });
  await office.post('/agencies/new', {
    cookie,
    form: {
      name: 'Viện kiểm sát nhân dân tỉnh Ví Dụ',
      also: '',
      address: 'Số 1, đường Ví Dụ',
      email: 'tiepnhan@example.org',
      phone: '',
      source: 'công văn số 1, ngày 2/3/2026',
      checked_on: '2026-11-20',
      checked_by: 'Người Ví Dụ',
      electronic: 'yes',
    },
  });
  await office.post('/offices/here/days', { cookie, form: { day: '2026-12-07', kind: 'off', why: 'Ngày thành lập đơn vị' } });
  await office.db.transaction((tx) => {
    invited(tx, { kind: 'invite', officeId: 'here', officerId: null, name: 'Hoàng Thị Mẫu', email: 'hoang@example.org', role: 'officer' }, admin.id, office.now());
    audit(tx, { who: admin.id, what: 'case_read', target: 'case:Zk2vQ0aXb1', at: office.now() });
  });
  return cookie;
};
const pages = [
  'admin',
  'canned',
  'agencies',
  'agencies/new',
  'offices',
  'offices/here',
  'people',
  'people/officer-there-2',
  'security',
  'health',
  'law',
  'audit',
  'account',
  'help',
  'nowhere',
] as const;

describe.each([
  ['phone', { ...phone, colorScheme: 'light' as const }],
  ['desktop', { ...desktop, colorScheme: 'light' as const }],
  ['dark', { ...phone, colorScheme: 'dark' as const }],
])('every page of administration, %s', (name, how) => {
  it('has no serious fault for axe, nothing that runs off, everything big enough to touch', async () => {
    const cookie = await furnish();
    await open(how, cookie);
    const wrong: Record<string, readonly string[]> = {};
    for (const path of pages) {
      await page.goto(`${web.url}/console/${path}`);
      await picture(`${path.replace('/', '-')}-${name}`);
      const found = [...(await serious()), ...(await misfits())];
      if (found.length > 0) wrong[path] = found;
    }
    expect(wrong).toEqual({});
  }, 120_000);
});

it('works without script', async () => {
  const cookie = await furnish();
  await open({ ...phone, javaScriptEnabled: false }, cookie);
  await page.goto(`${web.url}/console/canned`);
  await page.getByLabel('Tên ngắn').fill('cảm ơn');
  await page.getByLabel('Câu trả lời').fill('Cảm ơn anh/chị.');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Đã lưu.').waitFor();
  await page.getByText('Cảm ơn anh/chị.').waitFor();
});

it('asks before what cannot be undone', async () => {
  const cookie = await furnish();
  await open(desktop, cookie);
  await page.goto(`${web.url}/console/canned`);
  const before = await page.locator('.rows > li').count();
  page.once('dialog', (dialog) => void dialog.dismiss());
  await page.getByRole('button', { name: 'Xóa' }).first().click();
  expect(await page.locator('.rows > li').count()).toBe(before);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Xóa' }).first().click();
  await page.getByText('Đã xóa.').waitFor();
  expect(await page.locator('.rows > li').count()).toBe(before - 1);
});
