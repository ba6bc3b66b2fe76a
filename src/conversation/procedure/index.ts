/** What is said and asked once a claim is on its way to the agency. */
export { detailTold } from './details.js';
export { beginIntake, type Intake, settleIntake } from './intake.js';
export { eventFrom, type Extra, extrasOf, isStepKind, type StepDetail, type StepKind, stepPaper, stepDetailSchema } from './kinds.js';
export { type LetterKind, letterKinds } from './letter-kinds.js';
export { lettersFor, listLetters, settleLetters } from './letters.js';
export { articleOf, type Moved, movedText, stepReplies, titleIn, titleOf } from './says.js';
export { standingReplies, timelineReplies } from './timeline.js';
export { bySending, byLaw, clockOn, dayOf, overdue, POST_DAYS, type ProcedureView, type ToldStep } from './view.js';
