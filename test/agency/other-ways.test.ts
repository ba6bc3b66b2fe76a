/** The fear: the ways that go wrong are told worse than the way that goes well: refusal, silence, suspension, a paper nobody knows, reminders off. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversation, evidenceOf } from '../../src/cases/index.js';
import { stepsOf } from '../../src/procedure/index.js';
import { fileOf } from '../kit/claimant.js';
import type { Heard } from '../kit/talk-in.js';
import { type Claim, openClaim } from './kit.js';

const text = (heard: readonly Heard[]): string => heard.map((one) => one.text).join('\n');

describe('when it does not go well', () => {
  let claim: Claim;
  beforeAll(async () => {
    claim = await openClaim('2026-12-01T01:00:00Z');
    await claim.tell('receipt_confirmed', { how: 'hand', on: '2026-12-01' });
  });
  afterAll(() => claim.close());

  it('silence: the day after the agency’s deadline the person hears what can be done, with the letter ready', async () => {
    // Five working days after Tuesday 1/12 end on Tuesday 8/12/2026.
    claim.at('2026-12-09T01:31:00Z');
    const said = await claim.talk.hear();
    const late = said.find(({ text: one }) => one.includes('8/12/2026'));
    expect(late?.tag).toBe('remind.late');
    expect(late?.text).toContain('«viết đơn»');
    await claim.talk.say('viết đơn');
    expect(text(await claim.talk.say('đơn khiếu nại việc chậm'))).toContain('Đơn khiếu nại việc chậm đã soạn xong');
  });

  it('suspended for unsigned minutes: thirty days, then five working days, told at once', async () => {
    await claim.tell('accepted', { on: '2026-12-09' });
    const said = text(await claim.tell('suspended', { on: '2026-12-09', ground: 'minutes_not_signed', number: '09/QĐ' }));
    expect(said).toContain('không ký biên bản kết quả');
    expect(said).toContain('chỉ có 5 ngày làm việc để đề nghị tiếp tục');
    // 9/12 + 30 days = 8/1/2027; five working days on: Friday 15/1/2027.
    expect(said).toContain('15/1/2027');
  });

  it('«dừng nhắc» is obeyed, «nhắc lại» brings the reminders back', async () => {
    expect(text(await claim.talk.say('dung nhac'))).toContain('không nhắc hạn nữa');
    claim.at('2027-01-12T01:31:00Z');
    expect((await claim.talk.hear()).filter(({ tag }) => tag.startsWith('remind.'))).toEqual([]);
    expect(text(await claim.talk.say('nhắc lại'))).toContain('sẽ nhắc trước mỗi hạn');
    claim.at('2027-01-14T01:31:00Z');
    expect(text((await claim.talk.hear()).filter(({ tag }) => tag === 'remind.own'))).toContain('15/1/2027');
  });

  it('an invitation told by the person: what for, when, where, one question at a time; its photos are kept with the step', async () => {
    const { say } = claim.talk;
    await say('tôi vừa nhận được giấy');
    expect(text(await say('5'))).toContain('Buổi làm việc vào ngày nào');
    expect(text(await say('25/1/2027'))).toContain('Số của văn bản');
    expect(text(await say('15/GM'))).toContain('Giấy mời để làm việc gì');
    expect(text(await say('thương lượng'))).toContain('Mấy giờ');
    expect(text(await say('buổi sáng'))).toContain('chưa đọc ra giờ');
    expect(text(await say('8 giờ rưỡi sáng'))).toContain('Ở đâu');
    const said = text(await say('Phòng họp 2, trụ sở UBND phường Hà Đông'));
    expect(said).toContain('Lúc 08:30, tại Phòng họp 2, trụ sở UBND phường Hà Đông');
    expect(said).toContain('ghi rõ «không đồng ý»');
    expect(said).toContain('chụp ảnh giấy đó');
    for (const name of ['quyet-dinh.jpg', 'bang-luong.jpg']) expect(text(await claim.photo(name))).toContain('Giữ cùng: Giấy mời làm việc, thương lượng, số 15/GM');
    const id = claim.talk.id();
    const step = stepsOf(claim.whole.app.db.read, id).find(({ kind }) => kind === 'invited');
    const photos = evidenceOf(claim.whole.app.db.read, id).filter(({ paper }) => paper === `step:${step?.id}`);
    expect(photos.map(({ state, title }) => [state, title])).toEqual([1, 2].map(() => ['received', 'Giấy mời làm việc, thương lượng, số 15/GM']));
    expect(new Set(photos.map(({ exhibit }) => exhibit)).size).toBe(1);
    // The agency's page says that a photo is kept; it is not shown there.
    const page = (await claim.look()).text;
    expect(page).toContain('15/GM');
    expect(page).toContain('người yêu cầu giữ ảnh chụp');
  });

  it('a photo sent before a word is asked about, and tied to what it turns out to be', async () => {
    const { say } = claim.talk;
    expect(text(await say('xong'))).toContain('gõ «tiến độ»');
    const asked = await claim.photo('can-cuoc.jpg');
    expect(text(asked)).toContain('là giấy gì');
    expect(text(await say('Giấy cơ quan mới gửi cho tôi'))).toContain('Anh/chị vừa nhận được giấy gì');
    await say('2');
    await say('12/1/2027');
    expect(text(await say('không có'))).toContain('những giấy gì');
    const said = text(await say('1. Giấy ra viện\n2. Bảng lương 2025'));
    expect(said).toContain('1. Giấy ra viện\n2. Bảng lương 2025');
    expect(said).toMatch(/Phụ lục \d+ được giữ là: Thông báo bổ sung hồ sơ/);
    const step = stepsOf(claim.whole.app.db.read, claim.talk.id()).find(({ kind }) => kind === 'supplement_asked');
    expect(step?.detail.items).toEqual(['Giấy ra viện', 'Bảng lương 2025']);
    expect(evidenceOf(claim.whole.app.db.read, claim.talk.id()).filter(({ paper }) => paper === `step:${step?.id}`)).toHaveLength(1);
  });

  it('the agency’s own paper reaches the person with the step', async () => {
    await claim.talk.hear();
    const sent = await claim.send({ ...(await claim.formOf('officer_appointed')), on: '2027-01-12', person: 'Phạm Văn Giải Quyết' }, undefined, {
      name: 'quyet-dinh.jpg',
      bytes: fileOf('quyet-dinh.jpg'),
    });
    expect(sent.status).toBe(303);
    const said = text(await claim.talk.hear());
    const token = /\/d\/([\w-]{40,60})/.exec(said)?.[1] ?? '';
    const file = await fetch(`${claim.whole.url}/d/${token}`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  });

  it('a paper nobody knows goes to an officer, never guessed', async () => {
    await claim.talk.say('tôi vừa nhận được giấy');
    await claim.talk.say('không biết');
    const said = text(await claim.talk.say('13/1/2027'));
    expect(said).toContain('Tôi không đoán');
    expect(conversation(claim.whole.app.db.read, claim.talk.id())?.owner).toBe('queue');
  });

  it('refused for lack of competence: the right agency is said', async () => {
    const said = text(
      await claim.tell('not_accepted', { on: '2027-01-14', ground: 'wrong_agency', rightAgency: 'Công an thành phố Ví Dụ', reason: 'Người gây thiệt hại thuộc cơ quan khác' }),
    );
    expect(said).toContain('Cơ quan chỉ nơi đúng: Công an thành phố Ví Dụ');
    expect(said).toContain('nộp tiếp ở nơi đó');
  });
});
