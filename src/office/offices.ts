/** Owns offices: name, province, working hours, days off beyond the national table, whether a dossier needs an officer's yes before it leaves. */
import { z } from 'zod';
import { clockAt, type Day, dayAt, type Instant, weekdayOf } from '../basics/index.js';
import { dayKind, type Law } from '../law/index.js';
import { query, type Reader, type Row, type Tx } from '../storage/index.js';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** `{ "weekdays": [1,2,3,4,5], "spans": [["08:00","12:00"],["13:30","17:00"]] }`; 0 is Sunday. */
export const hoursSchema = z.object({
  weekdays: z.array(z.number().int().min(0).max(6)).min(1),
  spans: z
    .array(z.tuple([clock, clock]).refine(([from, to]) => from < to))
    .min(1)
    .max(3),
});
export type Hours = Readonly<z.infer<typeof hoursSchema>>;
/** Usual hours of offices; each office sets its own. */
export const usualHours: Hours = {
  weekdays: [1, 2, 3, 4, 5],
  spans: [
    ['07:30', '11:30'],
    ['13:30', '17:00'],
  ],
};

export type Office = {
  readonly id: string;
  readonly name: string;
  /** The province's code; null for the whole country. */
  readonly province: string | null;
  readonly hours: Hours;
  readonly approves: boolean;
  readonly closedAt: string | null;
};
export type OfficeDay = Row<'office_day'>;

const all = query()((db) => db.selectFrom('office').selectAll().orderBy('name'));
const byId = query<{ id: string }>()((db, p) => db.selectFrom('office').selectAll().where('id', '=', p('id')));
const insert = query<Omit<Row<'office'>, 'closed_at'>>()((db, p) =>
  db
    .insertInto('office')
    .values({ id: p('id'), name: p('name'), province: p('province'), hours: p('hours'), approves: p('approves'), created_at: p('created_at'), closed_at: null }),
);
const update = query<Pick<Row<'office'>, 'id' | 'name' | 'province' | 'hours' | 'approves'>>()((db, p) =>
  db
    .updateTable('office')
    .set({ name: p('name'), province: p('province'), hours: p('hours'), approves: p('approves') })
    .where('id', '=', p('id')),
);
const days = query<{ office: string }>()((db, p) => db.selectFrom('office_day').selectAll().where('office_id', '=', p('office')).orderBy('day'));
const putDay = query<OfficeDay>()((db, p) =>
  db
    .insertInto('office_day')
    .values({ office_id: p('office_id'), day: p('day'), kind: p('kind'), name: p('name') })
    .onConflict((conflict) => conflict.columns(['office_id', 'day']).doUpdateSet({ kind: p('kind'), name: p('name') })),
);
const dropDay = query<{ office: string; day: string }>()((db, p) => db.deleteFrom('office_day').where('office_id', '=', p('office')).where('day', '=', p('day')));

const officeOf = (row: Row<'office'>): Office => ({
  id: row.id,
  name: row.name,
  province: row.province,
  hours: hoursSchema.parse(JSON.parse(row.hours)),
  approves: row.approves === 1,
  closedAt: row.closed_at,
});

export const offices = (read: Pick<Reader, 'all'>): readonly Office[] => read.all(all, {}).map(officeOf);
export const officeById = (read: Pick<Reader, 'get'>, id: string): Office | undefined => {
  const row = read.get(byId, { id });
  return row === undefined ? undefined : officeOf(row);
};
type OfficeFields = Pick<Office, 'id' | 'name' | 'province' | 'hours' | 'approves'>;
const rowOf = (office: OfficeFields) => ({
  id: office.id,
  name: office.name,
  province: office.province,
  hours: JSON.stringify(hoursSchema.parse(office.hours)),
  approves: office.approves ? 1 : 0,
});
export const officeOpened = (tx: Tx, office: OfficeFields, now: Instant): void => void tx.run(insert, { ...rowOf(office), created_at: now });
export const officeChanged = (tx: Tx, office: OfficeFields): void => void tx.run(update, rowOf(office));

export const officeDays = (read: Pick<Reader, 'all'>, office: string): readonly OfficeDay[] => read.all(days, { office });
export const officeDaySet = (tx: Tx, office: string, day: Day, kind: 'off' | 'worked', name: string): void => void tx.run(putDay, { office_id: office, day, kind, name });
export const officeDayDropped = (tx: Tx, office: string, day: Day): void => void tx.run(dropDay, { office, day });

/**
 * The national calendar with an office's own days: hand it to any function of the law that counts working days. For the office's own
 * clock only; a statutory deadline of an agency counts by the national table.
 */
export const officeCalendar = (law: Law, own: readonly OfficeDay[]): Law => ({
  ...law,
  calendar: new Map(
    [...law.calendar].map(([year, table]) => {
      const ours = own.filter(({ day }) => day.startsWith(`${year}-`));
      if (ours.length === 0) return [year, table];
      const worked = ours.filter(({ kind }) => kind === 'worked').map(({ day }) => day);
      const off = ours.filter(({ kind }) => kind === 'off');
      return [
        year,
        {
          ...table,
          days_off: [...table.days_off.filter(({ date }) => !worked.includes(date)), ...off.map(({ day, name }) => ({ date: day, name, kind: 'swap' as const, source: 'office' }))],
          worked_weekend_days: [...table.worked_weekend_days.filter((day) => !off.some((one) => one.day === day)), ...worked],
        },
      ];
    }),
  ),
});

/** Whether somebody is at the desk at an instant; undefined when the calendar does not say. */
export const isOpenAt = (office: Pick<Office, 'hours'>, calendar: Law, at: Instant): boolean | undefined => {
  const day = dayAt(at);
  const kind = dayKind(calendar, day);
  if (kind === 'open') return undefined;
  const weekend = weekdayOf(day) === 0 || weekdayOf(day) === 6;
  // A worked Saturday is worked though Saturdays are not.
  if (kind === 'off' || (!weekend && !office.hours.weekdays.includes(weekdayOf(day)))) return false;
  const time = clockAt(at);
  return office.hours.spans.some(([from, to]) => from <= time && time < to);
};
