/** The tables as shipped, and what the loader says about broken ones. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { agencyContact, baseSalaryOn, loadLaw, regionalWageOn } from './index.js';

const law = loadLaw();
const scratch = mkdtempSync(join(tmpdir(), 'law-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let copies = 0;
const withChange = (file: string, change: (text: string) => string): string => {
  const directory = join(scratch, String(copies++));
  cpSync('data', directory, { recursive: true });
  const path = join(directory, file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, change(file.includes('contacts') ? '' : readFileSync(path, 'utf8')));
  return directory;
};

describe('as shipped', () => {
  test('is frozen to the bottom', () => {
    const [entry] = law.entries.get('limitation.claim') ?? [];
    expect(Object.isFrozen(law) && Object.isFrozen(entry)).toBe(true);
    expect(entry).toMatchObject({ value: 3, unit: 'year', article: 'Đ6.1', mark: 'verified' });
  });
  test('ships no agency contact', () => {
    expect(law.agencies).toEqual([]);
    expect(agencyContact('Sở Tư pháp thành phố Hà Nội', law)).toBeUndefined();
  });
  test('wages change on their day and end where their table ends', () => {
    expect(baseSalaryOn(law, '2013-06-30')).toBeUndefined();
    expect(baseSalaryOn(law, '2026-06-30')).toMatchObject({ amount: 2_340_000 });
    expect(baseSalaryOn(law, '2026-07-01')).toMatchObject({ amount: 2_530_000, doubtful: false });
    expect(baseSalaryOn(law, '2027-01-01')).toMatchObject({ amount: 2_530_000, doubtful: true });
    expect(baseSalaryOn(law, '2028-01-01')).toBeUndefined();
    expect(regionalWageOn(law, 'I', '2022-06-30')).toBeUndefined();
    expect(regionalWageOn(law, 'IV', '2026-01-01')).toMatchObject({ amount: 3_700_000 });
  });
});

describe('a broken table stops the program and says where', () => {
  test.each([
    ['law/limitation.yaml', (text: string) => text.replace('value: 3, unit: year', 'value: three, unit: year'), /limitation\.yaml › entries\.0\(limitation\.claim\)\.value/],
    ['law/limitation.yaml', (text: string) => text.replace('value: 3, unit: year', 'value: 3'), /limitation\.claim.*a value needs a unit/],
    ['law/limitation.yaml', (text: string) => text.replace('id: limitation.excluded', 'id: limitation.claim'), /limitation\.claim: two entries in force at once/],
    ['law/limitation.yaml', (text: string) => text.replace('document: "BLDS 2015"', 'document: "BLDS 1995"'), /"BLDS 1995" is not in documents\.yaml/],
    ['wages/base-salary.yaml', (text: string) => text.replace('to: "2026-06-30"', 'to: null'), /wage\.lcs › rows\.6\.to: must end before 2026-07-01/],
    ['calendar/2026.yaml', (text: string) => text.replace('"2026-02-16"', '"2026-02-30"'), /2026\.yaml › days_off\.2\.date/],
    ['calendar/2026.yaml', (text: string) => text.replace('"2026-01-10"', '"2025-01-10"'), /2026: 2025-01-10 belongs to another year/],
    [
      'agencies/contacts/x.yaml',
      () => 'name: Sở Tư pháp tỉnh A\nelectronic_filing: maybe\nsource: do thử\nchecked_on: "2026-11-22"\nchecked_by: thử\n',
      /x\.yaml › electronic_filing/,
    ],
  ])('%s', (file, change, message) => {
    expect(() => loadLaw(withChange(file, change))).toThrow(message);
  });
});

test('an entered contact is found by either of its names', () => {
  const directory = withChange(
    'agencies/contacts/thu.yaml',
    () =>
      'name: Sở Tư pháp tỉnh Thử Nghiệm\nalso: [Sở TP Thử Nghiệm]\nemail: tiepnhan@example.org\nelectronic_filing: false\nsource: bịa để thử\nchecked_on: "2026-11-22"\nchecked_by: kiểm thử\n',
  );
  expect(agencyContact('sở tp thử nghiệm', loadLaw(directory))).toMatchObject({ email: 'tiepnhan@example.org', electronic_filing: false });
});
