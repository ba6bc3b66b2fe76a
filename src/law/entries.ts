/**
 * Owns the shape of the law tables: one entry per legal number or list item, wages, the calendar. Does not read files
 * (`loader.ts`) and decides nothing. Law is dated: an entry is asked for on a day, and a day outside its dates has none.
 */
import { z } from 'zod';
import type { Day } from '../basics/index.js';
import { daySchema } from './facts.js';
import type { Mark } from './finding.js';

const mark = z.enum(['verified', 'secondary', 'unsure']);
const until = daySchema.nullable();

const units = ['none', 'year', 'month', 'day', 'working_day', 'divisor', 'share', 'rate_per_year', 'lcs_month', 'lcs_day', 'lttv_month', 'lttv_day', 'quote', 'person'] as const;

export const entrySchema = z
  .strictObject({
    /** Dotted, named for its question: `limitation.claim`. */
    id: z.string().regex(/^[a-z0-9_]+(\.[a-z0-9_]+)+$/),
    value: z.number().nullable(),
    unit: z.enum(units),
    from: daySchema,
    to: until,
    document: z.string().min(1),
    /** `Đ6.1`, `Đ27.3.b`; `phụ lục` or `toàn văn` where there is no article. */
    article: z.string().regex(/^(Đ\d\S*|phụ lục|toàn văn)$/),
    gist: z.string().min(1),
    gist_en: z.string().min(1),
    mark,
    checked_on: daySchema,
    checked_by: z.string().min(1),
    /** Months after which to check it again, where the months of its mark do not fit. */
    review_months: z.number().int().positive().optional(),
  })
  .refine((entry) => entry.to === null || entry.from <= entry.to, 'ends before it begins')
  .refine((entry) => (entry.value === null) === (entry.unit === 'none'), 'a value needs a unit, and a unit a value');
export type Entry = Readonly<z.infer<typeof entrySchema>>;

export const documentsSchema = z.strictObject({
  documents: z.array(z.strictObject({ short: z.string().min(1), title: z.string().min(1), link: z.url(), from: daySchema })),
});
export type LawDocument = Readonly<z.infer<typeof documentsSchema>['documents'][number]>;

const months = z.number().int().positive();
/** How long a check is good for, and where a newer law would show. */
export const reviewSchema = z.strictObject({
  months_by_mark: z.strictObject({ verified: months, secondary: months, unsure: months }),
  calendar_months: z.strictObject({ official: months, provisional: months }),
  places: z.strictObject({ checked_on: daySchema, months, where: z.string().min(1) }),
  notice: z.strictObject({ id: z.string(), look_up: z.array(z.string().min(1)).min(1), enter_in: z.array(z.string().min(1)).min(1) }),
});
export type Review = Readonly<z.infer<typeof reviewSchema>>;

const dong = z.number().int().positive();
const row = { from: daySchema, to: until, document: z.string().min(1), article: z.string(), mark, source: z.string().min(1) };
const table = {
  id: z.string(),
  name: z.string(),
  unit: z.literal('dong_per_month'),
  checked_on: daySchema,
  checked_by: z.string().min(1),
  /** From this day an open row is answered with a stated doubt. */
  recheck_on: daySchema,
  /** After this day an open row is no answer. */
  known_until: daySchema,
};
export const baseSalarySchema = z.strictObject({ ...table, rows: z.array(z.strictObject({ ...row, amount: dong })).min(1) });
export const regionalWageSchema = z.strictObject({ ...table, rows: z.array(z.strictObject({ ...row, I: dong, II: dong, III: dong, IV: dong })).min(1) });
export type BaseSalaryTable = Readonly<z.infer<typeof baseSalarySchema>>;
export type RegionalWageTable = Readonly<z.infer<typeof regionalWageSchema>>;

export const calendarYearSchema = z.strictObject({
  year: z.number().int().min(2000).max(2200),
  status: z.enum(['official', 'provisional']),
  status_note: z.string(),
  checked_on: daySchema,
  notices: z.array(z.string()),
  days_off: z.array(z.strictObject({ date: daySchema, name: z.string(), kind: z.enum(['statutory', 'in_lieu', 'swap']), source: z.string() })),
  worked_weekend_days: z.array(daySchema),
  /** Stretches nobody has decided yet: whether such a day is worked is unknown. */
  open: z.array(z.strictObject({ from: daySchema, to: daySchema, what: z.string() })),
});
export type CalendarYear = Readonly<z.infer<typeof calendarYearSchema>>;

/** An operator's own entry for an agency. Nothing is shipped. */
export const agencySchema = z.strictObject({
  /** Full official name, exactly as the agency writes it. */
  name: z.string().min(5),
  /** Other names, such as the body it took over. */
  also: z.array(z.string()).default([]),
  address: z.string().min(5).optional(),
  email: z.email().optional(),
  phone: z
    .string()
    .regex(/^[0-9+ ().-]{8,20}$/, 'quote the number so its zeros survive')
    .optional(),
  /** True only when the agency itself accepts filing by electronic means in writing. */
  electronic_filing: z.boolean(),
  source: z.string().min(5),
  checked_on: daySchema,
  checked_by: z.string().min(1),
});
export type AgencyContact = Readonly<z.infer<typeof agencySchema>>;

export const provincesSchema = z.object({
  provinces: z.array(z.object({ code: z.string(), name: z.string(), full_name: z.string(), type: z.enum(['tỉnh', 'thành phố']), merged: z.boolean() })),
});
export type Province = Readonly<z.infer<typeof provincesSchema>['provinces'][number]>;
export const communesSchema = z.object({ communes: z.array(z.tuple([z.string(), z.string(), z.enum(['phường', 'xã', 'đặc khu']), z.string()]).rest(z.unknown())) });
export type Commune = { readonly code: string; readonly name: string; readonly type: 'phường' | 'xã' | 'đặc khu'; readonly province: string };

/** Everything loaded and frozen. Every question of law takes it as an argument. */
export type Law = {
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  readonly documents: ReadonlyMap<string, LawDocument>;
  readonly baseSalary: BaseSalaryTable;
  readonly regionalWage: RegionalWageTable;
  readonly calendar: ReadonlyMap<number, CalendarYear>;
  readonly agencies: readonly AgencyContact[];
  /** Units in force since 01/07/2025, by code; only their official names are used here. */
  readonly provinces: ReadonlyMap<string, Province>;
  readonly communes: ReadonlyMap<string, Commune>;
  readonly review: Review;
  /** The oldest `checked_on` of any entry: the day up to which the whole book was checked. */
  readonly checkedOn: Day;
};

/** The entry in force on a day, or undefined: a day outside its dates has no entry, never the nearest. Throws on an id the tables do not have. */
export const entryOn = (law: Law, id: string, day: Day): Entry | undefined => {
  const entries = law.entries.get(id);
  if (entries === undefined) throw new Error(`data/law has no entry "${id}"; add it there, closed entries stay, or mend the id that asks for it`);
  for (const entry of entries) if (entry.from <= day && (entry.to === null || day <= entry.to)) return entry;
  return undefined;
};

/** The number in force on a day; undefined when there is no entry, or it is a rule without a number. */
export const numberOn = (law: Law, id: string, day: Day): number | undefined => entryOn(law, id, day)?.value ?? undefined;

/** Of several marks the weakest. No mark at all counts as verified. */
export const weakest = (marks: readonly Mark[]): Mark => (marks.includes('unsure') ? 'unsure' : marks.includes('secondary') ? 'secondary' : 'verified');
