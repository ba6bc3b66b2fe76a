/** Owns reading and running the worked examples of this folder (`*.yaml`): typed by hand from the statute, each with the article expected. Never regenerated. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { addDays } from '../../src/basics/index.js';
import {
  addCalendarDays,
  addWorkingDays,
  advanceFor,
  type Citation,
  claimEventSchema,
  competentAgency,
  damagesFor,
  type Deadline,
  deadlinesFor,
  factsSchema,
  fields,
  type Finding,
  groundingDocument,
  honourFor,
  inScope,
  courtRoute,
  dayKind,
  type Law,
  limitationEnds,
  mayClaim,
  loadLaw,
  onOrNextWorkingDay,
  papersFor,
  refusalGroundsFor,
  verdict,
  whoHelps,
} from '../../src/law/index.js';
import { loadWording } from '../../src/wording/index.js';
import { holdsAlways, holdsForAgency, holdsForClock, holdsForDamages, holdsForPapers } from './always.js';

let whole = loadLaw();
/** Runs what follows on another book of law: a fresh one for each question of its own. */
export const runOn = (law: Law): void => {
  whole = law;
};
const words = loadWording('locales').vi;
const day = z.string();
const exampleSchema = z.strictObject({
  name: z.string(),
  /** Every article here must be cited by the answer. */
  article: z.union([z.string(), z.array(z.string())]),
  question: z.enum([
    'inScope',
    'groundingDocument',
    'limitationEnds',
    'honourFor',
    'verdict',
    'competentAgency',
    'papersFor',
    'mayClaim',
    'courtRoute',
    'advanceFor',
    'damagesFor',
    'whoHelps',
    'refusalGroundsFor',
  ]),
  facts: z.record(z.string(), z.unknown()),
  /** Entries taken out of the tables: what is said when the law has no entry for the day. */
  without: z.array(z.string()).optional(),
  /** Matched against the finding; keys not named are free, `null` is nothing there. */
  expect: z.record(z.string(), z.unknown()).optional(),
  /** Damage rows by head: the amount, or null for none. A head not named must not be there. */
  rows: z.record(z.string(), z.number().nullable()).optional(),
  total: z.number().optional(),
  /** Ids of papers, in order. */
  papers: z.array(z.string()).optional(),
});
const countingSchema = z.strictObject({
  name: z.string(),
  article: z.string(),
  count: z.strictObject({
    from: day,
    working_days: z.number().optional(),
    days: z.number().optional(),
    on_or_next: z.literal(true).optional(),
    kind_of_day: z.literal(true).optional(),
  }),
  day: day.optional(),
  between: z.tuple([day, day]).optional(),
  no_table: z.literal(true).optional(),
  /** What `from` itself is. */
  kind: z.enum(['working', 'off', 'open']).optional(),
});
const stepsSchema = z.strictObject({
  name: z.string(),
  article: z.union([z.string(), z.array(z.string())]),
  events: z.array(claimEventSchema),
  without: z.array(z.string()).optional(),
  /** The day asked; the day of the last event when not told. */
  on: day.optional(),
  field: z.enum(fields).optional(),
  honour: z.boolean().optional(),
  /** Step id → due day; `null`: the calendar cannot say; `absent`: not in the list. */
  due: z.record(z.string(), z.union([day, z.null()])).optional(),
  /** A step and the day it is due: asked the day before and on the day it waits, the day after it has passed. */
  boundary: z.record(z.string(), day).optional(),
  /** Claimant's safe days, states, roads, marks: those named must be so. */
  safe: z.record(z.string(), day).optional(),
  states: z.record(z.string(), z.string()).optional(),
  absent: z.array(z.string()).optional(),
  marks: z.record(z.string(), z.string()).optional(),
  roads: z.partialRecord(z.enum(['agency', 'court', 'honour']), z.string()).optional(),
  until: z.partialRecord(z.enum(['agency', 'court', 'honour']), day).optional(),
  /** Words that the arithmetic of a step must hold, in Vietnamese. */
  says: z.record(z.string(), z.string()).optional(),
});
const fileSchema = z.strictObject({ examples: z.array(z.union([exampleSchema, countingSchema, stepsSchema])).min(1) });
type Example = z.infer<typeof exampleSchema>;

const questions = {
  inScope,
  groundingDocument,
  limitationEnds,
  honourFor,
  verdict,
  competentAgency,
  papersFor,
  mayClaim,
  courtRoute,
  advanceFor,
  damagesFor,
  whoHelps,
  refusalGroundsFor,
};
const listed = (article: string | readonly string[]): readonly string[] => (typeof article === 'string' ? [article] : article);
const articlesOf = (cites: readonly Citation[]): readonly string[] => cites.map((cite) => cite.article);

const lawWithout = (ids: readonly string[] = []): Law =>
  ids.length === 0 ? whole : { ...whole, entries: new Map([...whole.entries].map(([id, entries]) => [id, ids.includes(id) ? [] : entries])) };

/** YAML has no word for "nothing there" but `null`. */
const nothingFor = (wanted: unknown): unknown => {
  if (wanted === null) return undefined;
  if (Array.isArray(wanted)) return wanted.map(nothingFor);
  return typeof wanted === 'object' ? Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, nothingFor(value)])) : wanted;
};

const runExample = (example: Example): void => {
  const law = lawWithout(example.without);
  const facts = factsSchema.parse(example.facts);
  const finding: Finding<unknown> = questions[example.question](facts, law);
  holdsAlways(finding, words);
  if (example.question === 'competentAgency') holdsForAgency(competentAgency(facts, law), law);
  if (example.question === 'damagesFor' || example.question === 'advanceFor') holdsForDamages(damagesFor(facts, law), facts, words);
  expect(articlesOf(finding.cites)).toEqual(expect.arrayContaining([...listed(example.article)]));
  if (example.expect !== undefined) expect(finding).toMatchObject(Object.fromEntries(Object.entries(example.expect).map(([key, value]) => [key, nothingFor(value)])));
  if (example.rows !== undefined || example.total !== undefined) {
    const damages = damagesFor(facts, law);
    if (damages.kind !== 'known') throw new Error(`${example.name}: ${damages.why}`);
    if (example.rows !== undefined)
      expect(Object.fromEntries(damages.value.rows.map((row) => [row.item === undefined ? row.head : `${row.head}#${row.item}`, row.amount]))).toEqual(example.rows);
    if (example.total !== undefined) expect(damages.value.total).toBe(example.total);
  }
  if (example.papers !== undefined) {
    const papers = papersFor(facts, law);
    if (papers.kind !== 'known') throw new Error(`${example.name}: ${papers.why}`);
    holdsForPapers(papers.value, facts, words);
    expect(papers.value.map((paper) => paper.id)).toEqual(example.papers);
  }
};

const runCounting = ({ count, ...wanted }: z.infer<typeof countingSchema>): void => {
  const found =
    count.working_days !== undefined
      ? addWorkingDays(whole, count.from, count.working_days)
      : count.on_or_next
        ? onOrNextWorkingDay(whole, count.from)
        : addCalendarDays(whole, count.from, count.days ?? 0);
  if (wanted.kind !== undefined) expect(dayKind(whole, count.from)).toBe(wanted.kind);
  else if (wanted.day !== undefined) expect(found).toMatchObject({ kind: 'sure', day: wanted.day });
  else if (wanted.between !== undefined) expect(found).toMatchObject({ kind: 'between', earliest: wanted.between[0], latest: wanted.between[1] });
  else expect(found.kind).toBe('no_table');
};

const runBoundary = (example: z.infer<typeof stepsSchema>): void => {
  for (const [id, due] of Object.entries(example.boundary ?? {})) {
    const stateOn = (on: string): string | undefined =>
      deadlinesFor(example.events, whole, { on, field: example.field, honour: example.honour }).steps.find((step) => step.id === id)?.state;
    const passed = deadlinesFor(example.events, whole, { on: due, field: example.field }).steps.find((step) => step.id === id)?.actor === 'law' ? 'done' : 'passed';
    expect([id, stateOn(addDays(due, -1)), stateOn(due), stateOn(addDays(due, 1))]).toEqual([id, 'waiting', 'waiting', passed]);
  }
};

const runSteps = (example: z.infer<typeof stepsSchema>): void => {
  const law = lawWithout(example.without);
  const on =
    example.on ??
    example.events
      .map((one) => one.on)
      .sort()
      .at(-1) ??
    '';
  const clock = deadlinesFor(example.events, law, { on, field: example.field, honour: example.honour });
  const { steps } = clock;
  holdsForClock(clock, words, example.without === undefined);
  // Told in another order it is the same.
  expect({ ...deadlinesFor(example.events.toReversed(), law, { on, field: example.field, honour: example.honour }), notYet: [] }).toEqual({ ...clock, notYet: [] });
  const cites = [...steps.map((step) => step.cite), ...clock.agency.cites, ...clock.court.cites, ...clock.honour.cites];
  expect(articlesOf(cites)).toEqual(expect.arrayContaining([...listed(example.article)]));
  const of = <T>(pick: (step: Deadline) => T): Record<string, T> => Object.fromEntries(steps.map((step) => [step.id, pick(step)]));
  expect(of((step) => step.dueDay ?? null)).toMatchObject({ ...example.due, ...example.boundary });
  runBoundary(example);
  expect(of((step) => step.safeDay)).toMatchObject(example.safe ?? {});
  expect(of((step) => step.state)).toMatchObject(example.states ?? {});
  expect(of((step) => step.mark)).toMatchObject(example.marks ?? {});
  const ids: readonly string[] = steps.map((step) => step.id);
  expect((example.absent ?? []).filter((id) => ids.includes(id))).toEqual([]);
  for (const road of ['agency', 'court', 'honour'] as const) {
    const wanted = example.roads?.[road];
    if (wanted !== undefined) expect(`${clock[road].state} ${clock[road].because.replace('law.road.', '')}`).toBe(wanted);
    if (example.until?.[road] !== undefined) expect([road, clock[road].until]).toEqual([road, example.until[road]]);
  }
  for (const [id, text] of Object.entries(example.says ?? {}))
    expect((steps.find((step) => step.id === id)?.lines ?? []).map((line) => words.say(line.key, line.values)).join(' ')).toContain(text);
};

type Any = z.infer<typeof fileSchema>['examples'][number];

export const titleOf = (example: Any): string => `${listed(example.article).join(', ')}: ${example.name}`;
export const run = (example: Any): void => {
  if ('question' in example) runExample(example);
  else if ('count' in example) runCounting(example);
  else runSteps(example);
};

/** Every file of examples with what it holds. */
export const exampleFiles: readonly (readonly [string, readonly Any[]])[] = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((file) => [file, fileSchema.parse(parse(readFileSync(join(import.meta.dirname, file), 'utf8'))).examples] as const);
