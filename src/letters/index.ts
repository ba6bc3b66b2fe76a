/** Letters ready to sign and drafts for clerks: from a frozen record to PDF and DOCX. */
export { composeDraft, draftKinds, type DraftKind, type Drafting } from './drafts.js';
export { composeLetter, type LetterNeeds } from './compose.js';
export { letterDocx } from './docx.js';
export { letterFile, type LetterFormat, letterMime } from './file.js';
export { letterPdf } from './pdf.js';
export { type Letter, letterSchema } from './record.js';
