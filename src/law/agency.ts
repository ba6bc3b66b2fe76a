/**
 * Owns which body settles the claim (cơ quan giải quyết bồi thường, Đ33–36, Đ40): its kind, the rule, and its full official name only
 * where the facts give it with certainty. Otherwise the way out the Law itself names: the Sở Tư pháp of residence (Đ41.4).
 */
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { Known } from './finding.js';
import { type FactName, type Notes, takeNotes } from './notes.js';
import { communeNamed, ofCommune, ofProvince, provinceNamed } from './places.js';

/** Since this day there are no districts (`agency.district` ends the day before). */
const DISTRICTS_ENDED = '2025-07-01';

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
  readonly missing: readonly FactName[];
};

type Found = {
  readonly kind: AgencyKind;
  readonly entry: string;
  readonly name?: string | undefined;
  readonly certain?: boolean;
  readonly successor?: boolean;
  readonly missing?: readonly FactName[];
};

/** Who settles this claim. Always answers, if only with the fallback. */
export const competentAgency = (facts: Facts, law: Law): Known<Agency> => {
  const notes = takeNotes(facts, law);
  const field = notes.read('field');
  const found: Found =
    field === 'administration'
      ? administration(notes, facts, law)
      : field === 'criminal_proceedings'
        ? criminal(notes, law)
        : { kind: 'not_determined', entry: 'agency.unknown', missing: field === undefined ? ['field'] : [] };
  const rule = notes.cite(found.entry);
  if (found.successor === true) {
    notes.cite('agency.successor');
    notes.cite('agency.successor_general');
    notes.say('law.agency_line.successor', { article: 'Đ40.1.a' });
  }
  const fallback = notes.cite('agency.unknown');
  const home = provinceNamed(law, notes.read('residence_province'));
  const certain = found.certain === true && found.name !== undefined && rule !== undefined;
  if (rule && found.kind !== 'not_determined') notes.say(certain ? 'law.agency_line.certain' : 'law.agency_line.uncertain', { article: rule.article });
  if (fallback && !certain) notes.say('law.agency_line.fallback', { days: fallback.value ?? 0, article: fallback.article });
  return notes.known({
    kind: found.kind,
    name: found.name,
    certain,
    article: rule?.article ?? '',
    successor: found.successor === true,
    fallback: { name: home && `Sở Tư pháp ${ofProvince(home)}`, days: fallback?.value ?? undefined, article: fallback?.article ?? '' },
    missing: (found.missing ?? []).filter((name) => facts[name] === undefined),
  });
};

const administration = (notes: Notes, facts: Facts, law: Law): Found => {
  const holdsPaper = notes.read('grounding_document')?.startsWith('adm_') === true;
  if (!holdsPaper && (notes.read('pending_case') === 'administrative' || notes.read('pending_case') === 'criminal_against_official'))
    return { kind: 'pending_court', entry: 'agency.pending_case' };
  const act = notes.read('administration_act');
  if (act === 'dismissal') return { kind: 'deciding_body', entry: 'agency.dismissal' };
  if (act === 'whistleblower_protection') return { kind: 'whistleblower_body', entry: 'agency.whistleblower' };
  if (act === 'false_information') return { kind: 'information_body', entry: 'agency.information' };
  const body = notes.read('act_body');
  const level = notes.read('act_level');
  if (body === undefined || level === undefined)
    return {
      kind: 'not_determined',
      entry: 'agency.unknown',
      missing: [...(body === undefined ? (['act_body'] as const) : []), ...(level === undefined ? (['act_level'] as const) : [])],
    };
  if (body === 'court') return { kind: 'measure_court', entry: 'agency.court_measure', successor: before(notes) };
  if (body === 'people_committee') return committee(notes, facts, law, level);
  if (level === 'central') return { kind: 'ministry', entry: 'agency.central' };
  // Police, tax and customs are run from the centre down to the provinces: a unit with its own legal personality and account answers.
  if (body === 'police' || body === 'tax' || body === 'customs') return { kind: 'central_unit', entry: 'agency.central', successor: before(notes) };
  if (level === 'district') return afterDistrict(notes);
  if (level === 'commune') return { kind: 'not_determined', entry: 'agency.unknown' };
  return { kind: 'provincial_department', entry: 'agency.province', successor: before(notes) };
};

const committee = (notes: Notes, facts: Facts, law: Law, level: 'central' | 'province' | 'district' | 'commune'): Found => {
  const province = provinceNamed(law, notes.read('act_province'));
  switch (level) {
    case 'central':
      return { kind: 'not_determined', entry: 'agency.unknown' };
    case 'province': {
      const merged = before(notes) && (province?.merged ?? true);
      return {
        kind: 'provincial_committee',
        entry: 'agency.province',
        name: province && `Ủy ban nhân dân ${ofProvince(province)}`,
        certain: true,
        successor: merged,
        missing: ['act_province'],
      };
    }
    case 'district':
      return afterDistrict(notes);
    case 'commune': {
      const commune = communeNamed(law, notes.read('act_commune'), province);
      const at = commune && (province ?? law.provinces.get(commune.province));
      // A commune named today may have been made of several since the act, so before the change its name is a candidate only.
      return {
        kind: 'commune_committee',
        entry: 'agency.commune',
        name: commune && at && `Ủy ban nhân dân ${ofCommune(commune, at)}`,
        certain: facts.act_on !== undefined && !before(notes),
        successor: before(notes),
        missing: ['act_commune', 'act_on'],
      };
    }
  }
};

const before = (notes: Notes): boolean => {
  const day = notes.read('act_on');
  return day === undefined || day < DISTRICTS_ENDED;
};

/** NĐ 120/2025 Đ19 asks who has the task now, which the facts do not tell: provincial committee, commune committee or department. */
const afterDistrict = (notes: Notes): Found => {
  const day = notes.read('act_on');
  if (day === undefined) return { kind: 'after_district', entry: 'agency.unknown', successor: true, missing: ['act_on'] };
  if (day >= DISTRICTS_ENDED) return { kind: 'not_determined', entry: 'agency.unknown' };
  const rule = notes.cite('agency.after_district');
  notes.say(rule ? 'law.agency_line.after_district' : 'law.agency_line.after_district_lapsed');
  return { kind: 'after_district', entry: rule ? 'agency.after_district' : 'agency.successor', successor: true };
};

const criminal = (notes: Notes, law: Law): Found => {
  const stage = notes.read('criminal_stage');
  const province = provinceNamed(law, notes.read('act_province'));
  const level = notes.read('act_level');
  const old = before(notes);
  const measure = notes.read('criminal_measure');
  const missing: readonly FactName[] = ['act_level', 'act_province'];
  const provincial = (body: string): Pick<Found, 'name' | 'certain' | 'successor' | 'missing'> =>
    level === 'province'
      ? { name: province && `${body} ${ofProvince(province)}`, certain: true, successor: old && (province?.merged ?? true), missing }
      : { successor: level !== 'central' && old, missing };
  switch (stage) {
    case undefined:
      return { kind: 'not_determined', entry: 'agency.unknown', missing: ['criminal_stage'] };
    case 'police_not_approved':
      return investigators(notes, measure === 'urgent_hold' || measure === 'custody' ? 'agency.police_hold' : 'agency.police_not_approved');
    case 'police_insisted_procuracy_stopped':
      return investigators(notes, 'agency.police_insisted');
    case 'procuracy_approved':
      return { kind: 'procuracy', entry: measure === 'custody' ? 'agency.procuracy_approved_arrest' : 'agency.procuracy_approved', ...prosecutors(notes, provincial) };
    case 'procuracy_indicted_acquitted_first_instance':
      return { kind: 'procuracy', entry: 'agency.procuracy_indicted', ...prosecutors(notes, provincial) };
    case 'court_returned_then_stopped':
      return { kind: 'procuracy', entry: 'agency.court_returned', ...prosecutors(notes, provincial) };
    case 'acquittal_upheld':
      return { kind: 'procuracy', entry: 'agency.acquittal_upheld', ...prosecutors(notes, provincial) };
    case 'convicted_first_instance':
      return { kind: 'first_instance_court', entry: 'agency.court_first', ...judges(notes, provincial) };
    case 'convicted_appeal':
      return { kind: 'appeal_court', entry: 'agency.court_appeal', ...judges(notes, provincial) };
    case 'convicted_review_high':
      // The high courts ended on 01/07/2025; who settles in their place is not in our sources.
      return { kind: 'review_court', entry: 'agency.court_review_high', successor: true };
    case 'convicted_review_supreme':
      return { kind: 'supreme_court', entry: 'agency.court_review_supreme', name: 'Tòa án nhân dân tối cao', certain: true };
  }
};

/** Which investigating body of a province (police or security) acted is not told, so it has a kind and no name. */
const investigators = (notes: Notes, entry: string): Found => ({ kind: 'investigating_body', entry, successor: before(notes), missing: [] });

type Provincial = (body: string) => Pick<Found, 'name' | 'certain' | 'successor' | 'missing'>;
const prosecutors = (notes: Notes, provincial: Provincial): Pick<Found, 'name' | 'certain' | 'successor' | 'missing'> => {
  if (notes.read('act_level') === 'district') notes.cite('agency.successor_procuracy');
  return provincial('Viện kiểm sát nhân dân');
};
const judges = (notes: Notes, provincial: Provincial): Pick<Found, 'name' | 'certain' | 'successor' | 'missing'> => {
  if (notes.read('act_level') === 'district') notes.cite('agency.successor_court');
  return provincial('Tòa án nhân dân');
};
