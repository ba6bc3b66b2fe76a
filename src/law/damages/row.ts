/**
 * Owns one row of damage: a head of the Law with its amount, or why it has none. Rounding happens once, half up to whole đồng, at the
 * end of the row (the Law names no rounding).
 */
import { type Day, type Dong, roundDong } from '../../basics/index.js';
import type { Law } from '../entries.js';
import type { Facts } from '../facts.js';
import type { Citation, Line, Mark } from '../finding.js';
import { type FactName, type Notes, takeNotes } from '../notes.js';
import { baseSalaryOn, regionalWageOn, type Wage, type WageZone } from '../wages.js';

export const damageGroups = ['property', 'income', 'death', 'health', 'mental', 'other'] as const;
export type DamageGroup = (typeof damageGroups)[number];

export const damageHeads = [
  'property_lost',
  'property_damaged',
  'property_use_lost',
  'money_paid',
  'contract_penalty',
  'property_other',
  'income_stable',
  'income_unstable',
  'income_seasonal',
  'income_organisation',
  'income_unclear',
  'treatment',
  'recuperation',
  'carer',
  'incapacity_carer',
  'maintenance',
  'funeral',
  'mental_commune_education',
  'mental_confined',
  'mental_urgent_hold',
  'mental_custody',
  'mental_at_large',
  'mental_noncustodial',
  'mental_after_sentence',
  'mental_death',
  'mental_health',
  'mental_dismissal',
  'travel',
  'mail',
  'lawyer',
  'visits',
] as const;
export type DamageHead = (typeof damageHeads)[number];

/** One row. Title: `law.head.<head>`. `item`: position in the list it came from, from 1. */
export type DamageRow = {
  readonly head: DamageHead;
  readonly group: DamageGroup;
  readonly item: number | undefined;
  readonly what: string | undefined;
  /** Null: no amount; `why` says so. */
  readonly amount: Dong | null;
  readonly why: string | undefined;
  readonly missing: readonly FactName[];
  /** The most the Law allows, where it sets a cap. `atCap`: the amount is that cap, not a reckoning of what was spent. */
  readonly cap: Dong | undefined;
  readonly atCap: boolean;
  readonly lines: readonly Line[];
  readonly cites: readonly Citation[];
  readonly read: readonly string[];
  readonly mark: Mark;
  /** May be advanced under Đ44.1. */
  readonly advance: boolean;
};

/** The day everything is valued on (Đ22.2): acceptance, or the day asked as an assumption. */
export type Valuation = { readonly day: Day; readonly assumed: boolean; readonly how: 'accepted' | 'assumed' | 'in_court' };
export type Case = { readonly facts: Facts; readonly law: Law; readonly valued: Valuation };

type RowName = { readonly head: DamageHead; readonly group: DamageGroup; readonly item?: number | undefined; readonly what?: string | undefined };

/** A row being worked out: notes, wages cited on the valuation day, and its two ends. */
export type RowNotes = Notes & {
  readonly baseSalary: () => Wage | undefined;
  readonly regionalWage: (zone: WageZone) => Wage | undefined;
  /** Ends the row with an amount; `exact` is rounded here and nowhere else. */
  readonly sum: (exact: number, more?: { readonly advance?: boolean; readonly cap?: Dong; readonly atCap?: boolean }) => DamageRow;
  /** Ends the row without an amount. */
  readonly none: (why: string, missing?: readonly FactName[], more?: { readonly cap?: Dong }) => DamageRow;
};

export const startRow = (of: Case, name: RowName): RowNotes => {
  const notes = takeNotes(of.facts, of.law);
  const taken: Citation[] = [];
  const useWage = (found: Wage | undefined): Wage | undefined => {
    if (found === undefined) return undefined;
    taken.push(found.cite);
    if (found.doubtful) notes.say('law.wage.recheck', { document: found.cite.document, checked: found.checkedOn });
    return found;
  };
  const row = (
    amount: Dong | null,
    why: string | undefined,
    missing: readonly FactName[],
    more: { readonly advance?: boolean; readonly cap?: Dong; readonly atCap?: boolean },
  ): DamageRow => {
    const { cites, lines, read, mark } = notes.known(null);
    const marks = [mark, ...taken.map((cite) => cite.mark)];
    return {
      head: name.head,
      group: name.group,
      item: name.item,
      what: name.what,
      amount,
      why: why === undefined ? undefined : `law.unknown.${why}`,
      missing,
      cap: more.cap,
      atCap: more.atCap === true,
      lines,
      cites: [...cites, ...taken],
      read,
      mark: marks.includes('unsure') ? 'unsure' : marks.includes('secondary') ? 'secondary' : 'verified',
      advance: amount !== null && more.advance === true,
    };
  };
  return {
    ...notes,
    baseSalary: () => useWage(baseSalaryOn(of.law, of.valued.day)),
    regionalWage: (zone) => useWage(regionalWageOn(of.law, zone, of.valued.day)),
    sum: (exact, more = {}) => row(roundDong(exact), undefined, [], more),
    none: (why, missing = [], more = {}) => row(null, why, missing, more),
  };
};
