import { describe, expect, it } from 'vitest';
import {
  communeOf,
  communesNamed,
  communesOfOldDistrict,
  formerProvinceName,
  oldCommuneOf,
  oldDistrictOf,
  oldDistrictsNamed,
  oldProvinceOf,
  placeKey,
  provinceOf,
  provinces,
  provincesNamed,
  toneKey,
  wageZoneOf,
} from './index.js';

describe('provinces', () => {
  it('are 34, with 63 before', () => {
    expect(provinces()).toHaveLength(34);
    expect(Array.from({ length: 100 }, (_, i) => formerProvinceName(String(i).padStart(2, '0'))).filter((name) => name !== undefined)).toHaveLength(63);
  });
  it('keep old and new codes apart', () => {
    expect(provinceOf('15')?.name).toBe('Lào Cai');
    expect(oldProvinceOf('15')).toMatchObject({ name: 'Yên Bái', province: '15' });
    expect(formerProvinceName('36')).toBe('Nam Định');
    expect(provinceOf('36')).toBeUndefined();
  });
  it.each([
    ['ha noi', '01'],
    ['tphcm', '79'],
    ['sai gon', '79'],
    ['dac lac', '66'],
  ])('%s is found', (key, code) => {
    expect(provincesNamed(key).map((unit) => unit.code)).toEqual([code]);
  });
});

describe('communes and districts', () => {
  it('follow an old commune to today', () => {
    expect(oldCommuneOf('13780')).toMatchObject({ name: 'Kim Thái', district: '359', communes: ['13741'] });
    expect(communeOf('13741')).toMatchObject({ name: 'Vụ Bản', type: 'xã', province: '37' });
  });
  it('give every commune of an old district', () => {
    expect(communesOfOldDistrict('359').map((commune) => commune.code)).toEqual(['13699', '13741', '13750', '13753', '13777', '13786']);
    expect(communesOfOldDistrict('999')).toEqual([]);
  });
  it('know districts dissolved before 2025', () => {
    const [found] = oldDistrictsNamed('9');
    expect(found).toMatchObject({ name: '9', type: 'quận', oldProvince: '79' });
    expect(oldDistrictOf('058')?.name).toBe('Bắc Kạn');
  });
  it('every commune belongs to a province and names what it was', () => {
    const lost = provinces()
      .flatMap((province) => communesNamed(placeKey(province.name)))
      .filter((commune) => provinceOf(commune.province) === undefined || commune.former.some((code) => oldCommuneOf(code) === undefined));
    expect(lost).toEqual([]);
  });
});

describe('wage regions', () => {
  it.each([
    ['00004', 'I'],
    ['13741', 'III'],
    ['24184', 'IV'],
    ['99999', undefined],
  ])('%s is %s', (code, zone) => {
    expect(wageZoneOf(code)).toBe(zone);
  });
});

describe('keys', () => {
  it.each([
    ['Ea H’Leo', 'ea hleo'],
    ['Phường 05', 'phuong 5'],
    ['Bà Rịa - Vũng Tàu', 'ba ria vung tau'],
    ['Mỹ Đình', 'mi dinh'],
    ['Quy Nhơn', 'quy nhon'],
    ['Qui Nhơn', 'quy nhon'],
    ['ĐẮK LẮK', 'dak lak'],
  ])('%s', (name, key) => {
    expect(placeKey(name)).toBe(key);
    expect(placeKey(name.normalize('NFD'))).toBe(key);
  });
  it('ignore where the tone stands but not which it is', () => {
    expect(toneKey('Hoà Bình')).toBe(toneKey('Hòa Bình'));
    expect(toneKey('Quế')).not.toBe(toneKey('Quê'));
  });
});
