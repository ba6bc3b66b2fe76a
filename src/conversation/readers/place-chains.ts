/**
 * Owns finding, in the words of a place, the chains commune → district → province that agree with each other. Reads from the
 * right, where the larger unit stands. Does not choose between chains.
 */
import {
  communeOf,
  communesNamed,
  namesOfProvince,
  oldCommunesNamed,
  oldDistrictOf,
  oldDistrictsNamed,
  oldProvinceOf,
  oldProvincesNamed,
  provincesNamed,
  toneKey,
  oldCommuneOf,
  type Commune,
  type OldCommune,
  type OldDistrict,
} from '../../places/index.js';
import { RANKS, type PlaceWord } from './place-said.js';

/** A province by name; `now` and `before` differ when the name is only an old or only a new one. */
export type NamedProvince = { readonly now?: string; readonly before?: string };
export type Chain = {
  readonly province?: NamedProvince;
  readonly district?: OldDistrict;
  readonly commune?: { readonly now: Commune } | { readonly before: OldCommune };
  /** Index of the first word used; what stands before it was not understood as a unit. */
  readonly start: number;
  /** Ranks typed that the units do not have ("huyện" for a "thị xã"). */
  readonly rankSlips: number;
  readonly toneSlips: number;
  readonly ranks: number;
};

const LONGEST = 7;
const LINKS = new Set(['cu', 'truoc', 'day', 'nay', 'thuoc', 'o', 'tai', 'moi', 'la', 'do', 'a', 'nhe', 'cua']);

type Level = 'province' | 'district' | 'commune';
type Unit = Pick<Chain, 'province' | 'district' | 'commune'> & { readonly names: readonly string[]; readonly rank: readonly string[] };

/** Every chain that ends at the last word. */
export const chainsIn = (words: readonly PlaceWord[], marked: boolean): readonly Chain[] =>
  extend(words, marked, words.length, 3, { start: words.length, rankSlips: 0, toneSlips: 0, ranks: 0 });

const LEVELS: readonly Level[] = ['commune', 'district', 'province'];

const extend = (words: readonly PlaceWord[], marked: boolean, end: number, below: number, chain: Chain): readonly Chain[] => {
  const found: Chain[] = (chain.province ?? chain.district ?? chain.commune) ? [chain] : [];
  if (end === 0 || below === 0) return found;
  const last = words[end - 1];
  if (last !== undefined && LINKS.has(last.key) && end > 1) found.push(...extend(words, marked, end - 1, below, chain));
  for (let length = 1; length <= Math.min(LONGEST, end); length++) {
    const from = end - length;
    const phrase = words.slice(from, end);
    if (phrase.slice(1).some((word) => word.afterComma)) break;
    const key = phrase.map((word) => word.key).join(' ');
    const rank = rankBefore(words, from);
    // A bare number is a house or a street unless a rank stands before it.
    if (/^\d+$/.test(key) && rank === undefined) continue;
    for (let level = below - 1; level >= 0; level--) {
      for (const unit of unitsNamed(LEVELS[level] ?? 'commune', key)) {
        if (!agrees(chain, unit) || (/^\d+$/.test(key) && !unit.rank.includes(rank?.rank ?? ''))) continue;
        const slip = marked && !unit.names.some((name) => toneKey(name) === toneKey(phrase.map((word) => word.accented).join(' '))) ? 1 : 0;
        const step = (start: number, ranks: number, rankSlips: number): readonly Chain[] =>
          extend(words, marked, start, level, {
            ...chain,
            ...pickUnit(unit),
            start,
            ranks: chain.ranks + ranks,
            rankSlips: chain.rankSlips + rankSlips,
            toneSlips: chain.toneSlips + slip,
          });
        if (rank !== undefined) found.push(...step(rank.start, 1, unit.rank.includes(rank.rank) ? 0 : 1));
        else found.push(...step(from, 0, 0));
      }
    }
  }
  return found;
};

const pickUnit = ({ province, district, commune }: Unit): Pick<Chain, 'province' | 'district' | 'commune'> => ({
  ...(province === undefined ? {} : { province }),
  ...(district === undefined ? {} : { district }),
  ...(commune === undefined ? {} : { commune }),
});

/** The rank that ends just before a word, if one does. */
export const rankBefore = (words: readonly PlaceWord[], at: number): { readonly start: number; readonly rank: string } | undefined => {
  for (const { words: shape, rank } of RANKS) {
    const start = at - shape.length;
    if (start >= 0 && shape.every((key, i) => words[start + i]?.key === key)) return { start, rank };
  }
  return undefined;
};

const unitsNamed = (level: Level, key: string): readonly Unit[] => {
  switch (level) {
    case 'province':
      return provinceUnits(key);
    case 'district':
      return oldDistrictsNamed(key).map((district) => ({ district, names: [district.name, ...district.formerNames], rank: ranksOf(district) }));
    case 'commune':
      return [
        ...communesNamed(key).map((now) => ({ commune: { now }, names: [now.name], rank: [now.type] })),
        ...oldCommunesNamed(key).map((before) => ({ commune: { before }, names: [before.name], rank: before.type === '' ? ['xã', 'phường', 'thị trấn'] : [before.type] })),
      ];
  }
};

const ranksOf = (district: OldDistrict): readonly string[] => [
  district.type,
  ...district.formerNames.map((name) => name.toLowerCase().match(/^(?:thành phố|thị xã|quận|huyện)/)?.[0] ?? district.type),
];

const provinceUnits = (key: string): readonly Unit[] => {
  const now = provincesNamed(key);
  const before = oldProvincesNamed(key);
  const paired = now.map((unit): Unit => {
    const same = before.find((old) => old.name === unit.name);
    return {
      province: { now: unit.code, ...(same === undefined ? {} : { before: same.code }) },
      names: namesOfProvince(unit),
      rank: [unit.type, ...(same === undefined ? [] : [same.type])],
    };
  });
  const gone = before.filter((old) => !now.some((unit) => unit.name === old.name));
  return [...paired, ...gone.map((old): Unit => ({ province: { before: old.code }, names: namesOfProvince(old), rank: [old.type] }))];
};

const agrees = (chain: Chain, unit: Unit): boolean => {
  if (unit.district !== undefined) return chain.province === undefined || districtIn(unit.district, chain.province);
  if (unit.commune === undefined) return true;
  const { district, province } = chain;
  if ('before' in unit.commune) {
    const own = oldDistrictOf(unit.commune.before.district);
    if (own === undefined) return false;
    if (district !== undefined && !district.parts.includes(own.code) && district.code !== own.code) return false;
    return province === undefined || districtIn(own, province);
  }
  const commune = unit.commune.now;
  if (district !== undefined && !district.communes.includes(commune.code)) return false;
  return province === undefined || commune.province === province.now || (province.before !== undefined && communeWas(commune, province.before));
};

const districtIn = (district: OldDistrict, province: NamedProvince): boolean => district.province === province.now || district.oldProvince === province.before;

const communeWas = (commune: Commune, oldProvince: string): boolean => {
  const old = commune.former.flatMap((code) => oldCommuneOf(code) ?? []);
  if (old.length === 0) return oldProvinceOf(oldProvince)?.province === commune.province;
  return old.some((one) => oldDistrictOf(one.district)?.oldProvince === oldProvince);
};

/** The communes of today that a chain can mean; empty when it names none. */
export const communesOfChain = (chain: Chain): readonly Commune[] => {
  if (chain.commune === undefined) return [];
  if ('now' in chain.commune) return [chain.commune.now];
  return chain.commune.before.communes.flatMap((code) => communeOf(code) ?? []);
};
