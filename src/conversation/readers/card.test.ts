import { describe, expect, it } from 'vitest';
import { cardPart, readCard } from './card.js';

const context = { today: '2026-11-20' };
const good = '036190000123|123456789|Nguyễn Thị Thử|05061990|Nữ|Thôn Mẫu, Kim Thái, Vụ Bản, Nam Định|25042021';

describe('the QR of a card', () => {
  it('gives every field, the place as of today', () => {
    expect(readCard(good, context)).toMatchObject({
      number: { kind: 'cccd', number: '036190000123', birthYear: 1990, sex: 'female' },
      name: 'Nguyễn Thị Thử',
      born: '1990-06-05',
      sex: 'female',
      line: 'Thôn Mẫu',
      place: { province: { name: 'Ninh Bình' } },
      issued: '2021-04-25',
      agrees: true,
    });
  });
  it.each<[string, string, Readonly<Record<string, unknown>> | undefined]>([
    ['no old number', good.replace('123456789', ''), { name: 'Nguyễn Thị Thử' }],
    ['six fields', good.split('|').slice(0, 6).join('|'), { issued: undefined }],
    ['a newer card: what comes after the seventh is not looked at', `${good}|Nguyễn Văn Cha|Trần Thị Mẹ|x`, { name: 'Nguyễn Thị Thử' }],
    ['decomposed letters', good.normalize('NFD'), { name: 'Nguyễn Thị Thử' }],
    ['birth year against the number', good.replace('05061990', '05061985'), { agrees: false }],
    ['sex against the number', good.replace('|Nữ|', '|Nam|'), { agrees: false }],
    ['a day that is none', good.replace('05061990', '31021990'), { born: undefined }],
    ['issued in the future', good.replace('25042021', '25042031'), { issued: undefined }],
    ['a number of eleven digits', good.replace('036190000123', '03619000012'), undefined],
    ['no such province', good.replace('036190000123', '097190000123'), undefined],
    ['a web address', 'https://example.com/a|b|c|d|e|f|g', undefined],
    ['a bank’s code', '00020101021138540010A000000727', undefined],
    ['five fields', '036190000123|a|b|c|d', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, text, expected) => {
    const read = readCard(text, context);
    if (expected === undefined) expect(read).toBeUndefined();
    else for (const [key, value] of Object.entries(expected)) expect(read?.[key as keyof typeof read]).toEqual(value);
  });
  it('keeps seven fields and no parent’s name', () => {
    expect(cardPart(`${good}|Nguyễn Văn Cha`)).toBe(good);
  });
});
