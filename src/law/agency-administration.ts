/** Owns who settles a claim from administration (Đ33), with what NĐ 120/2025 Đ19 and the reforms of 2025 made of it. */
import { before, DISTRICTS_ENDED, type Found, likelyBody, provincialBody } from './agency-kinds.js';
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { Notes } from './notes.js';
import { communeNamed, ofCommune, ofProvince, provinceNamed } from './places.js';

export const administration = (notes: Notes, facts: Facts, law: Law): Found => {
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
  if (body === 'police' || body === 'tax' || body === 'customs') return centralUnit(notes, law, body, level);
  if (body === 'inspectorate' && level !== 'commune') {
    notes.cite('agency.successor_inspectorate');
    return { kind: 'provincial_department', entry: 'agency.province', ...likelyBody(notes, 'Thanh tra', provinceNamed(law, notes.read('act_province'))) };
  }
  if (level === 'district') return afterDistrict(notes, law);
  if (level === 'commune') return { kind: 'not_determined', entry: 'agency.unknown' };
  return { kind: 'provincial_department', entry: 'agency.province', successor: before(notes) };
};

const committee = (notes: Notes, facts: Facts, law: Law, level: Level): Found => {
  const province = provinceNamed(law, notes.read('act_province'));
  switch (level) {
    case 'central':
      return { kind: 'not_determined', entry: 'agency.unknown' };
    case 'province':
      return { kind: 'provincial_committee', entry: 'agency.province', ...provincialBody(notes, 'Ủy ban nhân dân', province) };
    case 'district':
      return afterDistrict(notes, law);
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

/** NĐ 120/2025 Đ19 asks who has the task now, which the facts do not tell: provincial committee, commune committee or department. */
const afterDistrict = (notes: Notes, law: Law): Found => {
  const day = notes.read('act_on');
  if (day === undefined) return { kind: 'after_district', entry: 'agency.unknown', successor: true, missing: ['act_on'] };
  if (day >= DISTRICTS_ENDED) return { kind: 'not_determined', entry: 'agency.unknown' };
  const rule = notes.cite('agency.after_district');
  notes.say(rule ? 'law.agency_line.after_district' : 'law.agency_line.after_district_lapsed');
  return {
    kind: 'after_district',
    entry: rule ? 'agency.after_district' : 'agency.successor',
    successor: true,
    candidates: candidates(notes, law),
    missing: ['act_province', 'act_commune'],
  };
};

/** The bodies the three limbs of Đ19 can lead to, where the place names them; the provincial department is known only by its task. */
const candidates = (notes: Notes, law: Law): readonly string[] => {
  const province = provinceNamed(law, notes.read('act_province'));
  const commune = communeNamed(law, notes.read('act_commune'), province);
  return province === undefined ? [] : [`Ủy ban nhân dân ${ofProvince(province)}`, ...(commune === undefined ? [] : [`Ủy ban nhân dân ${ofCommune(commune, province)}`])];
};

type Level = 'central' | 'province' | 'district' | 'commune';

/** Only a body that exists once in a province can be named: customs are by region, the basic tax offices have numbers we do not have. */
const centralUnit = (notes: Notes, law: Law, body: 'police' | 'tax' | 'customs', level: Level): Found => {
  const found: Found = { kind: 'central_unit', entry: 'agency.central', successor: before(notes) };
  const province = provinceNamed(law, notes.read('act_province'));
  if (body === 'police' && (level === 'province' || level === 'district')) {
    if (level === 'district') notes.cite('agency.successor_police');
    return { ...found, ...likelyBody(notes, 'Công an', province) };
  }
  if (body === 'tax' && level === 'province') {
    notes.cite('agency.successor_tax');
    return { ...found, ...likelyBody(notes, 'Thuế', province) };
  }
  return found;
};
