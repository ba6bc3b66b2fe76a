/**
 * Owns how money is told: the amount of a head after its questions, the table at the end, the least advance. Every row keeps its
 * own reckoning for `vì sao?`. Works nothing out itself.
 */
import { showDong } from '../src/basics/index.js';
import type { Answers, Said, Telling } from '../src/conversation/index.js';
import { advanceFor, type DamageGroup, type DamageRow, type Damages, damagesFor, type Facts, type Finding } from '../src/law/index.js';
import { law } from './the-law.js';

const nothing = { says: [], findings: [] };

const damagesOn = (facts: Facts): Damages | undefined => {
  const found = damagesFor(facts, law);
  return found.kind === 'known' ? found.value : undefined;
};

/** A row as a finding, headed by its name and amount. */
const findingOf = (row: DamageRow): Finding<unknown> => ({
  kind: 'known',
  value: row.amount,
  read: row.read,
  cites: row.cites,
  lines: [{ key: `law.head.${row.head}`, values: {} }, ...row.lines, ...(row.why === undefined ? [] : [{ key: row.why, values: {} }])],
  mark: row.mark,
});

/** The articles of the Law itself that give these rows, without the decrees and wage tables behind them; `vì sao?` shows all. */
const articlesOf = (rows: readonly DamageRow[]): string =>
  [...new Set(rows.flatMap((row) => row.cites.filter(({ document, entry }) => document === LAW && !entry.startsWith('wage.')).map(({ article }) => article)))]
    .slice(0, 3)
    .join(', ');
const LAW = 'Luật 10/2017/QH14';

/** What these groups come to, as far as it can be worked out. */
const tellGroups =
  (name: string, ...groups: readonly DamageGroup[]): Telling =>
  (facts) => {
    const rows = (damagesOn(facts)?.rows ?? []).filter((row) => groups.includes(row.group));
    if (rows.length === 0) return nothing;
    const open = rows.filter((row) => row.amount === null).length;
    const amount = rows.reduce((sum, row) => sum + (row.amount ?? 0), 0);
    const article = articlesOf(rows);
    const says: readonly Said[] =
      open === rows.length
        ? [...(name === 'mental' ? reasonsOf(rows) : []), { key: `tellings.amount.${name}_open` }]
        : [{ key: `tellings.amount.${name}`, values: { amount: showDong(amount), article } }, ...(open > 0 ? [{ key: 'tellings.amount.some_open', values: { count: open } }] : [])];
    return { says, findings: rows.map(findingOf) };
  };

/** Why there is no amount: days are missing, or the Law itself leaves it open. What it could come to at most is said with it. */
const reasonsOf = (rows: readonly DamageRow[]): readonly Said[] =>
  [...new Set(rows.flatMap(({ why }) => why ?? []))].flatMap((why): readonly Said[] => {
    const most = rows.find((row) => row.why === why)?.cap;
    return [{ key: why }, ...(most === undefined ? [] : [{ key: 'tellings.amount.mental_most', values: { most: showDong(most) } }])];
  });

export const tellProperty = tellGroups('property', 'property');
export const tellIncome = tellGroups('income', 'income');
export const tellHealth = tellGroups('health', 'health', 'death');
const tellMental = tellGroups('mental', 'mental');

/** Before the expenses: what was settled since the last telling. An organisation skips the questions where income and health are told. */
export const tellBeforeExpenses: Telling = (facts, answers) => {
  const parts = [
    ...(facts.claimant_is_organisation === true ? [tellIncome(facts, answers)] : []),
    ...(answers.death_caused === true || (answers.harmed_health === true && !daysWereAsked(answers)) ? [tellHealth(facts, answers)] : []),
    tellMental(facts, answers),
  ];
  return { says: parts.flatMap(({ says }) => says), findings: parts.flatMap(({ findings }) => findings) };
};

/** Days were asked about, so health was told there. */
const daysWereAsked = (answers: Answers): boolean =>
  Object.keys(answers).some((key) => /^(?:accused_on|excess_days|custody_followed|custody\.|had_admin_hold|administrative_measure\.|dismissed_from)/.test(key));

/** The whole table in the order of the form, and the total. */
export const tellDamages: Telling = (facts) => {
  const found = damagesFor(facts, law);
  if (found.kind === 'unknown') return { says: [{ key: found.why }], findings: [found] };
  const { rows, total } = found.value;
  const of = (...groups: readonly DamageGroup[]): string => {
    const mine = rows.filter((row) => groups.includes(row.group));
    if (mine.length === 0) return '–';
    const sum = showDong(mine.reduce((all, row) => all + (row.amount ?? 0), 0));
    return mine.every((row) => row.amount === null) ? '?' : mine.some((row) => row.amount === null) ? `${sum} + ?` : sum;
  };
  const open = rows.filter((row) => row.amount === null).length;
  const table: Said = {
    key: 'tellings.damages',
    values: { property: of('property'), income: of('income'), death: of('death'), health: of('health'), mental: of('mental'), other: of('other'), total: showDong(total) },
  };
  const fault = facts.own_fault === 'partly' ? [{ key: 'tellings.part_fault' }] : [];
  return {
    says: [table, ...(open > 0 ? [{ key: 'tellings.damages_open', values: { count: open } }] : []), ...fault, ...leastAdvance(facts)],
    findings: [...rows.map(findingOf), found],
  };
};

const leastAdvance = (facts: Facts): readonly Said[] => {
  const found = advanceFor(facts, law);
  return found.kind === 'known' && found.value.least > 0
    ? [
        {
          key: 'tellings.advance',
          values: { least: showDong(found.value.least), base: showDong(found.value.base), article: found.cites.find(({ entry }) => entry === 'advance.share')?.article ?? '' },
        },
      ]
    : [];
};
