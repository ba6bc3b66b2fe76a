/** The fear: a release that no longer opens a case of an earlier one, or asks again what was answered. Files are added with each release, never edited. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryFolder } from '../../src/repository/index.js';
import { openSession, savedCaseSchema } from '../../src/terminal/session.js';

/** Where each saved case must stand. */
const standing: Readonly<Record<string, string>> = { '0.1.0-after-triage.json': 'claimant_identity' };

it.each(Object.entries(standing))('%s stands at %s, with every answer', async (file, question) => {
  const saved = savedCaseSchema.parse(JSON.parse(readFileSync(join(repositoryFolder(), 'test', 'saved', file), 'utf8')));
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const session = await openSession({ on: '2026-11-22', from: saved, log: silent });
  try {
    const bot = await session.say('tôi đang ở đâu');
    expect(bot.at(-1)?.tag).toBe(question);
    expect(session.answers()).toEqual(saved.answers);
  } finally {
    await session.close();
  }
});
