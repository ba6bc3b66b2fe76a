/**
 * Owns the sentences on which the flow turns. Each is pure and total: `'unknown'`, `'none'` and a missing answer are always false
 * unless the sentence says otherwise. Questions of law are asked of src/law, never answered here.
 */
import { type Answers, buildersFor, type Guards, itemsOf, NONE, UNKNOWN } from '../src/conversation/index.js';
import { type Facts, groundingDocument, type PaperId } from '../src/law/index.js';
import { claimNeeds, law, papersOn, verdictOn } from './the-law.js';

type Guard = Guards[string];

const answerIs =
  (name: string, ...values: readonly (string | boolean)[]): Guard =>
  (_facts, answers) =>
    values.includes(answers[name] as string | boolean);
const factIs =
  (name: keyof Facts, ...values: readonly (string | boolean)[]): Guard =>
  (facts) =>
    values.includes(facts[name] as string | boolean);
/** About the item being asked: the walk holds only answers on the path, so it is the last one. */
const itemIs =
  (list: string, name: string, ...values: readonly (string | boolean)[]): Guard =>
  (_facts, answers) =>
    values.includes(itemsOf(answers, list).at(-1)?.[name] as string | boolean);
const isSaid = (value: Answers[string] | undefined): boolean => value !== undefined && value !== UNKNOWN && value !== NONE;
/** The checklist of the Law names this paper. */
const wanted =
  (paper: PaperId): Guard =>
  (facts) =>
    papersOn(facts).includes(paper);
const missing = (paper: PaperId): Guard => answerIs(`paper_${paper}`, NONE);

const deathCaused: Guard = (facts, answers) => facts.injured_died === true && answers.death_caused === true;
const lockedUp: readonly string[] = ['custody', 'detention', 'prison', 'death_sentence'];
const charged: readonly string[] = ['at_large', 'detention', 'prison', 'death_sentence'];
const excess: readonly string[] = ['excess_after_partial_acquittal', 'excess_death_sentence', 'excess_combined_sentences'];
const confined: readonly string[] = ['commune_education', 'reform_school', 'compulsory_education', 'compulsory_rehab'];
/** Acts that can only befall a person of flesh and blood. */
const personalActs: readonly string[] = [...confined, 'dismissal', 'whistleblower_protection'];

const isExcess = (facts: Facts): boolean => excess.includes(facts.criminal_measure ?? '');
const wasLockedUp: Guard = (facts, answers) => facts.field === 'criminal_proceedings' && (lockedUp.includes(facts.criminal_measure ?? '') || answers.custody_followed === true);
const wasUnderMeasure: Guard = (facts) => facts.field === 'administration' && confined.includes(facts.administration_act ?? '');
const isOrganisation: Guard = (facts) => facts.claimant_is_organisation === true;
const honourOnly: Guard = (facts) => facts.wants_money === false;
const severalHeirs: Guard = (facts) => claimNeeds(facts, 'one_heir');
const scopeIsCovered = (facts: Facts): boolean => {
  const scope = verdictOn(facts).scope;
  return scope?.covered === true && !scope.onlyExpected;
};

export const guards = {
  isGuest: answerIs('consent', 'information_only'),

  fieldIsAdministration: answerIs('field', 'administration'),
  fieldIsCriminalProceedings: answerIs('field', 'criminal_proceedings'),
  fieldIsCourtCase: answerIs('field', 'civil_admin_proceedings'),
  fieldIsPrison: answerIs('field', 'criminal_enforcement'),
  fieldIsEnforcement: answerIs('field', 'civil_enforcement'),

  measureIsRare: answerIs('criminal_measure', 'rare'),
  measureIsKnown: (facts) => facts.criminal_measure !== undefined && facts.criminal_measure !== 'unknown' && facts.criminal_measure !== 'other',
  /** The measures of Đ18.6–8: only the time beyond the remaining penalty counts. */
  measureIsExcess: isExcess,
  measureIsUrgentHold: factIs('criminal_measure', 'urgent_hold'),
  custodyFollowed: answerIs('custody_followed', true),
  outcomeIsAnother: answerIs('criminal_outcome', 'another_reason'),
  noViolationMustBeKnown: (facts, answers) => answers.no_violation_stated === undefined && verdictOn(facts).missing.includes('no_violation_stated'),
  /** Đ32.2.b takes the claim away; a paper that says there was no violation at all leaves no room for it. */
  falseConfessionMatters: (facts, answers) =>
    answers.false_confession === undefined &&
    facts.field === 'criminal_proceedings' &&
    (charged.includes(facts.criminal_measure ?? '') || isExcess(facts)) &&
    facts.criminal_outcome !== 'no_violation' &&
    scopeIsCovered(facts),
  criminalPaperMatters: (facts) => facts.field === 'criminal_proceedings' && scopeIsCovered(facts),
  administrationPaperMatters: (facts) => facts.field === 'administration' && scopeIsCovered(facts),

  courtOrderedMeasure: answerIs('court_act', 'injunction'),
  courtJudged: answerIs('court_act', 'judgment'),
  fileWasFalsified: answerIs('court_act', 'file'),
  releaseWasRefused: answerIs('prison_act', 'release_not_granted'),
  releaseIsListed: (_facts, answers) => isSaid(answers.release_kind) && answers.release_kind !== 'other',
  enforcementIsListed: (_facts, answers) => isSaid(answers.enforcement_act) && answers.enforcement_act !== 'other',
  /** Đ32.4 asks whether a securing measure was just what a party wanted; one never ordered or badly carried out was not. */
  securityWasOrdered: (_facts, answers) => answers.enforcement_act === 'wrong_order' && answers.enforcement_decision === 'security',
  injunctionPaperMatters: (facts) => facts.field === 'civil_admin_proceedings' && facts.court_act === 'injunction' && scopeIsCovered(facts),
  courtPaperMatters: (facts) => facts.field === 'civil_admin_proceedings' && facts.court_act !== 'injunction' && scopeIsCovered(facts),
  prisonPaperMatters: (facts) => facts.field === 'criminal_enforcement' && scopeIsCovered(facts),
  enforcementPaperMatters: (facts) => facts.field === 'civil_enforcement' && scopeIsCovered(facts),
  enforcerWasHandled: (_facts, answers) => answers.grounding_prison === 'handled' || answers.grounding_enforcement === 'handled',

  areaIsPenalty: answerIs('administration_area', 'penalty'),
  areaIsLand: answerIs('administration_area', 'land'),
  areaIsTax: answerIs('administration_area', 'tax'),
  areaIsLicence: answerIs('administration_area', 'licence'),
  areaIsConfinement: answerIs('administration_area', 'confinement'),
  areaIsDismissal: answerIs('administration_area', 'dismissal'),
  areaIsOther: answerIs('administration_area', 'other_area'),
  actIsRemedialMeasure: answerIs('act_penalty', 'remedial_measure'),

  officialWasHandled: answerIs('grounding_administration', 'handled'),
  hasGroundingDocument: (facts) => {
    const found = groundingDocument(facts, law);
    return found.kind === 'known' && found.value.fits;
  },
  /** A claim that is not from criminal proceedings may ride in a pending case (Đ7.2.b, c). */
  caseMayBePending: (facts) => {
    const found = groundingDocument(facts, law);
    return facts.field !== undefined && facts.field !== 'criminal_proceedings' && found.kind === 'known' && !found.value.fits;
  },
  claimCanRideInCase: (facts) =>
    verdictOn(facts).kind === 'covered_no_document' &&
    facts.field !== 'criminal_proceedings' &&
    (facts.pending_case === 'administrative' || facts.pending_case === 'criminal_against_official'),
  excludedTimeMustBeAsked: (facts) => verdictOn(facts).missing.includes('has_excluded_time'),
  someTimeIsExcluded: answerIs('has_excluded_time', true),
  excludedTimeHasNoStart: itemIs('excluded_time', 'from', UNKNOWN),
  isStillOutOfTime: (facts) => verdictOn(facts).kind === 'out_of_time',
  moreExcludedTime: itemIs('excluded_time', 'more', true),

  verdictIsReady: (facts) => verdictOn(facts).kind === 'covered_ready',
  /** The paper exists but was never sent: the agency may be asked to fetch it (Đ41.3.g). */
  paperCanBeCollected: (facts) => {
    const { kind, document } = verdictOn(facts);
    return kind === 'covered_no_document' && document?.fits === false && document.canLodge;
  },
  verdictIsNoDocument: (facts) => verdictOn(facts).kind === 'covered_no_document',
  verdictIsNotCovered: (facts) => verdictOn(facts).kind === 'not_covered',
  verdictIsOutOfTime: (facts) => verdictOn(facts).kind === 'out_of_time',
  honourIsStillPossible: (facts) => verdictOn(facts).kind === 'out_of_time' && verdictOn(facts).honour?.entitled === true,
  wantsToProceed: answerIs('proceed', true),
  doesNotWantToProceed: answerIs('proceed', false),
  agencyShouldCollect: answerIs('proceed_without_document', 'collect'),
  willGetPaperFirst: (_facts, answers) => ['proceed_without_document', 'get_document', 'get_document_pending'].some((name) => answers[name] === 'get_first'),
  willRaiseInCase: answerIs('get_document_pending', 'in_case'),
  wantsHonourOnly: answerIs('proceed_honour', true),
  doesNotWantHonour: answerIs('proceed_honour', false),

  earlierClaimStandsInTheWay: factIs('earlier_claim', 'agency_accepted', 'court_accepted', 'decided', 'withdrawn'),
  claimIsForHonourOnly: honourOnly,
  honourCanBeRestored: (facts) => verdictOn(facts).honour?.entitled === true,
  paperTakesClaimAway: (facts) => facts.own_fault === 'wholly' || facts.excused === 'unforeseeable',

  capacityIsNotListed: (_facts, answers) => answers.capacity === 'another' || answers.capacity === UNKNOWN,
  mayBeOrganisation: (facts) =>
    facts.capacity === 'authorised' ||
    (facts.capacity === 'injured' &&
      facts.claimant_is_organisation === undefined &&
      (facts.criminal_measure === 'property' ||
        facts.field === 'civil_admin_proceedings' ||
        facts.field === 'civil_enforcement' ||
        (facts.field === 'administration' && !personalActs.includes(facts.administration_act ?? '')))),
  claimantIsOrganisation: isOrganisation,
  hasNoIdentityCard: (_facts, answers) => !isSaid(answers.claimant_identity),
  hasNoIdentityPaper: (_facts, answers) => !isSaid(answers.other_identity),
  /** Only the age of the injured person counts: a minor needs a representative, and pay runs to the pension age. */
  birthDateMatters: (facts) => !isOrganisation(facts, {}) && facts.capacity === 'injured',
  claimantIsInjured: factIs('capacity', 'injured'),
  claimantIsHeir: factIs('capacity', 'heir', 'heirs_representative'),
  claimantIsAuthorised: factIs('capacity', 'authorised'),
  claimantIsLegalRepresentative: factIs('capacity', 'legal_representative'),
  heirsMustBeCounted: factIs('capacity', 'heir'),
  thereAreSeveralHeirs: severalHeirs,

  bodyIsCustoms: factIs('administration_act', 'customs'),
  judgmentWasInjunction: factIs('court_act', 'injunction'),
  judgmentOfHighestCourt: answerIs('judgment_stage', 'review_high', 'review_supreme', 'special_supreme'),
  bodiesAreSeveral: answerIs('act_body', 'several'),
  bodyWasMandated: answerIs('act_body', 'mandated'),
  prisonIsPolice: answerIs('prison_body', 'police'),
  deciderIsPolice: answerIs('criminal_decider', 'police'),
  deciderIsProcuracy: answerIs('criminal_decider', 'procuracy'),
  deciderIsCourt: answerIs('criminal_decider', 'court'),

  lostProperty: answerIs('lost_property', true),
  propertyIsUseLost: itemIs('property', 'kind', 'use_lost'),
  propertyIsOfNoKind: itemIs('property', 'kind', 'other', UNKNOWN),
  propertyIsMoney: itemIs('property', 'kind', 'money_paid', 'contract_penalty'),
  propertyNeedsQuotes: (_facts, answers) => {
    const item = itemsOf(answers, 'property').at(-1);
    return (item?.kind === 'lost' || item?.kind === 'damaged') && typeof item.amount === 'number';
  },
  hasSecondQuote: (_facts, answers) => typeof itemsOf(answers, 'property').at(-1)?.second_price === 'number',
  hasMonthlyRent: (_facts, answers) => typeof itemsOf(answers, 'property').at(-1)?.monthly_rent === 'number',
  moneyWasBorrowed: itemIs('property', 'borrowed', true),
  moreProperty: itemIs('property', 'more', true),

  organisationLostIncome: answerIs('lost_income_organisation', true),
  lostIncome: answerIs('lost_income', true),
  incomeIsMonthly: answerIs('income_kind', 'stable', 'unstable'),
  incomeIsSeasonal: answerIs('income_kind', 'seasonal'),
  moreLostIncome: itemIs('income_lost', 'more', true),

  injuredDied: factIs('injured_died', true),
  deathWasCaused: deathCaused,
  healthWasHarmed: answerIs('harmed_health', true),
  wasTreated: (_facts, answers) => answers.treatment_cost !== NONE,
  isIncapacitated: answerIs('incapacity', true),
  nobodyCares: (_facts, answers) => !isSaid(answers.incapacity_care_from),
  hasDependants: answerIs('has_dependants', true),
  moreDependants: itemIs('dependants', 'more', true),

  /** Đ20: what is paid for are the days beyond the lawful term. */
  heldBeyondTerm: (facts) => facts.field === 'criminal_enforcement' && facts.prison_act !== 'executed',
  chargesMatter: (facts) => facts.field === 'criminal_proceedings' && charged.includes(facts.criminal_measure ?? ''),
  wasLockedUp,
  wasUnderMeasure,
  mayHaveBeenHeld: (facts) => facts.administration_act === 'preventive_measure' && !isOrganisation(facts, {}),
  wasHeldAdministratively: answerIs('had_admin_hold', true),
  wasDismissed: factIs('administration_act', 'dismissal'),
  moreCustody: itemIs('custody', 'more', true),
  moreNoncustodial: itemIs('noncustodial', 'more', true),
  moreMeasures: itemIs('administrative_measure', 'more', true),
  hadNoncustodial: answerIs('had_noncustodial', true),
  servedSentence: (facts, answers) => facts.criminal_measure === 'prison' || answers.had_noncustodial === true,
  clearingDayIsKnown: (facts) => typeof facts.cleared_on === 'string' && facts.cleared_on !== UNKNOWN,

  hadExpenses: answerIs('had_expenses', true),
  paidLawyer: (_facts, answers) => typeof answers.lawyer_paid === 'number',

  honourHasForms: (facts) => {
    const { honour } = verdictOn(facts);
    return facts.wants_honour === true && honour?.entitled === true && honour.form === 'apology_and_press';
  },

  groundingIsWanted: wanted('grounding'),
  groundingIsMissing: missing('grounding'),
  identityIsWanted: wanted('identity'),
  identityIsMissing: missing('identity'),
  establishmentIsWanted: wanted('establishment'),
  establishmentIsMissing: missing('establishment'),
  authorityIsWanted: wanted('authority'),
  authorityIsMissing: missing('authority'),
  representationIsWanted: wanted('representation'),
  representationIsMissing: missing('representation'),
  inheritanceIsWanted: wanted('inheritance'),
  inheritanceIsMissing: missing('inheritance'),
  heirsChoiceIsWanted: wanted('heirs_choice'),
  heirsChoiceIsMissing: missing('heirs_choice'),
  successionIsWanted: wanted('succession'),
  successionIsMissing: missing('succession'),
  deathIsWanted: wanted('death'),
  deathIsMissing: missing('death'),
  excludedTimeIsWanted: wanted('excluded_time'),
  excludedTimeIsMissing: missing('excluded_time'),
  measureIsWanted: wanted('measure'),
  measureIsMissing: missing('measure'),
  propertyIsWanted: wanted('property'),
  propertyIsMissing: missing('property'),
  loanIsWanted: wanted('loan'),
  loanIsMissing: missing('loan'),
  wagesIsWanted: wanted('wages'),
  wagesIsMissing: missing('wages'),
  medicalIsWanted: wanted('medical'),
  medicalIsMissing: missing('medical'),
  dependantsIsWanted: wanted('dependants'),
  dependantsIsMissing: missing('dependants'),
  expensesIsWanted: wanted('expenses'),
  expensesIsMissing: missing('expenses'),
  lawyerIsWanted: wanted('lawyer'),
  lawyerIsMissing: missing('lawyer'),
  visitsIsWanted: wanted('visits'),
  visitsIsMissing: missing('visits'),

  paidByTransfer: answerIs('payment_way', 'transfer'),
  somethingMustChange: answerIs('confirm_review', 'change'),
  reviewIsConfirmed: answerIs('confirm_review', 'correct'),
  /** Known only to an installation (`claimWhere`); whoever reads the flow without one sees the question. */
  agencyTakesMail: (_facts: Facts): boolean => true,
} satisfies Guards;

export type GuardName = keyof typeof guards;
export const builders = buildersFor(guards);
