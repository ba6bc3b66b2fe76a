/** The dossier: from a frozen record to PDF/A, its JSON companion and its mail parts. */
export { setInChild } from './child.js';
export { commonCodePoints, printable } from './glyphs.js';
export type { Block, Sheet } from './sheets/sheet.js';
export { fontBytes } from './places.js';
export { amountInWords, articleInWords } from './in-words.js';
export { fileName } from './file-name.js';
export { dossierJson, dossierJsonSchema } from './json.js';
export { type MailPart, type MailParts, splitForMail } from './mail.js';
export { type ExhibitBytes, type MadePdf, makePdf, type PdfOptions } from './make-pdf.js';
export type { Part } from './plan.js';
export * from './record.js';
export { freeze } from './freeze/freeze.js';
export type { Freezing } from './freeze/from.js';
export { assertWhole, notIndexed, notPrinted, notStored } from './whole.js';
