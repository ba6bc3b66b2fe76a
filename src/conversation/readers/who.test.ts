import { describe, expect, it } from 'vitest';
import { readShort } from '../../../test/readers/kit.js';
import { readEmail, readId, readName, readPhone, readText } from './index.js';

describe('phone', () => {
  it.each([
    ['+842438251234', '+842438251234'],
    ['0 9 1 2 3 4 5 6 7 8', '+84912345678'],
    ['dt 0912345678 nhé', '+84912345678'],
    ['+1 202 555 0143', '+12025550143'],
    ['0912345678, 0912345678', '+84912345678'],
    ['091 234 567', '× phone_too_short'],
    ['+849123456789', '× phone_too_long'],
    ['0012345', '× phone_too_short'],
    ['18001234', '× phone_service_number'],
    ['84168123456', '× phone_not_valid'],
    ['0123 4567 890', '× phone_old_prefix'],
    ['0912abc678', '× phone_unreadable'],
    ['', '× empty'],
  ])('%s', (text, wanted) => {
    expect(readShort(readPhone, text)).toBe(wanted);
  });
});

describe('id', () => {
  it('says what the digits say, in the provinces of before July 2025', () => {
    expect(readShort(readId, '015090000001')).toEqual({ kind: 'cccd', number: '015090000001', birthYear: 1990, sex: 'male', provinceName: 'Yên Bái' });
    expect(readShort(readId, '079300000001', '2126-01-01')).toMatchObject({ birthYear: 2000, sex: 'female' });
    expect(readShort(readId, '121090000001')).toEqual({ kind: 'cccd', number: '121090000001', birthYear: 1990, sex: 'male' });
    expect(readShort(readId, '123456789')).toEqual({ kind: 'cmnd', number: '123456789' });
  });
  it.each([
    ['036227000001', '× id_year_in_future'],
    ['036126000001', 1926],
    ['036226000001', 2026],
    ['999090000001', '× id_province'],
    ['100090000001', '× id_province'],
    ['03609000000', '× id_length'],
    ['chưa có', '× id_letters'],
    ['', '× empty'],
  ])('%s', (text, wanted) => {
    const read = readShort(readId, text);
    expect(typeof wanted === 'number' ? read : { read }).toMatchObject(typeof wanted === 'number' ? { birthYear: wanted } : { read: wanted });
  });
  it('offers two numbers back', () => {
    const read = readId('cccd 036090000001, cmnd 162345678', { today: '2026-11-22' });
    expect(read.kind === 'several' && read.readings.map((one) => one.label)).toEqual(['036090000001', '162345678']);
  });
});

describe('name and text', () => {
  it.each([
    ['  Nguyễn   Văn  An ', 'Nguyễn Văn An'],
    ['NGUYỄN VĂN AN', 'NGUYỄN VĂN AN'],
    ["H'Hen Niê", "H'Hen Niê"],
    ['Y', 'Y'],
    ['Nguyễn Văn An.', 'Nguyễn Văn An.'],
    ['Nguyễn Văn A1', '× name_digits'],
    ['<b>An</b>', '× name_symbols'],
    ['...', '× empty'],
    ['a'.repeat(81), '× name_too_long'],
    ['', '× empty'],
  ])('%s', (text, wanted) => {
    expect(readShort(readName, text)).toBe(wanted);
    expect(readShort(readName, text.normalize('NFD'))).toBe(wanted);
  });
  it('keeps line breaks and stops at 4,000', () => {
    expect(readShort(readText, 'một\r\nhai\u0000')).toBe('một\nhai');
    expect(readShort(readText, 'ă'.repeat(4_000))).toBe('ă'.repeat(4_000));
    expect(readShort(readText, 'ă'.repeat(4_001))).toBe('× text_too_long');
    expect(readShort(readText, ' \n ')).toBe('× empty');
  });
  it.each([
    ['AN@GMAIL.COM', 'an@gmail.com'],
    ['a..b@x.vn', '× email_unreadable'],
    ['a@x.vn b@y.vn', 'a@x.vn | b@y.vn'],
    ['a@x', '× email_unreadable'],
    ['', '× empty'],
  ])('e-mail %s', (text, wanted) => {
    expect(readShort(readEmail, text)).toBe(wanted);
  });
});
