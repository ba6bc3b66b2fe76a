/** The fear: the machine is gone, and the backup opens for nobody, or without somebody's papers. It is taken while people write, and a new installation starts from it. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type App, openApp } from '../../src/app.js';
import { keyFor } from '../../src/keys.js';
import { backUp, lastBackup } from '../../src/backup.js';
import { addSeconds } from '../../src/basics/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { loadWording } from '../../src/wording/index.js';

const secretKey = 'a secret key for this test alone, long enough';
const wording = loadWording(join(repositoryFolder(), 'locales'));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const at = '2026-11-20T03:00:00.000Z';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const start = async (stateDir: string, key = secretKey): Promise<App> => {
  const app = await openApp({ stateDir, secretKey: key, now: () => at, publicUrl: 'http://localhost', wording, log: silent, mailFrom: 'thu@example.org' });
  app.start();
  return app;
};
const say = (app: App, id: string, text: string): Promise<unknown> => app.receive([{ channel: 'web', chat: 'người thử', externalId: id, body: { kind: 'text', text } }]);
const back = (stateDir: string, now = at, to = join(folder, 'other disk')) => backUp({ stateDir, key: keyFor(secretKey, 'database'), folder: to, now });

it('a new installation started from it has the talk and the papers, and goes on', async () => {
  const live = join(folder, 'live');
  const app = await start(live);
  await say(app, '1', 'xin chào');
  await app.idle();
  const taken = await app.takeFile('giấy.pdf', Readable.from(Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF')));
  const writing = Promise.all(Array.from({ length: 20 }, (_, i) => say(app, `w${i}`, `tin ${i}`)));
  const made = back(live);
  await writing;
  const lines = app.web.feed('người thử', { in: 0, out: 0 }).lines.length;
  await app.idle();
  await app.stop();
  expect(lines).toBeGreaterThan(1);
  expect(made.files).toBe(readdirSync(join(live, 'files')).length);

  const fresh = join(folder, 'fresh');
  mkdirSync(fresh);
  cpSync(join(made.folder, made.database), join(fresh, 'dong-hanh.db'));
  cpSync(join(made.folder, 'files'), join(fresh, 'files'), { recursive: true });
  const again = await start(fresh);
  expect(again.web.feed('người thử', { in: 0, out: 0 }).lines.filter(({ side }) => side === 'in')[0]).toMatchObject({ text: 'xin chào' });
  if (taken.ok) expect((await again.file(taken.value.handle.replace(/^.*:/, ''))).subarray(0, 5).toString()).toBe('%PDF-');
  await say(again, 'sau', 'tiếp tục');
  await again.idle();
  expect(again.web.feed('người thử', { in: 0, out: 0 }).lines.some((line) => line.side === 'in' && line.text === 'tiếp tục')).toBe(true);
  await again.stop();
});

it('opens with no other key, has nothing in clear, and is checked when made', async () => {
  const live = join(folder, 'live');
  const app = await start(live);
  await say(app, '1', 'canary chim hoàng yến');
  await app.idle();
  const made = back(live);
  await app.stop();
  const bytes = readFileSync(join(made.folder, made.database));
  expect(bytes.includes('canary')).toBe(false);
  const stolen = join(folder, 'stolen');
  mkdirSync(stolen);
  cpSync(join(made.folder, made.database), join(stolen, 'dong-hanh.db'));
  await expect(start(stolen, 'another key that is long enough too, really')).rejects.toThrow(/another SECRET_KEY/);
  expect(() => backUp({ stateDir: live, key: Buffer.alloc(32), folder: join(folder, 'x'), now: at })).toThrow(/another SECRET_KEY/);
});

it('keeps seven copies, drops erased files, and says how old it is and whether it is still there', async () => {
  const live = join(folder, 'live');
  const app = await start(live);
  await app.stop();
  expect(lastBackup(live)).toBeUndefined();
  writeFileSync(join(live, 'files', 'a'.repeat(64)), 'one');
  for (let day = 0; day < 9; day += 1) back(live, addSeconds(at, day * 86_400));
  rmSync(join(live, 'files', 'a'.repeat(64)));
  const made = back(live, addSeconds(at, 9 * 86_400));
  expect(readdirSync(made.folder).filter((name) => name.endsWith('.db'))).toHaveLength(7);
  expect(readdirSync(join(made.folder, 'files'))).not.toContain('a'.repeat(64));
  expect(lastBackup(live)).toMatchObject({ at: '2026-11-29T03:00:00.000Z', there: true });
  rmSync(made.folder, { recursive: true });
  expect(lastBackup(live)).toMatchObject({ there: false });
});
