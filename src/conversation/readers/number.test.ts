import { expect, it } from 'vitest';
import { readShort } from '../../../test/readers/kit.js';
import { numberReader, readCount, readNumber } from './index.js';

it.each([
  ['mười', 10],
  ['mười một', 11],
  ['mười năm', 10],
  ['muoi nam', '15 | 10'],
  ['hai mươi', 20],
  ['hai chục', 20],
  ['trăm', 100],
  ['một trăm hai', 120],
  ['một trăm hai mươi', 120],
  ['hai nghìn không trăm linh năm', 2_005],
  ['hai nghìn', 2_000],
  ['01', 1],
  ['５', 5],
  ['năm', 5],
  ['năm năm', 5],
  ['ba nam', 3],
  ['hai mươi mốt năm', 21],
  ['hai tram nam', '200 | 250'],
  ['hai ba trăm', '200 | 300'],
  ['ba bốn', '3 | 4'],
  ['tám', 8],
  ['tam', 8],
  ['tám người', 8],
  ['ba con', 3],
  ['ba lần', 3],
  ['5 tuổi', 5],
  ['10k', 10_000],
  ['5,5 ngày', 5.5],
  ['10 đến 12 ngày', '10 | 12'],
  ['một nửa', '× number_unreadable'],
  ['2 năm 3 tháng', '× number_unreadable'],
  ['1/2', '× number_unreadable'],
  ['một nghìn hai', '× number_unreadable'],
  ['tầm 5', '× number_approximate'],
  ['âm 5', '× number_negative'],
  ['99999999999999999', '× number_too_big'],
])('%s', (text, wanted) => {
  expect(readShort(readNumber, text)).toBe(wanted);
});

it.each([
  ['45 ngày', 45],
  ['45', 45],
  ['hai mươi lăm hôm', 25],
  ['2 tháng', '× number_other_unit'],
  ['2 năm', '× number_other_unit'],
  ['hai muoi nam', '25'],
])('days: %s', (text, wanted) => {
  expect(String(readShort(numberReader('day'), text))).toBe(String(wanted));
});

it.each([
  ['3 người', 3],
  ['2,5', '× number_not_whole'],
  ['hai rưỡi', '× number_not_whole'],
])('whole: %s', (text, wanted) => {
  expect(readShort(readCount, text)).toBe(wanted);
});
