/**
 * Owns `assess`: the facts of a case in, every finding of law out, with its working and in words. Pure but for what it is given; the
 * command around it is `src/assess.ts`.
 */
import type { Day } from '../../basics/index.js';
import type { Words } from '../../wording/index.js';
import type { Law } from '../entries.js';
import type { Facts } from '../facts.js';
import { type QuestionName, questions } from './questions.js';
import { type SaidFinding, tellerIn } from './with-words.js';

export { factsJsonSchema, type ReadFacts, readFacts } from './read-facts.js';

/**
 * Every finding of one case. A finding is `known` (value, read, cites, lines, mark) or `unknown` (why, missing, read, cites, lines).
 * `{"schema":"dong-hanh.findings.1","lawCheckedOn":"2026-11-22","assessedOn":"2026-11-22","findings":{"limitationEnds":{"kind":"known", …}}}`
 */
export type Assessment = {
  readonly schema: 'dong-hanh.findings.1';
  /** The day up to which the whole book of law was checked. */
  readonly lawCheckedOn: Day;
  readonly assessedOn: Day;
  readonly findings: Readonly<Record<QuestionName, SaidFinding>>;
};

/** The asker of one book of law in one language: give it the facts of case after case. */
export const assessor = (law: Law, words: Words): ((facts: Facts) => Assessment) => {
  const tell = tellerIn(words);
  return (facts) => {
    const ask = (name: QuestionName): SaidFinding => tell(questions[name](facts, law), name);
    const damages = questions.damagesFor(facts, law);
    return {
      schema: 'dong-hanh.findings.1',
      lawCheckedOn: law.checkedOn,
      assessedOn: facts.assessed_on,
      findings: {
        verdict: ask('verdict'),
        inScope: ask('inScope'),
        groundingDocument: ask('groundingDocument'),
        groundingDocumentsFor: ask('groundingDocumentsFor'),
        limitationEnds: ask('limitationEnds'),
        honourFor: ask('honourFor'),
        mayClaim: ask('mayClaim'),
        courtRoute: ask('courtRoute'),
        competentAgency: ask('competentAgency'),
        agencyContact: ask('agencyContact'),
        damagesFor: tell(damages, 'damagesFor'),
        advanceFor: tell(questions.advanceFor(facts, law, damages), 'advanceFor'),
        papersFor: ask('papersFor'),
        deadlinesFor: ask('deadlinesFor'),
        refusalGroundsFor: ask('refusalGroundsFor'),
        whoHelps: ask('whoHelps'),
        baseSalaryOn: ask('baseSalaryOn'),
        regionalWageOn: ask('regionalWageOn'),
      },
    };
  };
};
