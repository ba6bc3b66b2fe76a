/** The fear: a link that opens to a stranger, or a form that acts twice or on somebody else's case. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agencyTarget, handovers, linkMade, linkRevoked, linksOf, linkToken } from '../../src/cases/index.js';
import { keyFor } from '../../src/app.js';
import { stepsOf, visitsOf } from '../../src/procedure/index.js';
import { type Claim, openClaim } from './kit.js';

const SECRET = 'a secret that only tests know, long enough';

describe("an agency's link", () => {
  let claim: Claim;
  beforeAll(async () => {
    claim = await openClaim('2026-12-01T01:00:00Z');
  });
  afterAll(() => claim.close());
  const steps = () => stepsOf(claim.whole.app.db.read, claim.talk.id());
  const nothing = async (url: string): Promise<void> => {
    const page = await claim.look(url);
    expect(page.status).toBe(404);
    expect(page.text).not.toMatch(/Trần Văn Thử|DH-2026|15\/QĐ-VKS/);
    const sent = await claim.send({ kind: 'accepted', form: 'forged-form-1', on: '2026-12-01' }, url);
    expect(sent.status).toBe(404);
    expect(steps()).toEqual([]);
  };

  it('guessed, cut short, or of another kind: nothing is shown, nothing is taken', async () => {
    await nothing(`${claim.url.slice(0, -1)}A`);
    await nothing(claim.url.slice(0, -4));
    const upload = linkToken(keyFor(SECRET, 'links'), 'upload', '1');
    await claim.whole.app.db.transaction((tx) => linkMade(tx, upload, 'upload', '1', claim.talk.id(), claim.now(), '2030-01-01T00:00:00.000Z'));
    await nothing(`${claim.whole.url}/a/${upload}`);
  });

  it('a link of another hand-over opens no form of this one', async () => {
    const stray = linkToken(keyFor(SECRET, 'links'), 'agency', agencyTarget('no-such-handover', 1));
    await claim.whole.app.db.transaction((tx) => linkMade(tx, stray, 'agency', agencyTarget('no-such-handover', 1), claim.talk.id(), claim.now(), '2030-01-01T00:00:00.000Z'));
    await nothing(`${claim.whole.url}/a/${stray}`);
  });

  it('a page of a stranger cannot post', async () => {
    const body = new FormData();
    body.append('kind', 'accepted');
    const answer = await fetch(claim.url, { method: 'POST', body, headers: { 'Sec-Fetch-Site': 'cross-site' }, redirect: 'manual' });
    expect(answer.status).toBe(404);
    expect(steps()).toEqual([]);
  });

  it('an unfinished or impossible form records nothing and says what is missing', async () => {
    const wrong: readonly [string, Readonly<Record<string, string>>, RegExp][] = [
      ['supplement_asked', { on: '2026-12-01', items: '' }, /giấy tờ cần bổ sung/],
      ['not_accepted', { on: '2026-12-01', ground: 'wrong_agency' }, /phải hướng dẫn cơ quan có thẩm quyền/],
      ['not_accepted', { on: '2026-12-01', ground: 'because' }, /Chưa chọn căn cứ|chưa ghi/],
      ['accepted', { on: '2030-01-01' }, /tương lai/],
      ['accepted', { on: '31/12/2026' }, /Ngày chưa đúng/],
      ['receipt_confirmed', { on: '2026-12-01' }, /bằng cách nào/],
      ['no_such_act', { on: '2026-12-01' }, /chưa trọn vẹn/],
    ];
    for (const [kind, fields, says] of wrong) {
      const answer = await claim.send({ kind, form: `wrong-form-${kind}`, ...fields });
      expect([kind, answer.status]).toEqual([kind, 400]);
      expect(answer.text).toMatch(says);
    }
    expect(steps()).toEqual([]);
  });

  it('the same form again, also much later, is the same step', async () => {
    const sent = { ...(await claim.formOf('receipt_confirmed')), how: 'hand', on: '2026-12-01' };
    await claim.send(sent);
    const before = steps().length;
    const again = await claim.send({ ...sent, number: 'khác' });
    expect(again.status).toBe(303);
    expect(steps()).toHaveLength(before);
  });

  it('every opening is recorded; a look by a mail program is none', async () => {
    const visits = () => visitsOf(claim.whole.app.db.read, claim.talk.id()).filter(({ what }) => what === 'opened').length;
    const before = visits();
    expect((await fetch(claim.url, { method: 'HEAD' })).status).toBe(200);
    expect(visits()).toBe(before);
    await claim.look();
    expect(visits()).toBe(before + 1);
  });

  it('revoked or expired: nothing any more', async () => {
    const [link] = linksOf(claim.whole.app.db.read, claim.talk.id(), 'agency').filter(({ target }) =>
      handovers(claim.whole.app.db.read, claim.talk.id()).some(({ id }) => target.startsWith(id)),
    );
    const kept = steps().length;
    await claim.whole.app.db.transaction((tx) => linkRevoked(tx, link?.token_hash ?? '', claim.now()));
    const page = await claim.look();
    expect([page.status, /Trần Văn Thử/.test(page.text)]).toEqual([404, false]);
    expect((await claim.send({ kind: 'accepted', form: 'after-revoking', on: '2026-12-01' })).status).toBe(404);
    expect(steps()).toHaveLength(kept);
    const fresh = linkToken(keyFor(SECRET, 'links'), 'agency', `${link?.target.split(' ')[0]} 2`);
    await claim.whole.app.db.transaction((tx) => linkMade(tx, fresh, 'agency', `${link?.target.split(' ')[0]} 2`, claim.talk.id(), claim.now(), '2026-12-05T00:00:00.000Z'));
    expect((await claim.look(`${claim.whole.url}/a/${fresh}`)).status).toBe(200);
    claim.at('2026-12-05T00:00:01Z');
    expect((await claim.look(`${claim.whole.url}/a/${fresh}`)).status).toBe(404);
  });
});
