/** The fear: every part works on Zalo and the whole does not. One claim with buttons, one with typed numbers; each ends as a PDF in the chat and in the agency's mailbox. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { conversationOfChat, latestDossier } from '../../src/cases/index.js';
import { type OaWhole, openOaWhole } from '../channels/zalo-oa/kit.js';
import { fileOf } from '../kit/claimant.js';
import { expectDossier, expectMail, hold } from './held.js';

const chat = '2468458835296117922';
let oa: OaWhole;
afterEach(() => oa.close());

test.each(['buttons', 'typed numbers'])('with %s', { timeout: 600_000 }, async (how) => {
  oa = await openOaWhole();
  const { whole, zalo } = oa;
  const person = zalo.person(chat);
  let taps = 0;
  await person.follows();
  await whole.app.idle();
  await hold(
    () => whole.asked('zalo-oa', chat),
    async (text) => {
      const shown = person.heard().findLast(({ kind }) => kind !== 'file');
      const button = how === 'buttons' && /^\d$/.test(text) ? shown?.buttons[Number(text) - 1] : undefined;
      if (button !== undefined) taps += 1;
      expect((await (button === undefined ? person.says(text) : person.taps(button.payload))).status).toBe(200);
      await whole.app.idle();
    },
    async (name) => {
      // A picture as a picture, and one as a file: both doors a paper can come by.
      expect((await (name.startsWith('can-cuoc') ? person.sendsPicture(fileOf(name)) : person.sendsFile(name, fileOf(name)))).status).toBe(200);
      await whole.app.idle();
    },
  );
  expect(taps > 5).toBe(how === 'buttons');
  const stored = latestDossier(whole.app.db.read, conversationOfChat(whole.app.db.read, 'zalo-oa', chat) ?? '');
  const file = person.heard().find(({ kind }) => kind === 'file')?.file;
  expect(file).toMatchObject({ name: expect.stringMatching(/^DH-\d{4}-\d{6}-v1\.pdf$/), sha256: stored?.pdf_sha256 });
  const pdf = await whole.app.file(stored?.pdf_sha256 ?? '');
  expectDossier(whole, 'zalo-oa', chat, pdf);
  for (let n = 0; n < 100 && whole.mails.length === 0; n++) await sleep(100);
  expectMail(whole, pdf);
  expect(zalo.world.sent.every(({ text }) => text.length <= 2_000)).toBe(true);
  expect(zalo.events.late()).toBe(0);
  expect(whole.logged()).not.toContain('"level":50');
});
