/** Runs the worked examples of this folder (`*.yaml`): typed by hand from the statute, each with the article expected. Never regenerated. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  addCalendarDays,
  addWorkingDays,
  advanceFor,
  type Citation,
  competentAgency,
  damagesFor,
  deadlinesFor,
  factsSchema,
  type Finding,
  groundingDocument,
  honourFor,
  inScope,
  courtRoute,
  limitationEnds,
  mayClaim,
  loadLaw,
  onOrNextWorkingDay,
  papersFor,
  verdict,
} from '../../src/law/index.js';

const law = loadLaw();
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
  ]),
  facts: z.record(z.string(), z.unknown()),
  /** Matched against the finding; keys not named are free. */
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
  count: z.strictObject({ from: day, working_days: z.number().optional(), days: z.number().optional(), on_or_next: z.literal(true).optional() }),
  day: day.optional(),
  between: z.tuple([day, day]).optional(),
  no_table: z.literal(true).optional(),
});
const stepsSchema = z.strictObject({
  name: z.string(),
  article: z.union([z.string(), z.array(z.string())]),
  events: z.record(z.string(), z.unknown()),
  /** Step id → due day; `null`: the calendar cannot say; `absent`: not in the list. */
  due: z.record(z.string(), z.union([day, z.null()])),
});
const fileSchema = z.strictObject({ examples: z.array(z.union([exampleSchema, countingSchema, stepsSchema])).min(1) });
type Example = z.infer<typeof exampleSchema>;

const questions = { inScope, groundingDocument, limitationEnds, honourFor, verdict, competentAgency, papersFor, mayClaim, courtRoute, advanceFor, damagesFor };
const listed = (article: string | readonly string[]): readonly string[] => (typeof article === 'string' ? [article] : article);
const articlesOf = (cites: readonly Citation[]): readonly string[] => cites.map((cite) => cite.article);

const runExample = (example: Example): void => {
  const facts = factsSchema.parse(example.facts);
  const finding: Finding<unknown> = questions[example.question](facts, law);
  expect(articlesOf(finding.cites)).toEqual(expect.arrayContaining([...listed(example.article)]));
  if (example.expect !== undefined) expect(finding).toMatchObject(example.expect);
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
    expect(papers.value.map((paper) => paper.id)).toEqual(example.papers);
  }
};

const runCounting = ({ count, ...wanted }: z.infer<typeof countingSchema>): void => {
  const found =
    count.working_days !== undefined
      ? addWorkingDays(law, count.from, count.working_days)
      : count.on_or_next
        ? onOrNextWorkingDay(law, count.from)
        : addCalendarDays(law, count.from, count.days ?? 0);
  if (wanted.day !== undefined) expect(found).toMatchObject({ kind: 'sure', day: wanted.day });
  else if (wanted.between !== undefined) expect(found).toMatchObject({ kind: 'between', earliest: wanted.between[0], latest: wanted.between[1] });
  else expect(found.kind).toBe('no_table');
};

const runSteps = (example: z.infer<typeof stepsSchema>): void => {
  const lodged = z.looseObject({ lodged_on: day, lodged_by: z.enum(['hand', 'post']), lodged_with: z.enum(['agency', 'justice_department']).optional() }).parse(example.events);
  const steps = deadlinesFor(lodged, law);
  expect(articlesOf(steps.map((step) => step.cite))).toEqual(expect.arrayContaining([...listed(example.article)]));
  const due = Object.fromEntries(steps.map((step) => [step.id, step.dueDay ?? null]));
  expect(due).toMatchObject(example.due);
};

for (const file of readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.yaml'))
  .sort()) {
  const { examples } = fileSchema.parse(parse(readFileSync(join(import.meta.dirname, file), 'utf8')));
  describe(file, () => {
    for (const example of examples)
      test(`${listed(example.article).join(', ')}: ${example.name}`, () => {
        if ('question' in example) runExample(example);
        else if ('count' in example) runCounting(example);
        else runSteps(example);
      });
  });
}
