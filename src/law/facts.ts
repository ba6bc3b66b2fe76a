/**
 * Owns the facts that questions of law read: the one list of names shared by the interview (question names), the law and
 * `assess`. Every fact may be absent (not asked), or `'unknown'` (the person does not know): both are legal. What may be chosen: `options.ts`.
 */
import { z } from 'zod';
import { claimEventSchema } from './clock/events.js';
import { daySchema } from './day-schema.js';
import {
  actBodies,
  actLevels,
  administrationActs,
  capacities,
  courtActs,
  criminalMeasures,
  criminalOutcomes,
  criminalStages,
  enforcementActs,
  enforcementDecisions,
  fields,
  groundingDocuments,
  helpContents,
  injunctionFaults,
  judgmentStages,
  judgmentStates,
  prisonActs,
  releaseKinds,
  wageZones,
} from './options.js';

export { daySchema };

const known = <T extends z.ZodType>(shape: T) => z.union([shape, z.literal('unknown')]).optional();
const dong = z.number().int().nonnegative().max(9_000_000_000_000_000);
const day = known(daySchema);
const money = known(dong);
const yesNo = known(z.boolean());
const period = z.strictObject({ from: day, to: day });

export const factsSchema = z.strictObject({
  /** The day the question is asked; the clock is never read. */
  assessed_on: daySchema,
  field: known(z.enum(fields)),
  administration_act: known(z.enum(administrationActs)),
  /** Đ17.3: only three remedial measures count. */
  remedial_measure: known(z.enum(['demolition', 'remove_infringing_element', 'recall_goods', 'other'])),
  /** Đ17.8. */
  licence_act: known(z.enum(['granted', 'revoked', 'not_granted', 'other'])),
  /** Đ17.11. */
  land_act: known(z.enum(['allocation_lease_recovery', 'change_of_purpose', 'clearance', 'certificate_granted', 'certificate_revoked', 'certificate_not_granted', 'other'])),
  /** Đ17.14: civil servant up to director-general or equivalent. */
  dismissed_as: known(z.enum(['civil_servant', 'higher_post', 'public_employee', 'contract_worker', 'other'])),
  criminal_measure: known(z.enum(criminalMeasures)),
  criminal_outcome: known(z.enum(criminalOutcomes)),
  criminal_stage: known(z.enum(criminalStages)),
  /** Which trial it was: the statute counts civil and administrative proceedings as two fields, and so do the registers. */
  court_kind: known(z.enum(['civil', 'administrative'])),
  court_act: known(z.enum(courtActs)),
  injunction_fault: known(z.enum(injunctionFaults)),
  judgment_state: known(z.enum(judgmentStates)),
  /** Đ19.6: the falsified file led to an unlawful judgment or decision. */
  file_led_to_judgment: yesNo,
  judgment_stage: known(z.enum(judgmentStages)),
  prison_act: known(z.enum(prisonActs)),
  release_kind: known(z.enum(releaseKinds)),
  /** Đ20.3: a decision to postpone, reduce, release existed and was not carried out. */
  release_decided: yesNo,
  enforcement_act: known(z.enum(enforcementActs)),
  enforcement_decision: known(z.enum(enforcementDecisions)),
  /** Đ32.4: the securing measure was just what a party asked for. */
  security_as_asked: yesNo,
  /** Đ18.1, 18.2, 18.9: the paper says there was no violation of law at all, beyond the reason it names. */
  no_violation_stated: yesNo,
  /** Đ32.2.b. */
  false_confession: yesNo,
  /** Đ32.1: wholly the injured person's own fault, as a paper says. */
  own_fault: known(z.enum(['none', 'partly', 'wholly'])),
  /** Đ32.1.b, c: what a paper says beside fault. Necessity takes away only what did not go beyond it (Đ23.6). */
  excused: known(z.enum(['none', 'unforeseeable', 'necessity'])),
  grounding_document: known(z.enum(groundingDocuments)),
  /** Day the entitled person received it (Đ6.1), not the day it was issued. */
  document_received_on: day,
  document_issued_on: day,
  document_effective: yesNo,
  /** A pending case in which the claim can still be raised (Đ7.2.b, c; Đ55). */
  pending_case: known(z.enum(['none', 'administrative', 'criminal_against_official'])),
  /** Đ6.3: time that is not counted; the person must prove it (Đ6.4). */
  excluded_time: z.array(z.strictObject({ from: day, to: day, why: known(z.enum(['force_majeure', 'obstacle', 'no_representative'])) })).optional(),
  has_excluded_time: yesNo,
  /** Đ43.2.e–h. */
  earlier_claim: known(z.enum(['none', 'agency_accepted', 'court_accepted', 'decided', 'withdrawn'])),
  wants_money: yesNo,
  wants_honour: yesNo,
  wants_advance: yesNo,
  capacity: known(z.enum(capacities)),
  claimant_is_organisation: yesNo,
  injured_died: yesNo,
  injured_died_on: day,
  has_will: yesNo,
  heirs_count: known(z.number().int().positive().max(200)),
  birth_date: day,
  act_on: day,
  accused_on: day,
  /** Places: the code of a unit in force since 01/07/2025 (`'01'`, `'00004'`) or its official name. */
  residence_province: known(z.string()),
  residence_commune: known(z.string()),
  act_province: known(z.string()),
  act_commune: known(z.string()),
  act_level: known(z.enum(actLevels)),
  act_body: known(z.enum(actBodies)),
  /** Đ40.1.b: several bodies did it together. Who decides in doubt depends on where they are (NĐ 68 Đ32). */
  several_bodies: known(z.enum(['one_province', 'several_provinces', 'with_central'])),
  /** Đ40.1.d: the act was done on another body's mandate, within it or against it. */
  on_mandate: known(z.enum(['none', 'within', 'against'])),
  /** Đ18, Đ27.3.b: each stretch of arrest, custody, detention, prison. */
  custody: z.array(period).optional(),
  /** Đ27.3.d: non-custodial reform, suspended sentence. */
  noncustodial: z.array(period).optional(),
  /** Đ18.6–8: days held beyond the remaining penalty. Only these are compensated. */
  excess_days: known(z.number().int().nonnegative().max(40_000)),
  sentence_finished_on: day,
  cleared_on: day,
  urgent_hold: yesNo,
  /** Đ27.1, 27.2, 27.6. */
  administrative_measure: z.array(period).optional(),
  dismissed_from: day,
  reinstated_on: day,
  acceptance_on: day,
  losses: z.array(z.enum(['property', 'income', 'health', 'death', 'mental', 'expenses'])).optional(),
  property: z
    .array(
      z.strictObject({
        kind: known(z.enum(['lost', 'damaged', 'use_lost', 'money_paid', 'contract_penalty', 'necessity_excess'])),
        what: known(z.string()),
        amount: money,
        second_price: money,
        third_price: money,
        monthly_rent: money,
        income_before: money,
        from: day,
        to: day,
        borrowed: yesNo,
        interest_paid: money,
      }),
    )
    .optional(),
  income_kind: known(z.enum(['stable', 'unstable', 'seasonal', 'organisation', 'none'])),
  income_monthly: money,
  income_seasonal_daily: money,
  /** Instead of an average: the last three months with income (NĐ 68 Đ5.2), or an organisation's months of the two years before (Đ24.2). */
  income_by_month: z.array(dong).max(24).optional(),
  income_lost: z.array(period).optional(),
  wage_zone: known(z.enum(wageZones)),
  clinic_wage_zone: known(z.enum(wageZones)),
  treatment_cost: money,
  treatment_days: known(z.number().int().nonnegative().max(40_000)),
  care_days: known(z.number().int().nonnegative().max(40_000)),
  incapacity: yesNo,
  incapacity_care_from: day,
  incapacity_care_to: day,
  dependants: z.array(z.strictObject({ name: known(z.string()), months: known(z.number().int().nonnegative().max(1200)), wage_zone: known(z.enum(wageZones)) })).optional(),
  funeral_cost: money,
  health_harm_claimed: money,
  travel_with_receipts: money,
  travel_years: known(z.number().nonnegative().max(60)),
  mail_with_receipts: money,
  lawyer_paid: money,
  lawyer_days: known(z.number().nonnegative().max(10_000)),
  visits_cost: money,
  /** Without proof of visits: what one relative's journey costs, there and back (Đ28.3). */
  visit_journey: money,
  expenses_started_on: day,
  /** Thông tư 09/2019: what is wanted of those who help. Not asked in the interview: the console and `assess` tell it. */
  help_wanted: z.array(z.enum(helpContents)).optional(),
  helped_by: z.array(z.enum(['province', 'ministry'])).optional(),
  /** Đ11.1.d: something new since the same body helped. */
  help_new_facts: yesNo,
  /** Đ2.4: the authority names asking for support and guidance. */
  authority_names_help: yesNo,
  /** Đ7.1.b. */
  agency_head_office: known(z.enum(['hanoi_central', 'elsewhere'])),
  /** The clock: what has happened since, in any order. Recorded by whoever keeps the case, not asked in the interview. */
  events: z.array(claimEventSchema).max(500).optional(),
});

/** The facts of one case, as zod types them. */
export type Facts = z.infer<typeof factsSchema>;
