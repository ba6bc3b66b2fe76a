/**
 * Owns which body settles the claim (cơ quan giải quyết bồi thường, Đ33–40): its kind, the rule, and its full official name only where
 * the facts give it. Otherwise the way out the Law itself names: the Sở Tư pháp of residence (Đ41.4). Rules of each field: `agency-*.ts`.
 */
import { administration } from './agency-administration.js';
import { criminal } from './agency-criminal.js';
import type { Agency, Found } from './agency-kinds.js';
import { civilEnforcementOffice, criminalEnforcementBody, trialCourt } from './agency-other-fields.js';
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { GroundingDocument } from './options.js';
import type { Known } from './finding.js';
import { type Notes, takeNotes } from './notes.js';
import { ofProvince, provinceNamed } from './places.js';

export { type Agency, type AgencyKind, agencyKinds } from './agency-kinds.js';

/** Who settles this claim. Always answers, if only with the fallback. */
export const competentAgency = (facts: Facts, law: Law): Known<Agency> => {
  const notes = takeNotes(facts, law);
  const found = ofCase(notes) ?? ofField(notes, facts, law);
  const rule = notes.cite(found.entry);
  if (found.successor === true) {
    notes.cite('agency.successor');
    notes.cite('agency.successor_general');
    notes.say('law.agency_line.successor', { article: 'Đ40.1.a' });
  }
  const fallback = notes.cite('agency.unknown');
  const days = fallback?.value ?? undefined;
  const home = provinceNamed(law, notes.read('residence_province'));
  const arbiter = found.arbiter === undefined ? undefined : notes.cite(found.arbiter === 'ministry' ? 'agency.arbiter_ministry' : 'agency.arbiter_justice');
  if (arbiter && found.arbiter)
    notes.say(found.arbiter === 'ministry' ? 'law.agency_line.arbiter_ministry' : 'law.agency_line.arbiter_justice_department', { article: arbiter.article });
  const certain = found.certain === true && found.name !== undefined && rule !== undefined;
  if (rule && found.kind !== 'not_determined') notes.say(certain ? 'law.agency_line.certain' : 'law.agency_line.uncertain', { article: rule.article });
  if (fallback && days !== undefined && !certain) notes.say('law.agency_line.fallback', { days, article: fallback.article });
  return notes.known({
    kind: found.kind,
    name: found.name,
    certain,
    article: rule?.article ?? '',
    successor: found.successor === true,
    fallback: { name: home && `Sở Tư pháp ${ofProvince(home)}`, days, article: fallback?.article ?? '' },
    candidates: found.candidates ?? [],
    arbiter: arbiter && found.arbiter && { body: found.arbiter, article: arbiter.article },
    missing: (found.missing ?? []).filter((name) => facts[name] === undefined),
  });
};

/** What holds whatever the field (Đ40): a pending case (not for criminal proceedings), a mandate, several bodies. */
const ofCase = (notes: Notes): Found | undefined => {
  const field = notes.read('field');
  if (field === undefined) return undefined;
  const pending = notes.read('pending_case');
  if (field !== 'criminal_proceedings' && (pending === 'administrative' || pending === 'criminal_against_official') && !opensDoor(notes.read('grounding_document')))
    return { kind: 'pending_court', entry: 'agency.pending_case' };
  const mandate = notes.read('on_mandate');
  if (mandate === 'within') return { kind: 'mandating_body', entry: 'agency.mandate' };
  if (mandate === 'against') notes.cite('agency.mandate_against');
  if (notes.read('act_body') !== 'several') return undefined;
  const where = notes.read('several_bodies');
  notes.cite('agency.forwarding');
  return {
    kind: 'leading_body',
    entry: 'agency.several',
    missing: ['several_bodies'],
    ...(where === undefined ? {} : { arbiter: where === 'one_province' ? 'justice_department' : 'ministry' }),
  };
};

/** A paper of Đ8 to Đ12 is in hand, so the claim no longer rides in the case. */
const opensDoor = (held: GroundingDocument | undefined): boolean => held !== undefined && /^(?:adm|cap|cre|cve)_/.test(held);

const ofField = (notes: Notes, facts: Facts, law: Law): Found => {
  switch (notes.read('field')) {
    case undefined:
      return { kind: 'not_determined', entry: 'agency.unknown', missing: ['field'] };
    case 'administration':
      return administration(notes, facts, law);
    case 'criminal_proceedings':
      return criminal(notes, law);
    case 'civil_admin_proceedings':
      return trialCourt(notes, law);
    case 'criminal_enforcement':
      return criminalEnforcementBody(notes, law);
    case 'civil_enforcement':
      return civilEnforcementOffice(notes, law);
  }
};
