/** Owns finding an agency's contact among those the operator entered (`data/agencies`). None is shipped and none is guessed. */
import { fold } from '../basics/index.js';
import type { AgencyContact, Law } from './entries.js';

/** The entered contact of a body by its full name or another name it is listed under; undefined when nobody entered it. */
export const agencyContact = (name: string, law: Law): AgencyContact | undefined => {
  const wanted = fold(name);
  return law.agencies.find((agency) => [agency.name, ...agency.also].some((one) => fold(one) === wanted));
};
