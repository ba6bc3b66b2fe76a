/** The one door of the desk: who owns a talk, what officers say and change, the queue, the search, the case as one sees it. */
export { isOpen, type OfficeHours, usualHours, type Waited, waited, workingDayAfter } from './clock.js';
export { askFor, type Corrected, correct, undoCorrection } from './correct.js';
export { handBack, leaseLapsed, leaseUntil, type Left, passOn, renewLease, type Taken, takeOver } from './ownership.js';
export { caseGiven, type DeskCase, deskCase, placeCase, scopeOfCase } from './place.js';
export { counts, type Filters, noFilters, queue, queueCursor, type QueueRow, type View, views } from './queue.js';
export { draftKept, draftOf, noteAdded, notesOf, reply, retry, type Said, undoReply, type Words, writerIn } from './say.js';
export { type Hit, search } from './search.js';
export { byTime, type Delivery, type Line, type LineFile, linesMissed, linesOf, linesSettled, readSeen, type Seen, showSeen } from './thread.js';
export { type Actor, type Clock, type Desk, type DeskTools, officerIn, ownerOf } from './tools.js';
export { officerNamed } from './people.js';
