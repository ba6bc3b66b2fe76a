/**
 * Owns what was lost, head by head: property, income, health or death, days locked up, expenses (form I). Asks only for numbers that
 * the person has; every rate and cap comes from src/law.
 */
import { builders } from './guards.js';

const { ask, gate } = builders;

const property = {
  lost_property: ask({ reads: { kind: 'yes_no' }, cites: ['property.lost'], then: [{ when: 'lostProperty', to: 'property_kind' }, { to: 'income' }] }),
  property_kind: ask({
    reads: { kind: 'choice', options: ['lost', 'damaged', 'use_lost', 'money_paid', 'contract_penalty', 'other'] },
    list: 'property',
    then: 'property_what',
  }),
  property_what: ask({
    reads: { kind: 'text' },
    list: 'property',
    then: [{ when: 'propertyIsUseLost', to: 'property_monthly_rent' }, { when: 'propertyIsOfNoKind', to: 'property_more' }, { to: 'property_amount' }],
  }),
  property_amount: ask({
    reads: { kind: 'money' },
    list: 'property',
    then: [{ when: 'propertyIsMoney', to: 'property_from' }, { when: 'propertyNeedsQuotes', to: 'property_second_price' }, { to: 'property_more' }],
  }),
  property_second_price: ask({
    reads: { kind: 'money', none: true },
    list: 'property',
    then: [{ when: 'hasSecondQuote', to: 'property_third_price' }, { to: 'property_more' }],
  }),
  property_third_price: ask({ reads: { kind: 'money', none: true }, list: 'property', then: 'property_more' }),
  property_monthly_rent: ask({
    reads: { kind: 'money', monthly: true, none: true },
    list: 'property',
    then: [{ when: 'hasMonthlyRent', to: 'property_from' }, { to: 'property_income_before' }],
  }),
  property_income_before: ask({ reads: { kind: 'money', none: true }, list: 'property', then: 'property_from' }),
  property_from: ask({ reads: { kind: 'day', past: true }, list: 'property', then: 'property_to' }),
  property_to: ask({
    reads: { kind: 'day', past: true, none: true },
    list: 'property',
    then: [{ when: 'propertyIsMoney', to: 'property_borrowed' }, { to: 'property_more' }],
  }),
  property_borrowed: ask({ reads: { kind: 'yes_no' }, list: 'property', then: [{ when: 'moneyWasBorrowed', to: 'property_interest_paid' }, { to: 'property_more' }] }),
  property_interest_paid: ask({ reads: { kind: 'money' }, list: 'property', then: 'property_more' }),
  property_more: ask({ reads: { kind: 'yes_no' }, list: 'property', then: [{ when: 'moreProperty', to: 'property_kind', nextItem: true }, { to: 'income' }] }),
};

const income = {
  income: gate([{ when: 'claimantIsOrganisation', to: 'lost_income_organisation' }, { to: 'lost_income' }]),
  lost_income_organisation: ask({ reads: { kind: 'yes_no' }, tells: 'property_amount', then: [{ when: 'organisationLostIncome', to: 'income_monthly' }, { to: 'had_expenses' }] }),
  lost_income: ask({ reads: { kind: 'yes_no' }, tells: 'property_amount', then: [{ when: 'lostIncome', to: 'income_kind' }, { to: 'body' }] }),
  income_kind: ask({
    reads: { kind: 'choice', options: ['stable', 'unstable', 'seasonal'], none: true },
    then: [{ when: 'incomeIsMonthly', to: 'income_monthly' }, { when: 'incomeIsSeasonal', to: 'income_seasonal_daily' }, { to: 'income_lost_from' }],
  }),
  income_monthly: ask({ reads: { kind: 'money', monthly: true }, then: 'income_lost_from' }),
  income_seasonal_daily: ask({ reads: { kind: 'money' }, then: 'income_lost_from' }),
  income_lost_from: ask({ reads: { kind: 'day', past: true }, list: 'income_lost', then: 'income_lost_to' }),
  income_lost_to: ask({ reads: { kind: 'day', past: true, none: true }, list: 'income_lost', then: 'income_lost_more' }),
  income_lost_more: ask({
    reads: { kind: 'yes_no' },
    list: 'income_lost',
    then: [{ when: 'moreLostIncome', to: 'income_lost_from', nextItem: true }, { when: 'claimantIsOrganisation', to: 'had_expenses' }, { to: 'body' }],
  }),
};

const body = {
  body: gate([{ when: 'injuredDied', to: 'death_caused' }, { to: 'harmed_health' }]),
  death_caused: ask({ reads: { kind: 'yes_no' }, tells: 'income_amount', then: [{ when: 'deathWasCaused', to: 'funeral_cost' }, { to: 'harmed_health' }] }),
  funeral_cost: ask({ reads: { kind: 'money', none: true }, then: 'treatment_cost' }),
  harmed_health: ask({ reads: { kind: 'yes_no' }, tells: 'income_amount', then: [{ when: 'healthWasHarmed', to: 'treatment_cost' }, { to: 'periods' }] }),
  treatment_cost: ask({ reads: { kind: 'money', none: true }, then: [{ when: 'wasTreated', to: 'clinic_place' }, { to: 'after_treatment' }] }),
  clinic_place: ask({ reads: { kind: 'place' }, then: 'treatment_days' }),
  treatment_days: ask({ reads: { kind: 'number', unit: 'day' }, then: 'care_days' }),
  care_days: ask({ reads: { kind: 'number', unit: 'day', none: true }, then: 'after_treatment' }),
  after_treatment: gate([{ when: 'deathWasCaused', to: 'has_dependants' }, { to: 'health_harm_claimed' }]),
  health_harm_claimed: ask({ reads: { kind: 'money' }, then: 'incapacity' }),
  incapacity: ask({ reads: { kind: 'yes_no' }, then: [{ when: 'isIncapacitated', to: 'incapacity_care_from' }, { to: 'periods' }] }),
  incapacity_care_from: ask({ reads: { kind: 'day', past: true, none: true }, then: [{ when: 'nobodyCares', to: 'has_dependants' }, { to: 'incapacity_care_to' }] }),
  incapacity_care_to: ask({ reads: { kind: 'day', past: true, none: true }, then: 'has_dependants' }),
  has_dependants: ask({ reads: { kind: 'yes_no' }, then: [{ when: 'hasDependants', to: 'dependants_name' }, { to: 'periods' }] }),
  dependants_name: ask({ reads: { kind: 'name' }, list: 'dependants', then: 'dependants_months' }),
  dependants_months: ask({ reads: { kind: 'number', unit: 'month', most: 1200 }, list: 'dependants', then: 'dependants_place' }),
  dependants_place: ask({ reads: { kind: 'place' }, list: 'dependants', then: 'dependants_more' }),
  dependants_more: ask({ reads: { kind: 'yes_no' }, list: 'dependants', then: [{ when: 'moreDependants', to: 'dependants_name', nextItem: true }, { to: 'periods' }] }),
};

/** Days that the Law pays for by themselves (Đ27): nobody has to prove the pain. */
const periods = {
  periods: gate([
    // Đ27.4: death takes the place of all the daily amounts.
    { when: 'deathWasCaused', to: 'had_expenses' },
    { when: 'measureIsExcess', to: 'excess_days' },
    { when: 'heldBeyondTerm', to: 'excess_days' },
    { when: 'measureIsUrgentHold', to: 'custody_followed' },
    { when: 'chargesMatter', to: 'accused_on' },
    { when: 'wasLockedUp', to: 'custody_from' },
    { when: 'wasUnderMeasure', to: 'administrative_measure_from' },
    { when: 'mayHaveBeenHeld', to: 'had_admin_hold' },
    { when: 'wasDismissed', to: 'dismissed_from' },
    { to: 'had_expenses' },
  ]),
  excess_days: ask({ reads: { kind: 'number' }, tells: 'health_amount', cites: ['scope.crp.6', 'scope.crp.7', 'scope.crp.8'], then: 'had_expenses' }),
  custody_followed: ask({
    reads: { kind: 'yes_no' },
    tells: 'health_amount',
    cites: ['mental.urgent_hold'],
    then: [{ when: 'custodyFollowed', to: 'custody_from' }, { to: 'had_expenses' }],
  }),
  accused_on: ask({
    reads: { kind: 'day', past: true, none: true },
    tells: 'health_amount',
    cites: ['mental.at_large'],
    then: [{ when: 'wasLockedUp', to: 'custody_from' }, { to: 'had_noncustodial' }],
  }),
  custody_from: ask({ reads: { kind: 'day', past: true }, list: 'custody', tells: 'health_amount', cites: ['mental.custody'], then: 'custody_to' }),
  custody_to: ask({ reads: { kind: 'day', past: true, none: true }, list: 'custody', cites: ['mental.custody'], then: 'custody_more' }),
  custody_more: ask({
    reads: { kind: 'yes_no' },
    list: 'custody',
    then: [{ when: 'moreCustody', to: 'custody_from', nextItem: true }, { when: 'chargesMatter', to: 'had_noncustodial' }, { to: 'had_expenses' }],
  }),
  had_noncustodial: ask({ reads: { kind: 'yes_no' }, cites: ['mental.noncustodial'], then: [{ when: 'hadNoncustodial', to: 'noncustodial_from' }, { to: 'after_sentence' }] }),
  noncustodial_from: ask({ reads: { kind: 'day', past: true }, list: 'noncustodial', then: 'noncustodial_to' }),
  noncustodial_to: ask({ reads: { kind: 'day', past: true, none: true }, list: 'noncustodial', then: 'noncustodial_more' }),
  noncustodial_more: ask({
    reads: { kind: 'yes_no' },
    list: 'noncustodial',
    then: [{ when: 'moreNoncustodial', to: 'noncustodial_from', nextItem: true }, { to: 'after_sentence' }],
  }),
  after_sentence: gate([{ when: 'servedSentence', to: 'sentence_finished_on' }, { to: 'clearing' }]),
  sentence_finished_on: ask({ reads: { kind: 'day', past: true, none: true }, cites: ['mental.after_sentence'], then: 'clearing' }),
  clearing: gate([{ when: 'clearingDayIsKnown', to: 'had_expenses' }, { to: 'cleared_on' }]),
  cleared_on: ask({ reads: { kind: 'day', past: true }, then: 'had_expenses' }),
  had_admin_hold: ask({
    reads: { kind: 'yes_no' },
    tells: 'health_amount',
    cites: ['mental.confined'],
    then: [{ when: 'wasHeldAdministratively', to: 'administrative_measure_from' }, { to: 'had_expenses' }],
  }),
  administrative_measure_from: ask({ reads: { kind: 'day', past: true }, list: 'administrative_measure', tells: 'health_amount', then: 'administrative_measure_to' }),
  administrative_measure_to: ask({ reads: { kind: 'day', past: true, none: true }, list: 'administrative_measure', then: 'administrative_measure_more' }),
  administrative_measure_more: ask({
    reads: { kind: 'yes_no' },
    list: 'administrative_measure',
    then: [{ when: 'moreMeasures', to: 'administrative_measure_from', nextItem: true }, { to: 'had_expenses' }],
  }),
  dismissed_from: ask({ reads: { kind: 'day', past: true }, tells: 'health_amount', cites: ['mental.dismissal'], then: 'reinstated_on' }),
  reinstated_on: ask({ reads: { kind: 'day', past: true, none: true }, then: 'had_expenses' }),
};

const expenses = {
  had_expenses: ask({
    reads: { kind: 'yes_no' },
    tells: 'before_expenses',
    cites: ['expense.travel', 'expense.travel_no_receipts'],
    then: [{ when: 'hadExpenses', to: 'expenses_started_on' }, { to: 'wants_advance' }],
  }),
  expenses_started_on: ask({ reads: { kind: 'day', past: true }, then: 'travel_with_receipts' }),
  travel_with_receipts: ask({ reads: { kind: 'money', none: true }, cites: ['expense.travel', 'expense.travel_no_receipts'], then: 'mail_with_receipts' }),
  mail_with_receipts: ask({ reads: { kind: 'money', none: true }, cites: ['expense.mail'], then: 'lawyer_paid' }),
  lawyer_paid: ask({ reads: { kind: 'money', none: true }, cites: ['expense.lawyer'], then: [{ when: 'paidLawyer', to: 'lawyer_days' }, { to: 'visits' }] }),
  lawyer_days: ask({ reads: { kind: 'number', unit: 'day', most: 10_000 }, cites: ['expense.lawyer'], then: 'visits' }),
  visits: gate([{ when: 'wasLockedUp', to: 'visits_cost' }, { to: 'wants_advance' }]),
  visits_cost: ask({ reads: { kind: 'money', none: true }, cites: ['expense.visits'], then: 'wants_advance' }),
};

export const losses = { ...property, ...income, ...body, ...periods, ...expenses };
