/** The fear: the mail comes, the clerk confirms, and the person hears nothing. From the mail's link to «tiến độ», over real HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGENCY } from '../kit/claimant.js';
import { type Claim, openClaim } from './kit.js';

describe('an agency answers by its page', () => {
  let claim: Claim;
  beforeAll(async () => {
    claim = await openClaim('2026-11-23T01:00:00Z');
  });
  afterAll(() => claim.close());

  it('the mail brings a page that says who, what, how much, and what is due', async () => {
    const page = await claim.look();
    expect(page.status).toBe(200);
    for (const found of ['Trần Văn Thử', AGENCY, '15/QĐ-VKS', 'Mức yêu cầu', 'Xác nhận đã nhận hồ sơ']) expect(page.text).toContain(found);
    expect(page.text).toMatch(/ở trang \d+/);
  });

  it('a receipt confirmed twice by a double click is one; the person hears its number and the next date', async () => {
    await claim.talk.hear();
    const fields = await claim.formOf('receipt_confirmed');
    const sent = { ...fields, how: 'hand', on: '2026-11-23', number: '21/GXN-VKS', signer: 'Lê Văn Mẫu' };
    const [first, second] = await Promise.all([claim.send(sent), claim.send(sent)]);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(first.location).toBe(second.location);
    const heard = (await claim.talk.hear()).map(({ text }) => text).join('\n');
    expect(heard.match(/21\/GXN-VKS/g)).toHaveLength(1);
    // Received on Monday 23/11/2026; Tuesday 24/11 is a day off from 2026; five working days on.
    expect(heard).toContain('thứ Ba 1/12/2026');
  });

  it('«tiến độ» says where it stands and what comes next', async () => {
    const said = (await claim.talk.say('tien do')).map(({ text }) => text).join('\n');
    expect(said).toContain('chờ thụ lý');
    expect(said).toContain('thứ Ba 1/12/2026');
    expect(said).toContain('21/GXN-VKS');
  });
});
