/** The fear: the way after hand-over breaks somewhere between the receipt and the money. One claim, told by the agency's page and by the person, as one talk. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/cases/index.js';
import { lettersOf, procedureOf } from '../../src/procedure/index.js';
import type { Heard } from '../kit/talk-in.js';
import { type Claim, openClaim } from './kit.js';

const text = (heard: readonly Heard[]): string => heard.map((one) => one.text).join('\n');

describe('from the receipt to the money', () => {
  let claim: Claim;
  beforeAll(async () => {
    claim = await openClaim('2026-12-01T01:00:00Z');
  });
  afterAll(() => claim.close());

  it('the person says the dossier was lodged by post: the agency owes a notice of receipt', async () => {
    await claim.talk.say('tôi đã nộp hồ sơ');
    await claim.talk.say('2');
    await claim.talk.say('1');
    const said = text(await claim.talk.say('1/12/2026'));
    expect(said).toContain('Anh/chị đã nộp hồ sơ ngày 1/12/2026');
    expect(said).toMatch(/Tiếp theo: .*\(Đ42/);
  });

  it('the agency confirms, then asks for two papers: they are listed with five working days', async () => {
    claim.at('2026-12-03T02:00:00Z');
    expect(text(await claim.tell('receipt_confirmed', { how: 'post', posted: '2026-12-01', on: '2026-12-03', number: '30/TB' }))).toContain('30/TB');
    const said = text(await claim.tell('supplement_asked', { on: '2026-12-03', number: '31/TB', items: 'Giấy ra trại\nBảng lương tháng 1/2025' }));
    expect(said).toContain('1. Giấy ra trại\n2. Bảng lương tháng 1/2025');
    expect(said).toContain('thứ Năm 10/12/2026 (Đ42.3)');
  });

  it('a reminder comes by day, its first line says nothing of the case', async () => {
    claim.at('2026-12-07T01:31:00Z');
    const said = await claim.talk.hear();
    expect(said.map(({ tag }) => tag)).toContain('remind.own');
    const reminder = said.find(({ tag }) => tag === 'remind.own')?.text ?? '';
    expect(reminder.split('\n')[0]).not.toMatch(/bổ sung|hồ sơ|Trần/);
    expect(reminder).toContain('10/12/2026');
  });

  it('«viết đơn» offers the supplement letter; it is said in plain words, made, and can be fetched', async () => {
    await claim.talk.say('viet don');
    const said = text(await claim.talk.say('van ban bo sung ho so'));
    expect(said).toContain('Danh sách giấy nộp thêm');
    const url = /\/d\/([\w-]{40,60})/.exec(said)?.[1] ?? '';
    const file = await fetch(`${claim.whole.url}/d/${url}`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(lettersOf(claim.whole.app.db.read, claim.talk.id()).map(({ kind, state }) => `${kind} ${state}`)).toEqual(['supplement ready']);
  });

  it('the clerk gets drafts as PDF and Word', async () => {
    for (const [name, mime] of [
      ['form02.pdf', 'application/pdf'],
      ['form03.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ]) {
      const file = await fetch(`${claim.url}/ban-nhap/${name}`);
      expect([file.status, file.headers.get('content-type')]).toEqual([200, mime]);
    }
    expect((await fetch(`${claim.url}/ban-nhap/form99.pdf`)).status).toBe(404);
  });

  it('accepted, verified, invited: each is told with its trap in time', async () => {
    await claim.talk.say('tôi đã làm');
    expect(text(await claim.talk.say('2'))).toContain('ngày nào');
    claim.at('2026-12-08T02:00:00Z');
    await claim.talk.say('8/12/2026');
    claim.at('2026-12-10T02:00:00Z');
    const accepted = text(await claim.tell('accepted', { on: '2026-12-10', number: '40/TB', signer: 'Lê Văn Mẫu' }));
    expect(accepted).toContain('đã thụ lý hồ sơ của anh/chị, ngày 10/12/2026. Văn bản số 40/TB.');
    expect(accepted).toContain('Đừng rút khi chưa hỏi cán bộ');
    claim.at('2026-12-15T02:00:00Z');
    await claim.tell('officer_appointed', { on: '2026-12-11', person: 'Phạm Văn Giải Quyết', phone: '0900000009' });
    await claim.tell('advance_paid', { on: '2026-12-15', amount: '20.000.000' });
    await claim.tell('verification_ended', { on: '2026-12-15' });
    await claim.tell('verification_reported', { on: '2026-12-15' });
    const invited = text(await claim.tell('invited', { on: '2026-12-21', purpose: 'negotiation', at: '08:30', place: 'Trụ sở UBND phường Hà Đông' }));
    expect(invited).toContain('Lúc 08:30, tại Trụ sở UBND phường Hà Đông');
    expect(invited).toContain('ghi rõ «không đồng ý»');
  });

  it('negotiated, decided, handed over: fifteen days to sue, then in force, then paid', async () => {
    claim.at('2026-12-21T08:00:00Z');
    await claim.tell('negotiation_started', { on: '2026-12-17' });
    expect(text(await claim.tell('negotiation_ended', { on: '2026-12-21', agreed: 'yes', signed: 'yes' }))).toContain('Thương lượng thành');
    const handed = text(await claim.tell('decision_handed', { on: '2026-12-21', number: '02/QĐ-BT', amount: '120.000.000' }));
    expect(handed).toContain('120.000.000 đ');
    expect(handed).toMatch(/Hạn khởi kiện nếu không đồng ý.*thứ Ba 5\/1\/2027/);
    expect(handed).toContain('mất quyền khởi kiện (Đ52.4)');
    claim.at('2027-01-20T02:00:00Z');
    expect(text(await claim.tell('payment_notice', { on: '2027-01-20', number: '05/TB' }))).toContain('miễn thuế thu nhập');
    expect(text(await claim.tell('paid', { on: '2027-01-20', amount: '100.000.000' }))).toContain('Tiền bồi thường đã được chi trả');
    const page = await claim.look();
    expect(page.text).toContain('02/QĐ-BT');
  });

  it('the timeline page and its calendar open by the link in «tiến độ»', async () => {
    const said = text(await claim.talk.say('tiến độ'));
    const token = /\/t\/([\w-]{40,60})/.exec(said)?.[1] ?? '';
    const page = await fetch(`${claim.whole.url}/t/${token}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Đường còn mở');
    const calendar = await (await fetch(`${claim.whole.url}/t/${token}/lich.ics`)).text();
    expect(calendar).toContain('BEGIN:VCALENDAR');
    expect(calendar).not.toMatch(/SUMMARY:.*(khởi kiện|tiền)/);
  });

  it('every step is a dated row and nothing failed', () => {
    const id = claim.talk.id();
    expect(procedureOf(claim.whole.app.db.read, id)?.steps.length).toBeGreaterThan(14);
    expect(eventsOf(claim.whole.app.db.read, id).filter(({ kind }) => kind === 'agency_answered').length).toBeGreaterThan(10);
    expect(claim.whole.logged()).not.toContain('"level":50');
  });
});
