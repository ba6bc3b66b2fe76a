/** Owns what each role may do and which cases an office may see. Pure: the pages ask here, and queries bind `scopeOf`. */
import type { Officer, Role } from './officer.js';

const permissions = [
  /** Any officer who is signed in, both factors done. */
  'signed_in',
  'case.read',
  /** The dossiers sent to the agency whose name one's office has. */
  'dossiers.read',
  /** Take over, reply, correct, hand back. */
  'case.act',
  /** Approve a dossier, change the agency, merge two chats, give a case to another office. */
  'case.supervise',
  'register.read',
  /** Take data out of the console: registers, dossiers as files. */
  'export',
  /** Canned answers of one's own office. */
  'canned.edit',
  /** Offices, people, agencies' contacts, security settings. */
  'admin',
  /** Channel health, backups, law entries due for review. */
  'system.read',
  'audit.read',
] as const;
export type Permission = (typeof permissions)[number];

const reading = ['signed_in', 'case.read', 'register.read'] as const;
const working = [...reading, 'case.act', 'export', 'canned.edit'] as const;

/** An admin runs the console and works on the cases of the own office like a supervisor; an auditor sees everything and changes nothing; an agency's clerk sees what was sent to that agency. */
const table: Readonly<Record<Role, readonly Permission[]>> = {
  officer: working,
  supervisor: [...working, 'case.supervise', 'system.read'],
  admin: [...working, 'case.supervise', 'system.read', 'admin', 'audit.read'],
  agency: ['signed_in', 'dossiers.read'],
  auditor: [...reading, 'system.read', 'audit.read'],
};

export const may = (role: Role, permission: Permission): boolean => table[role].includes(permission);

/** Where a case belongs: the office it was given to, and the province of the person (its code) when it is known. */
export type CaseScope = { readonly officeId: string | null; readonly province: string | null };

/**
 * Which cases an officer sees, ready to bind in a query:
 * `everything = 1 or office_id = :office or (office_id is null and (province is null or :province is null or province = :province))`.
 * A case without office and province stays visible to every office: somebody asked for a person before saying where they live, and somebody must answer.
 */
export type Sight = { readonly everything: 0 | 1; readonly office: string; readonly province: string | null };
export const sightOf = (officer: Officer): Sight => ({ everything: officer.role === 'auditor' ? 1 : 0, office: officer.officeId, province: officer.province });

export const mayRead = (officer: Officer, scope: CaseScope): boolean => {
  if (!may(officer.role, 'case.read')) return false;
  const { everything, office, province } = sightOf(officer);
  if (everything === 1 || scope.officeId === office) return true;
  return scope.officeId === null && (scope.province === null || province === null || scope.province === province);
};

export const mayAct = (officer: Officer, scope: CaseScope): boolean => may(officer.role, 'case.act') && mayRead(officer, scope);
