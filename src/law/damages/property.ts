/** Owns property (Đ23, NĐ 68 Đ3–4): price by three quotes, rent by the month, money back with interest. */
import { daysBetween } from '../../basics/index.js';
import type { Facts } from '../facts.js';
import { monthsIn } from './months.js';
import { type Case, type DamageRow, type RowNotes, startRow } from './row.js';

type Item = NonNullable<Facts['property']>[number];
const told = <T>(value: T | 'unknown' | undefined): T | undefined => (value === 'unknown' ? undefined : value);

export const propertyRows = (of: Case): readonly DamageRow[] => {
  const items = of.facts.property ?? [];
  if (items.length === 0) {
    if (of.facts.losses?.includes('property') !== true) return [];
    return [startRow(of, { head: 'property_other', group: 'property' }).none('property_not_told', ['property'])];
  }
  return items.map((item, index) => itemRow(of, item, index + 1));
};

const itemRow = (of: Case, item: Item, position: number): DamageRow => {
  const start = (head: DamageRow['head']): RowNotes => {
    const row = startRow(of, { head, group: 'property', item: position, what: told(item.what) });
    row.read('property');
    return row;
  };
  switch (told(item.kind)) {
    case 'lost':
      return threeQuotes(start('property_lost'), item, 'property.lost', 'property.three_prices');
    case 'damaged':
      return threeQuotes(start('property_damaged'), item, 'property.damaged', 'property.three_repairs');
    case 'use_lost':
      return useLost(start('property_use_lost'), of, item);
    case 'money_paid':
      return moneyBack(start('money_paid'), of, item, 'property.money_paid', 'property.period_money');
    case 'contract_penalty':
      return moneyBack(start('contract_penalty'), of, item, 'property.contract_penalty', 'property.period_penalty');
    case 'necessity_excess': {
      const row = start('property_other');
      row.cite('property.necessity_excess');
      return row.none('necessity_excess');
    }
    case undefined:
      return start('property_other').none('property_kind_not_known', ['property']);
  }
};

const threeQuotes = (row: RowNotes, item: Item, rule: string, quotes: string): DamageRow => {
  row.cite(rule);
  const count = row.number(quotes);
  if (count === undefined) return row.none('law_not_in_force');
  const prices = [item.amount, item.second_price, item.third_price].map(told).filter((price) => price !== undefined);
  if (prices.length < count) {
    row.say('law.property.needs_quotes', { have: prices.length, need: count });
    return row.none('three_quotes', ['property']);
  }
  const total = prices.reduce((a, b) => a + b, 0);
  row.say('law.property.average', { a: prices[0] ?? 0, b: prices[1] ?? 0, c: prices[2] ?? 0, count });
  return row.sum(total / count);
};

/** The rent of a month where such things are let, otherwise the month's average of what it earned, for as long as it could not be used. */
const useLost = (row: RowNotes, of: Case, item: Item): DamageRow => {
  row.cite('property.use_lost');
  row.cite('property.period_use');
  const monthly = told(item.monthly_rent) ?? told(item.income_before);
  const from = told(item.from);
  const to = endOf(row, of, told(item.to));
  if (monthly === undefined || from === undefined) return row.none('property_detail_not_known', ['property']);
  if (to < from) return row.none('days_do_not_fit', ['property']);
  row.cite(told(item.monthly_rent) === undefined ? 'property.use_lost' : 'property.three_rents');
  const { months, days, thirtieths } = monthsIn({ from, to });
  row.say('law.property.use_lost', { monthly, from, to, months, days });
  row.say('law.reckoning.part_month');
  return row.sum((monthly * thirtieths) / 30);
};

const moneyBack = (row: RowNotes, of: Case, item: Item, rule: string, period: string): DamageRow => {
  row.cite(rule);
  row.cite(period);
  const paid = told(item.amount);
  const borrowed = told(item.borrowed);
  if (paid === undefined || borrowed === undefined) return row.none('property_detail_not_known', ['property']);
  // Money that came back before the valuation day is not paid again: only its interest is left (Đ23.4).
  const back = period === 'property.period_money' ? told(item.to) : undefined;
  const returned = back !== undefined && back <= of.valued.day;
  const principal = returned ? 0 : paid;
  if (returned) row.say('law.property.returned', { day: back });
  if (borrowed) {
    const interest = told(item.interest_paid);
    if (interest === undefined) return row.none('interest_not_known', ['property']);
    row.say(returned ? 'law.property.loan_interest_only' : 'law.property.loan_interest', { paid, interest });
    return row.sum(principal + interest, { advance: true });
  }
  const from = told(item.from);
  if (from === undefined) return row.none('property_detail_not_known', ['property']);
  // NĐ 68 Đ4.4: interest on a penalty that was not borrowed runs to acceptance; Đ4.3 ends that on money paid when it is returned.
  const to = endOf(row, of, back);
  if (to < from) return row.none('days_do_not_fit', ['property']);
  const rate = row.number('interest.default');
  if (rate === undefined) return row.none('law_not_in_force');
  const days = daysBetween(from, to);
  row.say(returned ? 'law.property.late_interest_only' : 'law.property.late_interest', { paid, rate: rate * 100, days, from, to });
  return row.sum(principal + (paid * days * rate) / 365, { advance: true });
};

/** Not returned or not ended: counted to the valuation day (NĐ 68 Đ4.5). Nothing is counted beyond it. */
const endOf = (row: RowNotes, of: Case, to: string | undefined): string => {
  if (to !== undefined && to <= of.valued.day) return to;
  row.cite('property.not_ended');
  row.say('law.reckoning.until_valued', { day: of.valued.day });
  return of.valued.day;
};
