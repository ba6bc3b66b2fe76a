/**
 * The fear: every part works on Zalo and the whole does not. One claim with buttons, one with typed numbers; each ends as a PDF in the chat and in the agency's
 * mailbox. From there the ways that go wrong, on a platform that takes nothing after two silent days.
 */
import { rmSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { conversationOfChat, latestDossier } from '../../src/cases/index.js';
import { type OaWhole, openOaWhole } from '../channels/zalo-oa/kit.js';
import { fileOf } from '../kit/claimant.js';
import { openFakeZaloOa } from '../kit/fake-zalo-oa/index.js';
import { openWhole } from '../kit/whole-program.js';
import { agencyPage, clerkOf } from './after.js';
import { expectDossier, expectMail, hold } from './held.js';
import { mailed, onZalo } from './phones.js';
import { chosenWays, ways } from './ways.js';

const chat = '2468458835296117922';
let oa: OaWhole | undefined;
/** A program as it stands when the mail has left, and the page in that mail. */
let atTheMail: { readonly folder: string; readonly page: string } | undefined;
afterEach(async () => {
  await oa?.close();
  oa = undefined;
});
afterAll(() => {
  if (atTheMail !== undefined) rmSync(atTheMail.folder, { recursive: true, force: true });
});

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
  await mailed(whole);
  expectMail(whole, pdf);
  expect(zalo.world.sent.every(({ text }) => text.length <= 2_000)).toBe(true);
  expect(zalo.events.late()).toBe(0);
  expect(whole.logged()).not.toContain('"level":50');
  atTheMail ??= { folder: await whole.saved(), page: agencyPage(whole) };
});

describe('from the mail on', () => {
  let clock = 0;
  let rested = 0;
  const now = (): string => {
    clock += 50;
    return new Date(clock).toISOString();
  };
  const on = (day: string): void => {
    clock = Date.parse(`${day}T02:00:00Z`);
  };

  test.each(chosenWays(['refusal', 'silence', 'court']))('%s', { timeout: 300_000 }, async (way) => {
    if (atTheMail === undefined) throw new Error('run the whole file: a way begins where the claims held above end');
    on('2026-11-18');
    const whole = await openWhole(now, () => performance.now() + rested, atTheMail.folder);
    const zalo = await openFakeZaloOa({ clock: () => clock });
    // Ids of the platform that the claims above have not had.
    zalo.world.seq = 1_000_000;
    const begins = onZalo(
      whole,
      zalo,
      chat,
      () => clock,
      () => {
        rested += 5_000;
      },
    );
    whole.app.start();
    const phone = await begins.on();
    try {
      await ways[way]({ whole, phone, clerk: clerkOf(whole, atTheMail.page), on });
      expect(zalo.world.sent.filter(({ billed }) => billed)).toEqual([]);
      expect(whole.logged()).not.toContain('"level":50');
    } finally {
      await phone.stop();
      await whole.close();
      await zalo.close();
    }
  });
});
