/** Owns inventing cases told in full, out of a seed: the days lie near one another and near the edges, where reckonings go wrong. */
import type { Facts } from '../../../src/law/index.js';
import { monthsOn, type N, read, write } from './days.js';

export type Random = () => N;
/** xorshift32: the same seed gives the same cases. */
export const randomFrom = (seed: N): Random => {
  let state = (seed * 2_654_435_761 + 1) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
};

type Some = Omit<Facts, 'assessed_on'>;
const whole = (random: Random, least: N, most: N): N => least + Math.floor(random() * (most - least + 1));
const chance = (random: Random, share: N): boolean => random() < share;
const pick = <T>(random: Random, from: readonly T[]): T => from[whole(random, 0, from.length - 1)] as T;
const dong = (random: Random): N => (chance(random, 0.5) ? whole(random, 1, 400) * 100_000 : whole(random, 1, 90_000_000));
const zone = (random: Random): 'I' | 'II' | 'III' | 'IV' => pick(random, ['I', 'II', 'III', 'IV'] as const);

const criminal = [
  'custody',
  'detention',
  'prison',
  'death_sentence',
  'at_large',
  'urgent_hold',
  'excess_after_partial_acquittal',
  'excess_combined_sentences',
  'property',
  'legal_entity',
] as const;
const administration = ['fine', 'preventive_measure', 'commune_education', 'reform_school', 'compulsory_education', 'compulsory_rehab', 'dismissal', 'tax', 'land'] as const;

export const randomFacts = (random: Random): Facts => {
  const asked = whole(random, read('2024-07-01'), read('2027-12-20'));
  const accepted = chance(random, 0.4) ? whole(random, read('2022-07-01'), asked) : undefined;
  const valued = accepted ?? asked;
  const past = (most: N): string => write(whole(random, valued - most, valued));
  const span = (): { from: string; to: string } => {
    const from = valued - whole(random, -5, 900);
    return { from: write(from), to: write(from + (chance(random, 0.2) ? 0 : whole(random, 0, 200))) };
  };
  const spans = (least: N): { from: string; to: string }[] => Array.from({ length: whole(random, least, 3) }, span);
  const proceedings = chance(random, 0.6);
  const losses = (['property', 'income', 'health', 'death', 'expenses'] as const).filter((loss) => chance(random, loss === 'death' ? 0.1 : 0.45));
  const about = chance(random, 0.15) ? otherField(random, valued) : proceedings ? proceedingsFacts(random, past, spans) : administrationFacts(random, past, spans, valued);
  return {
    assessed_on: write(asked),
    ...(accepted === undefined ? {} : { acceptance_on: write(accepted) }),
    ...limitationFacts(random, asked),
    losses,
    ...about,
    ...(losses.includes('property') ? { property: Array.from({ length: whole(random, 1, 3) }, () => item(random, past, valued)) } : {}),
    ...(losses.includes('income') ? incomeFacts(random, spans(1)) : {}),
    wage_zone: zone(random),
    clinic_wage_zone: zone(random),
    treatment_cost: dong(random),
    treatment_days: whole(random, 0, 90),
    care_days: whole(random, 0, 90),
    ...(chance(random, 0.5) ? { health_harm_claimed: whole(random, 1, 200) * 1_000_000 } : {}),
    ...(chance(random, 0.4) ? carerFacts(random, valued) : {}),
    dependants: Array.from({ length: whole(random, 0, 2) }, () => ({ months: whole(random, 0, 200), wage_zone: zone(random) })),
    ...(losses.includes('expenses') ? expenseFacts(random, past, 'custody' in about) : {}),
  };
};

const limitationFacts = (random: Random, asked: N): Some => {
  if (chance(random, 0.05)) return { grounding_document: 'not_received' };
  const lengths = Array.from({ length: chance(random, 0.5) ? 0 : whole(random, 1, 3) }, () => whole(random, 1, 60));
  const extra = lengths.reduce((sum, length) => sum + length, 0);
  const near = Math.max(read('2018-07-01'), monthsOn(asked, -36) - (chance(random, 0.7) ? extra : 0) - whole(random, -8, 8));
  const received = chance(random, 0.6) ? Math.min(near, asked) : whole(random, read('2018-07-01'), asked);
  const excluded_time: NonNullable<Facts['excluded_time']> = lengths.map((length) => {
    const from = received + (chance(random, 0.3) ? whole(random, 1080, 1100) : whole(random, -20, 1090));
    return { from: write(from), to: write(from + length - 1), why: 'force_majeure' };
  });
  return {
    grounding_document: 'crp_decision',
    document_received_on: write(received),
    ...(excluded_time.length > 0 ? { excluded_time } : {}),
    ...(chance(random, 0.1) ? { has_excluded_time: false } : {}),
  };
};

type Past = (most: N) => string;
type Spans = (least: N) => { from: string; to: string }[];

const proceedingsFacts = (random: Random, past: Past, spans: Spans): Some => {
  const criminal_measure = pick(random, criminal);
  const held = ['custody', 'detention', 'prison', 'death_sentence'].some((one) => one === criminal_measure);
  const cleared = past(60);
  return {
    field: 'criminal_proceedings',
    criminal_measure,
    criminal_outcome: 'not_a_crime',
    ...(held || chance(random, 0.2) ? { custody: spans(1) } : {}),
    ...(chance(random, 0.3) ? { noncustodial: spans(1) } : {}),
    accused_on: past(900),
    ...(chance(random, 0.8) ? { cleared_on: cleared } : { document_issued_on: cleared }),
    ...(chance(random, 0.3) ? { sentence_finished_on: past(500) } : {}),
    excess_days: whole(random, 0, 900),
    ...(chance(random, 0.2) ? { urgent_hold: true } : {}),
    ...(criminal_measure === 'legal_entity' ? { claimant_is_organisation: true, capacity: 'injured' } : {}),
  };
};

/** Đ19, Đ20, Đ21. */
const otherField = (random: Random, valued: N): Some => ({
  field: pick(random, ['civil_admin_proceedings', 'criminal_enforcement', 'civil_enforcement'] as const),
  excess_days: whole(random, 0, 400),
  dismissed_from: write(valued),
});

const administrationFacts = (random: Random, past: Past, spans: Spans, valued: N): Some => {
  const administration_act = pick(random, administration);
  const from = past(800);
  return {
    field: 'administration',
    administration_act,
    administrative_measure: spans(administration_act === 'preventive_measure' ? 0 : 1),
    ...(administration_act === 'dismissal'
      ? {
          dismissed_from: from,
          ...(chance(random, 0.5) ? { reinstated_on: write(whole(random, read(from), valued + 20)) } : {}),
          ...(chance(random, 0.2) ? { injured_died_on: write(whole(random, read(from), valued)) } : {}),
        }
      : {}),
  };
};

const item = (random: Random, past: Past, valued: N): NonNullable<Facts['property']>[number] => {
  const from = past(1500);
  const borrowed = chance(random, 0.3);
  return {
    kind: pick(random, ['lost', 'damaged', 'use_lost', 'money_paid', 'contract_penalty', 'necessity_excess'] as const),
    amount: dong(random),
    second_price: dong(random),
    third_price: dong(random),
    ...(chance(random, 0.5) ? { monthly_rent: dong(random) } : { income_before: dong(random) }),
    from,
    ...(chance(random, 0.6) ? { to: write(whole(random, read(from), valued + 30)) } : {}),
    borrowed,
    ...(borrowed ? { interest_paid: dong(random) } : {}),
  };
};

const incomeFacts = (random: Random, income_lost: NonNullable<Facts['income_lost']>): Some => {
  const income_kind = pick(random, ['stable', 'unstable', 'seasonal', 'organisation', 'none'] as const);
  return {
    income_kind,
    income_lost,
    ...(income_kind === 'unstable' && chance(random, 0.5)
      ? { income_by_month: [dong(random), dong(random), dong(random)] }
      : income_kind === 'organisation' && chance(random, 0.5)
        ? { income_by_month: Array.from({ length: whole(random, 1, 24) }, () => dong(random)) }
        : { income_monthly: dong(random) }),
    ...(income_kind === 'seasonal' && chance(random, 0.5) ? { income_seasonal_daily: whole(random, 1, 900) * 1000 } : {}),
  };
};

const carerFacts = (random: Random, valued: N): Some => {
  const from = valued - whole(random, 0, 700);
  return { incapacity: true, incapacity_care_from: write(from), incapacity_care_to: write(from + whole(random, 0, 750)) };
};

const expenseFacts = (random: Random, past: Past, held: boolean): Some => ({
  ...(chance(random, 0.5) ? { travel_with_receipts: dong(random) } : {}),
  ...(chance(random, 0.5) ? { mail_with_receipts: whole(random, 0, 500_000) } : {}),
  ...(chance(random, 0.7) ? { expenses_started_on: past(1500) } : { travel_years: whole(random, 0, 20) / 4 }),
  ...(chance(random, 0.5) ? { lawyer_paid: dong(random), lawyer_days: whole(random, 0, 60) / 2 } : {}),
  ...(held && chance(random, 0.5) ? { visits_cost: dong(random) } : {}),
  ...(held && chance(random, 0.5) ? { visit_journey: dong(random) } : {}),
});
