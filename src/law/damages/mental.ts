/**
 * Owns mental harm (thiệt hại về tinh thần, Đ27): daily multiples by kind of day, the lump for death, the cap for health. Every day is
 * counted in one kind only: held before non-custodial before after-sentence before at large.
 */
import { addDays } from '../../basics/index.js';
import type { FactName } from '../notes.js';
import { completeStretches, countDays, earliest, mergeStretches, type Stretch, upTo, withoutDays } from '../periods.js';
import { byBaseSalaryDays, byBaseSalaryMonths, sayStretches } from './days.js';
import { type Case, type DamageRow, startRow } from './row.js';

/** Capacities in which an organisation claims for itself; an authorised one may claim for a person. */
const organisationsOwn: readonly string[] = ['injured', 'successor_organisation', 'unknown'];

/** All rows of Đ27 that these facts can open. Organisations have none. */
export const mentalRows = (of: Case): readonly DamageRow[] => {
  const { facts } = of;
  if (facts.claimant_is_organisation === true && (facts.capacity === undefined || organisationsOwn.includes(facts.capacity))) return [];
  if (facts.losses?.includes('death') === true) return [death(of), ...dismissal(of)];
  return [...dailyRows(of), ...dismissal(of), ...(facts.losses?.includes('health') === true ? [health(of)] : [])];
};

/** Đ27.1–3 name administration and criminal proceedings; for the other fields only death and health are named, criminal enforcement is open. */
const dailyRows = (of: Case): readonly DamageRow[] => {
  switch (of.facts.field) {
    case 'criminal_proceedings':
      return criminal(of);
    case 'administration':
      return administration(of);
    case 'criminal_enforcement':
      return [enforcement(of)];
    default:
      return [];
  }
};

/** Đ27.3 opens with enforcement too, yet its points name proceedings: whether days of Đ20 are paid by point b is open, so there is no amount. */
const enforcement = (of: Case): DamageRow => {
  const row = startRow(of, { head: 'mental_custody', group: 'mental' });
  row.cite('mental.criminal_enforcement');
  const days = row.read('excess_days');
  if (days === undefined) return row.none('criminal_enforcement_open', ['excess_days']);
  const paid = byBaseSalaryDays(row, 'mental.custody', days, { advance: false });
  if (paid.amount === null) return paid;
  row.say('law.mental.if_applied', { most: paid.amount });
  return row.none('criminal_enforcement_open', [], { cap: paid.amount });
};

const death = (of: Case): DamageRow => {
  const row = startRow(of, { head: 'mental_death', group: 'mental' });
  const lump = byBaseSalaryMonths(row, 'mental.death');
  if (lump === 'no_law') return row.none('law_not_in_force');
  if (lump === 'no_wage') return row.none('wage_table_ends');
  row.say('law.reckoning.base_salary_months', { months: lump.months, salary: lump.salary });
  row.say('law.mental.death_excludes');
  return row.sum(lump.exact, { advance: true });
};

/** Đ27.5: the Law gives a cap and no formula; only the person's own proposal is a number. */
const health = (of: Case): DamageRow => {
  const row = startRow(of, { head: 'mental_health', group: 'mental' });
  const cap = byBaseSalaryMonths(row, 'mental.health');
  if (cap === 'no_law') return row.none('law_not_in_force');
  if (cap === 'no_wage') return row.none('wage_table_ends');
  row.say('law.mental.health_cap', { months: cap.months, salary: cap.salary, cap: cap.exact });
  const claimed = row.read('health_harm_claimed');
  if (claimed === undefined) return row.none('health_degree', ['health_harm_claimed'], { cap: cap.exact });
  row.say('law.mental.health_claimed', { claimed });
  return claimed > cap.exact ? row.sum(cap.exact, { cap: cap.exact, atCap: true }) : row.sum(claimed, { cap: cap.exact });
};

const administration = (of: Case): readonly DamageRow[] => {
  const act = of.facts.administration_act;
  if (act === 'commune_education') return [measured(of, 'mental_commune_education', 'mental.commune_education')];
  const confined = act === 'reform_school' || act === 'compulsory_education' || act === 'compulsory_rehab';
  // A preventive measure is mental harm only when a person was held; the stretches are asked for in that case alone.
  if (confined || (act === 'preventive_measure' && (of.facts.administrative_measure?.length ?? 0) > 0)) return [measured(of, 'mental_confined', 'mental.confined')];
  return [];
};

const measured = (of: Case, head: 'mental_commune_education' | 'mental_confined', entry: string): DamageRow => {
  const row = startRow(of, { head, group: 'mental' });
  const told = row.read('administrative_measure') ?? [];
  const { stretches, incomplete } = completeStretches(told);
  if (told.length === 0 || incomplete) return row.none('days_not_known', ['administrative_measure']);
  return byBaseSalaryDays(row, entry, sayStretches(row, mergeStretches(upTo(stretches, of.valued.day))), { advance: true });
};

const dismissal = (of: Case): readonly DamageRow[] => {
  if (of.facts.field !== 'administration' || of.facts.administration_act !== 'dismissal') return [];
  const row = startRow(of, { head: 'mental_dismissal', group: 'mental' });
  const from = row.read('dismissed_from');
  if (from === undefined) return [row.none('days_not_known', ['dismissed_from'])];
  const back = row.read('reinstated_on');
  const died = row.read('injured_died_on');
  if (back === undefined && died === undefined) row.say('law.reckoning.not_reinstated', { until: of.valued.day });
  const to = earliest(of.valued.day, ...[back, died].filter((day) => day !== undefined));
  if (to < from) return [row.none('days_do_not_fit', ['dismissed_from', 'reinstated_on'])];
  return [byBaseSalaryDays(row, 'mental.dismissal', sayStretches(row, [{ from, to }]), { advance: true })];
};

const excessMeasures: readonly string[] = ['excess_after_partial_acquittal', 'excess_death_sentence', 'excess_combined_sentences'];
const heldMeasures: readonly string[] = ['custody', 'detention', 'prison', 'death_sentence'];
const chargedMeasures: readonly string[] = ['detention', 'prison', 'death_sentence', 'at_large'];

const criminal = (of: Case): readonly DamageRow[] => {
  const measure = of.facts.criminal_measure ?? 'unknown';
  if (measure === 'property' || measure === 'legal_entity') return [];
  if (excessMeasures.includes(measure)) return [excess(of)];
  const kinds = kindsOfDays(of);
  // After an urgent hold the stretches told are the custody that followed: b pays them, and whether a is added is open.
  const held = (of.facts.custody?.length ?? 0) > 0 || heldMeasures.includes(measure);
  return [
    ...(of.facts.urgent_hold === true || measure === 'urgent_hold' ? [urgentHold(of, held)] : []),
    ...(held ? [kindRow(of, kinds, { head: 'mental_custody', entry: 'mental.custody', period: 'mental.period_custody', days: 'held' })] : []),
    ...((of.facts.noncustodial?.length ?? 0) > 0
      ? [kindRow(of, kinds, { head: 'mental_noncustodial', entry: 'mental.noncustodial', period: 'mental.period_noncustodial', days: 'noncustodial' })]
      : []),
    ...(of.facts.sentence_finished_on === undefined
      ? []
      : [kindRow(of, kinds, { head: 'mental_after_sentence', entry: 'mental.after_sentence', period: 'mental.period_after_sentence', days: 'afterSentence' })]),
    ...(chargedMeasures.includes(measure) || of.facts.accused_on !== undefined
      ? [kindRow(of, kinds, { head: 'mental_at_large', entry: 'mental.at_large', period: 'mental.period_at_large', days: 'atLarge' })]
      : []),
  ];
};

/** Đ27.3.a is a lump. Whether it is added to the daily amount of b is open, so then it has no amount. */
const urgentHold = (of: Case, alsoHeld: boolean): DamageRow => {
  const row = startRow(of, { head: 'mental_urgent_hold', group: 'mental' });
  row.read('urgent_hold');
  const lump = byBaseSalaryDays(row, 'mental.urgent_hold', 1, { advance: true });
  if (!alsoHeld || lump.amount === null) return lump;
  row.cite('mental.urgent_hold_and_custody');
  return row.none('urgent_hold_and_custody', [], { cap: lump.amount });
};

const excess = (of: Case): DamageRow => {
  const row = startRow(of, { head: 'mental_custody', group: 'mental' });
  const days = row.read('excess_days');
  if (days === undefined) return row.none('excess_days_not_known', ['excess_days']);
  row.say('law.mental.only_excess', { days });
  return byBaseSalaryDays(row, 'mental.custody', days, { advance: true });
};

type Kinds = Readonly<Record<'held' | 'noncustodial' | 'afterSentence' | 'atLarge', readonly Stretch[] | { readonly missing: readonly FactName[] }>>;

/** Each kind's stretches after the kinds above it are taken away; a kind that depends on an untold day says which. */
const kindsOfDays = ({ facts, valued }: Case): Kinds => {
  const told = (name: 'custody' | 'noncustodial'): readonly Stretch[] | { readonly missing: readonly FactName[] } => {
    const { stretches, incomplete } = completeStretches(facts[name] ?? []);
    return incomplete ? { missing: [name] } : mergeStretches(upTo(stretches, valued.day));
  };
  const held = told('custody');
  const mild = told('noncustodial');
  const day = (name: 'accused_on' | 'sentence_finished_on' | 'cleared_on' | 'document_issued_on') => {
    const value = facts[name];
    return value === 'unknown' ? undefined : value;
  };
  const cleared = day('cleared_on') ?? day('document_issued_on');
  const finished = day('sentence_finished_on');
  const accused = day('accused_on');
  const rest = (from: string | undefined, startName: FactName, taken: readonly (typeof held)[]): readonly Stretch[] | { readonly missing: readonly FactName[] } => {
    const missing = [
      ...(from === undefined ? [startName] : []),
      ...(cleared === undefined ? (['cleared_on'] as const) : []),
      ...taken.flatMap((one) => ('missing' in one ? one.missing : [])),
    ];
    if (from === undefined || cleared === undefined || missing.length > 0) return { missing };
    const end = earliest(cleared, valued.day);
    return from > end
      ? []
      : withoutDays(
          [{ from, to: end }],
          taken.flatMap((one) => ('missing' in one ? [] : one)),
        );
  };
  const after =
    finished === undefined
      ? facts.sentence_finished_on === undefined
        ? []
        : { missing: ['sentence_finished_on'] as const }
      : rest(addDays(finished, 1), 'sentence_finished_on', [held, mild]);
  return {
    held: (facts.custody ?? []).length === 0 ? { missing: ['custody'] } : held,
    noncustodial:
      'missing' in mild || 'missing' in held ? { missing: [...('missing' in mild ? mild.missing : []), ...('missing' in held ? held.missing : [])] } : withoutDays(mild, held),
    afterSentence: after,
    atLarge: rest(accused, 'accused_on', [held, mild, after]),
  };
};

const kindRow = (of: Case, kinds: Kinds, kind: { readonly head: DamageRow['head']; readonly entry: string; readonly period: string; readonly days: keyof Kinds }): DamageRow => {
  const row = startRow(of, { head: kind.head, group: 'mental' });
  const names: Record<keyof Kinds, readonly FactName[]> = {
    held: ['custody'],
    noncustodial: ['noncustodial', 'custody'],
    afterSentence: ['sentence_finished_on', 'cleared_on', 'custody', 'noncustodial'],
    atLarge: ['accused_on', 'cleared_on', 'custody', 'noncustodial', 'sentence_finished_on'],
  };
  for (const name of names[kind.days]) row.read(name);
  row.cite(kind.period);
  const days = kinds[kind.days];
  if ('missing' in days) {
    row.cite(kind.entry);
    return row.none('days_not_known', [...new Set(days.missing)]);
  }
  if (kind.days !== 'held' && row.read('cleared_on') === undefined && row.read('document_issued_on') !== undefined)
    row.say('law.reckoning.cleared_by_issue', { day: row.read('document_issued_on') ?? '' });
  if (countDays(days) === 0) row.say('law.reckoning.no_days_left');
  return byBaseSalaryDays(row, kind.entry, sayStretches(row, days), { advance: true });
};
