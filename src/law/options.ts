/**
 * Owns the closed lists that a fact is chosen from, in the order of the statute: fields, acts, outcomes, papers, stages. Not what follows from one.
 */
export const fields = ['administration', 'criminal_proceedings', 'civil_admin_proceedings', 'criminal_enforcement', 'civil_enforcement'] as const;

/** Khoản of Đ17 (adm_1 … adm_14) and Đ18 (crp_1 … crp_10). */
export const administrationActs = [
  'fine',
  'preventive_measure',
  'remedial_measure',
  'fine_enforcement',
  'commune_education',
  'reform_school',
  'compulsory_education',
  'compulsory_rehab',
  'whistleblower_protection',
  'false_information',
  'licence',
  'tax',
  'customs',
  'land',
  'competition',
  'intellectual_property',
  'dismissal',
  'other',
] as const;
export const criminalMeasures = [
  'urgent_hold',
  'custody',
  'detention',
  'prison',
  'death_sentence',
  'at_large',
  'excess_after_partial_acquittal',
  'excess_death_sentence',
  'excess_combined_sentences',
  'legal_entity',
  'property',
  'other',
] as const;
/** The reason the paper gives. */
export const criminalOutcomes = [
  'no_crime_event',
  'not_a_crime',
  'not_proven_in_time',
  'no_violation',
  'part_acquitted',
  'exempt_from_liability',
  'victim_withdrew',
  'law_changed',
  'still_open',
  'convicted',
  'other',
] as const;
/** What went wrong in a civil or administrative trial: an interim measure (Đ19.1–4), the judgment (Đ19.5), the file (Đ19.6). */
export const courtActs = ['injunction', 'judgment', 'file', 'other'] as const;
/** Đ19.1–4, and Đ32.3 for `as_asked`. */
export const injunctionFaults = ['own_initiative', 'other_than_asked', 'beyond_asked', 'late_or_not_applied', 'as_asked', 'other'] as const;
/** Đ19.5 wants a judgment in force that was found unlawful. */
export const judgmentStates = ['found_unlawful', 'still_stands', 'corrected_before_force'] as const;
/** Đ20. */
export const prisonActs = ['held_too_long', 'release_not_granted', 'executed', 'other'] as const;
/** Đ20.3.a–e. */
export const releaseKinds = ['postponed', 'suspended', 'reduced', 'early_release', 'pardon', 'amnesty', 'other'] as const;
/** Đ21: khoản 1 is a decision made or not made, khoản 2 its carrying out. */
export const enforcementActs = ['wrong_order', 'no_order', 'wrong_carrying_out', 'not_carried_out', 'other'] as const;
/** Đ21.1.a–g. */
export const enforcementDecisions = ['enforce', 'change', 'security', 'coercion', 'postpone', 'stop', 'resume', 'other'] as const;
export const groundingDocuments = [
  'adm_judgment',
  'adm_complaint_upheld',
  'adm_decision_revoked',
  'adm_denunciation_handling',
  'adm_inspection_handling',
  'adm_discipline',
  'adm_other',
  'crp_judgment',
  'crp_decision',
  'crp_other',
  'cap_criminal_judgment',
  'cap_injunction_complaint',
  'cap_discontinued_exempt',
  'cap_conclusion_deceased',
  'cap_discipline',
  'cap_other',
  'cre_judgment',
  'cre_complaint_upheld',
  'cre_denunciation_handling',
  'cre_discipline',
  'cre_other',
  'cve_judgment',
  'cve_complaint_upheld',
  'cve_decision_revoked',
  'cve_denunciation_handling',
  'cve_protest_accepted',
  'cve_discipline',
  'cve_other',
  /** Papers people have that open no door by themselves. */
  'denunciation_conclusion',
  'inspection_conclusion',
  /** The judgment was annulled, and nobody was sanctioned for it (Đ19.5, Đ10). */
  'annulment_only',
  'refusal_of_complaint',
  'oral_only',
  'not_received',
  'none',
] as const;
export const capacities = ['injured', 'heir', 'heirs_representative', 'successor_organisation', 'legal_representative', 'authorised'] as const;
/** Stages of Đ34–36: who made the last wrong step. */
export const criminalStages = [
  'police_not_approved',
  'police_insisted_procuracy_stopped',
  'procuracy_approved',
  'procuracy_indicted_acquitted_first_instance',
  'acquittal_upheld',
  'court_returned_then_stopped',
  'convicted_first_instance',
  'convicted_appeal',
  'convicted_review_high',
  'convicted_review_supreme',
] as const;
/** Đ37.2–6: which judgment in force was set aside. */
export const judgmentStages = ['first_instance', 'appeal', 'review_high', 'review_supreme', 'special', 'special_supreme'] as const;
/** Đ6 (guidance), Đ4–5 (support), and questions of law outside a case (TT 08/2019 Đ3.2). */
export const helpContents = [
  'rights_duties',
  'agency_duties',
  'agency_procedure',
  'honour',
  'payment',
  'liability_information',
  'progress',
  'opinion_to_agency',
  'general_law',
] as const;
export const wageZones = ['I', 'II', 'III', 'IV'] as const;
export const actLevels = ['central', 'province', 'district', 'commune'] as const;
export const actBodies = [
  'people_committee',
  'department',
  'police',
  'tax',
  'customs',
  'market',
  'land_office',
  'court',
  'procuracy',
  'enforcement',
  'inspectorate',
  'prison',
  'detention_centre',
  'army',
  'several',
  'other',
] as const;

export type Field = (typeof fields)[number];
export type CriminalMeasure = (typeof criminalMeasures)[number];
export type CriminalOutcome = (typeof criminalOutcomes)[number];
export type InjunctionFault = (typeof injunctionFaults)[number];
export type EnforcementDecision = (typeof enforcementDecisions)[number];
export type ReleaseKind = (typeof releaseKinds)[number];
export type AdministrationAct = (typeof administrationActs)[number];
export type GroundingDocument = (typeof groundingDocuments)[number];
export type Capacity = (typeof capacities)[number];
