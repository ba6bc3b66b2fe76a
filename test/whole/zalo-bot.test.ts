/** The fear: a platform with no buttons and no documents is a dead end. One claim by webhook, one by polling: numbers typed, photos in the chat, a PDF by the upload page, the dossier by link. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { conversationOfChat, latestDossier } from '../../src/cases/index.js';
import { type BotWhole, openBotWhole } from '../channels/zalo-bot/kit.js';
import { fileOf } from '../kit/claimant.js';
import { pdfOf, printedPage } from '../kit/pdfs.js';
import { openTus } from '../kit/tus.js';
import { expectDossier, expectMail, hold } from './held.js';

const chat = 'a1b2c3d4e5f60718293a';
let bot: BotWhole;
afterEach(() => bot.close());

test.each(['webhook', 'polling'] as const)('by %s', { timeout: 600_000 }, async (way) => {
  bot = await openBotWhole({ way });
  const { whole, zalo } = bot;
  const person = zalo.person(chat);
  const settled = async (act: () => Promise<unknown>): Promise<void> => {
    const before = person.heard().length;
    await act();
    await zalo.waitFor(() => person.heard().length > before, 20_000, 'an answer');
    await whole.app.idle();
  };
  await settled(() => person.says('chào'));
  await hold(
    () => whole.asked('zalo-bot', chat),
    (text) => settled(() => person.says(text)),
    async (name) => {
      if (!name.startsWith('quyet-dinh')) return settled(() => person.sendsPicture(fileOf(name)));
      // The decision is a PDF: the platform drops it, the answer is a page that takes it.
      await settled(() => person.sendsDocument());
      const page = /\/u\/[\w-]+/.exec(person.heard().findLast(({ text }) => text.includes('/u/'))?.text ?? '')?.[0];
      await settled(() => openTus(`${bot.url}${page}`).whole('quyet-dinh.pdf', pdfOf([printedPage('Quyet dinh dinh chi')])));
    },
  );
  const said = person.heard().map(({ text }) => text);
  const stored = latestDossier(whole.app.db.read, conversationOfChat(whole.app.db.read, 'zalo-bot', chat) ?? '');
  const token = /\/d\/([\w-]+)/.exec(said.findLast((text) => text.includes('/d/')) ?? '')?.[1];
  const download = await fetch(`${bot.url}/d/${token}`);
  expect(download.status).toBe(200);
  const pdf = Buffer.from(await download.arrayBuffer());
  expect(pdf.equals(await whole.app.file(stored?.pdf_sha256 ?? ''))).toBe(true);
  expectDossier(whole, 'zalo-bot', chat, pdf);
  for (let n = 0; n < 100 && whole.mails.length === 0; n++) await sleep(100);
  expectMail(whole, pdf);
  expect(zalo.world.sent.every(({ method, text }) => method === 'sendMessage' && text.length <= 2_000)).toBe(true);
  expect(whole.logged()).not.toContain('"level":50');
});
