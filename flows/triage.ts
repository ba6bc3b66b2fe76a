/**
 * Owns the first few questions: is this covered, is there a paper, is there still time. Every one of them can change the verdict.
 * Does not own the verdict itself (src/law) nor how it is told (tellings.ts).
 */
import { builders } from './guards.js';

const { ask, gate, end } = builders;

export const triage = {
  field: ask({
    reads: {
      kind: 'choice',
      options: ['criminal_proceedings', 'administration', 'civil_enforcement', 'civil_admin_proceedings', 'criminal_enforcement', 'elsewhere'],
      ownWords: 'field',
    },
    cites: ['scope.adm.list', 'scope.crp.list', 'scope.cap', 'scope.cre', 'scope.cve'],
    then: [
      { when: 'fieldIsAdministration', to: 'administration_area' },
      { when: 'fieldIsCriminalProceedings', to: 'criminal_measure' },
      { when: 'fieldIsCourtCase', to: 'court_act' },
      { when: 'fieldIsPrison', to: 'prison_act' },
      { when: 'fieldIsEnforcement', to: 'enforcement_act' },
      { to: 'first_story' },
    ],
  }),
  /** Nothing fits: the person's own words go to an officer. */
  first_story: ask({ reads: { kind: 'text', none: true }, then: 'verdict' }),

  criminal_measure: ask({
    reads: {
      kind: 'choice',
      options: ['detention', 'prison', 'custody', 'urgent_hold', 'at_large', 'property', 'legal_entity', 'rare'],
      ownWords: 'criminal_measure',
    },
    cites: ['scope.crp.list'],
    then: [{ when: 'measureIsRare', to: 'criminal_measure_rare' }, { when: 'measureIsKnown', to: 'criminal_outcome' }, { to: 'verdict' }],
  }),
  criminal_measure_rare: ask({
    reads: { kind: 'choice', options: ['excess_after_partial_acquittal', 'excess_combined_sentences', 'death_sentence', 'excess_death_sentence', 'other'] },
    cites: ['scope.crp.list'],
    then: [{ when: 'measureIsExcess', to: 'scope' }, { when: 'measureIsKnown', to: 'criminal_outcome' }, { to: 'verdict' }],
  }),
  criminal_outcome: ask({
    reads: {
      kind: 'choice',
      options: ['not_a_crime', 'no_crime_event', 'not_proven_in_time', 'no_violation', 'still_open', 'convicted', 'another_reason'],
      ownWords: 'criminal_outcome',
    },
    cites: ['scope.crp.list'],
    then: [{ when: 'outcomeIsAnother', to: 'criminal_outcome_other' }, { to: 'scope' }],
  }),
  criminal_outcome_other: ask({
    reads: { kind: 'choice', options: ['exempt_from_liability', 'victim_withdrew', 'law_changed', 'part_acquitted', 'other'] },
    cites: ['exclusion.exempt', 'exclusion.withdrawn', 'exclusion.law_changed'],
    then: 'scope',
  }),
  no_violation_stated: ask({ reads: { kind: 'yes_no' }, cites: ['scope.crp.1', 'scope.crp.2', 'scope.crp.9'], then: 'scope' }),
  false_confession: ask({ reads: { kind: 'yes_no' }, cites: ['exclusion.false_confession'], then: 'scope' }),

  administration_area: ask({
    reads: { kind: 'choice', options: ['penalty', 'land', 'tax', 'licence', 'confinement', 'dismissal', 'other_area'], ownWords: 'administration_area' },
    cites: ['scope.adm.list'],
    then: [
      { when: 'areaIsPenalty', to: 'act_penalty' },
      { when: 'areaIsLand', to: 'land_act' },
      { when: 'areaIsTax', to: 'act_tax' },
      { when: 'areaIsLicence', to: 'licence_act' },
      { when: 'areaIsConfinement', to: 'act_confinement' },
      { when: 'areaIsDismissal', to: 'dismissed_as' },
      { when: 'areaIsOther', to: 'act_other' },
      { to: 'verdict' },
    ],
  }),
  act_penalty: ask({
    reads: { kind: 'choice', options: ['fine', 'preventive_measure', 'fine_enforcement', 'remedial_measure', 'other'] },
    cites: ['scope.adm.list'],
    then: [{ when: 'actIsRemedialMeasure', to: 'remedial_measure' }, { to: 'scope' }],
  }),
  remedial_measure: ask({ reads: { kind: 'choice', options: ['demolition', 'remove_infringing_element', 'recall_goods', 'other'] }, cites: ['scope.adm.3'], then: 'scope' }),
  land_act: ask({
    reads: {
      kind: 'choice',
      options: ['allocation_lease_recovery', 'clearance', 'certificate_granted', 'certificate_revoked', 'certificate_not_granted', 'change_of_purpose', 'other'],
      ownWords: 'land_act',
    },
    cites: ['scope.adm.11'],
    then: 'scope',
  }),
  act_tax: ask({ reads: { kind: 'choice', options: ['tax', 'customs', 'other'] }, cites: ['scope.adm.9', 'scope.adm.10'], then: 'scope' }),
  licence_act: ask({ reads: { kind: 'choice', options: ['not_granted', 'revoked', 'granted', 'other'] }, cites: ['scope.adm.8'], then: 'scope' }),
  act_confinement: ask({
    reads: { kind: 'choice', options: ['compulsory_rehab', 'compulsory_education', 'reform_school', 'commune_education', 'other'] },
    cites: ['scope.adm.list'],
    then: 'scope',
  }),
  dismissed_as: ask({
    reads: { kind: 'choice', options: ['civil_servant', 'public_employee', 'contract_worker', 'higher_post', 'other'] },
    cites: ['scope.adm.14'],
    then: 'scope',
  }),
  act_other: ask({
    reads: { kind: 'choice', options: ['whistleblower_protection', 'false_information', 'intellectual_property', 'competition', 'other'], ownWords: 'act_other' },
    cites: ['scope.adm.list'],
    then: 'scope',
  }),

  court_act: ask({
    reads: { kind: 'choice', options: ['injunction', 'judgment', 'file', 'other'], ownWords: 'court_act' },
    cites: ['scope.cap'],
    then: [
      { when: 'courtOrderedMeasure', to: 'injunction_fault' },
      { when: 'courtJudged', to: 'judgment_state' },
      { when: 'fileWasFalsified', to: 'file_led_to_judgment' },
      { to: 'scope' },
    ],
  }),
  injunction_fault: ask({
    reads: { kind: 'choice', options: ['own_initiative', 'other_than_asked', 'beyond_asked', 'late_or_not_applied', 'as_asked', 'other'] },
    cites: ['scope.cap.1', 'scope.cap.2', 'scope.cap.3', 'scope.cap.4', 'exclusion.injunction_as_asked'],
    then: 'scope',
  }),
  judgment_state: ask({
    reads: { kind: 'choice', options: ['found_unlawful', 'still_stands', 'corrected_before_force'] },
    cites: ['scope.cap.5'],
    then: 'scope',
  }),
  file_led_to_judgment: ask({ reads: { kind: 'yes_no' }, cites: ['scope.cap.6'], then: 'scope' }),
  prison_act: ask({
    reads: { kind: 'choice', options: ['held_too_long', 'release_not_granted', 'executed', 'other'], ownWords: 'prison_act' },
    cites: ['scope.cre'],
    then: [{ when: 'releaseWasRefused', to: 'release_kind' }, { to: 'scope' }],
  }),
  release_kind: ask({
    reads: { kind: 'choice', options: ['reduced', 'early_release', 'postponed', 'suspended', 'pardon', 'amnesty', 'other'] },
    cites: ['scope.cre.3'],
    then: [{ when: 'releaseIsListed', to: 'release_decided' }, { to: 'scope' }],
  }),
  release_decided: ask({ reads: { kind: 'yes_no' }, cites: ['scope.cre.3', 'scope.cre.3.undecided'], then: 'scope' }),
  enforcement_act: ask({
    reads: { kind: 'choice', options: ['wrong_order', 'no_order', 'wrong_carrying_out', 'not_carried_out', 'other'], ownWords: 'enforcement_act' },
    cites: ['scope.cve'],
    then: [{ when: 'enforcementIsListed', to: 'enforcement_decision' }, { to: 'scope' }],
  }),
  enforcement_decision: ask({
    reads: { kind: 'choice', options: ['enforce', 'coercion', 'security', 'change', 'postpone', 'stop', 'resume', 'other'] },
    cites: ['scope.cve.1a', 'scope.cve.1b', 'scope.cve.1c', 'scope.cve.1d', 'scope.cve.1dd', 'scope.cve.1e', 'scope.cve.1g', 'scope.cve.2'],
    then: [{ when: 'securityWasOrdered', to: 'security_as_asked' }, { to: 'scope' }],
  }),
  security_as_asked: ask({ reads: { kind: 'yes_no' }, cites: ['exclusion.security_as_asked'], then: 'scope' }),

  scope: gate([
    { when: 'noViolationMustBeKnown', to: 'no_violation_stated' },
    { when: 'falseConfessionMatters', to: 'false_confession' },
    { when: 'criminalPaperMatters', to: 'grounding_criminal' },
    { when: 'administrationPaperMatters', to: 'grounding_administration' },
    { when: 'injunctionPaperMatters', to: 'grounding_injunction' },
    { when: 'courtPaperMatters', to: 'grounding_court' },
    { when: 'prisonPaperMatters', to: 'grounding_prison' },
    { when: 'enforcementPaperMatters', to: 'grounding_enforcement' },
    { to: 'verdict' },
  ]),

  grounding_criminal: ask({
    reads: { kind: 'choice', options: ['crp_decision', 'crp_judgment', 'crp_other', 'not_received', 'oral_only'], ownWords: 'paper_at_hand', none: true },
    cites: ['document.definition', 'document.crp_judgment', 'document.crp_decision', 'document.crp_other'],
    then: 'paper',
  }),
  grounding_administration: ask({
    reads: {
      kind: 'choice',
      options: ['adm_complaint_upheld', 'adm_decision_revoked', 'adm_judgment', 'handled', 'refusal_of_complaint', 'not_received', 'oral_only', 'adm_other'],
      ownWords: 'paper_at_hand',
      none: true,
    },
    cites: ['document.definition', 'document.adm_judgment', 'document.adm_complaint_upheld', 'document.adm_decision_revoked'],
    then: [{ when: 'officialWasHandled', to: 'grounding_handled' }, { to: 'paper' }],
  }),
  /** A conclusion alone opens no door; the decision that follows it does (Đ8.4, 8.5). */
  grounding_handled: ask({
    reads: { kind: 'choice', options: ['adm_discipline', 'adm_denunciation_handling', 'adm_inspection_handling', 'denunciation_conclusion', 'inspection_conclusion'] },
    cites: ['document.adm_discipline', 'document.adm_denunciation_handling', 'document.adm_inspection_handling'],
    then: 'paper',
  }),
  /** Đ10.2; whether another paper of Đ10 serves for an interim measure must be read in it. */
  grounding_injunction: ask({
    reads: {
      kind: 'choice',
      options: ['cap_injunction_complaint', 'cap_discipline', 'cap_criminal_judgment', 'refusal_of_complaint', 'not_received', 'oral_only', 'cap_other'],
      ownWords: 'paper_at_hand',
      none: true,
    },
    cites: ['document.definition', 'document.cap_injunction_complaint', 'document.cap_other'],
    then: 'paper',
  }),
  grounding_court: ask({
    reads: {
      kind: 'choice',
      options: [
        'cap_discipline',
        'cap_criminal_judgment',
        'cap_discontinued_exempt',
        'cap_conclusion_deceased',
        'annulment_only',
        'denunciation_conclusion',
        'not_received',
        'oral_only',
        'cap_other',
      ],
      ownWords: 'paper_at_hand',
      none: true,
    },
    cites: ['document.definition', 'document.cap_criminal_judgment', 'document.cap_discontinued_exempt', 'document.cap_conclusion_deceased', 'document.cap_discipline'],
    then: 'paper',
  }),
  grounding_prison: ask({
    reads: {
      kind: 'choice',
      options: ['cre_complaint_upheld', 'cre_judgment', 'handled', 'refusal_of_complaint', 'not_received', 'oral_only', 'cre_other'],
      ownWords: 'paper_at_hand',
      none: true,
    },
    cites: ['document.definition', 'document.cre_judgment', 'document.cre_complaint_upheld'],
    then: [{ when: 'enforcerWasHandled', to: 'grounding_enforcer_handled' }, { to: 'paper' }],
  }),
  grounding_enforcement: ask({
    reads: {
      kind: 'choice',
      options: [
        'cve_complaint_upheld',
        'cve_decision_revoked',
        'cve_judgment',
        'cve_protest_accepted',
        'handled',
        'refusal_of_complaint',
        'not_received',
        'oral_only',
        'cve_other',
      ],
      ownWords: 'paper_at_hand',
      none: true,
    },
    cites: ['document.definition', 'document.cve_judgment', 'document.cve_complaint_upheld', 'document.cve_decision_revoked', 'document.cve_protest_accepted'],
    then: [{ when: 'enforcerWasHandled', to: 'grounding_enforcer_handled' }, { to: 'paper' }],
  }),
  /** Đ11.3, 11.4, 12.4, 12.6: the same papers in both fields; a conclusion alone opens no door. */
  grounding_enforcer_handled: ask({
    reads: { kind: 'choice', options: ['discipline', 'denunciation_handling', 'denunciation_conclusion'] },
    cites: ['document.cre_discipline', 'document.cre_denunciation_handling', 'document.cve_discipline', 'document.cve_denunciation_handling'],
    then: 'paper',
  }),
  paper: gate([{ when: 'hasGroundingDocument', to: 'document_received_on' }, { when: 'caseMayBePending', to: 'pending_case' }, { to: 'verdict' }]),
  pending_case: ask({
    reads: { kind: 'choice', options: ['administrative', 'criminal_against_official'], none: true },
    cites: ['pending.administrative', 'pending.criminal'],
    then: 'verdict',
  }),
  document_received_on: ask({ reads: { kind: 'day', past: true }, cites: ['limitation.claim'], then: 'time' }),
  time: gate([{ when: 'excludedTimeMustBeAsked', to: 'has_excluded_time' }, { to: 'verdict' }]),
  has_excluded_time: ask({
    reads: { kind: 'yes_no' },
    cites: ['limitation.excluded', 'limitation.proof'],
    then: [{ when: 'someTimeIsExcluded', to: 'excluded_time_from' }, { to: 'verdict' }],
  }),
  excluded_time_from: ask({
    reads: { kind: 'day', past: true },
    list: 'excluded_time',
    cites: ['limitation.excluded'],
    then: [{ when: 'excludedTimeHasNoStart', to: 'verdict' }, { to: 'excluded_time_to' }],
  }),
  excluded_time_to: ask({ reads: { kind: 'day', past: true, none: true }, list: 'excluded_time', cites: ['limitation.excluded'], then: 'excluded_time_why' }),
  excluded_time_why: ask({
    reads: { kind: 'choice', options: ['force_majeure', 'obstacle', 'no_representative', 'other'] },
    list: 'excluded_time',
    cites: ['limitation.excluded', 'limitation.proof'],
    then: [{ when: 'isStillOutOfTime', to: 'excluded_time_more' }, { to: 'verdict' }],
  }),
  excluded_time_more: ask({
    reads: { kind: 'yes_no' },
    list: 'excluded_time',
    cites: ['limitation.excluded'],
    then: [{ when: 'moreExcludedTime', to: 'excluded_time_from', nextItem: true }, { to: 'verdict' }],
  }),

  verdict: gate([
    { when: 'isGuest', to: 'guest_end' },
    { when: 'verdictIsReady', to: 'proceed' },
    { when: 'paperCanBeCollected', to: 'proceed_without_document' },
    { when: 'claimCanRideInCase', to: 'get_document_pending' },
    { when: 'verdictIsNoDocument', to: 'get_document' },
    { when: 'verdictIsNotCovered', to: 'not_covered' },
    { when: 'honourIsStillPossible', to: 'proceed_honour' },
    { when: 'verdictIsOutOfTime', to: 'out_of_time' },
    { to: 'officer_looks' },
  ]),
  proceed: ask({
    reads: { kind: 'yes_no' },
    tells: 'verdict',
    then: [{ when: 'wantsToProceed', to: 'earlier_claim' }, { when: 'doesNotWantToProceed', to: 'guest_end' }, { to: 'officer_looks' }],
  }),
  proceed_without_document: ask({
    reads: { kind: 'choice', options: ['collect', 'get_first', 'officer'] },
    tells: 'verdict',
    cites: ['document.not_sent', 'document.ask_to_collect'],
    then: [{ when: 'agencyShouldCollect', to: 'earlier_claim' }, { when: 'willGetPaperFirst', to: 'wait_for_document' }, { to: 'officer_looks' }],
  }),
  /** No paper exists yet: there is nothing the agency could be asked to collect. */
  get_document: ask({
    reads: { kind: 'choice', options: ['get_first', 'officer'] },
    tells: 'verdict',
    cites: ['document.definition'],
    then: [{ when: 'willGetPaperFirst', to: 'wait_for_document' }, { to: 'officer_looks' }],
  }),
  /** A case already before a court can carry the claim itself (Đ7.2.b, c; Đ55). */
  get_document_pending: ask({
    reads: { kind: 'choice', options: ['in_case', 'get_first', 'officer'] },
    tells: 'verdict',
    cites: ['pending.administrative', 'pending.criminal', 'pending.judgment'],
    then: [{ when: 'willRaiseInCase', to: 'raise_in_case' }, { when: 'willGetPaperFirst', to: 'wait_for_document' }, { to: 'officer_looks' }],
  }),
  proceed_honour: ask({
    reads: { kind: 'yes_no' },
    tells: 'verdict',
    cites: ['honour.no_limit', 'honour.entitled'],
    then: [{ when: 'wantsHonourOnly', to: 'earlier_claim' }, { when: 'doesNotWantHonour', to: 'out_of_time' }, { to: 'officer_looks' }],
  }),

  guest_end: end({ tells: 'guest_end' }),
  not_covered: end({ tells: 'not_covered' }),
  out_of_time: end({ tells: 'out_of_time' }),
  officer_looks: end({ tells: 'officer_looks', wakes: 'law_unknown' }),
  raise_in_case: end({ tells: 'raise_in_case' }),
  wait_for_document: end({ tells: 'wait_for_document' }),
};
