/** Owns who claims and for whom: fields 2 to 6 of the form. Does not own the papers that prove it (papers.ts). */
import { builders } from './guards.js';

const { ask, gate } = builders;

export const claimant = {
  capacity: ask({
    reads: { kind: 'choice', options: ['injured', 'heir', 'heirs_representative', 'legal_representative', 'authorised', 'successor_organisation', 'another'] },
    cites: ['claimant.entitled'],
    then: [{ when: 'capacityIsNotListed', to: 'officer_looks' }, { when: 'mayBeOrganisation', to: 'claimant_is_organisation' }, { to: 'name' }],
  }),
  claimant_is_organisation: ask({ reads: { kind: 'yes_no' }, then: 'name' }),
  name: gate([{ when: 'claimantIsOrganisation', to: 'organisation_name' }, { to: 'claimant_name' }]),
  /** Names of organisations have digits and signs that names of people do not. */
  organisation_name: ask({ reads: { kind: 'text' }, then: 'organisation_paper' }),
  organisation_paper: ask({
    reads: { kind: 'choice', options: ['enterprise_registration', 'household_registration', 'investment_registration', 'establishment_decision', 'other'] },
    then: 'organisation_number',
  }),
  organisation_number: ask({ reads: { kind: 'text' }, then: 'organisation_signer' }),
  organisation_signer: ask({ reads: { kind: 'name' }, then: 'identity_issued_on' }),

  claimant_name: ask({ reads: { kind: 'name' }, then: 'claimant_identity' }),
  claimant_identity: ask({ reads: { kind: 'identity', none: true }, then: [{ when: 'hasNoIdentityCard', to: 'other_identity' }, { to: 'identity_issued_on' }] }),
  /** A passport, or a paper the reader of card numbers does not know. */
  other_identity: ask({ reads: { kind: 'text', none: true }, then: [{ when: 'hasNoIdentityPaper', to: 'birth' }, { to: 'identity_issued_on' }] }),
  identity_issued_on: ask({ reads: { kind: 'day', past: true }, then: 'identity_issued_by' }),
  identity_issued_by: ask({ reads: { kind: 'text' }, then: 'birth' }),
  birth: gate([{ when: 'birthDateMatters', to: 'birth_date' }, { to: 'residence_place' }]),
  birth_date: ask({ reads: { kind: 'day', past: true }, then: 'residence_place' }),
  residence_place: ask({ reads: { kind: 'place' }, tells: 'minor', then: 'residence_line' }),
  residence_line: ask({ reads: { kind: 'text', none: true }, then: 'phone' }),
  phone: ask({ reads: { kind: 'phone', none: true }, then: 'email' }),
  email: ask({ reads: { kind: 'email', none: true }, then: [{ when: 'claimantIsInjured', to: 'act_on' }, { to: 'injured_name' }] }),

  injured_name: ask({
    reads: { kind: 'text' },
    then: [
      { when: 'claimantIsHeir', to: 'injured_died_on' },
      { when: 'claimantIsAuthorised', to: 'authority_paper' },
      { when: 'claimantIsLegalRepresentative', to: 'relation' },
      { to: 'act_on' },
    ],
  }),
  injured_died_on: ask({ reads: { kind: 'day', past: true }, then: 'has_will' }),
  has_will: ask({ reads: { kind: 'yes_no' }, then: [{ when: 'heirsMustBeCounted', to: 'heirs_count' }, { to: 'heirs_agreed' }] }),
  heirs_count: ask({ reads: { kind: 'number', unit: 'person', least: 1, most: 200 }, then: [{ when: 'thereAreSeveralHeirs', to: 'heirs_agreed' }, { to: 'act_on' }] }),
  heirs_agreed: ask({ reads: { kind: 'yes_no' }, then: 'act_on' }),
  authority_paper: ask({ reads: { kind: 'yes_no' }, tells: 'authority', then: 'act_on' }),
  relation: ask({ reads: { kind: 'choice', options: ['parent', 'guardian', 'organisation_head', 'other'] }, then: 'act_on' }),
};
