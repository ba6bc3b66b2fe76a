/** What happened to a claim after it was handed over, and what waits because of it. */
export { type Act, type ActField, actGroups, type ActGroup, actOf, actsNext, agencyActs, detailFrom } from './acts.js';
export { type Followed, followed, type Owed, owedIn, paperSent } from './duties.js';
export { isMuted, muted } from './follow.js';
export { type Rung, secondsToMorning } from './ladder.js';
export { letterById, letterFrozen, letterReady, type LetterRow, lettersOf } from './letters.js';
export { daysRunning, daysWaitedFor, isLast, movedSince, reckoned, reckoningSchema, reckonSoon, reckonWhenTablesChanged, rungsIn } from './reckon.js';
export { type Recorded, recordStep, type RecordTools, takeStepBack } from './record.js';
export { type NewStep, stepById, stepOfForm, type StepRow, stepRows, stepsOf, type TellerName, toldStep } from './steps.js';
export { mailOf, procedureOf, readByTheClock, watchedOf } from './view.js';
export { visited, visitsOf } from './visits.js';
