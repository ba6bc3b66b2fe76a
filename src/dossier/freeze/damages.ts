/** Owns the damages and the advance as the record says them: titles, the reckoning in words, sums. Reckons nothing itself. */
import { showNumber } from '../../basics/index.js';
import type { DamageRow as LawRow } from '../../law/index.js';
import type { DamageRow } from '../record.js';
import type { Freezing } from './from.js';

export const sumOf = (rows: readonly LawRow[]): number => rows.reduce((sum, row) => sum + (row.amount ?? 0), 0);

export const titleOf = (row: LawRow, from: Freezing): string => {
  const title = from.wording.vi.say(`law.head.${row.head}`);
  return row.what === undefined ? title : from.wording.vi.say('freeze.head_item', { title, what: row.what });
};

export const frozenRow = (row: LawRow, from: Freezing): DamageRow => {
  const words = from.wording.vi;
  const lines = row.lines.map((line) => words.say(line.key, line.values));
  // The table of the form shows the reckoning itself; what was counted stands in the annex.
  const formula = lines.findLast((line) => /[×÷]/.test(line)) ?? lines[0];
  const notes = [
    ...(row.atCap ? [words.say('freeze.at_cap')] : []),
    ...(row.amount === null && row.cap !== undefined ? [words.say('freeze.cap', { amount: showNumber(row.cap) })] : []),
  ];
  return {
    head: row.group,
    title: titleOf(row, from),
    method: formula ?? titleOf(row, from),
    amount: row.amount,
    ...(row.why === undefined ? {} : { why: words.say(row.why) }),
    lines: [...lines.filter((line) => line !== formula), ...notes],
    cites: row.cites.map(({ article, document, mark }) => ({ article, document, mark })),
    advance: row.advance,
  };
};
