/** Owns the agencies' contacts an operator entered: those in `data/agencies` and those of this installation, `agencies.yaml` in the state folder. None is invented. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type AgencyContact, agencyContact, agencySchema, type Law } from './law/index.js';
import { readYaml } from './repository/index.js';

export type Contacts = (name: string) => AgencyContact | undefined;

/** Read once at start. Throws, naming the file and the field, when an entry is not complete. */
export const readContacts = (stateDir: string, law: Law): Contacts => {
  const file = join(stateDir, 'agencies.yaml');
  const own = existsSync(file) ? z.array(agencySchema).safeParse(readYaml(file)) : undefined;
  if (own && !own.success) throw new Error(`${file}: ${z.prettifyError(own.error)}`);
  const known: Law = own ? { ...law, agencies: [...own.data, ...law.agencies] } : law;
  return (name) => agencyContact(name, known);
};
