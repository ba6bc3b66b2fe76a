import { expect, it } from 'vitest';
import { readShort } from '../../../test/readers/kit.js';
import { readChoice } from './index.js';

const sex = readChoice([
  { value: 'male', label: 'Nam' },
  { value: 'female', label: 'Nữ', also: ['con gái', 'phụ nữ'] },
]);
const twice = readChoice([
  { value: 'a', label: 'Tiền mặt' },
  { value: 'b', label: 'Chuyển khoản' },
  { value: 'c', label: 'Tiền mất' },
]);
const answer = readChoice([
  { value: 'yes', label: 'Có' },
  { value: 'no', label: 'Không' },
  { value: 'unknown', label: 'Không nhớ' },
]);

it.each([
  ['nam', 'male'],
  ['nu', 'female'],
  ['phu nu', 'female'],
  ['2', 'female'],
  ['female', 'female'],
  ['3', '× choice_out_of_range'],
  ['0', '× choice_out_of_range'],
])('sex: %s', (text, wanted) => {
  expect(readShort(sex, text)).toBe(wanted);
});
it.each([
  ['Tiền mặt', 'a'],
  ['tien mat', 'a | c'],
  ['tiền mất', 'c'],
  ['chuyen khoan', 'b'],
  ['chuyển khoảng', 'b'],
  ['tiền', 'a | c'],
  ['cuối cùng', 'c'],
  ['1 và 2', 'a | b'],
  ['vàng', '× choice_unreadable'],
])('money: %s', (text, wanted) => {
  expect(readShort(twice, text)).toBe(wanted);
});
it.each([
  ['ko', 'no'],
  ['dạ có', 'yes'],
  ['kb', 'unknown'],
  ['quên rồi', 'unknown'],
  ['hok', 'no'],
  ['có lẽ', '× choice_unreadable'],
])('answer: %s', (text, wanted) => {
  expect(readShort(answer, text)).toBe(wanted);
});
it('takes values of any type, and a tap', () => {
  expect(
    readChoice([
      { value: { n: 1 }, label: 'Một' },
      { value: { n: 2 }, label: 'Hai' },
    ])('hai', { today: '2026-11-22' }),
  ).toEqual({ kind: 'value', value: { n: 2 } });
  expect(readShort(sex, ' male ')).toBe('male');
});
