/**
 * Owns what holds for every answer of law, whatever the facts: each line can be said, each reason has its words, only facts that exist are
 * read or asked for, each road stands on an entry, and an answer that is not certain says so. Knows nothing of single cases.
 */
import { expect } from 'vitest';
import { type Agency, agencyKinds, type Citation, type Damages, type Facts, factsSchema, type Finding, type Law, type Line, type Paper, weakest } from '../../src/law/index.js';
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

/** Reasons that a person could take away by telling more. */
const couldBeTold = /(not_known|not_told|do_not_fit|detail|three_quotes|health_degree)/;
/** A row has an amount, or a reason and what is missing; a cap is a cap; the sum is that of the rows. */
export const holdsForDamages = (finding: Finding<Damages>, facts: Facts, words: Words): void => {
  holdsAlways(finding, words);
  if (finding.kind === 'unknown') return;
  const { rows, total, incomplete } = finding.value;
  for (const { head, amount, why, missing, cap, atCap, advance, read, cites, lines, mark, item, what } of rows) {
    holdsAlways({ kind: 'known', value: null, read, cites, lines, mark }, words);
    hasWords(words, `law.head.${head}`);
    areFacts(missing);
    expect([head, amount === null]).toEqual([head, why !== undefined]);
    if (why !== 'law.unknown.criminal_enforcement_open') expect([head, missing.length > 0]).toEqual([head, why !== undefined && couldBeTold.test(why)]);
    if (why !== undefined) hasWords(words, why);
    // Whoever told it as one plain value is not asked again.
    const asked = missing.filter((name) => ['number', 'boolean'].includes(typeof facts[name as keyof Facts]));
    expect([head, asked]).toEqual([head, []]);
    if (cap !== undefined && amount !== null) expect([head, amount <= cap, atCap && amount !== cap]).toEqual([head, true, false]);
    if (cap === undefined) expect([head, atCap]).toEqual([head, false]);
    if (lines.some(({ key }) => key === 'law.expense.cap' || key === 'law.expense.lawyer_capped')) expect([head, cap === undefined]).toEqual([head, false]);
    if (advance) expect([head, amount === null]).toEqual([head, false]);
    const doubtfulWage = cites.some(({ entry, mark: weak }) => entry.startsWith('wage.l') && weak === 'unsure');
    expect([head, lines.some(({ key }) => key === 'law.wage.recheck')]).toEqual([head, doubtfulWage]);
    if (what === 'unknown' || item === 0) throw new Error(`${head}: an item called ${what}, place ${item}`);
  }
  const amounts = rows.flatMap(({ amount }) => amount ?? []);
  expect(total).toBe(amounts.reduce((sum, amount) => sum + amount, 0));
  expect(incomplete).toBe(amounts.length < rows.length || facts.own_fault === 'partly');
  const said = finding.lines.find(({ key }) => key === `law.total.${incomplete ? 'incomplete' : 'complete'}`);
  expect(said?.values).toEqual({ total, rows: amounts.length });
  const noHead = facts.losses?.includes('mental') === true && !rows.some(({ group }) => group === 'mental');
  if (!noHead) expect(finding.lines.map(({ key }) => key)).not.toContain('law.mental.no_head');
  expect(finding.value.valuedOnAssumed).toBe(!finding.lines.some(({ key }) => key === 'law.valuation.accepted'));
};

/** Đ41: what every dossier of its kind must have; the rest is evidence, "if any". Đ41.5: what is written for the claim is an original. */
const mustHave: readonly string[] = 'claim grounding grounding_request identity establishment authority representation inheritance heirs_choice succession excluded_time'.split(
  ' ',
);
const written: readonly string[] = ['claim', 'grounding_request'];
export const holdsForPapers = (papers: readonly Paper[], facts: Facts, words: Words): void => {
  const heir = facts.capacity === 'heir' || facts.capacity === 'heirs_representative';
  for (const { id, required, byHand, byPost } of papers) {
    expect([id, required]).toEqual([id, mustHave.includes(id) || (id === 'death' && heir)]);
    expect([id, byHand, byPost]).toEqual(written.includes(id) ? [id, 'original', 'original'] : [id, 'copy_show_original', 'certified_copy']);
    hasWords(words, `law.papers.${id}.title`);
  }
  const ids = papers.map(({ id }) => id);
  const onBehalf = facts.capacity !== undefined && facts.capacity !== 'injured' && facts.capacity !== 'unknown';
  const identity = papers.find(({ id }) => id === 'identity');
  if (identity !== undefined) expect(identity.entry).toBe(onBehalf ? 'paper.representative_identity' : 'paper.identity');
  if (facts.lawyer_paid === 0) expect(ids).not.toContain('lawyer');
  if (facts.visits_cost === 0) expect(ids).not.toContain('visits');
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
    expect([id, said('provisional')]).toEqual([id, due.kind !== 'unknown' && due.kind !== 'no_table' && due.provisional]);
    if (state === 'paused') expect([id, due.kind === 'unknown' && due.why]).toEqual([id, 'law.unknown.clock_paused']);
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
