/**
 * Owns one process that holds a whole claim through the program with files on a disk: answers, long stories, photos through the door of the web chat,
 * the yes, the PDF in the person's hands. Tells the parent when each part begins and ends.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { openApp } from '../src/app.js';
import { conversationOfChat, latestDossier } from '../src/cases/index.js';
import { repositoryFolder } from '../src/repository/index.js';
import { openLog } from '../src/log.js';
import type { Body } from '../src/messages/index.js';
import { loadWording } from '../src/wording/index.js';
import { tell } from './tell.js';
import { restOfScript, scriptOf } from '../test/crash/script.js';

const { values } = parseArgs({ options: { dir: { type: 'string', default: '' }, photos: { type: 'string' } } });
/** As a phone uploads. */
const AT_ONCE = 4;
const stories = 26;
const story = 'Tôi xin kể rõ hơn để cán bộ hiểu hoàn cảnh của gia đình tôi trong những tháng ngày bị giam giữ oan, mất việc làm và không có tiền chữa bệnh cho con. ';

const app = await openApp({
  stateDir: values.dir,
  secretKey: 'only for measuring dossiers',
  now: () => new Date().toISOString(),
  publicUrl: 'https://bench.example',
  log: openLog(process.stderr),
  wording: loadWording(join(repositoryFolder(), 'locales')),
  mailFrom: 'Đồng Hành <bench@example.org>',
});
app.start();
let lines = 0;
const say = async (body: Body): Promise<void> => {
  lines += 1;
  await app.receive([{ channel: 'web', externalId: `line ${lines}`, chat: 'bench', body }]);
  await app.idle();
};
const id = (): string => conversationOfChat(app.db.read, 'web', 'bench') ?? '';
const dossier = () => latestDossier(app.db.read, id());

await say({ kind: 'start' });
for (const { says } of scriptOf(0)) await say({ kind: 'text', text: says });
if (values.photos !== undefined) for (let i = 0; i < stories; i += 1) await say({ kind: 'text', text: `${i + 1}. ${story.repeat(8)}` });
for (const { says } of restOfScript()) await say({ kind: 'text', text: says });

const began = performance.now();
if (values.photos !== undefined) {
  const folder = values.photos;
  const names = readdirSync(folder);
  const upload = async (name: string): Promise<void> => {
    const taken = await app.web.takeUpload('bench', name, Readable.from([readFileSync(join(folder, name))]));
    if (!taken.ok) throw new Error(`${name} was refused: ${taken.code}`);
    const { handle, size } = taken.value;
    await app.receive([{ channel: 'web', externalId: name, chat: 'bench', body: { kind: 'file', file: { handle, name, size } } }]);
  };
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let name = names.shift(); name !== undefined; name = names.shift()) await upload(name);
    }),
  );
  await app.idle();
  // What the last photo is, is asked first; then the review stands again.
  await say({ kind: 'text', text: 'Để sau' });
}
const yes = performance.now();
await say({ kind: 'text', text: '1' });
const ended = performance.now();
const made = dossier();
if (made?.state !== 'ready' || made.pdf_sha256 === null)
  throw new Error(`no dossier was made: ${JSON.stringify({ state: made?.state, error: made?.error, answered: Object.keys(app.answers(id())).at(-1) })}`);
const pdf = await app.file(made.pdf_sha256);
await tell({ allMs: ended - began, yesMs: ended - yes, bytes: pdf.length, pages: pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0 });
await app.stop();
process.disconnect?.();
