/**
 * Owns reading a place: today's or former names, any depth, with or without diacritics, into today's units. Homonyms, names that
 * mean both a former and a present unit, and communes that were split are asked back. Keeps no street or hamlet.
 */
import { communeOf, oldCommuneOf, oldDistrictOf, oldProvinceOf, placeKey, provinceKeys, provinceOf, type Commune, type OldDistrict } from '../../places/index.js';
import type { Answer, CodedReader } from './codes.js';
import { chainsIn, communesOfChain, rankBefore, type Chain } from './place-chains.js';
import { placeWords, type PlaceWord } from './place-said.js';
import { refuse, several, value } from './reading.js';
import { listen } from './said.js';
import { distance } from './spelling.js';

export type PlaceUnit = { readonly code: string; readonly name: string; readonly type: string };
/**
 * `{"province":{"code":"37","name":"Ninh Bình","type":"tỉnh"},"commune":{"code":"13741","name":"Vụ Bản","type":"xã"},"former":"xã Kim Thái, huyện Vụ Bản, tỉnh Nam Định"}`
 */
export type Place = {
  /** Of today. */
  readonly province: PlaceUnit;
  /** Of today; absent when only a larger unit was named. */
  readonly commune?: PlaceUnit;
  /** The unit of before July 2025 that was named, in words. */
  readonly former?: string;
  /** When a district or a much split commune was named: the communes of today it may be. */
  readonly possible?: readonly PlaceUnit[];
};

/** Reads a place of any depth. A district gives today's province and the possible communes. */
export const readPlace: CodedReader<Place> = (text) => {
  const said = listen(text);
  if (said.plain === '') return refuse('empty');
  const words = placeWords(said).slice(-40);
  if (words.length === 0) return refuse('place_unknown');
  const first = judge(words, said.marked);
  if (first.kind !== 'refused' || first.code !== 'place_unknown') return first;
  for (const other of [reversed(words), respelled(words)]) {
    const again = other === undefined ? first : judge(other, said.marked);
    if (again.kind !== 'refused') return again;
  }
  return first;
};

/** Reads a place down to its commune: refused with `place_commune_needed` when only a larger unit was named and too many communes fit. */
export const readCommune: CodedReader<Place> = (text, context) => {
  const read = readPlace(text, context);
  const places = read.kind === 'several' ? read.readings.map((reading) => reading.value) : read.kind === 'value' ? [read.value] : [];
  if (read.kind === 'refused' || places.every((place) => place.commune !== undefined)) return read;
  const options = places.flatMap((place) => (place.commune !== undefined ? [place] : (place.possible ?? []).map((commune): Place => ({ ...withoutPossible(place), commune }))));
  const complete = places.every((place) => place.commune !== undefined || place.possible !== undefined);
  if (!complete || options.length === 0 || options.length > 5) return refuse('place_commune_needed');
  return several(options.map((place) => ({ value: place, label: shownPlace(place) })));
};

const withoutPossible = ({ possible: _, ...place }: Place): Place => place;

/** A place in words: `xã Vụ Bản, tỉnh Ninh Bình`. */
export const shownPlace = (place: Place): string => [place.commune, place.province].flatMap((unit) => (unit === undefined ? [] : [`${unit.type} ${unit.name}`])).join(', ');

const judge = (words: readonly PlaceWord[], marked: boolean): Answer<Place> => {
  const chains = chainsIn(words, marked);
  const best = narrow(chains);
  const [one] = best;
  if (one === undefined) return refuse('place_unknown');
  const lead = words.slice(0, one.start);
  const lost = leftOver(words, one.start, one.ranks > 0);
  if (lost === 'unknown') return refuse('place_unknown');
  // A commune named alone must be typed with care: "ở quê" is not phường Quế.
  const alone = best.every((chain) => chain.commune !== undefined && chain.district === undefined && chain.province === undefined);
  if (alone && best.every((chain) => chain.toneSlips > 0 || (chain.ranks === 0 && words.length - chain.start === 1)))
    return refuse(best.some((chain) => chain.ranks > 0) ? 'place_needs_province' : 'place_unknown');
  if (lost === 'unit' || (lead.length > 0 && one.commune === undefined)) {
    const mended = best.flatMap((chain) => closeCommune(words, chain));
    if (mended.length === 1) return answer(mended);
    if (lost === 'unit') return refuse('place_commune_unknown');
  }
  return answer(best);
};

/** The chains that use the most words, then with the fewest slips; a bare name that is a province's means the province. */
const narrow = (chains: readonly Chain[]): readonly Chain[] => {
  const least = <K extends 'start' | 'rankSlips' | 'toneSlips'>(list: readonly Chain[], field: K): readonly Chain[] => {
    const low = Math.min(...list.map((chain) => chain[field]));
    return list.filter((chain) => chain[field] === low);
  };
  const close = least(least(least(chains, 'start'), 'rankSlips'), 'toneSlips');
  // A name that had gone before 2025 counts only when no later unit has it.
  const living = close.filter((chain) => chain.commune === undefined || 'now' in chain.commune || chain.commune.before.communes.length > 0);
  const kept = living.length > 0 ? living : close;
  const provinces = kept.filter((chain) => chain.province !== undefined && chain.district === undefined && chain.commune === undefined);
  return provinces.length > 0 ? provinces : kept;
};

const LOOSE = new Set('toi em minh o tai nha que que quan thuong tru tam tru dia chi hien nay song dang ngu cua la cho truoc khi bi bat anh chi da vang thuoc ben'.split(' '));
const STREET = new Set('so sn nha thon xom ap to khu duong ngo ngach hem kp ban buon lang dan pho kiet tdp khoi chung cu toa tang doi bon soc phum'.split(' '));

/** What the words before the first unit are: nothing that matters, a unit we do not know, or words we do not understand. */
const leftOver = (words: readonly PlaceWord[], start: number, ranked: boolean): 'loose' | 'unit' | 'unknown' => {
  const lead = words.slice(0, start);
  if (lead.every((word) => LOOSE.has(word.key))) return 'loose';
  const street = lead.findIndex((word) => STREET.has(word.key) || /^\d+$/.test(word.key));
  for (let at = 1; at < start; at++) {
    const rank = rankBefore(words, at);
    if (rank !== undefined && (words[rank.start]?.afterComma === true || rank.start === 0) && !LOOSE.has(words[at]?.key ?? '')) return 'unit';
  }
  if (street === 0 || (street > 0 && lead.slice(0, street).every((word) => LOOSE.has(word.key)))) return 'loose';
  return ranked || words[start]?.afterComma === true ? 'loose' : 'unknown';
};

/** A commune spelled one slip away, inside the district that was named. */
const closeCommune = (words: readonly PlaceWord[], chain: Chain): readonly Chain[] => {
  const district = chain.district;
  if (district === undefined) return [];
  const tail: string[] = [];
  for (let at = chain.start - 1; at >= 0 && tail.length < 6; at--) {
    tail.unshift(words[at]?.key ?? '');
    if (words[at]?.afterComma === true || rankBefore(words, at) !== undefined) break;
  }
  const typed = tail.join(' ');
  if (typed.length < 5) return [];
  const now = districtCommunes(district);
  const before = [...new Set(now.flatMap((commune) => commune.former))].flatMap((code) => oldCommuneOf(code) ?? []).filter((old) => district.parts.includes(old.district));
  const near = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] => list.filter((unit) => distance(typed, placeKey(unit.name), 1) <= 1);
  const old = near(before).map((unit): Chain => ({ ...chain, commune: { before: unit } }));
  return old.length > 0 ? old : near(now).map((unit): Chain => ({ ...chain, commune: { now: unit } }));
};

const answer = (chains: readonly Chain[]): Answer<Place> => {
  const places = new Map<string, Place>();
  for (const chain of chains) {
    for (const place of placesOf(chain)) {
      const id = place.commune?.code ?? `${place.province.code}:${place.possible === undefined ? '' : (place.former ?? '')}`;
      const known = places.get(id);
      if (known === undefined || (known.former !== undefined && place.former === undefined && chain.district === undefined)) places.set(id, place);
    }
  }
  const list = [...places.values()];
  if (list.length === 0) return refuse('place_unknown');
  if (list.length > 5) return refuse('place_needs_province');
  const [only] = list;
  if (list.length === 1 && only !== undefined) return value(only);
  return several(list.map((place) => ({ value: place, label: labelOf(place) })));
};

const labelOf = (place: Place): string => (place.former === undefined ? shownPlace(place) : `${shownPlace(place)} (trước là ${place.former})`);

const unitOf = ({ code, name, type }: PlaceUnit): PlaceUnit => ({ code, name, type });

const placesOf = (chain: Chain): readonly Place[] => {
  const communes = communesOfChain(chain);
  const code = communes[0]?.province ?? ownDistrict(chain)?.province ?? chain.province?.now ?? oldProvinceOf(chain.province?.before ?? '')?.province;
  const province = provinceOf(code ?? '');
  if (province === undefined) throw new Error(`no province ${String(code)} in data/places/provinces.json`);
  const former = formerOf(chain);
  const base: Place = { province: unitOf(province), ...(former === undefined ? {} : { former }) };
  if (communes.length > 0 && communes.length <= 5)
    return communes.map((commune) => ({ ...base, province: unitOf(provinceOf(commune.province) ?? province), commune: unitOf(commune) }));
  const possible = communes.length > 5 ? communes : districtCommunes(ownDistrict(chain));
  const [only] = possible;
  if (possible.length === 1 && only !== undefined) return [{ ...base, commune: unitOf(only) }];
  return [possible.length === 0 ? base : { ...base, possible: possible.map(unitOf) }];
};

const ownDistrict = (chain: Chain): OldDistrict | undefined =>
  chain.district ?? (chain.commune !== undefined && 'before' in chain.commune ? oldDistrictOf(chain.commune.before.district) : undefined);

const districtCommunes = (district: OldDistrict | undefined): readonly Commune[] => (district?.communes ?? []).flatMap((code) => communeOf(code) ?? []);

/** The former unit in words, from the smallest named; undefined when only units of today were named. */
const formerOf = (chain: Chain): string | undefined => {
  const commune = chain.commune !== undefined && 'before' in chain.commune ? chain.commune.before : undefined;
  const district = chain.commune !== undefined && commune === undefined ? undefined : ownDistrict(chain);
  const own = district === undefined ? (chain.commune === undefined && chain.province?.now === undefined ? chain.province?.before : undefined) : district.oldProvince;
  const province = own === undefined ? undefined : oldProvinceOf(own);
  const words = [commune, district, province].flatMap((unit) => (unit === undefined ? [] : [`${unit.type} ${unit.name}`.trim()]));
  return words.length === 0 ? undefined : words.join(', ');
};

/** "Nam Định, Vụ Bản, Kim Thái": the same parts from small to large. */
const reversed = (words: readonly PlaceWord[]): readonly PlaceWord[] | undefined => {
  const parts: PlaceWord[][] = [];
  for (const word of words) {
    if (word.afterComma || parts.length === 0) parts.push([word]);
    else parts[parts.length - 1]?.push(word);
  }
  return parts.length < 2 ? undefined : parts.reverse().flat();
};

/** The last words with a province one slip away put right, when only one province is that close. */
const respelled = (words: readonly PlaceWord[]): readonly PlaceWord[] | undefined => {
  for (let length = Math.min(4, words.length); length >= 1; length--) {
    const typed = words
      .slice(-length)
      .map((word) => word.key)
      .join(' ');
    if (typed.length < 6) continue;
    const close = provinceKeys().filter((key) => key.length >= 6 && distance(typed, key, 1) <= 1);
    const [only] = close;
    if (only === undefined || close.length > 1) continue;
    const first = words[words.length - length];
    return [...words.slice(0, -length), ...only.split(' ').map((key, i) => ({ key, accented: key, afterComma: i === 0 && first?.afterComma === true }))];
  }
  return undefined;
};
