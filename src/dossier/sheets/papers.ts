/** Owns the sheets about papers and files: attached, not obtained, left out; and the next steps. Each is undefined when it would be empty. */
import type { DossierRecord } from '../record.js';
import { word } from '../words.js';
import type { Cell, Sheet } from './sheet.js';

/** For handing over: each paper, where it is, how it is handed in, a box to tick. */
export const papersSheet = (record: DossierRecord, place: (exhibit: number) => Cell): Sheet | undefined => {
  if (record.papers.length === 0) return undefined;
  const none: Cell = { text: word('papers.none') };
  return {
    id: 'papers',
    title: word('papers.heading'),
    blocks: [
      { kind: 'heading', text: word('papers.heading') },
      { kind: 'paragraph', text: word('papers.intro') },
      {
        kind: 'table',
        columns: [
          { title: word('form.no'), width: { mm: 10 }, align: 'center' },
          { title: word('papers.title'), width: { fr: 1 } },
          { title: word('papers.exhibit'), width: { mm: 18 }, align: 'center' },
          { title: word('papers.page'), width: { mm: 22 }, align: 'center' },
          { title: word('papers.copies'), width: { mm: 32 } },
          { title: word('papers.checked'), width: { mm: 18 }, align: 'center' },
        ],
        rows: record.papers.map((paper, i) => [
          { text: String(i + 1) },
          { text: paper.title },
          paper.exhibit === undefined ? none : { text: String(paper.exhibit) },
          paper.exhibit === undefined ? none : place(paper.exhibit),
          { text: paper.copies ?? word('papers.none') },
          { box: true },
        ]),
      },
    ],
  };
};

export const missingSheet = ({ missingPapers }: DossierRecord): Sheet | undefined =>
  missingPapers.length === 0
    ? undefined
    : listSheet(
        'missing',
        ['title', 'because'],
        missingPapers.map(({ title, because }) => [{ text: title }, { text: because }]),
      );

export const leftOutSheet = ({ leftOut }: DossierRecord): Sheet | undefined =>
  leftOut.length === 0
    ? undefined
    : listSheet(
        'left_out',
        ['name', 'because'],
        leftOut.map(({ name, because, sha256 }) => [{ text: name, note: word('left_out.mark', { mark: sha256.slice(0, 16) }) }, { text: because }]),
      );

const listSheet = (id: 'missing' | 'left_out', columns: readonly [string, string], rows: readonly (readonly [Cell, Cell])[]): Sheet => ({
  id,
  title: word(`${id}.heading`),
  blocks: [
    { kind: 'heading', text: word(`${id}.heading`) },
    { kind: 'paragraph', text: word(`${id}.intro`) },
    {
      kind: 'table',
      columns: [{ title: word('form.no'), width: { mm: 10 }, align: 'center' }, ...columns.map((name) => ({ title: word(`${id}.${name}`), width: { fr: 1 } }))],
      rows: rows.map((row, i) => [{ text: String(i + 1) }, ...row]),
    },
  ],
});

export const nextSheet = ({ nextSteps }: DossierRecord): Sheet | undefined =>
  nextSteps.length === 0
    ? undefined
    : {
        id: 'next',
        title: word('next.heading'),
        blocks: [
          { kind: 'heading', text: word('next.heading') },
          {
            kind: 'table',
            columns: [
              { title: word('next.step'), width: { mm: 50 } },
              { title: word('next.text'), width: { fr: 1 } },
            ],
            rows: nextSteps.map(({ label, text }) => [{ text: label, bold: true }, { text }]),
          },
        ],
      };
