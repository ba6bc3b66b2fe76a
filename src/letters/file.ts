/** Owns a letter as a file to hand out: its name, its type, its bytes in the format asked for. */
import { letterDocx } from './docx.js';
import { letterPdf } from './pdf.js';
import type { Letter } from './record.js';

export type LetterFormat = 'pdf' | 'docx';

export const letterMime: Readonly<Record<LetterFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** `name` without its ending. */
export const letterFile = async (letter: Letter, format: LetterFormat, name: string): Promise<{ readonly name: string; readonly mime: string; readonly bytes: Buffer }> => ({
  name: `${name}.${format}`,
  mime: letterMime[format],
  bytes: format === 'pdf' ? await letterPdf(letter) : await letterDocx(letter),
});
