/**
 * Owns asking for each paper that the Law's checklist wants: sent, later, or not to be had and why. A paper that is not wanted is
 * passed by. Does not own files (src/evidence) nor which paper is wanted (src/law): names are its ids.
 */
import { builders, type GuardName } from './guards.js';

const { ask, gate } = builders;

/** Three steps: is it wanted, the paper itself, and the reason when it cannot be had. */
const paper = <const Name extends string>(name: Name, wanted: GuardName, missing: GuardName, next: string) => ({
  [`need_${name}`]: gate([{ when: wanted, to: `paper_${name}` }, { to: next }]),
  [`paper_${name}`]: ask({ reads: { kind: 'choice', options: ['sent', 'later'], none: true }, then: [{ when: missing, to: `paper_${name}_reason` }, { to: next }] }),
  [`paper_${name}_reason`]: ask({ reads: { kind: 'text' }, then: next }),
});

export const papers = {
  papers: gate([{ to: 'need_grounding' }]),
  ...paper('grounding', 'groundingIsWanted', 'groundingIsMissing', 'need_identity'),
  ...paper('identity', 'identityIsWanted', 'identityIsMissing', 'need_establishment'),
  ...paper('establishment', 'establishmentIsWanted', 'establishmentIsMissing', 'need_authority'),
  ...paper('authority', 'authorityIsWanted', 'authorityIsMissing', 'need_representation'),
  ...paper('representation', 'representationIsWanted', 'representationIsMissing', 'need_inheritance'),
  ...paper('inheritance', 'inheritanceIsWanted', 'inheritanceIsMissing', 'need_heirs_choice'),
  ...paper('heirs_choice', 'heirsChoiceIsWanted', 'heirsChoiceIsMissing', 'need_succession'),
  ...paper('succession', 'successionIsWanted', 'successionIsMissing', 'need_death'),
  ...paper('death', 'deathIsWanted', 'deathIsMissing', 'need_excluded_time'),
  ...paper('excluded_time', 'excludedTimeIsWanted', 'excludedTimeIsMissing', 'need_measure'),
  ...paper('measure', 'measureIsWanted', 'measureIsMissing', 'need_property'),
  ...paper('property', 'propertyIsWanted', 'propertyIsMissing', 'need_loan'),
  ...paper('loan', 'loanIsWanted', 'loanIsMissing', 'need_wages'),
  ...paper('wages', 'wagesIsWanted', 'wagesIsMissing', 'need_medical'),
  ...paper('medical', 'medicalIsWanted', 'medicalIsMissing', 'need_dependants'),
  ...paper('dependants', 'dependantsIsWanted', 'dependantsIsMissing', 'need_expenses'),
  ...paper('expenses', 'expensesIsWanted', 'expensesIsMissing', 'need_lawyer'),
  ...paper('lawyer', 'lawyerIsWanted', 'lawyerIsMissing', 'need_visits'),
  ...paper('visits', 'visitsIsWanted', 'visitsIsMissing', 'payment'),
};
