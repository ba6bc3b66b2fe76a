/**
 * Owns what holds for every answer of law, whatever the facts: each line can be said, each reason has its words, only facts that exist are
 * read or asked for, each road stands on an entry, and an answer that is not certain says so. Knows nothing of single cases.
 */
import { expect } from 'vitest';
import { type Agency, agencyKinds, type Citation, factsSchema, type Finding, type Law, type Line, weakest } from '../../src/law/index.js';
import type { deadlinesFor } from '../../src/law/index.js';
import type { Words } from '../../src/wording/index.js';

const facts: ReadonlySet<string> = new Set(Object.keys(factsSchema.shape));

/** Every place of the text is filled with something. */
const canBeSaid = (words: Words, { key, values }: Line): void => {
  const text = words.tree(key);
  if (typeof text !== 'string') throw new Error(`no words for ${key}`);
  for (const [, place = ''] of text.matchAll(/\{\{\s*(\w+)/g)) {
    const value = values[place];
    if (value === undefined || value === '' || Number.isNaN(value)) throw new Error(`${key}: nothing for {{${place}}}`);
  }
};
const hasWords = (words: Words, key: string): void => {
  if (!words.has(key)) throw new Error(`no words for ${key}`);
};
const areFacts = (names: readonly string[]): void => {
  const strange = names.filter((name) => !facts.has(name));
  if (strange.length > 0) throw new Error(`not facts: ${strange.join(', ')}`);
  if (new Set(names).size !== names.length) throw new Error(`a fact twice: ${names.join(', ')}`);
};
const areOnce = (cites: readonly Citation[]): void => {
  const names = cites.map(({ entry, document, article }) => `${entry} ${document} ${article}`);
  if (new Set(names).size !== names.length) throw new Error(`cited twice: ${names.join(', ')}`);
};

export const holdsAlways = (finding: Finding<unknown>, words: Words): void => {
  for (const line of finding.lines) canBeSaid(words, line);
  areFacts(finding.read);
  areOnce(finding.cites);
  expect(finding.read).toContain('assessed_on');
  if (finding.kind === 'unknown') {
    hasWords(words, finding.why);
    areFacts(finding.missing);
  } else if (weakest([finding.mark, ...finding.cites.map(({ mark }) => mark)]) !== finding.mark) throw new Error(`said to be ${finding.mark}, cites something weaker`);
};

/** Not certain: say so, and where to go all the same. `law` may have no rule for it. */
export const holdsForAgency = (finding: Finding<Agency>, law: Law): void => {
  if (finding.kind === 'unknown') throw new Error('who settles always has an answer');
  const { kind, name, certain, article, arbiter, successor, fallback } = finding.value;
  const keys = finding.lines.map(({ key }) => key.replace('law.agency_line.', ''));
  const entries = finding.cites.map(({ entry }) => entry);
  const days = law.entries.get('agency.unknown')?.[0]?.value;
  expect(agencyKinds).toContain(kind);
  areFacts(finding.value.missing);
  expect([certain && name === undefined, certain && article === '']).toEqual([false, false]);
  const told = article !== '' && kind !== 'not_determined';
  expect([keys.includes('certain'), keys.includes('uncertain')]).toEqual([told && certain, told && !certain]);
  if (days !== undefined) expect([fallback.days, keys.includes('fallback'), entries.includes('agency.unknown')]).toEqual([days, !certain, true]);
  expect([keys.includes('successor'), entries.includes('agency.successor'), entries.includes('agency.successor_general')]).toEqual([successor, successor, successor]);
  expect([keys.includes('arbiter_ministry'), entries.includes('agency.arbiter_ministry')]).toEqual(Array(2).fill(arbiter?.body === 'ministry'));
  expect([keys.includes('arbiter_justice_department'), entries.includes('agency.arbiter_justice')]).toEqual(Array(2).fill(arbiter?.body === 'justice_department'));
};

/** A step has its arithmetic or the reason why it has none; a road its reason and what it stands on. */
export const holdsForClock = (clock: ReturnType<typeof deadlinesFor>, words: Words, tablesAreWhole: boolean): void => {
  for (const { id, group, after, due, dueDay, safeDay, lines, cite, actor, basis, mark, from, state, doneOn } of clock.steps) {
    for (const line of lines) canBeSaid(words, line);
    hasWords(words, `law.step.${id}`);
    if (after !== undefined) hasWords(words, `law.after.${after}`);
    expect([group, cite.entry, lines.length > 0 || due.kind === 'unknown']).not.toContain('');
    if (due.kind === 'unknown') hasWords(words, due.why);
    else if (lines.length === 0) throw new Error(`${id}: no arithmetic`);
    const said = (name: string): boolean => lines.some(({ key }) => key === `law.clock.${name}`);
    expect([id, said('assumed_start')]).toEqual([id, basis === 'assumed']);
    expect([id, said('between')]).toEqual([id, due.kind === 'between']);
    expect([id, said('no_table')]).toEqual([id, due.kind === 'no_table']);
    if (due.kind !== 'sure' || due.provisional) expect([id, mark]).toEqual([id, 'unsure']);
    if (actor !== 'claimant' || due.kind === 'unknown') expect([id, safeDay]).toEqual([id, undefined]);
    if (due.kind === 'unknown' || due.kind === 'no_table') expect([id, dueDay]).toEqual([id, undefined]);
    if (doneOn !== undefined && basis !== 'assumed') expect([id, doneOn >= from, state.startsWith('done')]).toEqual([id, true, true]);
  }
  for (const road of [clock.agency, clock.court, clock.honour]) {
    hasWords(words, road.because);
    if (tablesAreWhole && road.cites.length === 0) throw new Error(`${road.because}: stands on nothing`);
    areOnce(road.cites);
  }
  expect(clock.notYet.filter(({ on }) => on <= clock.on)).toEqual([]);
};
