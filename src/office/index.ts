/** The one door of `office`: offices, people and roles, entering, the audit trail, canned answers, agencies' contacts. */
export { type AuditRow, audit, type Entry as AuditEntry, type Head as AuditHead, keptHead, readHead, showHead } from './audit.js';
export { type Officer, type Role, roles } from './officer.js';
export { type CaseScope, may, mayAct, mayRead, type Permission, permissions, type Sight, sightOf } from './roles.js';
