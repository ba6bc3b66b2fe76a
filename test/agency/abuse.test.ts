/** The fear: a link that opens to a stranger, or a form that acts twice or on somebody else's case. */
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agencyTarget, handovers, linkMade, linkRevoked, linksOf, linkToken } from '../../src/cases/index.js';
import { keyFor } from '../../src/keys.js';
import { stepsOf, visitsOf } from '../../src/procedure/index.js';
import { enterEnrolled, officeOpened, officerAdded, officerById, secretBegun, sessionOpened, usualHours } from '../../src/office/index.js';
import { AGENCY } from '../kit/claimant.js';
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

  it("an agency's own people sign in and see its dossiers alone; the page is the mail's", async () => {
    const { db } = claim.whole.app;
    const cookieOf = async (office: string, name: string): Promise<string> => {
      const id = `clerk-${office}`;
      const { secret, session } = await db.transaction((tx) => {
        officeOpened(tx, { id: office, name, province: null, hours: usualHours, approves: false }, claim.now());
        officerAdded(tx, { id, office_id: office, name: 'Người Ví Dụ', email: `${office}@example.org`, role: 'agency', password: '', created_at: claim.now() });
        return { secret: secretBegun(tx, id).secret, session: sessionOpened(tx, { officer: id, stage: 'enrol', address: '', agent: '' }, claim.now()).id };
      });
      const officer = officerById(db.read, id);
      if (officer === undefined) throw new Error('the clerk was not added');
      const code = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: Date.parse(claim.now()) });
      // Without the second step nothing opens: a dossier is a person's whole life.
      expect((await enterEnrolled(db, { id: session, officer }, code, { address: '', agent: '' }, claim.now)).kind).toBe('in');
      return `dh_console=${(await db.transaction((tx) => sessionOpened(tx, { officer: id, stage: 'full', address: '', agent: '' }, claim.now()))).token}`;
    };
    const get = async (cookie: string, path: string): Promise<{ readonly status: number; readonly text: string }> => {
      const response = await fetch(`${claim.whole.url}/console${path}`, { headers: { cookie }, redirect: 'manual' });
      return { status: response.status, text: await response.text() };
    };
    const mine = await cookieOf('theirs', AGENCY);
    const other = await cookieOf('other', 'Công an tỉnh Ví Dụ');
    expect((await get(other, '/dossiers')).text).not.toMatch(/Trần Văn Thử|DH-2026/);
    for (const path of ['/queue', `/cases/${claim.talk.id()}`, `/cases/${claim.talk.id()}/procedure`, '/register', '/admin', '/agencies'])
      expect([path, (await get(mine, path)).status]).toEqual([path, 403]);
    const listed = (await get(mine, '/dossiers')).text;
    expect(listed).toContain('Trần Văn Thử');
    const csrf = /name="csrf" value="([^"]+)"/.exec(listed)?.[1] ?? '';
    const handoverId = /name="handover" value="([^"]+)"/.exec(listed)?.[1] ?? '';
    const open = (cookie: string, token: string): Promise<Response> =>
      fetch(`${claim.whole.url}/console/dossiers/open`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ csrf: token, handover: handoverId }),
      });
    const opened = await open(mine, csrf);
    expect([opened.status, `${claim.whole.url}${opened.headers.get('location')}`]).toEqual([303, claim.url]);
    // Another agency's clerk who knows the hand-over's id.
    const csrfOfOther = /name="csrf" value="([^"]+)"/.exec((await get(other, '/help')).text)?.[1] ?? '';
    expect((await open(other, csrfOfOther)).status).toBe(404);
    // Its link withdrawn by an officer: gone from the list too.
    const [link] = linksOf(db.read, claim.talk.id(), 'agency').filter(({ target }) => target.startsWith(handoverId));
    await db.transaction((tx) => linkRevoked(tx, link?.token_hash ?? '', claim.now()));
    expect((await get(mine, '/dossiers')).text).not.toContain('Trần Văn Thử');
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
