/** What is said aloud, read as a person would: the answer, its article, its day, and what to do. Typed by hand. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claim, tellings } from '../../flows/index.js';
import { type Answers, type AnswerValue, walk } from '../../src/conversation/index.js';
import { loadWording } from '../../src/wording/index.js';
import { detained, TODAY } from './walks.js';

const { vi } = loadWording(join(import.meta.dirname, '../../locales'));
const PLACE = { province: { code: '37', name: 'Ninh Bình', type: 'tỉnh' }, commune: { code: '13741', name: 'Vụ Bản', type: 'xã' } };

/** The texts said on coming to where these answers lead. */
const saidAt = (answers: Answers): { readonly step: string; readonly texts: readonly string[] } => {
  const at = walk(claim, answers, TODAY);
  const step = claim.steps[at.step];
  const told = step === undefined || step.type === 'gate' || step.tells === undefined ? undefined : tellings[step.tells]?.(at.facts, at.answers);
  return { step: at.step, texts: (told?.says ?? []).map(({ key, values }) => vi.say(key, values)) };
};
/** A telling asked directly about answers. */
const saidBy = (name: string, answers: Record<string, AnswerValue>): readonly string[] =>
  (tellings[name]?.(claim.factsOf(answers, TODAY), answers).says ?? []).map(({ key, values }) => vi.say(key, values));

const fined: Answers = { consent: 'agree', field: 'administration', administration_area: 'penalty', act_penalty: 'fine' };

describe('the verdict', () => {
  test('a yes says the article, the last day and the right to an apology', () => {
    const { texts } = saidAt(detained);
    expect(texts[0]).toContain('Đ18.3');
    expect(texts[0]).toContain('hết ngày 5/1/2029');
    expect(texts[1]).toContain('không có thời hạn');
  });
  test('a fine gives no right to an apology', () => {
    expect(saidAt({ ...fined, grounding_administration: 'adm_judgment', document_received_on: '2026-01-05' }).texts.join(' ')).not.toContain('xin lỗi');
  });
  test('a no says so plainly, with its article and another way', () => {
    const { step, texts } = saidAt({ consent: 'agree', field: 'administration', administration_area: 'dismissal', dismissed_as: 'contract_worker' });
    expect(step).toBe('not_covered');
    expect(texts[0]).toContain('Đ17.14');
    expect(texts.join(' ')).toContain('luật lao động');
    expect(texts.join(' ')).toContain('gặp cán bộ');
  });
  test('too late says from when, how long, until when', () => {
    const { step, texts } = saidAt({ ...detained, document_received_on: '2021-01-04', has_excluded_time: false });
    expect(step).toBe('proceed_honour');
    expect(texts[0]).toMatch(/nhận giấy ngày 4\/1\/2021.*3 năm.*Đ6\.1.*4\/1\/2024/);
  });
  test('a paper never sent: who must ask for it, and within how many working days', () => {
    const { step, texts } = saidAt({ ...fined, grounding_administration: 'not_received', pending_case: 'none' });
    expect(step).toBe('proceed_without_document');
    expect(texts.join(' ')).toMatch(/5 ngày làm việc.*Đ41\.3\.g/);
  });
  test('no paper at all in an administrative matter: three ways to one', () => {
    expect(saidAt({ ...fined, grounding_administration: 'none', pending_case: 'none' }).texts.join(' ')).toMatch(/khiếu nại.*kiện hành chính.*tố cáo/);
  });
  test('a pending lawsuit: claim in it', () => {
    expect(saidAt({ ...fined, grounding_administration: 'none', pending_case: 'administrative' }).texts.join(' ')).toContain('đòi bồi thường ngay trong vụ đó');
  });
  test('what cannot be told is said, and an officer is promised', () => {
    const { step, texts } = saidAt({ ...detained, document_received_on: 'unknown' });
    expect(step).toBe('officer_looks');
    expect(texts).toEqual(['Chưa rõ ngày nhận văn bản.', vi.say('tellings.end.officer')]);
  });
  test('it is not said twice: after it, an end only says what happens', () => {
    expect(saidAt({ ...detained, proceed: 'unknown' }).texts).toEqual([vi.say('tellings.end.officer')]);
  });
  test('who only asked is told that nothing is kept', () => {
    expect(saidAt({ ...detained, consent: 'information_only' }).texts.at(-1)).toContain('không lưu');
  });
  test('a claim filed before is not filed again', () => {
    const { step, texts } = saidAt({ ...detained, proceed: true, earlier_claim: 'agency_accepted' });
    expect(step).toBe('not_covered');
    expect(texts[0]).toContain('Đ4.3');
  });
});

describe('the other three fields', () => {
  const enforced: Answers = { consent: 'agree', field: 'civil_enforcement', enforcement_act: 'wrong_order', enforcement_decision: 'coercion' };
  const judged: Answers = { consent: 'agree', field: 'civil_admin_proceedings', court_act: 'judgment', judgment_state: 'found_unlawful' };
  test('a yes says the khoản, the last day, and that one may sue instead', () => {
    const { step, texts } = saidAt({ ...enforced, grounding_enforcement: 'cve_complaint_upheld', document_received_on: '2026-01-05' });
    expect(step).toBe('proceed');
    expect(texts[0]).toContain('Đ21.1.d');
    expect(texts[1]).toMatch(/kiện thẳng ra Tòa.*Đ52\.1/);
  });
  test('the day named is the day the days left are counted to, though it is a Saturday', () => {
    // 6/1/2029 is a Saturday; the safe day is named, and the days to it.
    expect(saidAt({ ...enforced, grounding_enforcement: 'cve_complaint_upheld', document_received_on: '2026-01-06' }).texts[0]).toContain('hết ngày 6/1/2029, còn 776 ngày');
  });
  test('a judgment set aside and nobody sanctioned: what is missing and where to get it', () => {
    const { step, texts } = saidAt({ ...judged, grounding_court: 'annulment_only', pending_case: 'none' });
    expect(step).toBe('get_document');
    expect(texts.join(' ')).toMatch(/kỷ luật hoặc bị xử lý hình sự.*Đ10/);
  });
  test('just as the other side asked: that side compensates', () => {
    const { texts } = saidAt({ ...enforced, enforcement_decision: 'security', security_as_asked: true });
    expect(texts[0]).toContain('Đ32.4');
    expect(texts[1]).toContain('kiện dân sự');
  });
  test('a conclusion only: its handling decision is asked for', () => {
    expect(saidAt({ ...fined, grounding_administration: 'handled', grounding_handled: 'denunciation_conclusion', pending_case: 'none' }).texts[1]).toMatch(
      /Đ8\.4, Đ8\.5.*quyết định xử lý/,
    );
  });
  test('a pending case: how and until when to claim in it', () => {
    const { step, texts } = saidAt({ ...enforced, grounding_enforcement: 'none', pending_case: 'administrative', get_document_pending: 'in_case' });
    expect(step).toBe('raise_in_case');
    expect(texts.join(' ')).toMatch(/Đ4\.2.*Đ4\.3.*Đ4\.4/);
  });
  test('a province that merged is explained; a former district court is not named', () => {
    const court = {
      ...judged,
      grounding_court: 'cap_discipline',
      document_received_on: '2026-01-05',
      court_kind: 'civil',
      judgment_stage: 'first_instance',
      act_on: '2024-05-05',
      act_place: PLACE,
    };
    expect(saidBy('agency', { ...court, act_level: 'province' })[0]).toMatch(/Tòa án nhân dân tỉnh Ninh Bình.*sáp nhập/);
    expect(saidBy('agency', { ...court, act_level: 'district' }).join(' ')).toMatch(/cấp khu vực nhận việc thay/);
  });
});

describe('the interview', () => {
  test('a minor is told who signs with them; an adult, an heir and an organisation are not', () => {
    const minor = { capacity: 'injured', birth_date: '2010-01-01' };
    expect(saidBy('minor', minor)[0]).toContain('18 tuổi');
    expect(saidBy('minor', { ...minor, birth_date: '2008-11-22' })).toEqual([]);
    expect(saidBy('minor', { ...minor, birth_date: 'unknown' })).toEqual([]);
    expect(saidBy('minor', { ...minor, capacity: 'heir' })).toEqual([]);
    expect(saidBy('minor', { ...minor, claimant_is_organisation: true })).toEqual([]);
  });
  test('heirs who have not chosen are told to; one heir alone has nobody to choose', () => {
    expect(saidBy('heirs', { capacity: 'heirs_representative', heirs_agreed: false })[0]).toContain('cử một người đại diện');
    expect(saidBy('heirs', { capacity: 'heir', heirs_count: 2, heirs_agreed: false })[0]).toContain('cử một người đại diện');
    expect(saidBy('heirs', { capacity: 'heirs_representative', heirs_agreed: true })).toEqual([]);
    expect(saidBy('heirs', { capacity: 'heir', heirs_count: 1 })).toEqual([]);
  });
  test('who acts for another is told what the mandate should name', () => {
    expect(saidBy('authority', { capacity: 'authorised' })[0]).toContain('yêu cầu hỗ trợ, hướng dẫn');
    expect(saidBy('authority', { capacity: 'injured' })).toEqual([]);
  });
  test('done for another body: within the mandate the one that gave it answers, outside it the one that acted', () => {
    const act = { ...fined, act_on: '2025-09-01', act_body: 'mandated', mandated_body: 'people_committee', act_level: 'province', act_place: PLACE };
    expect(claim.factsOf(act, TODAY)).toMatchObject({ act_body: 'people_committee' });
    expect(saidBy('agency', { ...act, on_mandate: 'within' }).join(' ')).not.toContain('Ủy ban nhân dân tỉnh Ninh Bình');
    expect(saidBy('agency', { ...act, on_mandate: 'against' }).join(' ')).toContain('Ủy ban nhân dân tỉnh Ninh Bình');
    expect(claim.factsOf({ ...fined, act_body: 'mandated' }, TODAY).act_body).toBe('unknown');
  });
  test('suffering in prison beyond the term: the Law is unclear, an officer helps, no talk of missing days', () => {
    const held = {
      consent: 'agree',
      field: 'criminal_enforcement',
      prison_act: 'held_too_long',
      grounding_prison: 'cre_complaint_upheld',
      document_received_on: '2026-01-05',
      excess_days: 40,
    };
    const said = saidBy('before_expenses', held).join(' ');
    expect(said).toMatch(/Luật không nói rõ.*nhiều nhất là 23\.000\.000 đ.*gặp cán bộ/);
    expect(said).not.toContain('thiếu ngày');
  });
  test('nobody is sent to the body they accuse without being told so', () => {
    const act = { ...detained, criminal_decider: 'procuracy', stage_procuracy: 'procuracy_approved', act_level: 'province', act_on: '2025-09-01', act_place: PLACE };
    expect(saidBy('agency', act)[0]).toMatch(/Viện kiểm sát nhân dân tỉnh Ninh Bình \(Đ35\.2.*cơ quan có người làm sai/);
  });
  test('an agency not known: the department of justice of residence, with its days', () => {
    const texts = saidBy('agency', { ...detained, criminal_decider: 'unknown', residence_place: PLACE });
    expect(texts.join(' ')).toMatch(/Sở Tư pháp tỉnh Ninh Bình.*5 ngày làm việc.*Đ41\.4/);
  });
  test('income is told by the article of the Law, to the đồng', () => {
    const texts = saidBy('income_amount', {
      ...fined,
      lost_property: false,
      lost_income: true,
      income_kind: 'stable',
      income_monthly: 9_000_000,
      'income_lost.1.from': '2026-03-01',
      'income_lost.1.to': '2026-04-30',
    });
    expect(texts[0]).toContain('18.000.000 đ (Đ24.1.a)');
  });
  test('days locked up are told as soon as they are known, once', () => {
    const answers = {
      ...detained,
      lost_property: false,
      lost_income: false,
      harmed_health: false,
      accused_on: 'none',
      'custody.1.from': '2026-08-01',
      'custody.1.to': '2026-08-10',
      had_noncustodial: false,
    };
    const texts = saidBy('before_expenses', answers);
    // Mười ngày, mỗi ngày 5 × 2.530.000 / 22 = 575.000 (Đ27.3.b); ngày tại ngoại chưa rõ.
    expect(texts[0]).toContain('5.750.000 đ');
    expect(texts[0]).toContain('Đ27.3.b');
  });
  test('what cannot be reckoned is not shown as nothing', () => {
    const texts = saidBy('damages', { ...fined, lost_property: true, 'property.1.kind': 'lost', 'property.1.amount': 5_000_000, had_expenses: false });
    expect(texts[0]).toContain('Tài sản: ?');
    expect(texts.join(' ')).toContain('Còn 1 khoản');
  });
  test('the end says to sign, where to file, and by when the agency must answer', () => {
    const texts = saidBy('done', { ...detained, residence_place: PLACE });
    expect(texts[0]).toContain('điểm chỉ');
    expect(texts[1]).toContain('Sở Tư pháp tỉnh Ninh Bình');
    expect(texts[2]).toContain('2 ngày');
  });
});
