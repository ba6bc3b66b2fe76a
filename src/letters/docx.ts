/** Owns the same letter as a Word file, for whoever must change a line before signing. Looks like official paper: A4, margins of NĐ 30/2020, 13 pt. */
import { AlignmentType, BorderStyle, Document, Footer, LeaderType, Packer, Paragraph, Tab, Table, TableCell, TableRow, TabStopType, TextRun, UnderlineType, WidthType } from 'docx';
import { type Letter, type LetterBlock, letterSchema } from './record.js';

const FONT = 'Times New Roman';
/** Half points. */
const BODY = 26;
const mm = (n: number): number => Math.round(n * 56.7);

export const letterDocx = async (letter: Letter): Promise<Buffer> => {
  const frozen = letterSchema.parse(letter);
  const document = new Document({
    creator: 'Đồng Hành',
    title: frozen.title,
    styles: { default: { document: { run: { font: FONT, size: BODY, language: { value: 'vi-VN' } }, paragraph: { spacing: { after: 120, line: 276 } } } } },
    sections: [
      {
        properties: { page: { size: { width: mm(210), height: mm(297) }, margin: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(18) } } },
        footers: {
          default: new Footer({
            children: [new Paragraph({ children: [new TextRun({ text: `${frozen.foot.replace(/\n/g, ' ')} · ${frozen.reference}`, size: 17, color: '555555' })] })],
          }),
        },
        children: frozen.blocks.flatMap(drawn),
      },
    ],
  });
  return Packer.toBuffer(document);
};

type Look = {
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly align?: (typeof AlignmentType)[keyof typeof AlignmentType];
  readonly size?: number;
  readonly underline?: boolean;
  readonly before?: number;
};
const line = (text: string, look: Look = {}): Paragraph =>
  new Paragraph({
    alignment: look.align ?? AlignmentType.LEFT,
    ...(look.before === undefined ? {} : { spacing: { before: look.before } }),
    children: runs(text, look),
  });
const runs = (text: string, look: Look): TextRun[] =>
  text.split('\n').map(
    (part, i) =>
      new TextRun({
        text: part,
        ...(i === 0 ? {} : { break: 1 }),
        bold: look.bold ?? false,
        italics: look.italics ?? false,
        ...(look.size === undefined ? {} : { size: look.size }),
        ...(look.underline === true ? { underline: { type: UnderlineType.SINGLE } } : {}),
      }),
  );
const labelled = (label: string, text: string, bold = false): Paragraph =>
  DOTS.test(text) ? filledIn(`${label}: ${text}`) : new Paragraph({ children: [...runs(`${label}: `, {}), ...runs(text, { bold })] });

/** Dots to write on at the end of a line: drawn to the margin, since counted ones run over it in one program and stop short in another. */
const DOTS = /…{6,}$/;
const WIDTH = 162;
const filledIn = (text: string): Paragraph =>
  new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: mm(WIDTH), leader: LeaderType.DOT }],
    children: [...runs(text.replace(DOTS, ''), {}), new TextRun({ children: [new Tab()] })],
  });

const centre = { align: AlignmentType.CENTER };
const drawn = (block: LetterBlock): (Paragraph | Table)[] => {
  switch (block.kind) {
    case 'motto':
      if (block.office !== undefined)
        return [...(block.number === undefined ? [] : [line(block.number, { align: AlignmentType.RIGHT, bold: true, size: 24 })]), officeHead(block, block.office)];
      return [
        ...(block.number === undefined ? [] : [line(block.number, { align: AlignmentType.RIGHT, bold: true, size: 24 })]),
        line(block.nation, { ...centre, bold: true }),
        line(block.motto, { ...centre, bold: true, underline: true }),
      ];
    case 'heading':
      return [
        line(block.text.toLocaleUpperCase('vi'), { ...centre, bold: true, size: 30, before: 360 }),
        ...(block.under === undefined ? [] : [line(block.under, { ...centre, italics: true })]),
      ];
    case 'to':
      return [
        new Paragraph({ alignment: AlignmentType.CENTER, children: [...runs(`${block.label} `, {}), ...runs(block.text, { bold: true })] }),
        ...(block.under === undefined ? [] : [line(block.under, { ...centre, italics: true })]),
      ];
    case 'field':
      return [labelled(block.label, block.text, block.bold)];
    case 'topic':
      return [line(`${block.label}:`, { bold: true, before: 120 }), line(block.text)];
    case 'paragraph':
      return DOTS.test(block.text)
        ? [filledIn(block.text)]
        : [new Paragraph({ alignment: AlignmentType.JUSTIFIED, keepNext: block.sticky === true, children: runs(block.text, {}) })];
    case 'items':
      return [
        ...(block.label === undefined ? [] : [line(`${block.label}:`, { bold: true, before: 120 })]),
        ...block.items.map((item, i) => (block.marks === true ? item : `${i + 1}. ${item}`)).map((item) => (DOTS.test(item) ? filledIn(item) : line(item))),
      ];
    case 'sign':
      return [signatures(block)];
  }
};

const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };
const sides = { top: none, bottom: none, left: none, right: none };
const close = { spacing: { before: 0, after: 40, line: 264 } };
const column = (percent: number, children: readonly Paragraph[]): TableCell =>
  new TableCell({ width: { size: percent, type: WidthType.PERCENTAGE }, borders: sides, children: children.length === 0 ? [new Paragraph(close)] : [...children] });
/** `left`: its share of the width in percent; told twice, since some programs read only the table's own columns. */
const twoColumns = (left: number, first: readonly Paragraph[], second: readonly Paragraph[]): Table =>
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: [left, 100 - left].map((percent) => mm((WIDTH * percent) / 100)),
    borders: { ...sides, insideHorizontal: none, insideVertical: none },
    rows: [new TableRow({ cantSplit: true, children: [column(left, first), column(100 - left, second)] })],
  });
/** A line in a column, without the air of running text. */
const tight = (text: string, look: Look = centre): Paragraph =>
  new Paragraph({ spacing: { ...close.spacing, before: look.before ?? 0 }, alignment: look.align ?? AlignmentType.LEFT, children: runs(text, look) });

type Motto = Extract<LetterBlock, { kind: 'motto' }>;
/** An office's own paper, as NĐ 30/2020 lays it out: who and which number at the left, the nation, the motto and the day at the right. */
const officeHead = ({ nation, motto }: Motto, { name, number, about, date }: NonNullable<Motto['office']>): Table =>
  twoColumns(
    40,
    [
      tight(name, { ...centre, bold: true, size: 24 }),
      tight('———', { ...centre, size: 16 }),
      tight(number, { ...centre, size: 24 }),
      ...(about === undefined ? [] : [tight(about, { ...centre, size: 24 })]),
    ],
    [tight(nation, { ...centre, bold: true, size: 24 }), tight(motto, { ...centre, bold: true, underline: true }), tight(date, { ...centre, italics: true })],
  );

type Sign = Extract<LetterBlock, { kind: 'sign' }>;
/** Side by side as on official paper: who else signs, the place for a fingerprint or the receivers, at the left; day and author at the right. One row, never cut. */
const signatures = ({ date, signer, hint, name, other, fingerprint, receivers }: Sign): Table => {
  const day = date === '' ? [] : [tight(date, { ...centre, italics: true, before: 160 })];
  const first = date === '' ? 160 : 0;
  const who = (title: string, how: string, whose: string, above: readonly Paragraph[]): readonly Paragraph[] => [
    ...above,
    tight(title.toLocaleUpperCase('vi'), { ...centre, bold: true, before: first }),
    tight(how, { ...centre, italics: true, size: 24 }),
    ...Array.from({ length: 4 }, () => tight('')),
    tight(whose, { ...centre, bold: true }),
  ];
  // Beside the day stands an empty line, so that both signers begin at one height.
  const level = date === '' ? [] : [tight('', { before: 160 })];
  const left =
    other !== undefined
      ? who(other.signer, other.hint, other.name, level)
      : fingerprint !== undefined
        ? who(fingerprint.label, fingerprint.hint, '', level)
        : receivers === undefined
          ? []
          : [tight(`${receivers.label}:`, { bold: true, italics: true, size: 24, before: first }), ...receivers.items.map((one) => tight(`- ${one}`, { size: 22 }))];
  return twoColumns(48, left, who(signer, hint, name, day));
};
