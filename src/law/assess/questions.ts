/**
 * Owns asking every question of law of one set of facts, each answered as a `Finding` of the same shape: where a question gives a plain
 * value, what it read and cites is added here. Knows no law of its own.
 */
import { agencyContact } from '../agencies.js';
import { type Agency, competentAgency } from '../agency.js';
import { mayClaim } from '../claimant.js';
import { courtRoute } from '../court-route.js';
import { advanceFor, damagesFor } from '../damages/index.js';
import type { ClaimEvent } from '../clock/events.js';
import { deadlinesFor } from '../clock/index.js';
import type { Clock } from '../clock/types.js';
import type { AgencyContact, Law } from '../entries.js';
import type { Facts } from '../facts.js';
import type { Finding } from '../finding.js';
import { type FittingPaper, groundingDocument, groundingDocumentsFor } from '../grounding.js';
import { whoHelps } from '../help.js';
import { honourFor } from '../honour.js';
import { limitationEnds } from '../limitation.js';
import { tablesDay, takeNotes } from '../notes.js';
import { papersFor } from '../papers.js';
import { refusalGroundsFor } from '../refusals.js';
import { inScope } from '../scope.js';
import { verdict } from '../verdict.js';
import { baseSalaryOn, regionalWageOn, type Wage } from '../wages.js';

type Question = (facts: Facts, law: Law) => Finding<unknown>;

const papersOfField: Question = (facts, law): Finding<readonly FittingPaper[]> => {
  const notes = takeNotes(facts, law);
  const field = notes.read('field');
  if (field === undefined) return notes.unknown('field_not_known', ['field']);
  const papers = groundingDocumentsFor(field, law, tablesDay(facts));
  for (const paper of papers) notes.cite(paper.entry);
  return papers.length === 0 ? notes.unknown('law_not_in_force') : notes.known(papers);
};

/** What an operator entered about the competent agency; null when it has no certain name or nobody entered it. */
const contactOfAgency: Question = (facts, law): Finding<AgencyContact | null> => {
  const notes = takeNotes(facts, law);
  const agency: Finding<Agency> = competentAgency(facts, law);
  notes.include(agency, 'sources');
  const name = agency.value.name;
  return notes.known(name === undefined ? null : (agencyContact(name, law) ?? null));
};

/** `assumed`: nothing was told, so it is reckoned as if lodged by hand on the day asked, or accepted on the day told. */
export type Steps = Clock & { readonly events: readonly ClaimEvent[]; readonly assumed: boolean };

/** What is due and which roads are open, from what has happened; with nothing told, as the dossier says it: lodged on the day asked. */
const stepsAfterLodging: Question = (facts, law): Finding<Steps> => {
  const notes = takeNotes(facts, law);
  const field = notes.read('field');
  const told = notes.read('events') ?? [];
  const accepted = notes.read('acceptance_on');
  const honour = honourFor(facts, law);
  const assumed: readonly ClaimEvent[] = accepted === undefined ? [{ kind: 'lodged', on: facts.assessed_on, by: 'hand', with: 'agency' }] : [{ kind: 'accepted', on: accepted }];
  const events = told.length > 0 ? told : assumed;
  const clock = deadlinesFor(events, law, { on: facts.assessed_on, field, honour: honour.kind === 'known' && honour.value.entitled });
  for (const step of clock.steps) notes.include({ kind: 'known', value: null, read: [], cites: [step.cite], lines: [], mark: step.mark });
  for (const road of [clock.agency, clock.court, clock.honour]) notes.include({ kind: 'known', value: null, read: [], cites: road.cites, lines: [], mark: 'verified' });
  return notes.known({ events, assumed: told.length === 0, ...clock });
};

const wage = (facts: Facts, law: Law, ask: (day: string) => Wage | undefined, zoneFact?: 'wage_zone'): Finding<Omit<Wage, 'cite'>> => {
  const notes = takeNotes(facts, law);
  const day = notes.read('acceptance_on') ?? facts.assessed_on;
  if (zoneFact !== undefined && notes.read(zoneFact) === undefined) return notes.unknown('wage_zone_not_known', [zoneFact]);
  const found = ask(day);
  if (found === undefined) return notes.unknown('wage_table_ends');
  const { cite, ...value } = found;
  notes.include({ kind: 'known', value: null, read: [], cites: [cite], lines: [], mark: cite.mark });
  if (found.doubtful) notes.say('law.wage.recheck', { document: cite.document, checked: found.checkedOn });
  return notes.known(value);
};

/** Every question that reads facts, by the name it is exported under. */
export const questions = {
  inScope,
  groundingDocument,
  groundingDocumentsFor: papersOfField,
  limitationEnds,
  honourFor,
  verdict,
  competentAgency,
  agencyContact: contactOfAgency,
  damagesFor,
  advanceFor,
  mayClaim,
  courtRoute,
  papersFor,
  deadlinesFor: stepsAfterLodging,
  refusalGroundsFor,
  whoHelps,
  baseSalaryOn: (facts, law) => wage(facts, law, (day) => baseSalaryOn(law, day)),
  regionalWageOn: (facts, law) => {
    const zone = facts.wage_zone;
    return wage(facts, law, (day) => (zone === undefined || zone === 'unknown' ? undefined : regionalWageOn(law, zone, day)), 'wage_zone');
  },
} satisfies Record<string, Question>;
export type QuestionName = keyof typeof questions;
