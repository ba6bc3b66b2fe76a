/** The fear: a paper somebody sent is missing from the dossier, and nobody notices. A broken one is set aside, never sent. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversation, evidenceOf, latestDossier } from '../../src/cases/index.js';
import { claimant, fileOf } from '../kit/claimant.js';
import { type Talking, talkIn } from '../kit/talk-in.js';
import { openWhole, type Whole } from '../kit/whole-program.js';

let whole: Whole;
let clock = Date.parse('2026-11-20T02:00:00.000Z');
beforeAll(async () => {
  whole = await openWhole(() => new Date(clock).toISOString());
  whole.app.start();
});
afterAll(() => whole.close());

const toReview = async (chat: string): Promise<Talking> => {
  const person = talkIn(whole.app, 'terminal', chat, () => {
    clock += 3_000;
  });
  await person.say('chào');
  for (let asked = whole.asked('terminal', chat); asked !== 'confirm_review'; asked = whole.asked('terminal', chat)) {
    const answer = claimant[asked] ?? 'không biết';
    if (answer.startsWith('file:')) {
      const taken = await whole.app.takeFile(answer.slice(5), Readable.from([fileOf(answer.slice(5))]));
      if (!taken.ok) throw new Error(taken.code);
      await person.say({ kind: 'file', file: taken.value });
      await person.say('đã gửi');
    } else await person.say(answer);
  }
  return person;
};

it('all there: made and handed over', async () => {
  const person = await toReview('good');
  expect((await person.say('1')).map(({ tag }) => tag)).toContain('dossier_ready');
  expect(latestDossier(whole.app.db.read, person.id())?.state).toBe('ready');
});

it('bytes lost from the store: no dossier, the person is told, an officer is asked, nothing is sent', async () => {
  const person = await toReview('broken');
  const before = whole.mails.length;
  const lost = evidenceOf(whole.app.db.read, person.id()).find(({ state }) => state === 'received')?.sha256 ?? '';
  // Only this original: its pages are still there, so the PDF alone would look complete.
  const files = join(whole.stateDir, 'files');
  for (const name of readdirSync(files)) {
    const stillThere = await whole.app.file(lost).then(
      () => true,
      () => false,
    );
    if (!stillThere) break;
    const kept = await import('node:fs').then(({ readFileSync }) => readFileSync(join(files, name)));
    rmSync(join(files, name));
    const gone = await whole.app.file(lost).then(
      () => false,
      () => true,
    );
    if (!gone) (await import('node:fs')).writeFileSync(join(files, name), kept);
  }
  const heard: string[] = (await person.say('1')).map(({ tag }) => tag);
  for (let i = 0; i < 4; i += 1) {
    clock += 3_600_000;
    heard.push(...(await person.hear()).map(({ tag }) => tag));
  }
  expect(heard).toContain('common.dossier.failed');
  expect(heard).not.toContain('dossier_ready');
  expect(conversation(whole.app.db.read, person.id())?.owner).toBe('queue');
  expect(whole.mails).toHaveLength(before);
  expect(whole.logged()).toContain('is not whole and goes to nobody');
});
