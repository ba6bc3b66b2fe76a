/** The lawyer's book: everything the program asks, says and reckons with, in prose, as Markdown and PDF. */
export type { Block, Book, Line, Span } from './blocks.js';
export { bookOf } from './book.js';
export { markdownOf } from './markdown.js';
export { idsPrinted } from './numbers.js';
export { fingerprint, pdfOf } from './pdf.js';
export { guardsUsed } from './questions.js';
export { routesOf } from './routes.js';
export { rulesInOrder } from './rule-cites.js';
export { loadSources, type Sources } from './sources.js';
export { leavesAt, wordsPrinted } from './told.js';
