/** The only door of the law: questions in, findings out. Load the tables once with `loadLaw()` and pass them to every question. */
export { agencyContact } from './agencies.js';
export { type Assessment, assessor, factsJsonSchema, type Piece, type ReadFacts, readFacts } from './assess/index.js';
export { type Agency, type AgencyKind, agencyKinds, competentAgency } from './agency.js';
export { type Claimant, type ClaimantNeed, claimantNeeds, mayClaim } from './claimant.js';
export { type CourtRoute, courtRoads, courtRoute } from './court-route.js';
export { addCalendarDays, addWorkingDays, type CountedDay, type DayKind, dayKind, onOrNextWorkingDay } from './calendar.js';
export { type Advance, advanceFor, type DamageGroup, type DamageHead, damageGroups, damageHeads, type DamageRow, type Damages, damagesFor } from './damages/index.js';
export {
  type ClaimEvent,
  type ClaimEventKind,
  claimEventKinds,
  claimEventSchema,
  nonAcceptanceGrounds,
  suspensionGrounds,
  terminationGrounds,
} from './clock/events.js';
export { type Asked as ClockAsked, deadlinesFor, roadReasons } from './clock/index.js';
export {
  type AfterPassing,
  afterPassing,
  type Clock,
  type Deadline,
  type Due,
  type Road,
  type StepActor,
  stepActors,
  type StepGroup,
  stepGroups,
  type StepId,
  stepIds,
  type StepState,
} from './clock/types.js';
export { type AgencyContact, agencySchema, type Entry, entryOn, type Law, type LawDocument, weakest } from './entries.js';
export * from './facts.js';
export * from './options.js';
export * from './finding.js';
export {
  type FittingPaper,
  type Grounding,
  groundingDocument,
  groundingDocumentsFor,
  paperArticles,
  type UnfitReason,
  type WayToPaper,
  waysToPaper,
} from './grounding.js';
export { type Help, helpBodies, helpNeeds, helpReasons, type HelpRoad, helpRefusals, helpRoads, whoHelps } from './help.js';
export { type Honour, honourFor } from './honour.js';
export { type Limitation, limitationEnds } from './limitation.js';
export { loadLaw } from './loader.js';
export type { FactName } from './notes.js';
export { type Paper, type PaperId, paperIds, papersFor } from './papers.js';
export { type RefusalGround, type Refusals, refusalGroundsFor } from './refusals.js';
export { type DueForReview, entriesDueForReview, type NewerLawNotice, newerLawNotice } from './review.js';
export { type Elsewhere, elsewheres, inScope, type Scope } from './scope.js';
export { type Verdict, type VerdictKind, verdict, verdictKinds } from './verdict.js';
export { baseSalaryOn, regionalWageOn, type Wage, type WageZone } from './wages.js';
