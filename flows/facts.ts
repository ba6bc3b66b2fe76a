/**
 * Owns how answers become the facts that the law reads: where a question is asked in several steps, where an answer is a place or a
 * list, and what follows from another answer. Guesses nothing: what is not said stays absent.
 */
import type { Day } from '../src/basics/index.js';
import { type Answers, type AnswerValue, type Flow, itemsOf, NONE, UNKNOWN } from '../src/conversation/index.js';
import { factsSchema } from '../src/law/index.js';
import { wageZoneOf } from '../src/places/index.js';

type Raw = Record<string, unknown>;
type Item = Readonly<Record<string, AnswerValue>>;

/** Questions whose answer is the fact of the same name. `'none'` is kept only where it is a value of that fact. */
const asTheyAre = [
  'no_violation_stated',
  'false_confession',
  'court_kind',
  'several_bodies',
  'on_mandate',
  'court_act',
  'injunction_fault',
  'judgment_state',
  'file_led_to_judgment',
  'prison_act',
  'release_kind',
  'release_decided',
  'enforcement_act',
  'enforcement_decision',
  'security_as_asked',
  'remedial_measure',
  'licence_act',
  'land_act',
  'dismissed_as',
  'document_received_on',
  'document_issued_on',
  'has_excluded_time',
  'birth_date',
  'act_on',
  'accused_on',
  'sentence_finished_on',
  'injured_died_on',
  'has_will',
  'act_level',
  'dismissed_from',
  'reinstated_on',
  'income_monthly',
  'income_seasonal_daily',
  'incapacity',
  'incapacity_care_from',
  'funeral_cost',
  'health_harm_claimed',
  'travel_with_receipts',
  'mail_with_receipts',
  'expenses_started_on',
  'wants_advance',
] as const;
const noneIsAValue = ['pending_case', 'earlier_claim', 'income_kind'] as const;

/** The facts of a claim out of the answers on the path. Throws only when an answer breaks the shape of its fact, which is our mistake. */
export const factsOf: Flow['factsOf'] = (answers, today) => {
  const facts: Raw = { assessed_on: today };
  const add = (raw: Raw): void => {
    for (const [name, value] of Object.entries(raw)) if (value !== undefined) facts[name] = value;
  };
  for (const name of asTheyAre) if (answers[name] !== undefined && answers[name] !== NONE) facts[name] = answers[name];
  for (const name of noneIsAValue) if (answers[name] !== undefined) facts[name] = answers[name];
  for (const part of [triageFacts(answers, today), claimantFacts(answers), actFacts(answers), lossFacts(answers, today)]) add(part);
  return factsSchema.parse(facts);
};

/** An answer as a fact: `'none'` means there is nothing to say. */
const said = (value: AnswerValue | undefined): AnswerValue | undefined => (value === NONE ? undefined : value);

/** The answer to whichever of these questions was asked. */
const oneOf = (answers: Answers, ...names: readonly string[]): AnswerValue | undefined => names.map((name) => answers[name]).find((value) => value !== undefined);

/** Nothing spent is an amount; nothing kept (receipts) is not, so those stay absent. */
const spent = (value: AnswerValue | undefined): AnswerValue | undefined => (value === NONE ? 0 : value);

/** A count that no case can have (0 heirs, 900 months of a year) is not used: an officer sees the answer as given. */
const count = (value: AnswerValue | undefined, least: number, most: number): AnswerValue | undefined =>
  typeof value === 'number' && (!Number.isInteger(value) || value < least || value > most) ? UNKNOWN : said(value);

/** An answer that is one of ours and not of the Law's list becomes `'unknown'`. */
const except = (value: AnswerValue | undefined, ...ours: readonly string[]): AnswerValue | undefined => (ours.includes(String(value)) ? UNKNOWN : value);

/** One question on what a paper says against the claim is two facts: fault (Đ4.5, Đ32.1.a), and what excuses the State (Đ32.1.b, c). */
const againstClaim = (said: AnswerValue | undefined): Raw => {
  if (said === undefined) return {};
  if (said === 'unforeseeable' || said === 'necessity') return { own_fault: 'none', excused: said };
  return { own_fault: said, excused: said === UNKNOWN ? UNKNOWN : 'none' };
};

const triageFacts = (answers: Answers, today: Day): Raw => ({
  ...againstClaim(answers.own_fault),
  field: except(answers.field, 'elsewhere'),
  criminal_measure: answers.criminal_measure === 'rare' ? answers.criminal_measure_rare : answers.criminal_measure,
  criminal_outcome: criminalOutcome(answers),
  administration_act: administrationAct(answers),
  grounding_document: groundingPaper(answers),
  excluded_time: periodsOf(answers, 'excluded_time', today)?.map((period, i) => ({ ...period, why: except(itemsOf(answers, 'excluded_time')[i]?.why, 'other') })),
});

const papers = ['grounding_criminal', 'grounding_administration', 'grounding_injunction', 'grounding_court', 'grounding_prison', 'grounding_enforcement'] as const;
const groundingPaper = (answers: Answers): AnswerValue | undefined => {
  const held = oneOf(answers, ...papers);
  if (held !== 'handled') return held;
  const how = answers.grounding_enforcer_handled;
  if (answers.grounding_administration === 'handled') return answers.grounding_handled;
  // The disciplinary and handling decisions of Đ11 and Đ12 are named alike; which list they are on follows from the field.
  return how === 'discipline' || how === 'denunciation_handling' ? `${answers.grounding_prison === 'handled' ? 'cre' : 'cve'}_${how}` : how;
};

/** The measures of Đ18.6–8 are themselves the finding that some of the charges fell. */
const criminalOutcome = (answers: Answers): AnswerValue | undefined => {
  if (String(answers.criminal_measure_rare).startsWith('excess_')) return 'part_acquitted';
  return answers.criminal_outcome === 'another_reason' ? answers.criminal_outcome_other : answers.criminal_outcome;
};

const areas: Readonly<Record<string, string>> = { land: 'land', licence: 'licence', dismissal: 'dismissal' };
const administrationAct = (answers: Answers): AnswerValue | undefined =>
  areas[String(answers.administration_area)] ??
  oneOf(answers, 'act_penalty', 'act_confinement', 'act_tax', 'act_other') ??
  (answers.administration_area === UNKNOWN ? UNKNOWN : undefined);

const claimantFacts = (answers: Answers): Raw => ({
  capacity: except(answers.capacity, 'another'),
  claimant_is_organisation: organisation(answers),
  injured_died: answers.capacity === 'heir' || answers.capacity === 'heirs_representative' ? true : undefined,
  heirs_count: count(answers.heirs_count, 1, 200),
  residence_province: placeCode(answers.residence_place, 'province'),
  residence_commune: placeCode(answers.residence_place, 'commune'),
  ...wants(answers),
});

const organisation = (answers: Answers): AnswerValue | undefined => {
  if (answers.claimant_is_organisation !== undefined) return answers.claimant_is_organisation;
  if (answers.capacity === 'successor_organisation') return true;
  if (answers.capacity === 'injured' && answers.criminal_measure === 'legal_entity') return true;
  return undefined;
};

const wants = (answers: Answers): Raw => {
  if (answers.proceed_honour === true) return { wants_money: false, wants_honour: true };
  switch (answers.wants) {
    case 'both':
      return { wants_money: true, wants_honour: true };
    case 'money':
      return { wants_money: true, wants_honour: false };
    case 'honour':
      return { wants_money: false, wants_honour: true };
    case UNKNOWN:
      // Asking for both loses nothing: honour may still be declined when the agency offers it (Đ57).
      return { wants_money: true, wants_honour: true };
    default:
      return {};
  }
};

const bodies: Readonly<Record<string, string>> = { police: 'police', procuracy: 'procuracy', court: 'court' };
const actFacts = (answers: Answers): Raw => ({
  criminal_stage: except(oneOf(answers, 'stage_police', 'stage_procuracy', 'stage_court'), 'other') ?? (answers.criminal_decider === UNKNOWN ? UNKNOWN : undefined),
  judgment_stage: except(answers.judgment_stage, 'other'),
  act_body:
    oneOf(answers, 'mandated_body', 'prison_body', 'enforcement_body') ??
    except(answers.act_body, 'mandated') ??
    (answers.court_kind === undefined ? undefined : 'court') ??
    bodies[String(answers.criminal_decider)] ??
    (answers.act_tax === 'customs' ? 'customs' : undefined),
  act_province: placeCode(answers.act_place, 'province'),
  act_commune: placeCode(answers.act_place, 'commune'),
});

const lossFacts = (answers: Answers, today: Day): Raw => ({
  urgent_hold: answers.criminal_measure === 'urgent_hold' ? true : undefined,
  custody: periodsOf(answers, 'custody', today),
  noncustodial: periodsOf(answers, 'noncustodial', today),
  administrative_measure: periodsOf(answers, 'administrative_measure', today),
  income_lost: periodsOf(answers, 'income_lost', today),
  cleared_on: oneOf(answers, 'cleared_on', 'document_issued_on'),
  losses: losses(answers),
  property: list(answers, 'property', (item) => propertyItem(item, today)),
  income_kind: answers.lost_income_organisation === true ? 'organisation' : answers.income_kind,
  wage_zone: wageZone(answers.residence_place),
  clinic_wage_zone: wageZone(answers.clinic_place),
  treatment_cost: spent(answers.treatment_cost),
  lawyer_paid: spent(answers.lawyer_paid),
  visits_cost: spent(answers.visits_cost),
  treatment_days: count(answers.treatment_days, 0, 40_000),
  care_days: count(answers.care_days, 0, 40_000),
  excess_days: count(answers.excess_days, 0, 40_000),
  lawyer_days: count(answers.lawyer_days, 0, 10_000),
  incapacity_care_to: answers.incapacity_care_to === NONE ? today : answers.incapacity_care_to,
  dependants: list(answers, 'dependants', (item) => ({ name: said(item.name), months: count(item.months, 0, 1200), wage_zone: wageZone(item.place) })),
});

const losses = (answers: Answers): readonly string[] | undefined => {
  const heads = [
    ...(answers.lost_property === true ? ['property'] : []),
    ...(answers.lost_income === true || answers.lost_income_organisation === true ? ['income'] : []),
    ...(answers.harmed_health === true ? ['health'] : []),
    ...(answers.death_caused === true ? ['death'] : []),
    ...(answers.had_expenses === true ? ['expenses'] : []),
  ];
  return answers.lost_property === undefined ? undefined : [...heads, 'mental'];
};

const propertyItem = (item: Item, today: Day): Raw => ({
  kind: except(item.kind, 'other'),
  what: said(item.what),
  amount: said(item.amount),
  second_price: said(item.second_price),
  third_price: said(item.third_price),
  monthly_rent: said(item.monthly_rent),
  income_before: said(item.income_before),
  from: said(item.from),
  to: item.to === NONE ? today : item.to,
  borrowed: said(item.borrowed),
  interest_paid: said(item.interest_paid),
});

/** Stretches of days. One that has not ended is reckoned to today: the Law counts to acceptance (NĐ 68 Đ4.5), which is not before. */
const periodsOf = (answers: Answers, name: string, today: Day): readonly { readonly from?: AnswerValue | undefined; readonly to?: AnswerValue | undefined }[] | undefined =>
  list(answers, name, (item) => ({ from: said(item.from), to: item.to === NONE ? today : item.to }));

const list = <T extends object>(answers: Answers, name: string, read: (item: Item) => T): readonly T[] | undefined => {
  // Most walks hold no item of most lists, and looking for items reads every key.
  if (!Object.keys(answers).some((key) => key.startsWith(`${name}.`))) return undefined;
  const items = itemsOf(answers, name);
  return items.length === 0 ? undefined : items.map((item) => Object.fromEntries(Object.entries(read(item)).filter(([, value]) => value !== undefined)) as T);
};

const placeCode = (place: AnswerValue | undefined, level: 'province' | 'commune'): string | undefined => {
  if (place === UNKNOWN) return UNKNOWN;
  return typeof place === 'object' && 'province' in place ? place[level]?.code : undefined;
};

const wageZone = (place: AnswerValue | undefined): string | undefined => {
  const commune = placeCode(place, 'commune');
  return commune === undefined || commune === UNKNOWN ? commune : wageZoneOf(commune);
};
