/**
 * Owns what `không biết` and `không có` do at a question, found by trying them: a row of its routes is struck out when its first
 * condition turns on this answer and never holds with it. What cannot be told apart stays: the book says too much rather than too little.
 */
import { type AnswerValue, type Answers, type Ask, branchesOf, type Flow, keyOf, NONE, UNKNOWN } from '../conversation/index.js';
import type { Row } from './routes.js';

/** No day of a real case: only what is counted to the day of asking becomes it. */
const TODAY = '2031-01-01';

/** Situations in which guards that also look elsewhere can hold. */
const situations: readonly Answers[] = [
  {},
  { field: 'criminal_proceedings', criminal_measure: 'detention', criminal_outcome: 'not_a_crime' },
  { field: 'criminal_proceedings', criminal_measure: 'rare' },
  { field: 'administration', administration_area: 'penalty', act_penalty: 'fine' },
  { field: 'civil_admin_proceedings', court_act: 'injunction', injunction_fault: 'own_initiative' },
  { field: 'civil_enforcement', enforcement_act: 'wrong_order', enforcement_decision: 'enforce' },
  { capacity: 'heir', heirs_count: 2, death_caused: true },
  { capacity: 'injured', claimant_is_organisation: true },
  { capacity: 'authorised', claimant_is_organisation: false },
  { capacity: 'legal_representative', proceed_honour: true },
  { 'property.1.kind': 'lost', 'property.1.amount': 1000, 'property.1.second_price': 1000 },
  { 'property.1.kind': 'money_paid', 'property.1.amount': 1000 },
];

const tried = (ask: Ask): readonly AnswerValue[] => {
  switch (ask.reads.kind) {
    case 'choice':
      return ask.reads.options;
    case 'yes_no':
      return [true, false];
    case 'day':
      return ['2024-05-01'];
    case 'money':
    case 'number':
      return [5];
    default:
      return ['x'];
  }
};

/** Numbers (from 1) of the rows that may be taken after this special answer. */
export const rowsAfter = (flow: Flow, step: string, ask: Ask, rows: readonly Row[], special: typeof UNKNOWN | typeof NONE): readonly number[] => {
  const key = keyOf(step, ask.list);
  const possible = situations.filter((situation) => mayBeAsked(flow, step, situation));
  const holds = (guard: string, situation: Answers, value: AnswerValue): boolean => {
    const answers = { ...situation, [key]: value };
    return flow.guards[guard]?.(flow.factsOf(answers, TODAY), answers) === true;
  };
  const values = [...tried(ask), UNKNOWN, ...(ask.reads.none ? [NONE] : [])];
  const turnsOnAnswer = (guard: string): boolean => possible.some((situation) => new Set(values.map((value) => holds(guard, situation, value))).size > 1);
  const left: number[] = [];
  for (const [i, row] of rows.entries()) {
    const deciding = row.when.filter(turnsOnAnswer);
    const ever = deciding.every((guard) => possible.some((situation) => holds(guard, situation, special)));
    if (!ever) continue;
    left.push(i + 1);
    const always = row.when.every((guard) => deciding.includes(guard) && possible.every((situation) => holds(guard, situation, special)));
    if (always) break;
  }
  return left;
};

/** False where the question before is already answered so that it leads elsewhere. */
const mayBeAsked = (flow: Flow, step: string, situation: Answers): boolean => {
  const waysIn = Object.entries(flow.steps).flatMap(([from, found]) => branchesOf(found).flatMap((branch) => (branch.to === step ? [{ from, found, when: branch.when }] : [])));
  const facts = flow.factsOf(situation, TODAY);
  return !waysIn.every(
    ({ from, found, when }) => found.type === 'ask' && situation[keyOf(from, found.list)] !== undefined && when !== undefined && flow.guards[when]?.(facts, situation) !== true,
  );
};

export type NoneEffect = 'until_today' | 'zero' | 'value' | 'absent';

/** What `không có` becomes among the facts that the law reads. */
export const noneEffect = (flow: Flow, step: string, ask: Ask): NoneEffect => {
  const with_ = JSON.stringify(factsWith(flow, step, ask));
  const { assessed_on: _, ...rest } = JSON.parse(with_) as Record<string, unknown>;
  const said = JSON.stringify(rest);
  if (said.includes(TODAY)) return 'until_today';
  if (said.includes(`"${NONE}"`)) return 'value';
  return Object.values(rest).includes(0) ? 'zero' : 'absent';
};

const factsWith = (flow: Flow, step: string, ask: Ask): unknown => flow.factsOf({ [keyOf(step, ask.list)]: NONE }, TODAY);
