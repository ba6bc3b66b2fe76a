import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageErased } from '../cases/index.js';
import { storeMessage } from '../inbox/index.js';
import type { Log } from '../log.js';
import { repositoryFolder } from '../repository/index.js';
import { type Database, openSqlite } from '../storage/index.js';
import { takeTurn, type TurnTools } from '../turn/index.js';
import { loadWording } from '../wording/index.js';
import { fileLater, openFiling } from './filing.js';
import { deskCase } from './place.js';
import { search } from './search.js';

const now = (): string => '2026-11-22T01:00:00.000Z';
const everything = { everything: 1, office: '', province: null } as const;
const tools: TurnTools = {
  wording: loadWording(join(repositoryFolder(), 'locales')),
  capabilities: () => ({ buttons: true, filesIn: true, filesOut: true, textLimit: 4096, fileLimit: 1_000_000 }),
  linkKey: Buffer.alloc(32, 1),
  publicUrl: 'https://bot.example',
  answersChanged: fileLater,
};
const complaints: string[] = [];
const log = { error: (about: object) => void complaints.push(JSON.stringify(about)) } as unknown as Log;

let dir: string;
let db: Database;
let messages = 0;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'filing-'));
  db = openSqlite(join(dir, 'x.db'), Buffer.alloc(32, 7));
  complaints.length = 0;
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true });
});

const says = (chat: string, text: string): Promise<{ readonly id: string; readonly message: number }> =>
  db.transaction((tx) => {
    messages += 1;
    const id = storeMessage(tx, { channel: 'telegram', externalId: String(messages), chat, body: { kind: 'text', text } }, now()) ?? '';
    while (takeTurn(tx, id, now(), tools) === 'more');
    return { id, message: Number(tx.get({ sql: 'select max(id) as id from inbox', binds: [] }, {})?.['id' as never]) };
  });
const agreed = async (chat: string): Promise<string> => {
  await says(chat, 'xin chao');
  await says(chat, '1');
  return (await says(chat, 'toi bi bat giam oan')).id;
};
const found = (typed: string): readonly string[] => search(db.read, typed, everything).map((hit) => hit.case.conversation_id);

describe('filing', () => {
  it('finds what was said, and knows the case, once it is done; not before', async () => {
    const id = await agreed('1');
    expect(found('giam oan')).toEqual([]);
    expect(deskCase(db.read, id)?.stale).toBe(1);
    const filing = openFiling(db, now, tools, log);
    await filing.done();
    expect(found('giam oan')).toEqual([id]);
    expect(deskCase(db.read, id)?.stale).toBe(0);
    await filing.stop();
  });

  it('files what a stop left behind, of hundreds of people', async () => {
    const ids = [];
    for (let n = 0; n < 60; n += 1) ids.push(await agreed(`many ${n}`));
    const filing = openFiling(db, now, tools, log);
    await filing.stop();
    expect(new Set(found('giam'))).toEqual(new Set(ids.slice(-40)));
    expect(ids.map((id) => deskCase(db.read, id)?.stale)).toEqual(ids.map(() => 0));
  });

  it('never finds words that were taken back, whether they were filed yet or not', async () => {
    const filing = openFiling(db, now, tools, log);
    const early = await says('1', 'loi mot');
    await filing.done();
    expect(found('loi mot')).toEqual([early.id]);
    const late = await says('1', 'loi hai');
    await db.transaction((tx) => {
      messageErased(tx, early.message);
      messageErased(tx, late.message);
    });
    await filing.done();
    expect([found('loi mot'), found('loi hai')]).toEqual([[], []]);
    const integrity = await db.transaction((tx) => tx.run({ sql: `insert into desk_words (desk_words) values ('integrity-check')`, binds: [] }, {}));
    expect(integrity.changes).toBeGreaterThanOrEqual(0);
    await filing.stop();
  });

  it('a case that cannot be read holds up nobody and is said in the log, without words', async () => {
    const broken = await agreed('broken');
    const well = await agreed('well');
    await db.transaction((tx) => tx.run({ sql: `update answer set value = '{' where conversation_id = ? and question = 'consent'`, binds: ['id'] }, { id: broken }));
    const filing = openFiling(db, now, tools, log);
    await filing.done();
    expect([broken, well].map((id) => deskCase(db.read, id)?.stale)).toEqual([2, 0]);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(broken);
    expect(complaints[0]).not.toContain('giam oan');
    await filing.stop();
  });
});
