/** The fear: a number that was right last year is still said. Also prints, at every run, the one line about what is to be checked again. */
import { expect, test } from 'vitest';
import { addDays, addMonths, dayAt, showDay } from '../basics/index.js';
import { entriesDueForReview, loadLaw, newerLawNotice } from './index.js';

const law = loadLaw();
const ids = (on: string): readonly string[] => entriesDueForReview(law, on).map(({ id }) => id);

test('nothing is due on the day everything was checked, and each table on its own day', () => {
  expect(ids('2026-11-22')).toEqual([]);
  expect([ids('2026-12-31').includes('wage.lcs'), ids('2027-01-01').includes('wage.lcs'), ids('2027-01-01').includes('wage.lttv')]).toEqual([false, true, true]);
  expect([ids('2027-01-21').includes('2027'), ids('2027-01-22').includes('2027')]).toEqual([false, true]);
  const settled = { ...law, calendar: new Map([...law.calendar].map(([year, table]) => [year, { ...table, year, open: [], status: 'official' as const }])) };
  const months = law.review.calendar_months.official;
  const due = addMonths(law.calendar.get(2027)?.checked_on ?? '', months);
  expect([addDays(due, -1), due].map((on) => entriesDueForReview(settled, on).some(({ id }) => id === '2027'))).toEqual([false, due <= '2027-12-31']);
  expect([ids('2027-02-01').includes('places'), ids('2027-02-02').includes('places')]).toEqual([false, true]);
});

test('an unsure entry is due after three months, a secondary one after six, a verified one after twelve', () => {
  const due = (id: string, on: string): boolean => ids(on).includes(id);
  expect([due('mental.urgent_hold_and_custody', '2027-02-21'), due('mental.urgent_hold_and_custody', '2027-02-22')]).toEqual([false, true]);
  expect([due('expense.lawyer_cap', '2027-05-21'), due('expense.lawyer_cap', '2027-05-22')]).toEqual([false, true]);
  expect([due('limitation.claim', '2027-11-21'), due('limitation.claim', '2027-11-22')]).toEqual([false, true]);
  const sooner = new Map(law.entries).set(
    'limitation.claim',
    (law.entries.get('limitation.claim') ?? []).map((entry) => ({ ...entry, review_months: 1 })),
  );
  expect(entriesDueForReview({ ...law, entries: sooner }, '2026-12-22').map(({ id }) => id)).toContain('limitation.claim');
});

test('what has ended needs no review, and the longest due stands first', () => {
  expect(ids('2027-11-22')).not.toContain('agency.district');
  expect(ids('2030-01-01').filter((id) => /^20\d\d$/.test(id))).toEqual([]);
  const sinces = entriesDueForReview(law, '2028-01-01').map(({ since }) => since);
  expect(sinces).toEqual([...sinces].sort());
  const closed = { ...law, baseSalary: { ...law.baseSalary, rows: law.baseSalary.rows.filter(({ to }) => to !== null) } };
  expect(entriesDueForReview(closed, '2028-01-01').map(({ id }) => id)).not.toContain('wage.lcs');
});

test('what is due today, and the standing notice, are printed at every run', () => {
  const today = dayAt(new Date().toISOString());
  const due = entriesDueForReview(law, today);
  const { checkedOn, lookUp, enterIn } = newerLawNotice(law);
  expect([lookUp.length > 0, enterIn.length > 0, addDays(checkedOn, 0)]).toEqual([true, true, law.checkedOn]);
  const rows =
    due.length === 0
      ? 'no row is due for review'
      : `DUE FOR REVIEW: ${due.length} rows (${due
          .slice(0, 5)
          .map(({ id }) => id)
          .join(', ')}${due.length > 5 ? ', …' : ''})`;
  process.stdout.write(`\n⚠ LAW: checked to ${showDay(checkedOn)}; a newer law may exist since. Look up: ${lookUp[0]}. Enter in: ${enterIn[0]}. ${rows}.\n`);
});
