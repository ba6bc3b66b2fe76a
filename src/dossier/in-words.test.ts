import { expect, test } from 'vitest';
import { amountInWords, articleInWords, officialDay, officialTime } from './in-words.js';

test.each([
  [0, 'Không đồng'],
  [1, 'Một đồng'],
  [5, 'Năm đồng'],
  [15, 'Mười lăm đồng'],
  [21, 'Hai mươi mốt đồng'],
  [105, 'Một trăm linh năm đồng'],
  [1005, 'Một nghìn không trăm linh năm đồng'],
  [2_340_000, 'Hai triệu ba trăm bốn mươi nghìn đồng'],
  [1_000_000_000, 'Một tỷ đồng'],
  [1_000_500_000_000, 'Một nghìn tỷ năm trăm triệu đồng'],
])('%d đồng is read %s', (amount, words) => {
  expect(amountInWords(amount)).toBe(words);
});

test('a fraction of a đồng is our mistake', () => {
  expect(() => amountInWords(1.5)).toThrow('whole đồng');
});

test.each([
  ['2026-03-01', '01/3/2026'],
  ['2026-02-28', '28/02/2026'],
  ['2026-11-09', '09/11/2026'],
  ['không rõ', 'không rõ'],
])('%s is written %s, as official papers do', (day, shown) => {
  expect(officialDay(day)).toBe(shown);
});

test('an instant late in the evening UTC is already the next day in Việt Nam', () => {
  expect(officialTime('2026-11-17T18:30:00.000Z')).toEqual({ day: '18/11/2026', clock: '01:30' });
});

test.each([
  ['Đ27.3.b', 'điểm b khoản 3 Điều 27'],
  ['Đ27.3.đ', 'điểm đ khoản 3 Điều 27'],
  ['Đ6.1', 'khoản 1 Điều 6'],
  ['Đ11', 'Điều 11'],
  ['Đ27.1–4', 'Đ27.1–4'],
])('%s reads %s', (article, words) => {
  expect(articleInWords(article)).toBe(words);
});
