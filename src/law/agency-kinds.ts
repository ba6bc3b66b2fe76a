/** Owns the shape of the answer who settles a claim, and what the rules of every field share. Decides nothing. */
import type { Province } from './entries.js';
import type { FactName, Notes } from './notes.js';
import { ofProvince } from './places.js';

/** Since this day there are no districts (`agency.district` ends the day before). */
export const DISTRICTS_ENDED = '2025-07-01';

/** Words: `law.agency.<kind>`. `not_determined`: only the fallback is known. */
export const agencyKinds = [
  'ministry',
  'central_unit',
  'provincial_committee',
  'provincial_department',
  'commune_committee',
  'after_district',
  'deciding_body',
  'information_body',
  'whistleblower_body',
  'measure_court',
  'pending_court',
  'investigating_body',
  'procuracy',
  'first_instance_court',
  'appeal_court',
  'review_court',
  'supreme_court',
  'injunction_court',
  'judgment_court',
  'prison_body',
  'army_body',
  'delegated_body',
  'enforcement_office',
  'leading_body',
  'mandating_body',
  'not_determined',
] as const;
export type AgencyKind = (typeof agencyKinds)[number];

export type Agency = {
  readonly kind: AgencyKind;
  /** Full official name; undefined unless it follows from the facts. */
  readonly name: string | undefined;
  /** The name and the rule are both certain. False: say so on the dossier. */
  readonly certain: boolean;
  /** The rule, `Đ35.3`. */
  readonly article: string;
  /** The body may have been merged or replaced since the act. */
  readonly successor: boolean;
  /** Always possible: file with this department, which finds the agency within `days` working days. */
  readonly fallback: { readonly name: string | undefined; readonly days: number | undefined; readonly article: string };
  /** Names it may be, when the rule turns on what the facts do not tell (NĐ 120/2025 Đ19). */
  readonly candidates: readonly string[];
  /** Who decides when the bodies do not agree, or in doubt (NĐ 68 Đ32). */
  readonly arbiter: { readonly body: 'ministry' | 'justice_department'; readonly article: string } | undefined;
  readonly missing: readonly FactName[];
};

/** What one field finds, before it is put into words. */
export type Found = {
  readonly kind: AgencyKind;
  readonly entry: string;
  readonly name?: string | undefined;
  readonly certain?: boolean;
  readonly successor?: boolean;
  readonly candidates?: readonly string[];
  readonly arbiter?: 'ministry' | 'justice_department';
  readonly missing?: readonly FactName[];
};

/** The act was done before the reform of 2025, or nobody said when. */
export const before = (notes: Notes): boolean => {
  const day = notes.read('act_on');
  return day === undefined || day < DISTRICTS_ENDED;
};

/** A body of a province by its name of today. Of an act before the provinces merged it is the successor. */
export const provincialBody = (notes: Notes, body: string, province: Province | undefined): Pick<Found, 'name' | 'certain' | 'successor' | 'missing'> => ({
  name: province && `${body} ${ofProvince(province)}`,
  certain: true,
  successor: before(notes) && (province?.merged ?? true),
  missing: ['act_province'],
});

/** A name that only stands to reason: which unit has legal personality and its own account is for the Department of Justice to say. */
export const likelyBody = (notes: Notes, body: string, province: Province | undefined): Pick<Found, 'name' | 'certain' | 'successor' | 'missing'> => ({
  ...provincialBody(notes, body, province),
  certain: false,
  successor: before(notes),
});
