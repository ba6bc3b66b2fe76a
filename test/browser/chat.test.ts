/** The chat in a real browser: what a person on a phone sees and can do, with and without script, with a line that breaks. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { evidenceOf } from '../../src/cases/index.js';
import { makeWeb, type Served, serveWeb } from '../../src/web/index.js';
import { openBrowser, seriousFaults } from '../kit/browser.js';
import { printedPaper } from '../kit/pictures.js';
import { sound } from '../kit/sounds.js';
import { type Talking, talkIn } from '../kit/talk-in.js';
import { type MemoryPort, memoryPort } from '../kit/web-port.js';
import { openWhole, type Whole } from '../kit/whole-program.js';

let browser: Browser;
let port: MemoryPort;
let web: Served;
let line: Line;
let page: Page;
/** Script errors and what the page's own policy refused: a page of ours has neither. */
let faultsSeen: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  port = memoryPort();
  web = await serveWeb(makeWeb(port), 0);
  line = await openLine(Number(new URL(web.url).port));
});
afterEach(async () => {
  await page?.context().close();
  await line.close();
  await web.close();
  expect(port.failures).toEqual([]);
  expect(faultsSeen).toEqual([]);
});

/** A phone line between browser and server that can be cut and held down. */
type Line = { readonly url: string; readonly cut: () => void; readonly down: (down: boolean) => void; readonly close: () => Promise<void> };
const openLine = async (to: number): Promise<Line> => {
  const open = new Set<Socket>();
  let isDown = false;
  const { connect } = await import('node:net');
  const server: Server = createServer((near) => {
    if (isDown) return void near.destroy();
    const far = connect(to, 'localhost');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
      socket.on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the test line has no port');
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://localhost:${address.port}`,
    cut,
    down: (down) => {
      isDown = down;
      if (down) cut();
    },
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
};

const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: 'vi-VN', deviceScaleFactor: 2 };
const openPage = async (options: BrowserContextOptions = phone, address = line.url): Promise<Page> => {
  page = await (await browser.newContext(options)).newPage();
  faultsSeen = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faultsSeen.push(message.text());
  });
  page.on('pageerror', (error) => faultsSeen.push(error.message));
  await page.goto(address);
  return page;
};
const begin = async (options?: BrowserContextOptions): Promise<Page> => {
  await openPage(options);
  await page.getByRole('button', { name: 'Bắt đầu' }).click();
  await page.getByRole('button', { name: 'Tôi đồng ý' }).waitFor();
  return page;
};
const answerBox = () => page.getByLabel('Câu trả lời của anh/chị');
const type = async (text: string): Promise<void> => {
  await answerBox().fill(text);
  await answerBox().press('Enter');
};
const keysShown = (): Promise<string[]> => page.locator('#log > .line[id]').evaluateAll((lines) => lines.map((one) => one.id));
/** What the port holds for the one chat of this test, in its order, without the opening. */
const keysStored = (): string[] => {
  const chat = port.received[0]?.chat ?? '';
  return port
    .feed(chat, { in: 0, out: 0 })
    .lines.flatMap((one) => (one.side === 'in' && one.text === '' && one.file === undefined ? [] : [`${one.side === 'in' ? 'i' : 'o'}${one.id}`]));
};

const faultsOfPage = (): Promise<readonly string[]> => seriousFaults(page);

describe('a talk on a phone', () => {
  it('goes by buttons and words, without loading the page again', async () => {
    await begin();
    await page.evaluate(`document.body.setAttribute('data-same-page', '')`);
    await page.getByRole('button', { name: 'Tôi đồng ý' }).tap();
    await page.getByRole('button', { name: 'Bị bắt, bị giam oan' }).tap();
    await page.getByText('ngày nào? Ví dụ').waitFor();
    expect(await page.locator('fieldset:enabled').count()).toBe(0);
    await type('5/3/2026');
    await page.getByText('Đã ghi: 5/3/2026').waitFor();
    expect(await page.locator('fieldset:enabled button').allTextContents()).toEqual(['Có', 'Không']);
    expect(await keysShown()).toEqual(keysStored());
    expect(await page.locator('.pending').count()).toBe(0);
    expect(await page.locator('[data-same-page]').count()).toBe(1);
    expect(port.received.map(({ body }) => body.kind)).toEqual(['start', 'tap', 'tap', 'text']);
  });
  it('sends with Enter, breaks the line with Shift, and leaves Enter to a keyboard still composing', async () => {
    await begin();
    await answerBox().fill('dòng một');
    await answerBox().press('Shift+Enter');
    await answerBox().pressSequentially('dòng hai');
    await answerBox().dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
    expect(port.received).toHaveLength(1);
    await answerBox().press('Enter');
    await page.getByText('Đã ghi: dòng một').waitFor();
    expect(port.received.at(-1)?.body).toEqual({ kind: 'text', text: 'dòng một\ndòng hai' });
  });
  it('reaches a person in two touches', async () => {
    await begin();
    await page.locator('summary').tap();
    await page.getByRole('button', { name: 'Gặp cán bộ' }).tap();
    await expect.poll(() => port.received.at(-1)?.body).toEqual({ kind: 'text', text: 'gặp cán bộ' });
  });
  it('uploads photos with progress, as one album, and shows them', async () => {
    await begin();
    const photo = await printedPaper(600, 800).jpeg().toBuffer();
    await page.setInputFiles(
      '#file',
      ['trang 1.jpg', 'trang 2.jpg'].map((name) => ({ name, mimeType: 'image/jpeg', buffer: photo })),
    );
    await page.getByText('Đã nhận trang 2.jpg').waitFor();
    expect(port.uploads).toEqual(['trang 1.jpg', 'trang 2.jpg'].map((name) => ({ name, size: photo.length })));
    const groups = port.received.slice(1).map(({ body }) => (body.kind === 'file' ? body.group : undefined));
    expect(groups[0]).toBeDefined();
    expect(groups[1]).toBe(groups[0]);
    expect(await page.locator('.in .file img:visible').count()).toBe(2);
    expect(await page.locator('progress').count()).toBe(0);
    expect(await page.locator('fieldset:enabled').count()).toBe(1);
    expect(await keysShown()).toEqual(keysStored());
  });
  it('shows the progress of a slow upload', async () => {
    await begin();
    const slow = await page.context().newCDPSession(page);
    await slow.send('Network.emulateNetworkConditions', { offline: false, latency: 20, downloadThroughput: 1e6, uploadThroughput: 200_000 });
    await page.setInputFiles('#file', { name: 'to.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(600_000, 1) });
    const seen = new Set<number>();
    await expect
      .poll(
        async () =>
          seen.add(
            await page
              .locator('progress')
              .evaluate((bar) => Number(Reflect.get(bar, 'value')), undefined, { timeout: 1_000 })
              .catch(() => 0),
          ).size,
        { timeout: 15_000, interval: 100 },
      )
      .toBeGreaterThan(2);
    await page.getByText('Đã nhận to.pdf').waitFor();
  });
  it('says why a file was refused and what to do', async () => {
    await begin();
    await page.setInputFiles('#file', { name: 'rỗng.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) });
    expect(await page.locator('.failed .state').textContent()).toBe(port.wording.vi.say('files.file_empty'));
    expect(port.received).toHaveLength(1);
    await type('vì sao');
    await page.getByText('Thời hiệu 3 năm').waitFor();
    expect(await page.locator('#log > .line').evaluateAll((lines) => lines.map((one) => one.className.includes('failed')))).toEqual([false, false, true, false, false]);
    await page.getByRole('button', { name: 'Bỏ' }).tap();
    expect(await page.locator('.failed').count()).toBe(0);
  });
  it('says why words were refused, and sends them again when asked', async () => {
    await begin();
    await page.route('**/chat/send', (route) => route.fulfill({ status: 413, json: { code: 'too_long', message: 'Tin quá dài.' } }));
    await type('một câu');
    await page.locator('.failed .state', { hasText: 'Tin quá dài.' }).waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Gửi lại' }).tap();
    await page.getByText('Đã ghi: một câu').waitFor();
    expect(await keysShown()).toEqual(keysStored());
    expect(await page.locator('.failed').count()).toBe(0);
  });
  it('follows the language of the talk', async () => {
    await begin();
    port.speak('en');
    await type('english');
    await page.locator('html[lang=en]').waitFor();
    await page.getByLabel('Your answer').waitFor();
  });
});

describe('a line that breaks', () => {
  it('50 times loses nothing and doubles nothing', async () => {
    await begin();
    let streams = 0;
    page.on('request', (request) => {
      if (request.url().includes('/chat/events')) streams += 1;
    });
    for (let i = 1; i <= 50; i += 1) {
      port.tell({ text: `Tin số ${i}a.`, tag: 'notice' });
      line.cut();
      port.tell({ text: `Tin số ${i}b.`, tag: 'notice' });
      if (i % 10 === 0) await type(`tôi gõ lần ${i}`);
      // As a phone that found its network again; left alone, the browser comes back after 1.5 seconds (next test).
      await page.evaluate(`dispatchEvent(new Event('online'))`);
      await page.getByText(`Tin số ${i}b.`).waitFor();
    }
    await expect.poll(keysShown, { timeout: 20_000 }).toEqual(keysStored());
    expect(streams).toBeGreaterThanOrEqual(50);
    expect(keysStored().length).toBe(2 + 100 + 10);
    expect(port.received.map(({ body }) => (body.kind === 'text' ? body.text : body.kind))).toEqual(['start', ...[10, 20, 30, 40, 50].map((i) => `tôi gõ lần ${i}`)]);
  }, 60_000);
  it('comes back by itself and says what it saw last', async () => {
    await begin();
    for (let i = 1; i <= 3; i += 1) {
      const back = page.waitForRequest((request) => request.url().includes('/chat/events'));
      port.tell({ text: `Tin số ${i}.`, tag: 'notice' });
      await page.getByText(`Tin số ${i}.`).waitFor();
      line.cut();
      expect((await (await back).allHeaders())['last-event-id']).toBe(`in1.out${3 + i}`);
    }
    await expect.poll(keysShown).toEqual(keysStored());
  }, 60_000);
  it('keeps what was written meanwhile, in order, and sends each once when it is back', async () => {
    await begin();
    line.down(true);
    await type('câu thứ nhất');
    await type('câu thứ hai');
    await page.getByText('Mất kết nối').waitFor();
    expect(await page.locator('.pending').count()).toBe(2);
    line.down(false);
    await expect.poll(() => port.received.length, { timeout: 20_000 }).toBe(3);
    await expect.poll(keysShown, { timeout: 20_000 }).toEqual(keysStored());
    expect(port.received.slice(1).map(({ body }) => (body.kind === 'text' ? body.text : ''))).toEqual(['câu thứ nhất', 'câu thứ hai']);
    await page.getByText('Mất kết nối').waitFor({ state: 'hidden' });
  }, 60_000);
  it('keeps unsent words over a reload, and sends under the same id when only the answer was lost', async () => {
    await openPage();
    await page.route('**/chat/{events,lines}*', (route) => route.abort());
    await page.getByRole('button', { name: 'Bắt đầu' }).click();
    await page.getByRole('button', { name: 'Tôi đồng ý' }).waitFor();
    // The message is stored, the answer never arrives.
    await page.route('**/chat/send', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await type('chỉ một lần');
    await expect.poll(() => port.received.length).toBe(2);
    expect(await page.locator('.pending').count()).toBe(1);
    await page.unrouteAll();
    await page.reload();
    await expect.poll(keysShown, { timeout: 20_000 }).toEqual(keysStored());
    await expect.poll(() => page.evaluate(`sessionStorage.getItem('dong-hanh-unsent')`)).toBeNull();
    expect(await page.locator('.pending').count()).toBe(0);
    expect(port.received).toHaveLength(2);
  }, 60_000);
  it('asks when no event stream gets through', async () => {
    await openPage();
    await page.route('**/chat/events*', (route) => route.fulfill({ status: 502, body: 'bad gateway' }));
    await page.getByRole('button', { name: 'Bắt đầu' }).click();
    await page.getByRole('button', { name: 'Tôi đồng ý' }).waitFor();
    port.tell({ text: 'Tin không qua luồng', tag: 'notice' });
    await page.getByText('Tin không qua luồng').waitFor({ timeout: 10_000 });
  });
  it('carries an upload again under the same id', async () => {
    await begin();
    let tries = 0;
    await page.route('**/chat/upload', (route) => (++tries < 3 ? route.abort() : route.continue()));
    await page.setInputFiles('#file', { name: 'giấy.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 x') });
    await page.getByText('Đã nhận giấy.pdf').waitFor({ timeout: 15_000 });
    expect(port.received).toHaveLength(2);
  });
});

describe('the upload page', () => {
  let whole: Whole;
  let far: Line;
  let clock = Date.parse('2026-11-22T02:00:00.000Z');
  let person: Talking;
  const folder = mkdtempSync(join(tmpdir(), 'dong-hanh-chosen-'));
  const path = async (): Promise<string> => /\/u\/[\w-]+/.exec((await person.say('gửi giấy tờ')).map(({ text }) => text).join())?.[0] ?? '';
  beforeAll(async () => {
    whole = await openWhole(() => {
      clock += 50;
      return new Date(clock).toISOString();
    });
    whole.app.start();
    far = await openLine(Number(new URL(whole.url).port));
    person = talkIn(whole.app, 'terminal', 'somebody');
    await person.say('chào');
    await person.say('đồng ý');
  });
  afterAll(async () => {
    await far.close();
    await whole.close();
    rmSync(folder, { recursive: true });
  });
  const row = (name: string) => page.locator('#files li', { hasText: name });

  it('takes several files, shows how far, goes on where the line broke, and after the page was closed; the talk hears of each', async () => {
    const address = `${far.url}${await path()}`;
    await openPage(phone, address);
    const begun: string[] = [];
    const offsets = (): void =>
      void page.on('request', (request) => {
        if (request.method() === 'PATCH') begun.push(request.headers()['upload-offset'] ?? '');
      });
    offsets();
    const slow = await page.context().newCDPSession(page);
    const throttled = (bytes: number): Promise<unknown> =>
      slow.send('Network.emulateNetworkConditions', { offline: false, latency: 20, downloadThroughput: 1e7, uploadThroughput: bytes });
    await throttled(600_000);
    const photo = await printedPaper(900, 1200).jpeg().toBuffer();
    const long = sound(1, 2_400_000);
    const files = [
      { name: 'trang 1.jpg', mimeType: 'image/jpeg', buffer: photo },
      { name: 'ghi âm.wav', mimeType: 'audio/wav', buffer: long },
    ];
    await page.setInputFiles('#file', files);
    const seen = new Set<number>();
    const progress = async (): Promise<number> =>
      row('ghi âm.wav')
        .locator('progress')
        .evaluate((bar) => Number(Reflect.get(bar, 'value')));
    await expect.poll(async () => seen.add(await progress()).size > 3 && Math.max(...seen) > 0.5, { timeout: 20_000, interval: 60 }).toBe(true);
    far.down(true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    far.down(false);
    await throttled(-1);
    await row('ghi âm.wav').getByText('Đã nhận, xếp vào Phụ lục 2.').waitFor({ timeout: 20_000 });
    await row('trang 1.jpg').getByText('Đã nhận, xếp vào Phụ lục 1.').waitFor();
    expect(begun.map(Number).filter((offset) => offset > 0).length).toBeGreaterThan(0);
    const said = (await person.hear()).map(({ text }) => text).join('\n');
    expect(said).toContain('Phụ lục 1');
    expect(said).toContain('Phụ lục 2');

    // The page is closed half-way; opened again, the same file chosen again goes on.
    const second = { name: 'ghi âm dài.wav', buffer: sound(2, 3_200_000) };
    // From the disk: chosen again it is the same file to the browser, with the same day.
    const onDisk = join(folder, second.name);
    writeFileSync(onDisk, second.buffer);
    await throttled(700_000);
    await page.setInputFiles('#file', onDisk);
    await expect
      .poll(
        () =>
          row(second.name)
            .locator('progress')
            .evaluate((bar) => Number(Reflect.get(bar, 'value'))),
        { timeout: 20_000, interval: 60 },
      )
      .toBeGreaterThan(0.5);
    await page.goto('about:blank');
    begun.length = 0;
    await throttled(-1);
    await page.goto(address);
    await page.setInputFiles('#file', onDisk);
    await row(second.name).getByText('xếp vào Phụ lục 3').waitFor({ timeout: 20_000 });
    expect(Number(begun[0])).toBeGreaterThan(0);
    const kept = evidenceOf(whole.app.db.read, person.id());
    expect(kept.map(({ state }) => state)).toEqual(['received', 'received', 'received']);
    for (const [i, bytes] of [photo, long, second.buffer].entries()) expect((await whole.app.file(kept[i]?.sha256 ?? '')).equals(bytes)).toBe(true);

    // The same photo again is known.
    await page.setInputFiles('#file', { name: 'lại.jpg', mimeType: 'image/jpeg', buffer: photo });
    await row('lại.jpg').getByText('Tệp này đã có ở Phụ lục 1').waitFor({ timeout: 20_000 });
  }, 120_000);

  it.each([
    ['vi', ''],
    ['en', '?lang=en'],
  ] as const)(
    'in %s: no serious fault for axe, nothing runs off 320 pixels, everything to touch is high enough',
    async (language, query) => {
      await openPage(phone, `${far.url}${await path()}${query}`);
      await page.setInputFiles('#file', [
        {
          name: 'Quyết định đình chỉ điều tra bị can số 15 trang 1 bản chụp lại lần hai.jpg',
          mimeType: 'image/jpeg',
          buffer: await printedPaper(language === 'vi' ? 610 : 620, 800)
            .jpeg()
            .toBuffer(),
        },
        { name: 'rỗng.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 broken') },
      ]);
      await page.locator('#files li[data-state=received]').waitFor({ timeout: 20_000 });
      await page.locator('#files li[data-state=refused]', { hasText: port.wording[language].say('files.pdf_broken') }).waitFor({ timeout: 20_000 });
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await faultsOfPage()).toEqual([]);
      if (process.env.SCREENSHOT !== undefined) await page.screenshot({ path: join(process.env.SCREENSHOT, `upload-${language}.png`), fullPage: true });
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      const small = await page
        .locator('button:visible, label.button:visible')
        .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 80)));
      expect(small).toEqual([]);
    },
    60_000,
  );
});

describe('without script', () => {
  const plain = { ...phone, javaScriptEnabled: false };
  it('everything works by forms', async () => {
    await begin(plain);
    await page.getByRole('button', { name: 'Tôi đồng ý' }).click();
    await page.getByRole('button', { name: 'Bị bắt, bị giam oan' }).click();
    await page.getByLabel('Câu trả lời của anh/chị').fill('5/3/2026');
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.getByText('Đã ghi: 5/3/2026').waitFor();
    await page.setInputFiles('#file', { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
    await page.getByRole('button', { name: 'Gửi tệp' }).click();
    await page.getByText('Đã nhận a.pdf').waitFor();
    port.tell({ text: 'Tin đến sau', tag: 'notice' });
    await page.getByRole('link', { name: 'Tải lại' }).click();
    await page.reload();
    await page.getByText('Tin đến sau').waitFor();
    expect(await keysShown()).toEqual(keysStored());
    expect(port.received.map(({ body }) => body.kind)).toEqual(['start', 'tap', 'tap', 'text', 'file']);
  });
  it('a refused file is said on the page', async () => {
    await begin(plain);
    await page.setInputFiles('#file', { name: 'rỗng.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) });
    await page.getByRole('button', { name: 'Gửi tệp' }).click();
    await page.getByRole('alert').locator('.sorry').waitFor();
  });
});

describe('a shared phone', () => {
  it('is left at once; the talk is gone from it and back with the key', async () => {
    await begin();
    await page.locator('summary').tap();
    await page.getByRole('link', { name: 'Mã quay lại' }).tap();
    const key = (await page.locator('.key').textContent()) ?? '';
    await page.getByRole('link', { name: 'Về cuộc trò chuyện' }).tap();
    await page.context().route('https://www.google.com/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>ở ngoài</title>' }));
    await answerBox().fill('viết dở');
    await page.getByRole('button', { name: 'Thoát nhanh' }).tap();
    await page.waitForURL('https://www.google.com/');
    await expect.poll(async () => (await page.context().cookies(line.url)).length).toBe(0);
    await page.goto(line.url);
    await page.getByRole('button', { name: 'Bắt đầu' }).waitFor();
    await page.getByText('Tôi đã có mã quay lại').tap();
    await page.getByLabel('Mã quay lại').fill(key.toLowerCase());
    await page.getByRole('button', { name: 'Vào tiếp' }).tap();
    await page.getByRole('button', { name: 'Tôi đồng ý' }).waitFor();
    expect(await answerBox().inputValue()).toBe('');
  });
});

describe('everybody can use it', () => {
  it.each(['light', 'dark'] as const)('axe finds no serious fault in the %s scheme', async (colorScheme) => {
    await openPage({ ...phone, colorScheme });
    expect(await faultsOfPage()).toEqual([]);
    await page.getByRole('button', { name: 'Bắt đầu' }).click();
    await page.getByRole('button', { name: 'Tôi đồng ý' }).tap();
    await page.getByRole('button', { name: 'Bị bắt, bị giam oan' }).waitFor();
    await type('vì sao');
    await page.setInputFiles('#file', { name: 'rỗng.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) });
    await page.locator('.failed .state').waitFor();
    port.tell({ text: 'Hồ sơ đã xong.', tag: 'dossier_ready', attachment: { fileId: 'f', name: 'ho-so.pdf', mime: 'application/pdf', url: `${line.url}/d/x` } });
    await page.getByText('ho-so.pdf').waitFor();
    await page.waitForTimeout(300);
    expect(await faultsOfPage()).toEqual([]);
    await page.locator('summary').tap();
    expect(await faultsOfPage()).toEqual([]);
    await page.goto(`${line.url}/chat/key`);
    expect(await faultsOfPage()).toEqual([]);
    await page.goto(`${line.url}/nowhere`);
    expect(await faultsOfPage()).toEqual([]);
  });
  it('everything to touch is at least 44 pixels high, nothing runs off a narrow page', async () => {
    await begin({ ...phone, viewport: { width: 320, height: 640 } });
    const small = await page
      .locator('button:visible, summary:visible, label.clip, textarea')
      .evaluateAll((all) => all.filter((one) => !one.closest('fieldset:disabled') && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 80)));
    expect(small).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    const [brand, menu] = await Promise.all(['.brand b', '.menu summary'].map((one) => page.locator(one).boundingBox()));
    expect((brand?.x ?? 0) + (brand?.width ?? 0)).toBeLessThanOrEqual(menu?.x ?? 0);
  });
  it('is read aloud as a log with who said what', async () => {
    await begin();
    const log = page.getByRole('log');
    expect(await log.getAttribute('aria-live')).toBe('polite');
    await page.getByRole('button', { name: 'Tôi đồng ý' }).tap();
    await page.getByText('Chuyện gì đã xảy ra').waitFor();
    expect(await log.locator('.who').allTextContents()).toEqual(['Đồng Hành', 'Đồng Hành', 'Anh/chị:', 'Đồng Hành']);
  });
});
