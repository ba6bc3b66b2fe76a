/** The fear: somebody with the database changes what the trail says. Each way of doing so is tried with the file open, and must be found. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit, type Fault, keptHead, verifyAudit } from '../../src/office/index.js';
import { openOffice, type TestOffice } from '../kit/an-office.js';

let office: TestOffice;
let raw: Sqlite.Database;
beforeEach(async () => {
  office = await openOffice();
  for (let i = 1; i <= 20; i += 1)
    await office.db.transaction((tx) => audit(tx, { who: `officer${i % 3}`, what: 'case_read', target: `case:${i}`, why: i % 5 === 0 ? 'hẹn gặp' : '', at: office.now() }));
  raw = new Sqlite(join(office.stateDir, 'dong-hanh.db'));
  raw.pragma(`cipher='aegis'`);
  raw.pragma(`key="x'${Buffer.alloc(32, 5).toString('hex')}'"`);
});
afterEach(() => {
  raw.close();
  office.close();
});

const faults = (noted?: Parameters<typeof verifyAudit>[1]): readonly Fault[] => verifyAudit(office.db.read, noted).faults;

describe('a trail nobody touched', () => {
  it('is whole, and ends at the kept head', () => {
    const proof = verifyAudit(office.db.read);
    expect(proof).toMatchObject({ rows: 20, faults: [], head: { seq: 20 } });
    expect(keptHead(office.db.read)).toEqual(proof.head);
  });
  it('goes on through a head noted earlier', async () => {
    const noted = keptHead(office.db.read);
    await office.db.transaction((tx) => audit(tx, { who: 'x', what: 'exported', at: office.now() }));
    expect(faults(noted)).toEqual([]);
  });
  it('has no row for an act that was rolled back', async () => {
    const act = office.db.transaction((tx) => {
      audit(tx, { who: 'x', what: 'exported', at: office.now() });
      throw new Error('no');
    });
    await expect(act).rejects.toThrow('no');
    expect(verifyAudit(office.db.read)).toMatchObject({ rows: 20, faults: [] });
  });
});

describe('found', () => {
  it.each(['at', 'who', 'what', 'target', 'why'])('a changed %s', (column) => {
    raw.prepare(`update audit set ${column} = 'z' where seq = 7`).run();
    expect(faults()).toEqual([{ seq: 7, what: 'changed' }]);
  });
  it('a changed row with its hash made anew', () => {
    raw.prepare(`update audit set who = 'z', hash = 'made-anew' where seq = 7`).run();
    expect(faults().map(({ seq }) => seq)).toContain(7);
  });
  it('a missing row', () => {
    raw.prepare('delete from audit where seq = 7').run();
    expect(faults()).toEqual([{ seq: 8, what: 'missing' }]);
  });
  it('a missing row with the later ones moved up', () => {
    raw.prepare('delete from audit where seq = 7').run();
    raw.prepare('update audit set seq = seq - 1 where seq > 7').run();
    expect(faults().length).toBeGreaterThan(0);
  });
  it('an inserted row', () => {
    raw.prepare('update audit set seq = -seq where seq > 7').run();
    raw.prepare('update audit set seq = -seq + 1 where seq < 0').run();
    raw.prepare(`insert into audit select 8, at, 'z', what, target, why, hash, 'invented' from audit where seq = 7`).run();
    expect(faults().map(({ seq }) => seq)).toContain(8);
  });
  it('a row added at the end without the program', () => {
    raw.prepare(`insert into audit select 21, at, 'z', what, target, why, hash, 'invented' from audit where seq = 20`).run();
    expect(faults()).toEqual([
      { seq: 21, what: 'changed' },
      { seq: 21, what: 'head' },
    ]);
  });
  it('the newest rows cut off', () => {
    raw.prepare('delete from audit where seq > 15').run();
    expect(faults()).toEqual([{ seq: 15, what: 'cut' }]);
  });
  it('all rows gone', () => {
    raw.prepare('delete from audit').run();
    expect(faults()).toEqual([{ seq: 0, what: 'cut' }]);
  });
  it('the newest cut off and the kept head moved back, by a head noted outside', () => {
    const noted = keptHead(office.db.read);
    raw.prepare('delete from audit where seq > 15').run();
    const last = raw.prepare('select seq, hash from audit where seq = 15').get();
    if (typeof last !== 'object' || last === null || !('hash' in last)) throw new Error('row 15 is there');
    raw.prepare(`update setting set value = ? where key = 'audit_head'`).run(`15:${String(last.hash)}`);
    expect(faults()).toEqual([]);
    expect(faults(noted)).toEqual([{ seq: 15, what: 'cut' }]);
  });
});
