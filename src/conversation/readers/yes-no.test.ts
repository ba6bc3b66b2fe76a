import { expect, it } from 'vitest';
import { readShort } from '../../../test/readers/kit.js';
import { isNone, isUnknown, readYesNo } from './index.js';

const UNCLEAR = '× yes_no_unclear';
it.each([
  ['đúng rồi ạ', true],
  ['co a', true],
  ['có nha', true],
  ['ok luôn', true],
  ['có bị đánh', true],
  ['đã có', true],
  ['rồi ạ', true],
  ['yes please', true],
  ['dạ vâng', true],
  ['dạ phải', true],
  ['à có', true],
  ['tôi có', true],
  ['được', true],
  ['đc', true],
  ['Y', true],
  ['có giấy', true],
  ['dạ em có ạ', true],
  ['không đúng', false],
  ['ko dung', false],
  ['hổng', false],
  ['hông có', false],
  ['ko bao giờ', false],
  ['chưa từng', false],
  ['không bị', false],
  ['k có', false],
  ['kh', false],
  ['ko p', false],
  ['n', false],
  ['No!', false],
  ['no thanks', false],
  ['không được', false],
  ['hong phai dau', false],
  ['em không có ạ', false],
  ['tui hông', false],
  ['không đồng ý', false],
  ['vâng em chưa nhận', false],
  ['da chua', false],
  ['dung', true],
  ['dung nhu vay', true],
  ['đúng y như vậy', true],
  ['dừng', UNCLEAR],
  ['dừng lại', UNCLEAR],
  ['dung xoa', UNCLEAR],
  ['dung lai', UNCLEAR],
  ['đừng xóa', false],
  ['dung ko', UNCLEAR],
  ['phải không', UNCLEAR],
  ['chắc có', UNCLEAR],
  ['chắc là không', UNCLEAR],
  ['không hẳn', UNCLEAR],
  ['cô', UNCLEAR],
  ['không không', UNCLEAR],
  ['có chứ sao không', UNCLEAR],
  ['không thì có', UNCLEAR],
  ['có một phần', UNCLEAR],
  ['đúng một phần', UNCLEAR],
  ['không đúng lắm', UNCLEAR],
  ['yes no', UNCLEAR],
  ['no yes', UNCLEAR],
  ['k sao', UNCLEAR],
  ['có đồng ý không', UNCLEAR],
  ['1', UNCLEAR],
  ['', '× empty'],
])('%s', (text, wanted) => {
  expect(readShort(readYesNo, text)).toBe(wanted);
});

it.each([
  ['khum biết', true],
  ['ai biết', true],
  ['k bt', true],
  ['không nhớ chính xác', true],
  ['no idea', true],
  ['biết', false],
  ['không biết chữ', false],
  ['không', false],
])('unknown? %s', (text, wanted) => {
  expect(isUnknown(text)).toBe(wanted);
});

it.each([
  ['chẳng có gì', true],
  ['hông có', true],
  ['không có giấy tờ nào', true],
  ['ko mat dong nao', true],
  ['không có thời gian', false],
  ['0', false],
  ['có', false],
])('none? %s', (text, wanted) => {
  expect(isNone(text)).toBe(wanted);
});
