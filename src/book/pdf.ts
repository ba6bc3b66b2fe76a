/** Owns making the PDF of the book: a plan for the templates, set by the same child process that sets dossiers. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commonCodePoints, fontBytes, setInChild } from '../dossier/index.js';
import type { Book } from './blocks.js';

const templates = (root: string): string => join(root, 'templates', 'book');

/** What the PDF was made from: the Markdown and the template. It stands in the document's keywords, so a stale PDF shows itself. */
export const fingerprint = (root: string, markdown: string): string =>
  `sha256-${createHash('sha256')
    .update(markdown)
    .update(readFileSync(join(templates(root), 'main.typ')))
    .digest('hex')}`;

/** The book as PDF/A-2a; the same book gives the same bytes. Throws when a word needs a character that the font lacks, and when typesetting fails. */
export const pdfOf = async (root: string, book: Book, markdown: string): Promise<Buffer> => {
  const plan = JSON.stringify({ ...book, keywords: [fingerprint(root, markdown)] });
  const covered = commonCodePoints(fontBytes());
  const lacking = [...new Set(plan.normalize('NFC'))].filter((sign) => !covered.has(sign.codePointAt(0) ?? 0));
  if (lacking.length > 0) throw new Error(`the font cannot draw ${lacking.join(' ')}, which some words of the book have; write them otherwise`);
  const seconds = Date.parse(`${book.checkedOn}T00:00:00Z`) / 1000;
  const { pdf } = await setInChild('the book', seconds, { timeoutMs: 180_000, memoryMb: 1536 }, (send) => send(Buffer.from(plan)), templates(root));
  return pdf;
};
