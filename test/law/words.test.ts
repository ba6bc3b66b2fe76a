/** Every key of law that a person may be shown has words in both languages, with the same places to fill. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  afterPassing,
  agencyKinds,
  claimantNeeds,
  courtRoads,
  helpBodies,
  helpNeeds,
  helpReasons,
  helpRefusals,
  helpRoads,
  nonAcceptanceGrounds,
  damageGroups,
  damageHeads,
  elsewheres,
  groundingDocumentsFor,
  fields,
  loadLaw,
  paperIds,
  roadReasons,
  stepIds,
  waysToPaper,
} from '../../src/law/index.js';

type Tree = { readonly [key: string]: string | Tree };
const flatten = (tree: Tree, path: string): [string, string][] =>
  Object.entries(tree).flatMap(([key, text]) => (typeof text === 'string' ? [[`${path}.${key}`, text] as [string, string]] : flatten(text, `${path}.${key}`)));
const words = (language: string): Map<string, string> => new Map(flatten(parse(readFileSync(join('locales', language, 'law.yaml'), 'utf8')) as Tree, 'law'));
const vi = words('vi');
const en = words('en');

const sources = ['src/law', 'src/law/damages', 'src/law/clock'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);
const law = loadLaw();

/** Keys written in the code, and those made from lists. */
const used = new Set<string>([
  ...sources.flatMap((text) => [...text.matchAll(/'(law\.[a-z_]+\.[a-z0-9_]+)'/g)].map((match) => match[1] ?? '')),
  ...sources.flatMap((text) => [...text.matchAll(/(?:unknown|none)\('([a-z_]+)'/g)].map((match) => `law.unknown.${match[1]}`)),
  ...elsewheres.map((name) => `law.elsewhere.${name}`),
  ...waysToPaper.map((name) => `law.way.${name}`),
  ...fields.flatMap((field) => groundingDocumentsFor(field, law, '2026-11-22').map((paper) => `law.paper.${paper.id}`)),
  ...['other_field', 'other_clause', 'annulment_only', 'conclusion_only', 'complaint_refused', 'oral', 'none', 'not_effective', 'not_received'].flatMap((reason) => [
    `law.document.${reason}`,
    `law.verdict.document_${reason}`,
  ]),
  ...['not_listed', 'excluded', 'not_cleared', 'judgment_stands'].map((reason) => `law.verdict.${reason}`),
  ...[...law.entries.keys()].filter((id) => id.startsWith('exclusion.')).map((id) => `law.${id}`),
  ...agencyKinds.map((kind) => `law.agency.${kind}`),
  ...damageHeads.map((head) => `law.head.${head}`),
  ...damageGroups.map((group) => `law.group.${group}`),
  ...paperIds.flatMap((id) => [`law.papers.${id}.title`, `law.papers.${id}.why`]),
  ...claimantNeeds.map((need) => `law.claimant.${need}`),
  ...courtRoads.map((road) => `law.court.${road}`),
  ...stepIds.map((id) => `law.step.${id}`),
  ...['sent_what', 'not_taken', 'unsigned', 'fault_from_when'].map((doubt) => `law.clock.doubt_${doubt}`),
  ...['accepted', 'assumed', 'in_court'].map((how) => `law.valuation.${how}`),
  ...['visits_before_table', 'visits_table_ends'].map((why) => `law.unknown.${why}`),
  ...nonAcceptanceGrounds.map((ground) => `law.refusal.${ground}`),
  ...helpReasons.map((id) => `law.help.${id}`),
  ...helpRoads.map((id) => `law.help_road.${id}`),
  ...helpBodies.map((id) => `law.help_body.${id}`),
  ...helpNeeds.map((id) => `law.help_need.${id}`),
  ...helpRefusals.map((id) => `law.help_refusal.${id}`),
  ...['tt09_01', 'tt09_02'].map((form) => `law.help_form.${form}`),
  ...afterPassing.map((id) => `law.after.${id}`),
  ...roadReasons.map((id) => `law.road.${id}`),
  ...sources.flatMap((text) => [...text.matchAll(/line\('([a-z_]+)'/g)].map((match) => `law.clock.${match[1]}`)),
  ...sources.flatMap((text) =>
    [...text.matchAll(/'((?:clock|prolonged)_[a-z_]+|prolonged)'/g)].map((match) => (match[1]?.startsWith('clock_') ? `law.unknown.${match[1]}` : `law.clock.${match[1]}`)),
  ),
]);

test('every key that is used has words in Vietnamese and English', () => {
  expect([...used].filter((key) => !vi.has(key)).sort()).toEqual([]);
  expect([...used].filter((key) => !en.has(key)).sort()).toEqual([]);
});

test('no words lie unused, and both languages have the same keys', () => {
  expect([...vi.keys()].filter((key) => !used.has(key)).sort()).toEqual([]);
  expect([...en.keys()].sort()).toEqual([...vi.keys()].sort());
});

test('both languages fill the same places in the same format', () => {
  const places = (text: string): string[] => [...text.matchAll(/\{\{([^}]+)\}\}/g)].map((match) => match[1] ?? '').sort();
  expect([...vi].filter(([key, text]) => places(text).join() !== places(en.get(key) ?? '').join()).map(([key]) => key)).toEqual([]);
});

test('a line fits a message on a phone', () => {
  expect([...vi, ...en].filter(([, text]) => text.length > 300).map(([key]) => key)).toEqual([]);
});
