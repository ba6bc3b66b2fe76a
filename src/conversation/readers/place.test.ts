import { describe, expect, it } from 'vitest';
import { today } from '../../../test/readers/kit.js';
import { readCommune, readPlace, shownPlace } from './index.js';

const said = (reader: typeof readPlace, text: string): string => {
  const read = reader(text, { today });
  if (read.kind === 'refused') return `× ${read.code}`;
  return read.kind === 'value' ? shownPlace(read.value) : read.readings.map((one) => shownPlace(one.value)).join(' | ');
};

describe('readPlace', () => {
  it.each([
    ['123 Lê Lợi, P. Bến Nghé, Q.1, TP. Hồ Chí Minh', 'phường Sài Gòn, thành phố Hồ Chí Minh'],
    ['Số 5 đường Trần Phú, phường Lộc Vượng, TP Nam Định, tỉnh Nam Định', 'phường Nam Định, tỉnh Ninh Bình'],
    ['phường Lộc Thọ, Nha Trang', 'phường Nha Trang, tỉnh Khánh Hòa'],
    ['tổ 5 phường Hà Huy Tập thành phố Vinh tỉnh Nghệ An', 'phường Vinh Phú, tỉnh Nghệ An'],
    ['xã Vũ Lễ, huyện Kiến Xương, tỉnh Thái Bình', 'xã Quang Lịch, tỉnh Hưng Yên'],
    ['xã Kim Thái', 'xã Vụ Bản, tỉnh Ninh Bình'],
    ['Kim Thai, Vụ Bản', 'xã Vụ Bản, tỉnh Ninh Bình'],
    ['Hoà Bình', 'tỉnh Phú Thọ'],
    ['Hà Nội, Việt Nam', 'thành phố Hà Nội'],
    ['tp huế', 'thành phố Huế'],
    ['hà tây', 'thành phố Hà Nội'],
    ['phường Sài Gòn', 'phường Sài Gòn, thành phố Hồ Chí Minh'],
    ['Cồn Cỏ', 'đặc khu Cồn Cỏ, tỉnh Quảng Trị'],
    ['buôn mê thuột, dak lak', 'tỉnh Đắk Lắk'],
    ['nha trang', 'tỉnh Khánh Hòa | phường Nha Trang, tỉnh Khánh Hòa'],
    [
      'phường Điện Biên, Ba Đình',
      'phường Ba Đình, thành phố Hà Nội | phường Hoàn Kiếm, thành phố Hà Nội | phường Ô Chợ Dừa, thành phố Hà Nội | phường Văn Miếu - Quốc Tử Giám, thành phố Hà Nội',
    ],
    ['ở quê', '× place_unknown'],
    ['nước ngoài', '× place_unknown'],
    ['quận 13', '× place_unknown'],
    ['phường 12', '× place_needs_province'],
    ['phường 99 quận 3', '× place_commune_unknown'],
    ['Hưng Yên hoặc Thái Bình', '× place_unknown'],
    ['12', '× place_unknown'],
  ])('%s', (text, wanted) => {
    expect(said(readPlace, text)).toBe(wanted);
  });
  it('says what the place was, and which communes a district became', () => {
    const read = readPlace('huyen vu ban, nam dinh', { today });
    expect(read).toMatchObject({ kind: 'value', value: { province: { code: '37', name: 'Ninh Bình', type: 'tỉnh' }, former: 'huyện Vụ Bản, tỉnh Nam Định' } });
    expect(read.kind === 'value' && read.value.commune).toBeUndefined();
    expect(read.kind === 'value' && read.value.possible?.map((commune) => commune.name)).toEqual(['Thành Nam', 'Vụ Bản', 'Minh Tân', 'Hiển Khánh', 'Trường Thi', 'Liên Minh']);
  });
});

describe('readCommune', () => {
  it.each([
    ['xã Kim Thái, Vụ Bản', 'xã Vụ Bản, tỉnh Ninh Bình'],
    ['Hà Nội', '× place_commune_needed'],
    ['huyện Vụ Bản', '× place_commune_needed'],
    [
      'quận 1',
      'phường Tân Định, thành phố Hồ Chí Minh | phường Sài Gòn, thành phố Hồ Chí Minh | phường Bến Thành, thành phố Hồ Chí Minh | phường Cầu Ông Lãnh, thành phố Hồ Chí Minh',
    ],
  ])('%s', (text, wanted) => {
    expect(said(readCommune, text)).toBe(wanted);
  });
});
