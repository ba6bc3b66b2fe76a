import { expect, it } from 'vitest';
import { readShort } from '../../../test/readers/kit.js';
import { readDaysBetween } from './index.js';

it.each([
  ['tạm giam từ 1/2/2020 đến 5/3/2020', '2020-02-01', '2020-03-05', 33],
  ['bị tạm giữ từ ngày 1 tháng 2 năm 2020 đến ngày 5 tháng 3 năm 2020', '2020-02-01', '2020-03-05', 33],
  ['từ ngày 1/2 năm 2020 đến 5/3 năm 2020', '2020-02-01', '2020-03-05', 33],
  ['từ 1/2/2020 đến 5/3', '2020-02-01', '2020-03-05', 33],
  ['từ 20/12/2019 đến 5/1', '2019-12-20', '2020-01-05', 16],
  ['từ hôm qua đến hôm nay', '2026-11-21', '2026-11-22', 1],
  ['2020-02-01 đến 2020-03-05', '2020-02-01', '2020-03-05', 33],
  ['1-2-2020 - 5-3-2020', '2020-02-01', '2020-03-05', 33],
  ['từ 1/2/2020 đến giờ', '2020-02-01', '2026-11-22', 2486],
  ['between 1/2/2020 and 5/3/2020', '2020-02-01', '2020-03-05', 33],
  ['từ 5/6/20 đến 5/6/21', '2020-06-05', '2021-06-05', 365],
])('%s', (text, from, to, days) => {
  expect(readShort(readDaysBetween, text)).toEqual({ from, to, days, daysBothEnds: days + 1 });
});

it.each([
  ['từ 29/2 đến 5/3/2021', '× day_not_leap_year'],
  ['từ 1/13/2020 đến 2/3/2021', '× day_month_over_12'],
  ['33 ngày', '× between_needs_two'],
  ['1/2/2020 đến 5/3/2020 và 1/4/2020 đến 5/5/2020', '× between_needs_two'],
  ['từ ngày 8 đến ngày 5 tháng 3 năm 2020', '× between_reversed'],
  ['từ đầu năm đến 5/3/2020', '× day_approximate'],
])('%s', (text, wanted) => {
  expect(readShort(readDaysBetween, text)).toBe(wanted);
});
