/** Owns the official names of provinces and communes as agencies' names use them. Does not read what people type. */
import { fold } from '../basics/index.js';
import type { Commune, Law, Province } from './entries.js';

/** A province in force since 01/07/2025, by code or by name with or without its kind. */
export const provinceNamed = (law: Law, said: string | undefined): Province | undefined => {
  if (said === undefined) return undefined;
  const wanted = fold(said);
  return law.provinces.get(said) ?? [...law.provinces.values()].find((province) => fold(province.full_name) === wanted || fold(province.name) === wanted);
};

/** A commune in force, by code, or by its kind and name inside a province; two of one name are nobody. */
export const communeNamed = (law: Law, said: string | undefined, province: Province | undefined): Commune | undefined => {
  if (said === undefined) return undefined;
  const byCode = law.communes.get(said);
  if (byCode !== undefined) return province === undefined || byCode.province === province.code ? byCode : undefined;
  const wanted = fold(said);
  const found = [...law.communes.values()].filter(
    (commune) => commune.province === province?.code && (fold(`${commune.type} ${commune.name}`) === wanted || fold(commune.name) === wanted),
  );
  return found.length === 1 ? found[0] : undefined;
};

/** `tỉnh Nghệ An`, `thành phố Hà Nội`: as it stands after the name of a body. */
export const ofProvince = (province: Province): string => `${province.type} ${province.name}`;
/** `xã Hưng Nguyên, tỉnh Nghệ An`. */
export const ofCommune = (commune: Commune, province: Province): string => `${commune.type} ${commune.name}, ${ofProvince(province)}`;
