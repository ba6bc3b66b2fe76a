/**
 * Owns reading the law tables from `data/`: the only I/O of this folder, done once at start. A table that does not fit stops the
 * program with the file and the path of the fault.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml as readYamlFile, repositoryFolder } from '../repository/index.js';
import {
  type AgencyContact,
  agencySchema,
  baseSalarySchema,
  type CalendarYear,
  calendarYearSchema,
  communesSchema,
  documentsSchema,
  type Entry,
  entrySchema,
  type Law,
  provincesSchema,
  regionalWageSchema,
  reviewSchema,
} from './entries.js';
import { earliest } from './periods.js';

const lawFileSchema = z.strictObject({ defaults: z.record(z.string(), z.unknown()).default({}), entries: z.array(z.record(z.string(), z.unknown())).min(1) });

/** Reads and checks everything under `dataDirectory` (default: the `data/` beside this program). Throws with file and path on a fault. */
export const loadLaw = (dataDirectory: string = join(repositoryFolder(), 'data')): Law => {
  const at = (...parts: string[]): string => join(dataDirectory, ...parts);
  const documents = new Map(readYaml(at('law', 'documents.yaml'), documentsSchema).documents.map((document) => [document.short, document] as const));
  const all = yamlFiles(at('law'))
    .filter((file) => !['documents.yaml', 'open-questions.yaml', 'review.yaml'].some((name) => file.endsWith(name)))
    .flatMap(readEntries);
  const unlisted = all.find((entry) => !documents.has(entry.document));
  if (unlisted) throw new Error(`data/law › ${unlisted.id}: document "${unlisted.document}" is not in documents.yaml; add it there`);
  const calendar = new Map(
    yamlFiles(at('calendar'))
      .filter((file) => /\d{4}\.yaml$/.test(file))
      .map((file) => readYaml(file, calendarYearSchema))
      .map((year): [number, CalendarYear] => [checkedYear(year).year, year]),
  );
  return deepFreeze({
    entries: byId(all),
    documents,
    baseSalary: rowsInOrder(readYaml(at('wages', 'base-salary.yaml'), baseSalarySchema)),
    regionalWage: rowsInOrder(readYaml(at('wages', 'regional-wage.yaml'), regionalWageSchema)),
    calendar,
    agencies: yamlFiles(at('agencies', 'contacts')).map((file): AgencyContact => readYaml(file, agencySchema)),
    provinces: new Map(readJson(at('places', 'provinces.json'), provincesSchema).provinces.map((province) => [province.code, province] as const)),
    communes: new Map(readJson(at('places', 'communes.json'), communesSchema).communes.map(([code, name, type, province]) => [code, { code, name, type, province }] as const)),
    review: readYaml(at('law', 'review.yaml'), reviewSchema),
    checkedOn: earliest('9999-12-31', ...all.map((entry) => entry.checked_on)),
  });
};

const yamlFiles = (directory: string): string[] =>
  existsSync(directory)
    ? readdirSync(directory)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => join(directory, name))
    : [];

/** One file through its schema; the error names file and path. */
const readYaml = <T extends z.ZodType>(file: string, schema: T): z.output<T> => checked(file, '', schema, readYamlFile(file));

const readJson = <T extends z.ZodType>(file: string, schema: T): z.output<T> => checked(file, '', schema, JSON.parse(readFileSync(file, 'utf8')));

const checked = <T extends z.ZodType>(file: string, prefix: string, schema: T, value: unknown): z.output<T> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${[prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.')}: ${issue.message}`);
  throw new Error(`${file} › ${faults.join('; ')}`);
};

const readEntries = (file: string): Entry[] => {
  const { defaults, entries } = readYaml(file, lawFileSchema);
  return entries.map((entry, index) => checked(file, `entries.${index}${typeof entry.id === 'string' ? `(${entry.id})` : ''}`, entrySchema, { ...defaults, ...entry }));
};

const byId = (all: readonly Entry[]): Map<string, Entry[]> => {
  const map = new Map<string, Entry[]>();
  for (const entry of all) {
    const others = map.get(entry.id) ?? [];
    const clash = others.find((other) => other.from <= (entry.to ?? '9999') && entry.from <= (other.to ?? '9999'));
    if (clash) throw new Error(`data/law › ${entry.id}: two entries in force at once (from ${clash.from} and from ${entry.from}); close the older one`);
    map.set(entry.id, [...others, entry]);
  }
  return map;
};

const rowsInOrder = <T extends { readonly id: string; readonly rows: readonly { from: string; to: string | null }[] }>(table: T): T => {
  table.rows.forEach((row, index) => {
    const next = table.rows[index + 1];
    if (next && (row.to === null || row.to >= next.from)) throw new Error(`data/wages › ${table.id} › rows.${index}.to: must end before ${next.from}`);
    if (row.to !== null && row.to < row.from) throw new Error(`data/wages › ${table.id} › rows.${index}.to: ends before it begins`);
  });
  return table;
};

const checkedYear = (table: CalendarYear): CalendarYear => {
  const stray = [...table.days_off.map((day) => day.date), ...table.worked_weekend_days, ...table.open.flatMap((open) => [open.from, open.to])].find(
    (day) => !day.startsWith(String(table.year)),
  );
  if (stray) throw new Error(`data/calendar › ${table.year}: ${stray} belongs to another year`);
  return table;
};

const deepFreeze = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  const parts = value instanceof Map ? [...value.values()] : Object.values(value);
  for (const part of parts) deepFreeze(part);
  return value;
};
