/** Owns looking units up by code and by name. Does not read sentences: that is `conversation/readers/place`. */
import { keysOf, placeKey } from './key.js';
import { loadCommunes, loadOldCommunes, loadOldDistricts, loadProvinces, loadWageZones } from './load.js';
import type { Commune, OldCommune, OldDistrict, OldProvince, Province, WageZone } from './units.js';

type Index<T> = { readonly byCode: ReadonlyMap<string, T>; readonly byKey: ReadonlyMap<string, readonly T[]> };

const indexOf = <T extends { readonly code: string }>(load: () => readonly T[], names: (unit: T) => readonly string[]): (() => Index<T>) => {
  let index: Index<T> | undefined;
  return () => {
    if (index !== undefined) return index;
    const byKey = new Map<string, T[]>();
    const units = load();
    for (const unit of units) {
      for (const key of new Set(names(unit).flatMap(keysOf))) {
        const same = byKey.get(key);
        if (same === undefined) byKey.set(key, [unit]);
        else same.push(unit);
      }
    }
    index = { byCode: new Map(units.map((unit) => [unit.code, unit])), byKey };
    return index;
  };
};

/** Other spellings people type, by today's name or by the name before July 2025. Hà Tây joined Hà Nội on 1 August 2008. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  'Hồ Chí Minh': ['HCM', 'TPHCM', 'HCMC', 'Sài Gòn', 'SG', 'Ho Chi Minh City', 'Gia Định'],
  'Hà Nội': ['HN', 'Hanoi', 'Hà Nội City', 'Hà Tây'],
  Huế: ['Thừa Thiên Huế', 'Thừa Thiên', 'TT Huế', 'TTH'],
  'Hải Phòng': ['HP'],
  'Đắk Lắk': ['Đắc Lắc', 'Đắc Lắk', 'Đắk Lắc', 'Đaklak', 'Darlac', 'Daclac'],
  'Đắk Nông': ['Đắc Nông', 'Đaknong'],
  'Kon Tum': ['Kontum', 'Công Tum', 'Con Tum'],
  'Bắc Kạn': ['Bắc Cạn'],
  'Bà Rịa - Vũng Tàu': ['BRVT', 'BR VT', 'Vũng Tàu Bà Rịa'],
};
/** Every spelling a province is filed under, its name first. */
export const namesOfProvince = (unit: Province): readonly string[] => [unit.name, ...(ALIASES[unit.name] ?? []), placeKey(unit.name).replaceAll(' ', '')];

const newProvinces = indexOf(() => loadProvinces().provinces, namesOfProvince);
const oldProvinces = indexOf(() => loadProvinces().old, namesOfProvince);
const communes = indexOf(loadCommunes, (unit) => [unit.name, ...unit.name.split(' - ').filter((part) => part !== 'Đà Lạt')]);
const oldCommunes = indexOf(loadOldCommunes, (unit) => [unit.name, unit.name.replace(/^N\.T /, '')]);
const oldDistricts = indexOf(loadOldDistricts, (unit) => [unit.name, ...unit.formerNames.map((name) => name.replace(/^(?:Tỉnh|Thành phố|Thị xã|Quận|Huyện) /i, ''))]);

/** The 34 provinces and cities of today, in the order of their codes. */
export const provinces = (): readonly Province[] => loadProvinces().provinces;
export const provinceOf = (code: string): Province | undefined => newProvinces().byCode.get(code);
/** By the code used before July 2025; the value's `province` is the code of today's. */
export const oldProvinceOf = (code: string): OldProvince | undefined => oldProvinces().byCode.get(code);
/** Name of the province a two-digit code meant before July 2025, as personal identity numbers still use it: `'36'` → `'Nam Định'`. */
export const formerProvinceName = (oldCode: string): string | undefined => oldProvinces().byCode.get(oldCode)?.name;
export const communeOf = (code: string): Commune | undefined => communes().byCode.get(code);
export const oldCommuneOf = (code: string): OldCommune | undefined => oldCommunes().byCode.get(code);
export const oldDistrictOf = (code: string): OldDistrict | undefined => oldDistricts().byCode.get(code);

/** Every commune of today with ground of the old district; never only one in law, so ask for the old commune. Empty for an unknown code. */
export const communesOfOldDistrict = (code: string): readonly Commune[] => (oldDistrictOf(code)?.communes ?? []).flatMap((commune) => communeOf(commune) ?? []);

/** Minimum-wage region of a commune of today, or undefined for a code that is not one. The region is that of the employer's place of business. */
export const wageZoneOf = (communeCode: string): WageZone | undefined => (communeOf(communeCode) === undefined ? undefined : (loadWageZones().get(communeCode) ?? 'IV'));

const none: readonly never[] = [];
/** The units filed under a name's key (`placeKey`). */
export const provincesNamed = (key: string): readonly Province[] => newProvinces().byKey.get(key) ?? none;
export const oldProvincesNamed = (key: string): readonly OldProvince[] => oldProvinces().byKey.get(key) ?? none;
export const communesNamed = (key: string): readonly Commune[] => communes().byKey.get(key) ?? none;
export const oldCommunesNamed = (key: string): readonly OldCommune[] => oldCommunes().byKey.get(key) ?? none;
export const oldDistrictsNamed = (key: string): readonly OldDistrict[] => oldDistricts().byKey.get(key) ?? none;

/** Every key of a province, of today or before: for spelling slips. */
export const provinceKeys = (): readonly string[] => [...new Set([...newProvinces().byKey.keys(), ...oldProvinces().byKey.keys()])];
