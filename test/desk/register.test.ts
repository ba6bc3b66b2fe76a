/** The fears: a line lost or numbered twice, a due day counted over a holiday, a book that a clerk's programs cannot open or that says something else. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { law } from '../../flows/index.js';
import { clockOf, faultIn, type HelpEntry, nothingDone, register, registerPdf, registerXlsx, requestChanged, requestEntered } from '../../src/desk/index.js';
import { check, flat, wholePageTexts } from '../dossiers/read-pdf.js';
import { type Bench, hoa, openBench, wording } from './kit.js';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench.close());

const asked: HelpEntry = {
  ...nothingDone,
  received_on: '2026-02-10',
  name: 'Đặng Thị Mẫu',
  address: 'Thôn Đoài, xã Ví Dụ',
  kind: 'guidance',
  activity: 'administration',
  content: 'Hướng dẫn thủ tục sau khi quyết định xử phạt bị hủy <>&"',
  papers: 'Quyết định hủy số 07/QĐ',
  note: '',
};
const enter = (entry: HelpEntry, office = 'o1') => bench.db.transaction((tx) => requestEntered(tx, office, entry, null, hoa, bench.now()));

describe('the clock of Điều 10–14, in working days', () => {
  it.each([
    ['received on a Tuesday', { ...asked, received_on: '2026-10-06' }, 'appoint', '2026-10-07'],
    ['received on a Friday', { ...asked, received_on: '2026-10-09' }, 'appoint', '2026-10-12'],
    ['appointed on a Friday', { ...asked, received_on: '2026-10-08', appointed_on: '2026-10-09' }, 'answer', '2026-10-16'],
    ['content agreed', { ...asked, received_on: '2026-10-01', appointed_on: '2026-10-02', agreed_on: '2026-10-09' }, 'answer_agreed', '2026-10-13'],
    ['a session held', { ...asked, received_on: '2026-10-01', appointed_on: '2026-10-02', session_on: '2026-10-08' }, 'answer_session', '2026-10-12'],
    ['a ground for refusal', { ...asked, received_on: '2026-10-01', ground_on: '2026-10-08' }, 'notice', '2026-10-12'],
    ['over Quốc khánh (1–2/9 off)', { ...asked, received_on: '2026-08-31' }, 'appoint', '2026-09-03'],
  ] as const)('%s', async (_, entry, step, due) => {
    const row = await enter(entry);
    expect(clockOf(row, '2026-08-31', law)).toMatchObject({ step, due });
  });

  it('an answered request is done; a late one says so', async () => {
    expect(clockOf(await enter({ ...asked, answered_on: '2026-02-12', answer_number: '5/STP', answer_by: 'post' }), '2026-12-01', law).step).toBe('done');
    expect(clockOf(await enter({ ...asked, received_on: '2026-10-06' }), '2026-10-08', law).late).toBe(true);
  });
});

describe('the book', () => {
  it('numbers run by office and year; a line keeps its number; another office cannot change it', async () => {
    const first = await enter(asked);
    const second = await enter(asked);
    await enter(asked, 'o2');
    await enter({ ...asked, received_on: '2025-12-30' });
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(await bench.db.transaction((tx) => requestChanged(tx, 'o2', first.id, { ...asked, name: 'Khác' }))).toBe(false);
    expect(await bench.db.transaction((tx) => requestChanged(tx, 'o1', first.id, { ...asked, name: 'Đặng Thị Mẫu Hai' }))).toBe(true);
    expect(register(bench.db.read, 'o1', 2026).map(({ number, name }) => [number, name])).toEqual([
      [1, 'Đặng Thị Mẫu Hai'],
      [2, 'Đặng Thị Mẫu'],
    ]);
  });

  it.each([
    [{ name: ' ' }, 'name_missing'],
    [{ content: '' }, 'content_missing'],
    [{ appointed_on: '2026-02-30' }, 'not_a_day'],
    [{ answered_on: '2026-02-09' }, 'before_received'],
    [{}, undefined],
  ] as const)('%o is %s', (change, fault) => expect(faultIn({ ...asked, ...change })).toBe(fault));

  const sheet = async () => {
    await enter({ ...asked, adviser: 'Trần Thị Hòa', appointed_on: '2026-02-11', answered_on: '2026-02-12', answer_number: '5/STP-BTNN', answer_by: 'post' });
    await enter({ ...asked, kind: 'support', activity: 'enforcement', name: 'Công ty Ví Dụ' });
    return { office: 'Sở Tư pháp Ví Dụ', year: 2026, rows: register(bench.db.read, 'o1', 2026), now: bench.now(), words: wording.vi };
  };

  it('A3 across, a cover and twelve columns, every cell printed', async () => {
    const pdf = await registerPdf(await sheet());
    expect(check(pdf)).toContain('No syntax or stream encoding errors');
    const [cover = '', ...pages] = wholePageTexts(pdf).map((page) => flat(page));
    expect(cover).toContain(flat('SỔ TIẾP NHẬN, XỬ LÝ YÊU CẦU HỖ TRỢ, HƯỚNG DẪN'));
    for (const text of ['Ngày tiếp nhận', 'Đặng Thị Mẫu', 'Công ty Ví Dụ', 'quyết định xử phạt bị hủy <>&"', 'Trả lời số 5/STP-BTNN ngày 12/2/2026', '(12)'])
      expect(pages.join(' ')).toContain(flat(text));
    expect(pdf.toString('latin1')).toMatch(/MediaBox\s*\[\s*0 0 119\d(\.\d+)? 84\d/);
  });

  it('the workbook is a zip whose sheets hold every cell', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'dh-xlsx-'));
    try {
      const file = join(dir, 'so.xlsx');
      writeFileSync(file, await registerXlsx(await sheet()));
      execFileSync('unzip', ['-tq', file]);
      const part = (name: string): string => execFileSync('unzip', ['-p', file, name]).toString();
      expect(part('xl/workbook.xml')).toContain('Mẫu số 03');
      const strings = part('xl/sharedStrings.xml') + part('xl/worksheets/sheet1.xml');
      for (const text of ['Ngày tiếp nhận', 'Đặng Thị Mẫu', 'bị hủy &lt;&gt;&amp;', 'Trả lời số 5/STP-BTNN']) expect(strings).toContain(text);
      // Name, office, two rows of heads, the numbers of the columns, two lines; A3, one page wide, heads on every page.
      const form = part('xl/worksheets/sheet1.xml');
      expect(form.match(/<row /g)).toHaveLength(7);
      for (const set of ['paperSize="8"', 'fitToWidth="1"', 'fitToHeight="0"', '<pageSetUpPr fitToPage="1"/>', '<mergeCell ref="E3:F3"/>', '<mergeCell ref="G3:I3"/>'])
        expect(form).toContain(set);
      expect(form.indexOf('<sheetPr>')).toBeLessThan(form.indexOf('<sheetViews'));
      expect(part('xl/workbook.xml')).toContain("'Mẫu số 03'!$3:$5");
      expect([...form.matchAll(/<row r="[67]"[^>]* ht="(\d+)"/g)].map(([, points]) => Number(points)).every((points) => points > 30)).toBe(true);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
