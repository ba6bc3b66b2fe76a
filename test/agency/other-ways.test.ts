/** The fear: the ways that go wrong are told worse than the way that goes well: refusal, silence, suspension, a paper nobody knows, reminders off. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversation } from '../../src/cases/index.js';
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
