/**
 * Owns the register as a workbook: the form on its first sheet as it is printed, A3 across with its heads on every page, the office's own
 * fields on the second. The cells are those of the book (`register-print.ts`).
 */
import writeXlsxFile from 'write-excel-file/node';
import { showDay } from '../basics/index.js';
import type { Words } from '../wording/index.js';
import type { HelpRequest } from './register.js';
import { cellsOf, type RegisterSheet, titles } from './register-print.js';

/** In characters, by column of the form. */
const widths = [6, 13, 24, 30, 9, 11, 12, 10, 11, 44, 30, 38];
const CENTRED = [0, 1, 4, 5, 6, 7, 8];
const OWN_WIDTH = 20;
const HEADS = 5;
/** Of a line in 12 points. Programs other than Excel do not find the height of a row themselves. */
const LINE_POINTS = 16;

const heightOf = (texts: readonly string[], widthOf: (column: number) => number): number =>
  Math.max(1, ...texts.map((text, column) => text.split('\n').reduce((lines, part) => lines + Math.max(1, Math.ceil(part.length / (widthOf(column) * 0.95))), 0))) * LINE_POINTS +
  2;

const head = (value: string, more: { readonly columnSpan?: number; readonly rowSpan?: number } = {}) => ({
  value,
  type: String,
  fontWeight: 'bold' as const,
  wrap: true,
  align: 'center' as const,
  alignVertical: 'center' as const,
  borderStyle: 'thin' as const,
  ...more,
});
const line = (texts: readonly string[], widthOf: (column: number) => number, centred: readonly number[] = []) => {
  const height = heightOf(texts, widthOf);
  return texts.map((value, column) => ({
    value,
    type: String,
    wrap: true,
    alignVertical: 'top' as const,
    borderStyle: 'thin' as const,
    height,
    ...(centred.includes(column) ? { align: 'center' as const } : {}),
  }));
};

/** Name of the book, the two rows of heads, and the columns' numbers, as the form has them. */
const formHeads = ({ office, year, words }: RegisterSheet) => {
  const [c1 = '', c2 = '', c3 = '', c4 = '', c5 = '', c6 = '', c7 = '', c8 = '', c9 = '', c10 = '', c11 = '', c12 = ''] = titles(words);
  const tall = { rowSpan: 2 };
  const wide = (value: string, fontSize: number) => [{ value, type: String, fontWeight: 'bold' as const, align: 'center' as const, columnSpan: 12, fontSize }];
  return [
    wide(words.say('desk.register.title').toUpperCase(), 14),
    wide(`${office} · ${year}`, 12),
    [
      ...[c1, c2, c3, c4].map((title) => head(title, tall)),
      { ...head(words.say('desk.register.group.kind'), { columnSpan: 2 }), height: LINE_POINTS + 2 },
      null,
      head(words.say('desk.register.group.activity'), { columnSpan: 3 }),
      null,
      null,
      ...[c10, c11, c12].map((title) => head(title, tall)),
    ],
    [null, null, null, null, ...[c5, c6, c7, c8, c9].map((title) => ({ ...head(title), height: 2 * LINE_POINTS + 2 })), null, null, null],
    widths.map((_, i) => ({ ...head(`(${i + 1})`), fontStyle: 'italic' as const, height: LINE_POINTS + 2 })),
  ];
};

const own = ['number', 'name', 'adviser', 'appointed_on', 'agreed_on', 'session_on', 'ground_on', 'refusal', 'answered_on', 'answer_number', 'answer_by', 'note'] as const;
const ownCell = (row: HelpRequest, name: (typeof own)[number], words: Words): string => {
  const value = row[name];
  if (value === null) return '';
  if (name.endsWith('_on')) return showDay(String(value));
  return name === 'refusal' ? words.say(`desk.register.ground.${String(value)}`) : name === 'answer_by' ? words.say(`desk.register.way.${String(value)}`) : String(value);
};

/** A3, one page wide, the heads of the form on every printed page: what the library itself has no option for. */
const printed = (sheet: string) => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transformElementAttributes: (tag: string, attributes: Record<string, string | number>) =>
          tag === 'pageSetup' ? { ...attributes, paperSize: 8, fitToWidth: 1, fitToHeight: 0 } : attributes,
        transform: (xml: string) => xml.replace('<sheetViews', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews'),
      },
      'xl/workbook.xml': {
        transform: (xml: string) =>
          xml.replace('</sheets>', `</sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${sheet}'!$3:$${HEADS}</definedName></definedNames>`),
      },
    },
  },
});

export const registerXlsx = async (sheet: RegisterSheet): Promise<Buffer> => {
  const { words } = sheet;
  const name = words.say('desk.register.sheet.form');
  const written = await writeXlsxFile(
    [
      {
        sheet: name,
        data: [...formHeads(sheet), ...sheet.rows.map((row, i) => line(cellsOf(row, i + 1, words), (column) => widths[column] ?? OWN_WIDTH, CENTRED))],
        columns: widths.map((width) => ({ width })),
        orientation: 'landscape',
        stickyRowsCount: HEADS,
      },
      {
        sheet: words.say('desk.register.sheet.own'),
        data: [
          own.map((column) => ({ ...head(words.say(`desk.register.field.${column}`)), height: 3 * LINE_POINTS })),
          ...sheet.rows.map((row) =>
            line(
              own.map((column) => ownCell(row, column, words)),
              () => OWN_WIDTH,
            ),
          ),
        ],
        columns: own.map(() => ({ width: OWN_WIDTH })),
        orientation: 'landscape',
        stickyRowsCount: 1,
      },
    ],
    { fontFamily: 'Times New Roman', fontSize: 12, features: [printed(name)] },
  ).toBuffer();
  return Buffer.from(written);
};
