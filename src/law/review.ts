/**
 * Owns which rows of the tables are to be checked again, and the standing notice that a newer law may exist. Does not check anything: it
 * says what, since when, where to look and where to enter it. Months are those of `data/law/review.yaml`.
 */
import { addMonths, type Day } from '../basics/index.js';
import type { Law } from './entries.js';

/** `since`: the day from which it is due. `{"table":"law","id":"limitation.claim","checkedOn":"2026-11-22","since":"2027-11-22","where":"data/law"}` */
export type DueForReview = { readonly table: 'law' | 'wages' | 'calendar' | 'places'; readonly id: string; readonly checkedOn: Day; readonly since: Day; readonly where: string };

/** Everything whose check is too old on a day, longest due first. Closed entries and years that are over need none. */
export const entriesDueForReview = (law: Law, on: Day): readonly DueForReview[] =>
  [...entries(law, on), ...wages(law), ...calendar(law, on), places(law)].filter(({ since }) => since <= on).sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));

const entries = (law: Law, on: Day): readonly DueForReview[] =>
  [...law.entries.values()]
    .flat()
    .filter(({ to }) => to === null || to >= on)
    .map((entry) => ({
      table: 'law',
      id: entry.id,
      checkedOn: entry.checked_on,
      since: addMonths(entry.checked_on, entry.review_months ?? law.review.months_by_mark[entry.mark]),
      where: 'data/law',
    }));

const wages = (law: Law): readonly DueForReview[] =>
  [law.baseSalary, law.regionalWage]
    .filter(({ rows }) => rows.some(({ to }) => to === null))
    .map((table) => ({ table: 'wages', id: table.id, checkedOn: table.checked_on, since: table.recheck_on, where: 'data/wages' }));

/** A year with an undecided stretch is due as a provisional one is. */
const calendar = (law: Law, on: Day): readonly DueForReview[] =>
  [...law.calendar.values()]
    .filter(({ year }) => `${year}-12-31` >= on)
    .map((year) => ({
      table: 'calendar',
      id: String(year.year),
      checkedOn: year.checked_on,
      since: addMonths(year.checked_on, law.review.calendar_months[year.open.length > 0 ? 'provisional' : year.status]),
      where: `data/calendar/${year.year}.yaml`,
    }));

const places = ({ review }: Law): DueForReview => ({
  table: 'places',
  id: 'places',
  checkedOn: review.places.checked_on,
  since: addMonths(review.places.checked_on, review.places.months),
  where: review.places.where,
});

/** A law that amends ours may exist since the last check; nobody can know from inside. */
export type NewerLawNotice = { readonly checkedOn: Day; readonly lookUp: readonly string[]; readonly enterIn: readonly string[] };

export const newerLawNotice = (law: Law): NewerLawNotice => ({ checkedOn: law.checkedOn, lookUp: law.review.notice.look_up, enterIn: law.review.notice.enter_in });
