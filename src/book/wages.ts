/** Owns the wage tables of chapter 4: every row ever in force, with its decree, mark and source as noted when it was checked. */
import { showDay, showNumber } from '../basics/index.js';
import type { Block, Line } from './blocks.js';
import type { Sources } from './sources.js';

export const wageBlocks = (sources: Sources): readonly Block[] => {
  const { say, law } = sources;
  return [
    { kind: 'heading', level: 2, text: say('numbers.wages_title'), id: 'wages' },
    ...tableBlocks(sources, law.baseSalary, ['amount'], law.baseSalary.rows, ({ amount }) => [amount]),
    ...tableBlocks(sources, law.regionalWage, ['one', 'two', 'three', 'four'], law.regionalWage.rows, ({ I, II, III, IV }) => [I, II, III, IV]),
  ];
};

type Row = { readonly from: string; readonly to: string | null; readonly document: string; readonly article: string; readonly mark: string; readonly source: string };
type Table = Sources['law']['baseSalary'] | Sources['law']['regionalWage'];

const tableBlocks = <R extends Row>(sources: Sources, table: Table, columns: readonly string[], rows: readonly R[], amounts: (row: R) => readonly number[]): readonly Block[] => {
  const { say } = sources;
  const days = ({ from, to }: Row): string => (to === null ? say('numbers.since', { from: showDay(from) }) : say('numbers.between', { from: showDay(from), to: showDay(to) }));
  const cells = (row: R): readonly (readonly Line[])[] => [
    [[days(row)]],
    ...amounts(row).map((amount): readonly Line[] => [[{ bold: showNumber(amount) }]]),
    [[row.article.startsWith('Đ') ? `${row.article} ${row.document}` : row.document]],
    [[say(`marks.${row.mark}`)]],
  ];
  return [
    { kind: 'heading', level: 3, text: table.name, code: table.id },
    {
      kind: 'small',
      line: [say('numbers.wages_note', { until: showDay(table.known_until), recheck: showDay(table.recheck_on), checked: showDay(table.checked_on), by: table.checked_by })],
    },
    {
      kind: 'table',
      widths: [24, ...columns.map(() => 48 / columns.length), 16, 12],
      head: ['force', ...columns, 'document', 'mark'].map((column) => say(`numbers.wages_head.${column}`)),
      rows: rows.map(cells),
    },
    { kind: 'field', name: say('numbers.wages_sources'), items: rows.map((row) => [`${days(row)}: ${row.source}`]) },
  ];
};
