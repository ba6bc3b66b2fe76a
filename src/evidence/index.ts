/** Owns the door of evidence: taking files in, keeping them encrypted, pages ready to print. Bytes and files only: no database, no case. */
export { type ChildLimits, type Ended, type Run, runChild } from './child.js';
export { type Gate, gateFor } from './gate.js';
export { defaultLimits, type Limits, limitFacts } from './limits.js';
export type { Source } from './read-all.js';
export { type FileRefusal, fileRefusals, type PhotoDoubt, photoDoubts } from './refusals.js';
export { letGo } from './spare.js';
export { type FileStore, openStore } from './store.js';
export { prepare, readCode, type StoredPage, type TakenIn, takeIn, type Tools } from './take-in.js';
export { openPartials, type PartialAbout, type Partials, type PartialState } from './partial.js';
