/**
 * Owns the list of reasons why a reader may refuse what a person typed. Every code has its words in each `locales/` and its
 * row in README.md. Knows no words itself.
 */
import type { Context, Reading } from './reading.js';

export const refusalCodes = [
  'empty',
  'day_unreadable',
  'day_not_exist',
  'day_not_leap_year',
  'day_month_over_12',
  'day_month_needed',
  'day_only_month',
  'day_only_year',
  'day_approximate',
  'day_lunar',
  'day_is_range',
  'day_weekday_mismatch',
  'day_year_out_of_range',
  'day_in_future',
  'between_needs_two',
  'between_reversed',
  'money_unreadable',
  'money_negative',
  'money_foreign',
  'money_gold',
  'money_slang',
  'money_approximate',
  'money_grouping',
  'money_fraction',
  'money_several_amounts',
  'money_per_period',
  'money_other_period',
  'money_too_big',
  'number_unreadable',
  'number_negative',
  'number_approximate',
  'number_not_whole',
  'number_other_unit',
  'number_too_big',
  'number_too_small',
  'yes_no_unclear',
  'choice_unreadable',
  'choice_out_of_range',
  'email_unreadable',
  'phone_unreadable',
  'phone_too_short',
  'phone_too_long',
  'phone_not_valid',
  'phone_service_number',
  'phone_old_prefix',
  'id_length',
  'id_letters',
  'id_province',
  'id_year_in_future',
  'id_not_plausible',
  'place_unknown',
  'place_commune_unknown',
  'place_needs_province',
  'place_commune_needed',
  'name_digits',
  'name_symbols',
  'name_too_long',
  'text_too_long',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** What every reader here gives back: its refusals are always codes of the list above. */
export type Answer<T> = Reading<T, RefusalCode>;

/** A `Reader` whose refusals are known. */
export type CodedReader<T> = (text: string, context: Context) => Answer<T>;
