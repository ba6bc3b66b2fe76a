/** Owns the same letter as a Word file, for whoever must change a line before signing. Looks like official paper: A4, margins of NĐ 30/2020, 13 pt. */
import { AlignmentType, BorderStyle, Document, Footer, Packer, Paragraph, Table, TableCell, TableRow, TextRun, UnderlineType, WidthType } from 'docx';
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
    styles: { default: { document: { run: { font: FONT, size: BODY, language: { value: 'vi-VN' } }, paragraph: { spacing: { after: 120, line: 300 } } } } },
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
const labelled = (label: string, text: string, bold = false): Paragraph => new Paragraph({ children: [...runs(`${label}: `, {}), ...runs(text, { bold })] });

const centre = { align: AlignmentType.CENTER };
const drawn = (block: LetterBlock): (Paragraph | Table)[] => {
  switch (block.kind) {
    case 'motto':
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
      return [new Paragraph({ alignment: AlignmentType.JUSTIFIED, keepNext: block.sticky === true, children: runs(block.text, {}) })];
    case 'items':
      return [
        ...(block.label === undefined ? [] : [line(`${block.label}:`, { bold: true, before: 120 })]),
        ...block.items.map((item, i) => line(block.marks === true ? item : `${i + 1}. ${item}`)),
      ];
    case 'sign':
      return [line(block.date, { align: AlignmentType.RIGHT, italics: true, before: 240 }), signatures(block)];
  }
};

type Sign = Extract<LetterBlock, { kind: 'sign' }>;
/** Side by side as on official paper: who else signs, or the place for a fingerprint, at the left; the author at the right. */
const signatures = ({ signer, hint, name, other, fingerprint }: Sign): Table => {
  const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };
  const cell = (who: string, how: string, whose: string): TableCell =>
    new TableCell({
      width: { size: 50, type: WidthType.PERCENTAGE },
      borders: { top: none, bottom: none, left: none, right: none },
      children:
        who === ''
          ? [line('')]
          : [
              line(who.toLocaleUpperCase('vi'), { ...centre, bold: true }),
              line(how, { ...centre, italics: true, size: 24 }),
              ...Array.from({ length: 4 }, () => line('')),
              line(whose, { ...centre, bold: true }),
            ],
    });
  const left = other === undefined ? cell(fingerprint?.label ?? '', fingerprint?.hint ?? '', '') : cell(other.signer, other.hint, other.name);
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
    rows: [new TableRow({ cantSplit: true, children: [left, cell(signer, hint, name)] })],
  });
};
