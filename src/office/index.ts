/** The one door of `office`: offices, people and roles, entering, the audit trail, canned answers, agencies' contacts. */
export {
  agencyClash,
  agencyRetired,
  agencySaved,
  type Contacts,
  contactsFrom,
  type EnteredAgency,
  enteredAgencies,
  importAgencies,
} from './agencies.js';
export { type AuditRow, audit, type Entry as AuditEntry, type Head as AuditHead, keptHead, readHead, showHead } from './audit.js';
export { type CannedAnswer, cannedAnswer, cannedAnswers, cannedDropped, cannedSaved, fillCanned, type Place, places, unknownPlaces } from './canned.js';
export { type ChannelHealth, type ChoreHealth, channelAlarms, channelHealth, channelSpending, chatsSilenced, choreHealth } from './health.js';
export { firstAdminInvited, type Invitation, invitationAccepted, invitationOf, invitationRevoked, invited, openInvitations } from './invitations.js';
export { type Officer, type Role, roles } from './officer.js';
export {
  type Hours,
  hoursSchema,
  isOpenAt,
  type Office,
  type OfficeDay,
  officeById,
  officeCalendar,
  officeChanged,
  officeDayDropped,
  officeDaySet,
  officeDays,
  officeOpened,
  offices,
  usualHours,
} from './offices.js';
export { checkPassword, hashPassword, isPassword, LEAST_LENGTH, type PasswordRefusal } from './passwords.js';
export {
  isEmail,
  keysByEmail,
  keysByOfficer,
  officerAdded,
  officerById,
  officerChanged,
  officerDisabled,
  officerEnabled,
  type Person,
  passwordSet,
  people,
  readRole,
} from './people.js';
export { type CaseScope, may, mayAct, mayRead, type Permission, type Sight, sightOf } from './roles.js';
export { recoveryCodesLeft, secondFactorReset, secretBegun } from './second-factor.js';
export { readSecurity, type Security, security, securitySet } from './security.js';
export { type Session, type SessionRow, type Stage, sessionEnded, sessionOf, sessionOpened, sessionSeen, sessionsEnded, sessionsOf } from './sessions.js';
export { type Entered, enterAfterInvitation, enterCode, enterEnrolled, type From, signIn } from './sign-in.js';
export { tryDoors } from './throttle.js';
export { readingRecorded, TRAIL_PAGE, type TrailFilter, trail, trailKinds } from './trail.js';
export { type Fault, type Proof, showProof, verifyAudit } from './verify.js';
