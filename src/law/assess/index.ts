/**
 * Owns `assess`: the facts of a case in, every finding of law out, with its working and in words. Pure but for what it is given; the
 * command around it is `src/assess.ts`.
 */
import type { Day } from '../../basics/index.js';
import type { Words } from '../../wording/index.js';
import { advanceFor, damagesFor } from '../damages/index.js';
import type { Law } from '../entries.js';
import type { Facts } from '../facts.js';
import { type QuestionName, questions } from './questions.js';
import { daysAlike, remembered } from './remembered.js';
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

/** The names in the order of the answer. */
const names = [
  'verdict',
  'inScope',
  'groundingDocument',
  'groundingDocumentsFor',
  'limitationEnds',
  'honourFor',
  'mayClaim',
  'courtRoute',
  'competentAgency',
  'agencyContact',
  'damagesFor',
  'advanceFor',
  'papersFor',
  'deadlinesFor',
  'refusalGroundsFor',
  'whoHelps',
  'baseSalaryOn',
  'regionalWageOn',
] as const satisfies readonly QuestionName[];

/** The asker of one book of law in one language: give it the facts of case after case. Its `write` is the same answer as JSON, piece by piece. */
export type Assessor = ((facts: Facts) => Assessment) & { readonly write: (facts: Facts, out: (piece: Piece) => void) => void };
/** A part of a JSON text. An object is a part that many cases share, the same object each time. */
export type Piece = string | { readonly text: string };

export const assessor = (law: Law, words: Words): Assessor => {
  const tell = tellerIn(words);
  const inForce = daysAlike(law);
  const ask = (name: QuestionName) => remembered((facts): Piece => ({ text: tell(questions[name](facts, law), name) }), inForce);
  // Both ask for the damages; they are reckoned once for a case.
  let last: { readonly facts: Facts; readonly found: ReturnType<typeof damagesFor> } | undefined;
  const damages = (facts: Facts): ReturnType<typeof damagesFor> => {
    if (last?.facts !== facts) last = { facts, found: damagesFor(facts, law) };
    return last.found;
  };
  const asked: Readonly<Record<QuestionName, (facts: Facts) => Piece>> = {
    ...mapNames(ask),
    damagesFor: (facts) => tell(damages(facts), 'damagesFor'),
    advanceFor: (facts) => tell(advanceFor(facts, law, damages(facts)), 'advanceFor'),
  };
  const head = (facts: Facts) => ({ schema: 'dong-hanh.findings.1' as const, lawCheckedOn: law.checkedOn, assessedOn: facts.assessed_on });
  const write = (facts: Facts, out: (piece: Piece) => void): void => {
    out(`${JSON.stringify(head(facts)).slice(0, -1)},"findings":{`);
    names.forEach((name, index) => {
      out(`${index === 0 ? '' : ','}"${name}":`);
      out(asked[name](facts));
    });
    out('}}');
  };
  const assess = (facts: Facts): Assessment => {
    const pieces: string[] = [];
    write(facts, (piece) => void pieces.push(typeof piece === 'string' ? piece : piece.text));
    return JSON.parse(pieces.join('')) as Assessment;
  };
  return Object.assign(assess, { write });
};

const mapNames = <T>(make: (name: QuestionName) => T): Record<QuestionName, T> => Object.fromEntries(names.map((name) => [name, make(name)])) as Record<QuestionName, T>;
