/** The fear: power fails while a dossier is made, a photo is fetched, a mail is on the wire. Each is done once in the end; a mail never twice. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { conversationOfChat, eventsOf, evidenceOf, handovers, latestDossier } from '../../src/cases/index.js';
import type { Database } from '../../src/storage/index.js';
import { type BotHome, openBotHome } from '../kit/bot-process.js';
import { type FakeTelegram, openFakeTelegram, type Person } from '../kit/fake-telegram/index.js';
import { printedPaper } from '../kit/pictures.js';
import { type Moment, openPostOffice } from './post-office.js';
import { type Ready, readyToConfirm } from './ready.js';
import { agenciesYaml } from './script.js';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
const startFrom = async (template: Ready, environment: Readonly<Record<string, string>> = {}): Promise<{ telegram: FakeTelegram; home: BotHome }> => {
  open.push(template.remove);
  const telegram = await openFakeTelegram({ seed: 11 });
  open.push(telegram.close);
  const home = openBotHome({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url, MAIL_FROM: 'Đồng Hành <donghanh@example.com>', ...environment }, template);
  open.push(home.close);
  return { telegram, home };
};
const idOf = (db: Database, person: Person): string => conversationOfChat(db.read, 'telegram', String(person.id)) ?? `nobody ${person.id}`;
const files = async (person: Person): Promise<readonly (string | undefined)[]> =>
  (await person.transcript()).flatMap(({ from, file }) => (from === 'bot' && file !== undefined ? [file] : []));
const long = 90_000;

it('six kills while dossiers are made and photos fetched: one dossier, one exhibit each, no file left over', { timeout: 240_000 }, async () => {
  const claimants = [801, 802, 803];
  const { telegram, home } = await startFrom(await readyToConfirm(claimants));
  const sending = await Promise.all(claimants.map((id) => telegram.person(id)));
  const showing = await Promise.all([811, 812].map((id) => telegram.person(id)));
  let bot = await home.start();
  const photos = await Promise.all(
    [0, 1].map((i) =>
      printedPaper(1_000 + i, 1_400)
        .jpeg()
        .toBuffer(),
    ),
  );
  for (const one of showing) {
    await one.hears(await one.says('/start'), 20_000);
    await one.hears(await one.says('đồng ý'), 20_000);
  }
  await telegram.fault({ kind: 'delay', method: 'file', ms: 150, times: 0 });
  for (const one of sending) await one.says('1');
  for (const [i, one] of showing.entries()) await one.sendsPhoto({ bytes: photos[i] ?? Buffer.alloc(0) });
  for (const after of [120, 300, 550, 800, 1_200, 1_800]) {
    await sleep(after);
    await bot.kill9();
    bot = await home.start();
  }
  for (const one of sending) await telegram.waitFor(async () => (await files(one)).length > 0, long, `the dossier of ${one.id}`);
  for (const one of showing)
    await telegram.waitFor(async () => (await one.transcript()).filter(({ from }) => from === 'bot').length >= 3, long, `a word on the photo of ${one.id}`);
  await bot.term();
  const sent = await Promise.all(sending.map(files));
  console.info(`6 kills: dossiers sent ${sent.map(({ length }) => length).join(', ')} times`);
  for (const names of sent) expect(names.length).toBeLessThanOrEqual(1 + 6);
  await home.read(async (db) => {
    const referenced = new Set<string>();
    for (const one of sending) {
      const dossier = latestDossier(db.read, idOf(db, one));
      expect(dossier).toMatchObject({ version: 1, state: 'ready' });
      for (const sha of [dossier?.pdf_sha256, dossier?.json_sha256]) referenced.add(sha ?? '');
    }
    for (const one of showing) {
      const evidence = evidenceOf(db.read, idOf(db, one));
      expect(evidence).toMatchObject([{ state: 'received', exhibit: 1 }]);
      for (const { sha256, pages } of evidence) for (const sha of [sha256 ?? '', ...(JSON.parse(pages ?? '[]') as string[])]) referenced.add(sha);
    }
    // One more than is referenced: the store's own key check.
    expect(readdirSync(join(home.stateDir, 'files'))).toHaveLength(referenced.size + 1);
  });
  expect(home.output()).not.toMatch(/"level":50/);
});

it('a kill at every moment of a mail: at most one mail, and whoever is in doubt is told', { timeout: 240_000 }, async () => {
  const moments: readonly Moment[] = ['greeted', 'addressed', 'half', 'taken'];
  const post = await openPostOffice();
  open.push(post.close);
  const chats = [...moments.map((_, i) => 821 + i), 829];
  const { telegram, home } = await startFrom(await readyToConfirm(chats), { SMTP_URL: post.url });
  writeFileSync(join(home.stateDir, 'agencies.yaml'), agenciesYaml('tiepnhan@vks.example'));
  const people = await Promise.all(chats.map((id) => telegram.person(id)));
  let bot = await home.start();
  for (const one of people) await one.says('1');
  for (const one of people) await telegram.waitFor(async () => (await files(one)).length > 0, long, `the dossier of ${one.id}`);
  for (const [i, moment] of moments.entries()) {
    const reached = post.stopAt(moment);
    const asked = (await people[i]?.says('1')) ?? 0;
    await reached;
    await bot.kill9();
    bot = await home.start();
    // The end of the talk, and what became of the mail.
    await telegram.waitFor(
      async () => ((await people[i]?.transcript()) ?? []).some(({ from, messageId, text }) => from === 'bot' && messageId > asked && /cán bộ/i.test(text)),
      long,
      `a word on the mail cut at «${moment}»`,
    );
  }
  const calm = people.at(-1);
  await calm?.says('1');
  await telegram.waitFor(() => post.accepted().length === 2, long, 'the mail nobody cut');
  await telegram.waitFor(async () => ((await calm?.transcript()) ?? []).length >= 6, long, 'the word that it was sent');
  await bot.term();
  console.info(`mails accepted: ${post.accepted().length} for 5 hand-overs, 4 of them cut at ${moments.join(', ')}`);
  expect(new Set(post.accepted()).size).toBe(post.accepted().length);
  await home.read((db) => {
    for (const [i, one] of people.entries()) {
      const conversation = idOf(db, one);
      const cut = i < moments.length;
      expect(handovers(db.read, conversation), moments[i] ?? 'uncut').toMatchObject([
        cut ? { sent_at: null, error: expect.stringContaining('uncertain') } : { parts_sent: 1, error: null },
      ]);
      expect(eventsOf(db.read, conversation).some(({ kind }) => kind === (cut ? 'handover_uncertain' : 'handover_sent'))).toBe(true);
    }
  });
});
