/**
 * Owns the door in: a JSON text into the facts of one case or many, or one clear list of what is wrong, each with its path. Strict: a
 * key that is not a fact and a day that does not exist are faults, never dropped. Does not ask the law.
 */
import { z } from 'zod';
import { daySchema, type Facts, factsSchema } from '../facts.js';
import { jsonFault } from './json-fault.js';

/** `many`: the text held a list. `faults`: `facts[3].custody[0].to: not an existing day written YYYY-MM-DD (told: "2025-02-30")`. */
export type ReadFacts = { readonly ok: true; readonly cases: readonly Facts[]; readonly many: boolean } | { readonly ok: false; readonly faults: readonly string[] };

/** Days are reckoned with years added: outside these the calendar itself is not in question any more. */
const FIRST = '1900-01-01';
const LAST = '2199-12-31';

/** Reads the facts out of a JSON text. */
export const readFacts = (text: string): ReadFacts => {
  const told = text.replace(/^\uFEFF/, '').normalize('NFC');
  const broken = jsonFault(told);
  if (broken !== undefined) return { ok: false, faults: [`line ${broken.line}, column ${broken.column}: ${broken.what}`] };
  const value: unknown = JSON.parse(told);
  if (typeof value !== 'object' || value === null) return { ok: false, faults: ['facts: expected the facts of a case, {…}, or a list of them, [{…}, …]'] };
  const many = Array.isArray(value);
  const read = (many ? value : [value]).map((one: unknown, index) => readOne(one, many ? `facts[${index}]` : 'facts'));
  const faults = read.flatMap((one) => one.faults);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, cases: read.flatMap((one) => one.facts ?? []), many };
};

/** The JSON Schema (2020-12) of the facts of one case. */
export const factsJsonSchema = (): object => ({
  title: 'facts',
  ...z.toJSONSchema(factsSchema, {
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === daySchema) jsonSchema.format = 'date';
    },
  }),
});

const readOne = (value: unknown, name: string): { readonly facts?: Facts; readonly faults: readonly string[] } => {
  // A case tells a fifth of the facts there are: only those are looked at, and the whole schema is asked when one of them is at fault.
  if (isEachInShape(value)) return { facts: value, faults: [] };
  const result = factsSchema.safeParse(value);
  if (result.success) {
    const faults = farDays(result.data, name);
    return faults.length > 0 ? { faults } : { facts: result.data, faults };
  }
  return { faults: result.error.issues.flatMap((issue) => faultsOf(issue, name, value)) };
};

type Shape = { readonly schema: z.ZodType; readonly seen: Set<unknown> };
const shapes: ReadonlyMap<string, Shape> = new Map(Object.entries(factsSchema.shape).map(([name, schema]) => [name, { schema, seen: new Set() }]));
/** Words and days come again in case after case; of each fact this many are known again. */
const MOST_SEEN = 3_000;

const isInShape = ({ schema, seen }: Shape, told: unknown): boolean => {
  if (seen.has(told)) return true;
  if (!schema.safeParse(told).success || hasFarDay(told)) return false;
  if (typeof told !== 'object' && seen.size < MOST_SEEN) seen.add(told);
  return true;
};

/** Nothing in the facts is changed by reading it, so what is in shape is the facts. */
const isEachInShape = (value: unknown): value is Facts => {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('assessed_on' in value)) return false;
  return Object.entries(value).every(([name, told]) => {
    const shape = shapes.get(name);
    return shape !== undefined && told !== undefined && isInShape(shape, told);
  });
};

const faultsOf = (issue: z.core.$ZodIssue, name: string, root: unknown): readonly string[] => {
  const path = `${name}${issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')}`;
  const told = issue.path.reduce<unknown>((node, part) => (typeof node === 'object' && node !== null ? Reflect.get(node, part) : undefined), root);
  const shown = told === undefined ? '' : ` (told: ${short(JSON.stringify(told))})`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${path}.${key}: no fact has this name`);
    case 'invalid_union': {
      // Every fact is "its shape, or 'unknown'": the shape's own complaint is the one that helps.
      const inner = issue.errors.flat().find((one) => !(one.code === 'invalid_value' && one.values.length === 1 && one.values[0] === 'unknown'));
      return [`${path}: ${inner === undefined ? issue.message : wordOf(inner)}, or "unknown"${shown}`];
    }
    default:
      return [`${path}: ${told === undefined ? 'missing; ' : ''}${wordOf(issue)}${shown}`];
  }
};

const wordOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_value':
      return `expected one of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return `expected ${issue.expected === 'int' ? 'a whole number' : issue.expected}`;
    case 'custom':
      return issue.message;
    default:
      return issue.message.replace(/^Invalid input: |^Too (small|big): /, '');
  }
};

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

const isFar = (text: string): boolean => (text < FIRST || text > LAST) && daySchema.safeParse(text).success;
const hasFarDay = (node: unknown): boolean => (typeof node === 'string' ? isFar(node) : typeof node === 'object' && node !== null && Object.values(node).some(hasFarDay));

const farDays = (node: unknown, path: string): readonly string[] => {
  if (typeof node === 'string') return isFar(node) ? [`${path}: outside the days that are reckoned, ${FIRST} to ${LAST} (told: "${node}")`] : [];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (freeText.has(key) ? [] : farDays(value, Array.isArray(node) ? `${path}[${key}]` : `${path}.${key}`)));
};
const freeText = new Set(['what', 'name']);
