/** Owns material damage by injury to health (Đ26) and by death (Đ25): treatment, recuperation, carers, maintenance, funeral. */
import { mergeStretches, upTo } from '../periods.js';
import { byRegionalDays, sayStretches } from './days.js';
import { type Case, type DamageRow, startRow } from './row.js';

/** With a death the treatment before it belongs to Đ25; otherwise to Đ26. Never both. */
export const healthRows = (of: Case): readonly DamageRow[] => {
  const died = of.facts.losses?.includes('death') === true;
  if (!died && of.facts.losses?.includes('health') !== true) return [];
  const group = died ? 'death' : 'health';
  return [
    ...treated(of, group),
    ...(died ? [funeral(of)] : []),
    ...(!died && of.facts.incapacity === true ? [incapacityCarer(of)] : []),
    ...(died || of.facts.incapacity === true ? maintenance(of, group) : []),
  ];
};

type Group = 'death' | 'health';

const treated = (of: Case, group: Group): readonly DamageRow[] => {
  const { facts } = of;
  const cost = startRow(of, { head: 'treatment', group });
  cost.cite(`${group}.treatment`);
  const paid = cost.read('treatment_cost');
  const rows: DamageRow[] = [];
  if (paid !== undefined) {
    cost.say('law.health.by_receipts', { paid });
    rows.push(cost.sum(paid, { advance: true }));
  } else if (facts.treatment_cost === 'unknown' || facts.treatment_days !== undefined) rows.push(cost.none('treatment_not_known', ['treatment_cost']));
  if (facts.treatment_days !== undefined) rows.push(clinicDays(of, group, 'recuperation', 'treatment_days'));
  if (facts.care_days !== undefined) rows.push(clinicDays(of, group, 'carer', 'care_days'));
  return rows.length === 0 ? [cost.none('treatment_not_known', ['treatment_cost', 'treatment_days'])] : rows;
};

const clinicDays = (of: Case, group: Group, head: 'recuperation' | 'carer', fact: 'treatment_days' | 'care_days'): DamageRow => {
  const row = startRow(of, { head, group });
  row.cite(`${group}.${head}`);
  const days = row.read(fact);
  const zone = row.read('clinic_wage_zone');
  if (days === undefined || zone === undefined)
    return row.none('treatment_not_known', [...(days === undefined ? [fact] : []), ...(zone === undefined ? (['clinic_wage_zone'] as const) : [])]);
  return byRegionalDays(row, `${group}.${head}`, days, zone);
};

/** Đ26.4.a. Care that has not ended runs to average life expectancy plus ten years, a number we do not have. */
const incapacityCarer = (of: Case): DamageRow => {
  const row = startRow(of, { head: 'incapacity_carer', group: 'health' });
  row.cite('health.incapacity_carer');
  row.cite('health.incapacity_period');
  const from = row.read('incapacity_care_from');
  const to = row.read('incapacity_care_to');
  const zone = row.read('wage_zone');
  const missing = [
    ...(from === undefined ? (['incapacity_care_from'] as const) : []),
    ...(to === undefined ? (['incapacity_care_to'] as const) : []),
    ...(zone === undefined ? (['wage_zone'] as const) : []),
  ];
  if (from === undefined || to === undefined || zone === undefined) return row.none('care_not_known', missing);
  if (to < from) return row.none('days_do_not_fit', ['incapacity_care_from', 'incapacity_care_to']);
  const days = sayStretches(row, mergeStretches(upTo([{ from, to }], of.valued.day)));
  row.say('law.health.care_goes_on');
  return byRegionalDays(row, 'health.incapacity_carer', days, zone);
};

/** Đ25.4: the rate of the social-insurance allowance; what was spent does not decide it, and the rate is not checked. */
const funeral = (of: Case): DamageRow => {
  const row = startRow(of, { head: 'funeral', group: 'death' });
  row.read('funeral_cost');
  row.cite('death.funeral');
  row.cite('death.funeral_rate');
  return row.none('funeral_rate');
};

const maintenance = (of: Case, group: Group): readonly DamageRow[] =>
  (of.facts.dependants ?? []).map((dependant, index) => {
    const name = dependant.name === 'unknown' ? undefined : dependant.name;
    const row = startRow(of, { head: 'maintenance', group, item: index + 1, what: name });
    row.read('dependants');
    const times = row.number(`${group}.maintenance`);
    if (times === undefined) return row.none('law_not_in_force');
    const { months, wage_zone: zone } = dependant;
    if (months === undefined || months === 'unknown' || zone === undefined || zone === 'unknown') return row.none('dependant_not_known', ['dependants']);
    const wage = row.regionalWage(zone);
    if (wage === undefined) return row.none('wage_table_ends');
    row.say('law.reckoning.regional_months', { months, wage: wage.amount, zone });
    return row.sum(months * times * wage.amount);
  });
