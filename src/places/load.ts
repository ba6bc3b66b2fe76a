/**
 * Owns reading `data/places/` from disk: each file once, when first needed, every row checked. Does not look anything up.
 * Rows are checked by hand rather than with zod, which alone takes longer to load than all five files.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFolder } from '../repository/index.js';
import type { Commune, OldCommune, OldDistrict, OldProvince, Province, WageZone } from './units.js';

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const folder = (): string => join(repositoryFolder(), 'data/places');

type Row = readonly unknown[];
type Fields = Readonly<Record<string, unknown>>;

const broken = (file: string, row: unknown): never => {
  throw new Error(`data/places/${file}: unexpected row ${JSON.stringify(row)?.slice(0, 120)}; restore the file`);
};
const isRow = (x: unknown): x is Row => Array.isArray(x);
const isFields = (x: unknown): x is Fields => typeof x === 'object' && x !== null && !Array.isArray(x);
const isTexts = (x: unknown): x is readonly string[] => Array.isArray(x) && x.every((item) => typeof item === 'string');

const rowsOf = (file: string, list: string): readonly unknown[] => {
  const content: unknown = JSON.parse(readFileSync(join(folder(), file), 'utf8'));
  const rows = isFields(content) ? content[list] : undefined;
  return isRow(rows) && rows.length > 0 ? rows : broken(file, list);
};

const text = (file: string, row: unknown, at: unknown): string => (typeof at === 'string' && at !== '' ? at : broken(file, row));
const texts = (file: string, row: unknown, at: unknown): readonly string[] => (isTexts(at) ? at : broken(file, row));
const fieldsOf = (file: string, row: unknown): Fields => (isFields(row) ? row : broken(file, row));
const cellsOf = (file: string, row: unknown): Row => (isRow(row) ? row : broken(file, row));

/**
 * Names the file lacks. Huyện Từ Liêm was divided into two districts in 2013 (Nghị quyết 132/NQ-CP) and the file follows one code;
 * the others are spellings people use.
 */
const MORE_NAMES: Readonly<Record<string, readonly string[]>> = { '021': ['Huyện Từ Liêm'], '643': ['Buôn Mê Thuột', 'Ban Mê Thuột', 'BMT'] };

/** Some rows repeat the rank inside the name ("Thành Phố Bắc Kạn"). */
const RANK = /^(?:tỉnh|thành phố|thị xã|quận|huyện)\s+/iu;
const bareName = (name: string): string => name.replace(RANK, '');
const rankOf = (name: string): string => RANK.exec(name)?.[0].trim().toLowerCase() ?? 'huyện';

export const loadProvinces = once((): { readonly provinces: readonly Province[]; readonly old: readonly OldProvince[] } => {
  const file = 'provinces.json';
  const rows = rowsOf(file, 'provinces').map((row) => fieldsOf(file, row));
  const unit = (f: Fields): Province => ({ code: text(file, f, f.code), name: text(file, f, f.name), type: rankOf(text(file, f, f.full_name)) });
  const former = (f: Fields): Row => cellsOf(file, f.former);
  return {
    provinces: rows.map(unit),
    old: rows.flatMap((row) => former(row).map((f) => ({ ...unit(fieldsOf(file, f)), province: text(file, row, row.code) }))),
  };
});

export const loadCommunes = once((): readonly Commune[] => {
  const file = 'communes.json';
  return rowsOf(file, 'communes').map((row) => {
    const [code, name, type, province, former] = cellsOf(file, row);
    return { code: text(file, row, code), name: text(file, row, name), type: text(file, row, type), province: text(file, row, province), former: texts(file, row, former) };
  });
});

export const loadOldCommunes = once((): readonly OldCommune[] => {
  const file = 'old-communes.json';
  const living = rowsOf(file, 'communes').map((row) => {
    const [code, name, type, district, communes] = cellsOf(file, row);
    return { code: text(file, row, code), name: text(file, row, name), type: text(file, row, type), district: text(file, row, district), communes: texts(file, row, communes) };
  });
  const gone = rowsOf(file, 'extinct').map((row) => {
    const [code, name, district] = cellsOf(file, row);
    return { code: text(file, row, code), name: text(file, row, name), type: '', district: text(file, row, district), communes: [] };
  });
  return [...living, ...gone];
});

export const loadOldDistricts = once((): readonly OldDistrict[] => {
  const file = 'old-districts.json';
  const living = rowsOf(file, 'districts').map((row): OldDistrict => {
    const [code, name, type, oldProvince, province, communes, formerNames] = cellsOf(file, row);
    const own = text(file, row, code);
    return {
      code: own,
      name: bareName(text(file, row, name)),
      type: text(file, row, type),
      oldProvince: text(file, row, oldProvince),
      province: text(file, row, province),
      communes: texts(file, row, communes),
      parts: [own],
      formerNames: [...texts(file, row, formerNames), ...(MORE_NAMES[own] ?? [])],
    };
  });
  const byCode = new Map(living.map((district) => [district.code, district]));
  const gone = rowsOf(file, 'abolished_before_2025_07').map((row): OldDistrict => {
    const f = fieldsOf(file, row);
    const name = text(file, row, f.name);
    const parts = cellsOf(file, f.successors).map((part) => text(file, row, fieldsOf(file, part).district));
    return {
      code: text(file, row, f.code),
      name: bareName(name),
      type: rankOf(name),
      oldProvince: text(file, row, f.province),
      province: text(file, row, f.new_province),
      communes: [...new Set(parts.flatMap((part) => byCode.get(part)?.communes ?? []))],
      parts,
      formerNames: texts(file, row, f.names).filter((other) => other !== name),
    };
  });
  return [...living, ...gone];
});

/** Communes of regions I to III; every other commune of today is region IV (Nghị định 293/2025/NĐ-CP, annex). */
export const loadWageZones = once((): ReadonlyMap<string, WageZone> => {
  const file = 'wage-zones.json';
  const zones: readonly WageZone[] = ['I', 'II', 'III'];
  return new Map(zones.flatMap((zone) => rowsOf(file, zone).map((code) => [text(file, code, code), zone] as const)));
});
