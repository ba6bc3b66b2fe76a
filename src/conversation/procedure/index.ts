/** What is said and asked once a claim is on its way to the agency. */
export { detailTold } from './details.js';
export { beginIntake, deeds, halts, type Intake, papers, putIntake, settleIntake } from './intake.js';
export { beyondTheClock, eventFrom, type Extra, extrasOf, isStepKind, type StepDetail, type StepKind, stepPaper, stepDetailSchema, stepKinds } from './kinds.js';
export { isLetterKind, type LetterKind, letterKinds } from './letter-kinds.js';
export { lettersFor, listLetters, settleLetters } from './letters.js';
export { articleOf, type Moved, movedText, nextText, stepReplies, titleIn, titleOf } from './says.js';
export { standingReplies, standsAt, timelineReplies } from './timeline.js';
export { bySending, byLaw, clockOn, dayOf, othersNext, overdue, ownDeadlines, POST_DAYS, type ProcedureView, type ToldStep } from './view.js';
