/** Owns the register as paper: the twelve columns of Mẫu số 03 in an A3 PDF and in a workbook, from the same cells. Reads nothing. */
import { join } from 'node:path';
import writeXlsxFile from 'write-excel-file/node';
import { type Day, type Instant, showDay } from '../basics/index.js';
import { commonCodePoints, fontBytes, setInChild } from '../dossier/index.js';
import { repositoryFolder } from '../repository/index.js';
import type { Words } from '../wording/index.js';
import type { HelpRequest } from './register.js';

export type RegisterSheet = { readonly office: string; readonly year: number; readonly rows: readonly HelpRequest[]; readonly now: Instant; readonly words: Words };

/** The twelve cells of a line, in the order of the form. */
export const cellsOf = (row: HelpRequest, place: number, words: Words): readonly string[] => {
  const mark = (is: boolean): string => (is ? 'x' : '');
  return [
    String(place),
    showDay(row.received_on),
    row.name,
    row.address,
    mark(row.kind === 'support'),
    mark(row.kind === 'guidance'),
    mark(row.activity === 'administration'),
    mark(row.activity === 'proceedings'),
    mark(row.activity === 'enforcement'),
    row.content,
    row.papers,
    resultOf(row, words),
  ];
};

const resultOf = (row: HelpRequest, words: Words): string => {
  const day = (at: Day | null): string => (at === null ? '' : showDay(at));
  const parts = [
    row.refusal === null ? '' : words.say('desk.register.result.refused', { ground: words.say(`desk.register.ground.${row.refusal}`) }),
    row.session_on === null ? '' : words.say('desk.register.result.session', { day: day(row.session_on) }),
    row.answered_on === null
      ? ''
      : words.say('desk.register.result.answered', {
          number: row.answer_number ?? '',
          day: day(row.answered_on),
          way: row.answer_by === null ? '' : words.say(`desk.register.way.${row.answer_by}`),
        }),
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(' ') : row.adviser === null ? '' : words.say('desk.register.result.open', { adviser: row.adviser, day: day(row.appointed_on) });
};

const titles = (words: Words): readonly string[] => Array.from({ length: 12 }, (_, i) => words.say(`desk.register.column.c${i + 1}`));

/** A3, landscape, PDF/A-2a: a cover as the form has it, then the lines. Throws when typesetting fails. */
export const registerPdf = async (sheet: RegisterSheet): Promise<Buffer> => {
  const { words } = sheet;
  const covered = commonCodePoints(fontBytes());
  // A sign the font lacks would fail the whole book: it is printed as a box a reader sees.
  const printable = (text: string): string => [...text.normalize('NFC')].map((sign) => (sign === '\n' || covered.has(sign.codePointAt(0) ?? 0) ? sign : '□')).join('');
  const plan = {
    title: words.say('desk.register.title'),
    office: printable(sheet.office),
    year: String(sheet.year),
    count: String(sheet.rows.length),
    cover: ['form', 'office', 'volume', 'pages', 'period', 'confirmed', 'signed'].map((key) =>
      words.say(`desk.register.cover.${key}`, { office: printable(sheet.office), year: sheet.year }),
    ),
    groups: [words.say('desk.register.group.kind'), words.say('desk.register.group.activity')],
    columns: titles(words),
    rows: sheet.rows.map((row, i) => cellsOf(row, i + 1, words).map(printable)),
  };
  const seconds = Math.floor(Date.parse(sheet.now) / 1000);
  const templates = join(repositoryFolder(), 'templates', 'register');
  const { pdf } = await setInChild('the register', seconds, { timeoutMs: 60_000, memoryMb: 1024 }, (send) => send(Buffer.from(JSON.stringify(plan))), templates);
  return pdf;
};

const widths = [6, 13, 24, 30, 9, 11, 14, 10, 12, 44, 30, 44];

/** The same lines as a workbook, with the office's own fields on a second sheet. */
export const registerXlsx = async (sheet: RegisterSheet): Promise<Buffer> => {
  const { words } = sheet;
  const head = (value: string) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true, alignVertical: 'center' as const, borderStyle: 'thin' as const });
  const cell = (value: string) => ({ value, type: String, wrap: true, alignVertical: 'top' as const, borderStyle: 'thin' as const });
  const own = ['number', 'adviser', 'appointed_on', 'agreed_on', 'session_on', 'ground_on', 'refusal', 'answered_on', 'answer_number', 'answer_by', 'note'] as const;
  const ownCell = (row: HelpRequest, name: (typeof own)[number]): string => {
    const value = row[name];
    if (value === null) return '';
    if (name.endsWith('_on')) return showDay(String(value));
    return name === 'refusal' ? words.say(`desk.register.ground.${String(value)}`) : name === 'answer_by' ? words.say(`desk.register.way.${String(value)}`) : String(value);
  };
  const written = await writeXlsxFile(
    [
      {
        sheet: words.say('desk.register.sheet.form'),
        data: [titles(words).map(head), ...sheet.rows.map((row, i) => cellsOf(row, i + 1, words).map(cell))],
        columns: widths.map((width) => ({ width })),
        orientation: 'landscape',
        stickyRowsCount: 1,
      },
      {
        sheet: words.say('desk.register.sheet.own'),
        data: [own.map((name) => head(words.say(`desk.register.field.${name}`))), ...sheet.rows.map((row) => own.map((name) => cell(ownCell(row, name))))],
        columns: own.map(() => ({ width: 20 })),
        orientation: 'landscape',
        stickyRowsCount: 1,
      },
    ],
    { fontFamily: 'Times New Roman', fontSize: 12 },
  ).toBuffer();
  return Buffer.from(written);
};
