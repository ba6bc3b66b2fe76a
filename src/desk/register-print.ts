/** Owns the register as paper: the twelve columns of Mẫu số 03, and the A3 book. Reads nothing. */
import { join } from 'node:path';
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

/** Heads of the twelve columns. */
export const titles = (words: Words): readonly string[] => Array.from({ length: 12 }, (_, i) => words.say(`desk.register.column.c${i + 1}`));

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
