/** Owns PDFs made for tests, by hand and byte by byte, so that each can be wrong in exactly one way. Encryption is done by the qpdf tool. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A PDF with one page for each content stream given; an empty list makes a PDF without pages. Sizes in points. */
export const pdfOf = (contents: readonly string[], size: readonly [number, number] = [595, 842]): Buffer => {
  const pageIds = contents.map((_, i) => 4 + i * 2);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] /Count ${contents.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...contents.flatMap((content, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.join(' ')}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + i * 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const xref = file.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`,
    'latin1',
  );
};

/** A page that says `text`, with a red box at the top left to see which way is up. */
export const printedPage = (text: string): string => `BT /F1 24 Tf 72 600 Td (${text}) Tj ET 1 0 0 rg 40 742 60 60 re f`;

/** Encrypts with AES-256 through qpdf. An empty `reader` password is a file that opens but forbids printing. */
export const encryptedPdf = async (pdf: Buffer, reader: string): Promise<Buffer> => {
  const dir = await mkdtemp(join(tmpdir(), 'pdf-'));
  try {
    await writeFile(join(dir, 'in.pdf'), pdf);
    await promisify(execFile)('qpdf', ['--encrypt', reader, 'owner-of-the-test', '256', '--print=none', '--', join(dir, 'in.pdf'), join(dir, 'out.pdf')]);
    return await readFile(join(dir, 'out.pdf'));
  } finally {
    await rm(dir, { recursive: true });
  }
};
