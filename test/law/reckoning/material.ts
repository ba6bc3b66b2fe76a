/** Owns Đ23 to Đ26 for the second reckoning: property, income, health and death. */
import type { Facts } from '../../../src/law/facts.js';
import { daysIn, type N, read, runsOf, thirtieths } from './days.js';
import { type Fraction, plus, times } from './money.js';
import { type Row, row, silent, spansOf, told } from './rows.js';
import { lttv, type Zone } from './tables.js';

type Item = NonNullable<Facts['property']>[number];
const must = <T>(value: T | 'unknown' | undefined): T => {
  const known = told(value);
  if (known === undefined) throw new Error('the second reckoning is for facts that are told in full');
  return known;
};

export const property = (facts: Facts, valued: N): readonly Row[] => (facts.property ?? []).map((item, index) => ofItem(item, `#${index + 1}`, valued));

const ofItem = (item: Item, place: string, valued: N): Row => {
  const end = item.to === undefined ? valued : Math.min(read(must(item.to)), valued);
  switch (must(item.kind)) {
    case 'lost':
      return row(`property_lost${place}`, average(item));
    case 'damaged':
      return row(`property_damaged${place}`, average(item));
    case 'use_lost':
      return row(`property_use_lost${place}`, times(told(item.monthly_rent) ?? must(item.income_before), thirtieths({ from: read(must(item.from)), to: end })).over(30));
    case 'money_paid':
      // What came back by the valuation day is not paid twice: interest only (Đ23.4).
      return row(`money_paid${place}`, withInterest(item, end, item.to !== undefined && read(must(item.to)) <= valued), { advance: true });
    case 'contract_penalty':
      // NĐ 68 Đ4.4: interest on a penalty that was not borrowed runs to acceptance, whatever came in between.
      return row(`contract_penalty${place}`, withInterest(item, valued, false), { advance: true });
    case 'necessity_excess':
      return silent(`property_other${place}`);
  }
};
const average = (item: Item): Fraction => times(must(item.amount) + must(item.second_price) + must(item.third_price)).over(3);
/** Ten per cent a year (BLDS Đ357.2, Đ468.2) on a year of 365 days; the first day is not counted. */
const withInterest = (item: Item, end: N, back: boolean): Fraction => {
  const paid = must(item.amount);
  const still = times(back ? 0 : paid);
  return plus(still, item.borrowed === true ? times(must(item.interest_paid)) : times(paid, end - read(must(item.from))).over(10 * 365));
};

export const income = (facts: Facts, valued: N): readonly Row[] => {
  if (facts.income_lost === undefined) return [];
  const days = daysIn(spansOf(facts.income_lost), valued);
  const months = facts.income_by_month ?? [];
  const known = told(facts.income_monthly);
  const [sum, over] = known === undefined ? [months.reduce((all, one) => all + one, 0), months.length] : [known, 1];
  const monthly = (head: string): readonly Row[] => [
    row(
      head,
      times(
        sum,
        runsOf(days).reduce((sum, run) => sum + thirtieths(run), 0),
      ).over(30, over),
    ),
  ];
  switch (facts.income_kind) {
    case 'stable':
    case 'unstable':
    case 'organisation':
      return monthly(`income_${facts.income_kind}`);
    case 'seasonal': {
      const daily = told(facts.income_seasonal_daily);
      return [daily === undefined ? byRegion('income_seasonal', days.size, must(facts.wage_zone), valued) : row('income_seasonal', times(daily, days.size))];
    }
    default:
      return [silent('income_unclear')];
  }
};

/** Days × LTTV ÷ 26 (Đ24.1.c). */
const byRegion = (head: string, days: N, zone: Zone, valued: N): Row => {
  const wage = lttv(zone, valued);
  return wage === undefined ? silent(head) : row(head, times(days, wage).over(26));
};

export const health = (facts: Facts, valued: N): readonly Row[] => {
  const died = facts.losses?.includes('death') === true;
  if (!died && facts.losses?.includes('health') !== true) return [];
  const unable = !died && facts.incapacity === true;
  return [
    row('treatment', times(must(facts.treatment_cost)), { advance: true }),
    byRegion('recuperation', must(facts.treatment_days), must(facts.clinic_wage_zone), valued),
    byRegion('carer', must(facts.care_days), must(facts.clinic_wage_zone), valued),
    ...(died ? [silent('funeral')] : []),
    ...(unable
      ? [
          byRegion(
            'incapacity_carer',
            daysIn([{ from: read(must(facts.incapacity_care_from)), to: read(must(facts.incapacity_care_to)) }], valued).size,
            must(facts.wage_zone),
            valued,
          ),
        ]
      : []),
    ...(died || unable ? (facts.dependants ?? []) : []).map(({ months, wage_zone }, index) => {
      const wage = lttv(must(wage_zone), valued);
      return wage === undefined ? silent(`maintenance#${index + 1}`) : row(`maintenance#${index + 1}`, times(must(months), wage));
    }),
  ];
};
