/** The one door of the desk: who owns a talk, what officers say and change, the queue, the search, the case as one sees it. */
export { agencyChanged, agencyChosen, approvalAsked, awaitsApproval, dossierApproved } from './agency.js';
export { type CaseView, caseView, type Fact, type Happening, type Open } from './case.js';
export { type Waited, waited, workingDayAfter } from './clock.js';
export { askFor, type Corrected, correct, undoCorrection } from './correct.js';
export { fileLater, type Filing, fileWords, openFiling } from './filing.js';
export { handBack, leaseLapsed, leaseUntil, type Left, passOn, renewLease, type Taken, takeOver } from './ownership.js';
export { caseGiven } from './give.js';
export { chatsMerged, provedOther } from './merge.js';
export { type DeskCase, deskCase, officesToGive, placeCase, scopeOfCase } from './place.js';
export { counts, type Filters, noFilters, queue, queueCursor, type QueueRow, type View, views } from './queue.js';
export { draftKept, draftOf, noteAdded, notesOf, reply, retry, type Said, undoReply, type Words, writerIn } from './say.js';
export { type Hit, search } from './search.js';
export { byTime, type Delivery, lastSaid, type Line, type LineFile, linesMissed, linesOf, linesSettled, readSeen, type Seen, showSeen } from './thread.js';
export { type Actor, type Clock, type Desk, type DeskTools, officerIn, ownerOf } from './tools.js';
export { officerNamed } from './people.js';
export { exhibitAccepted, exhibitMoved, markedUnreadable, paperRequested, seenTo } from './work.js';
export {
  activities,
  answerWays,
  type Clock as HelpClock,
  clockOf,
  daysOf,
  type Entry as HelpEntry,
  type EntryFault,
  entryFromCase,
  faultIn,
  type HelpRequest,
  helpKinds,
  nothingDone,
  refusalGrounds,
  register,
  requestById,
  requestChanged,
  requestEntered,
  requestsOf,
} from './register.js';
export { registerPdf, type RegisterSheet } from './register-print.js';
export { registerXlsx } from './register-workbook.js';
