/** Owns `npm run book`: writes the lawyer's book, Markdown and PDF, into `book/`. `--markdown` leaves the PDF as it is. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bookOf, markdownOf, pdfOf } from '../src/book/index.js';
import { repositoryFolder } from '../src/repository/index.js';

const root = repositoryFolder();
const folder = join(root, 'book');
mkdirSync(folder, { recursive: true });
const book = bookOf(root);
const markdown = markdownOf(book);
writeFileSync(join(folder, 'so-tay-luat-su.md'), markdown);
process.stdout.write(`book/so-tay-luat-su.md ${Math.round(markdown.length / 1000)} thousand characters\n`);
if (!process.argv.includes('--markdown')) {
  const pdf = await pdfOf(root, book, markdown);
  writeFileSync(join(folder, 'so-tay-luat-su.pdf'), pdf);
  process.stdout.write(`book/so-tay-luat-su.pdf ${Math.round(pdf.length / 1024)} KB\n`);
}
